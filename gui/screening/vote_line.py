"""One vote of a verdict: whether it flags the image, its evidence, and its own p-value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.look.terms import explain
from gui.look.theme import Tone
from gui.look.widgets import IconLabel, Label, column, row
from gui.screening.row_words import evidence, vote_p, vote_title
from gui.screening.rows import Row

ICON = 14
MADE_OF = {"strip": ("weighted entropy", "persistence"), "disagreement": ("disagreement",)}


class VoteLine(QWidget):
    """Shows one vote in two lines; icon and words show whether it flags the image.

    Args:
        vote: its name.
        explained: the tooltip of its title.
        buttons: actions on its evidence.
    """

    def __init__(self, vote: str, explained: str, buttons: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self._vote = vote
        layout = column(self, spacing=2)
        first = row(spacing=5)
        self._icon = IconLabel("circle", "muted", ICON)
        self._title = Label("", "strong", wrap=True)
        self._p = Label("", "body", tabular=True)
        # Buttons are higher than a line of words.
        side = Qt.AlignmentFlag.AlignVCenter if buttons else Qt.AlignmentFlag.AlignTop
        first.addWidget(self._icon, 0, side)
        first.addWidget(self._title, 1)
        for made in buttons:
            first.addWidget(made, 0, side)
        first.addWidget(self._p, 0, side)
        second = row(spacing=0)
        second.setContentsMargins(ICON + first.spacing(), 0, 0, 0)
        self._evidence = Label("", "small", "muted", wrap=True)
        explain(self._title, "vote", first=explained)
        explain(self._p, "p-value")
        explain(self._evidence, *MADE_OF[vote])
        second.addWidget(self._evidence, 1)
        layout.addLayout(first)
        layout.addLayout(second)

    @property
    def text(self) -> str:
        """All of its words."""
        return f"{self._title.text()}, {self._p.text()}: {self._evidence.text()}"

    def show_vote(self, shown: Row, frr: float) -> None:
        """Show the vote on `shown` at `frr`, or that there is none yet."""
        verdict = shown.verdict
        flags = verdict is not None and self._vote in verdict.flagged_by(frr)
        sign: Tone = "poisoned" if flags else "clean"
        self._icon.set_icon(sign if verdict else "circle", sign if verdict else "muted")
        self._title.setText(vote_title(self._vote, verdict, flags=flags) if verdict else "")
        self._title.set_tone("poisoned" if flags else "text")
        self._p.setText(vote_p(self._vote, verdict) if verdict else "")
        self._evidence.setText(evidence(self._vote, verdict) if verdict else "")
        self.setAccessibleName(self.text if verdict else "")
