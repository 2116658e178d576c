"""The votes besides STRIP and the disagreement: each has a button that shows what it saw."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gui.look.flow import Flow
from gui.look.terms import sentences
from gui.look.widgets import button
from gui.screening.row_words import TRANSFORMED, evidence, vote_p, vote_title
from gui.screening.rows import Row


class OtherVotes(QWidget):
    """A button for each vote; icon and words show whether it flags the image, and its p-value.

    Args:
        elsewhere: names of the votes that are shown elsewhere.

    Signals:
        chosen: the vote whose views of the image to show; "" for the blends again.
    """

    chosen = Signal(str)

    def __init__(self, elsewhere: Collection[str]) -> None:
        super().__init__()
        self._elsewhere = frozenset(elsewhere)
        self._buttons: dict[str, QPushButton] = {}
        self._places = Flow(self, across=4, down=0)
        self.setVisible(False)

    @property
    def texts(self) -> dict[str, str]:
        """The words for each vote, by its name."""
        return {name: made.accessibleName() for name, made in self._buttons.items()}

    def choose(self, vote: str) -> None:
        """Press the button of a vote."""
        self._buttons[vote].click()

    def show_votes(self, shown: Row, frr: float) -> None:
        """Show the votes on `shown` at `frr`, or that there are none yet."""
        verdict = shown.verdict
        others = [
            vote.name
            for vote in (verdict.votes if verdict else ())
            if vote.name not in self._elsewhere
        ]
        if list(self._buttons) != others:
            self._make_buttons(others)
        self.setVisible(bool(others))
        if verdict is None:
            return
        flagging = verdict.flagged_by(frr)
        for name, made in self._buttons.items():
            title = vote_title(name, verdict, flags=name in flagging)
            sign = "◆" if name in flagging else "○"
            p_value, made_of = vote_p(name, verdict), evidence(name, verdict)
            made.setText(f"{sign} {title}")
            made.setAccessibleName(f"{title}, {p_value}: {made_of}")
            made.setToolTip(f"{made.accessibleName()}\n{sentences('vote', 'p-value')}")
            made.setChecked(False)

    def _make_buttons(self, names: list[str]) -> None:
        for made in self._buttons.values():
            self._places.removeWidget(made)
            made.deleteLater()
        self._buttons = {}
        for name in names:
            made = button("", kind="flat")
            made.setCheckable(name in TRANSFORMED)
            made.toggled.connect(lambda on, name=name: self._on_toggled(name, on))
            self._places.addWidget(made)
            self._buttons[name] = made

    def _on_toggled(self, name: str, on: bool) -> None:
        if on:
            for other, made in self._buttons.items():
                if other != name:
                    made.setChecked(False)
        if on or not any(made.isChecked() for made in self._buttons.values()):
            self.chosen.emit(name if on else "")
