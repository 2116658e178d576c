"""The selected image: large, with the answers, the votes and its blends."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.look.chips import Chip
from gui.look.controls import EmptyState
from gui.look.fit import Stack
from gui.look.help import help_link
from gui.look.pictures import draw
from gui.look.terms import Term
from gui.look.theme import Tone, font, grown
from gui.look.widgets import Card, ElidedLabel, Label, column, row
from gui.port import Blends
from gui.screening.blend_strip import BlendStrip
from gui.screening.other_votes import OtherVotes
from gui.screening.rows import Column, Row
from gui.screening.verdict_rows import VerdictTable
from gui.screening.vote_line import VoteLine
from gui.session import Session

PICTURE = 78
NEEDED = 340  # height of the panel without a pixel to spare
SPARED = 0.6  # of spare height, what the picture takes
FACTS = 330  # pixels that the facts beside it need, and what surrounds them


class ImagePanel(Card):
    """Shows one row of the table.

    Attributes:
        votes: the lines of STRIP and of the networks' disagreement.
        others: the lines of the other votes.
        blends: the image blended with overlays.

    Signals:
        closeup_wanted: a person wants to see the image large.
    """

    closeup_wanted = Signal()

    def __init__(self, session: Session, table: VerdictTable) -> None:
        super().__init__(margin=14, spacing=10)
        self._session, self._table = session, table
        self.blends = BlendStrip(lambda number: session.class_name(number) or str(number))
        self.votes = self._vote_lines()
        self.others = OtherVotes(self.votes)
        self.others.chosen.connect(self.blends.show_views)
        self._stack = Stack()
        self._stack.addWidget(
            EmptyState(
                "image",
                self.tr("No image chosen"),
                self.tr("Choose a row or a mark to see the image and its blends."),
            )
        )
        self._stack.addWidget(self._filled())
        self.body.addWidget(self._stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        spare = max(0.0, SPARED * (event.size().height() - grown(NEEDED)))
        widest = max(PICTURE, event.size().width() - grown(FACTS))
        self._picture.show_side(round(min(PICTURE + spare, widest)))

    @property
    def name(self) -> str:
        """The name of the image."""
        return self._name.text()

    def show_row(self, shown: Row | None) -> None:
        """Show `shown`, or that nothing is selected."""
        self._stack.setCurrentIndex(0 if shown is None else 1)
        if shown is None:
            return
        self._name.setText(shown.name)
        verdict = shown.verdict
        self._chip.set(verdict.verdict if verdict else "", self._word(shown))
        texts = [""] * len(self._facts)
        if verdict:
            texts = [
                self._session.numbered(verdict.badnet_class),
                self._session.numbered(verdict.repaired_class),
                self._table.words.cell(shown, Column.CONFIDENCE),
                self._table.words.cell(shown, Column.P_VALUE),
            ]
        for label, text in zip(self._facts, texts, strict=True):
            label.setText(text)
        p_value, tells = self._facts[-1], shown.is_poisoned
        tone: Tone = "poisoned" if tells else "text"
        p_value.setFont(font("strong" if tells else "body", tabular=True))
        p_value.set_tone(tone)
        for line in self.votes.values():
            line.show_vote(shown, self._table.frr)
        self.others.show_votes(shown, self._table.frr)

    def show_picture(self, picture: QPixmap) -> None:
        """Show the image itself."""
        self._picture.show_picture(picture)

    def wait_for_blends(self, why: str) -> None:
        """Show that blends are being computed, or why there are none."""
        self.blends.wait(why)

    def show_blends(self, shown: Row, blends: Blends) -> None:
        """Show the blends of `shown`."""
        target = shown.verdict.badnet_class if shown.verdict and shown.is_poisoned else None
        self.blends.show_blends(blends, target)

    def _word(self, shown: Row) -> str:
        return self._table.words.cell(shown, Column.VERDICT) if shown.verdict else ""

    def _filled(self) -> QWidget:
        filled = QWidget()
        layout = column(filled, spacing=6)
        head = row(spacing=8)
        self._name = ElidedLabel("", "section")
        self._chip = Chip()
        head.addWidget(self._name)
        head.addWidget(help_link("votes"))
        head.addStretch()
        head.addWidget(self._chip)
        layout.addLayout(head)
        middle = row(spacing=14)
        self._picture = _Picture()
        self._picture.setAccessibleName(self.tr("The chosen image"))
        self._picture.setToolTip(
            self.tr("Double-click or Space: see it large, with the places where the BadNet looks")
        )
        self._picture.opened.connect(self.closeup_wanted)
        middle.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignTop)
        middle.addLayout(self._facts_grid(), 1)
        layout.addLayout(middle)
        for line in self.votes.values():
            layout.addWidget(line)
        layout.addWidget(self.others)
        layout.addWidget(self.blends, 1)
        return filled

    def _vote_lines(self) -> dict[str, VoteLine]:
        together = self.tr("All votes are calibrated together, so that the FRR holds.")
        networks = self.tr(
            "The repaired network should not see a class that only a trigger causes."
        )
        blends = self.tr(
            "Blended with clean images, most images lose their class; a trigger keeps its own."
        )
        return {
            "disagreement": VoteLine("disagreement", f"{networks} {together}"),
            "strip": VoteLine("strip", f"{blends} {together}", self.blends.arrows),
        }

    def _facts_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(1, 1)
        titles = (
            self.tr("BadNet"),
            self.tr("Repaired"),
            self.tr("Confidence"),
            self.tr("p-value"),
        )
        self._facts: list[Label] = []
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, title in enumerate(titles):
            value = ElidedLabel()
            value.setAlignment(right)
            is_p = place == len(titles) - 1
            name = Term(title, "p-value") if is_p else Label(title, "body", "muted")
            grid.addWidget(name, place, 0)
            grid.addWidget(value, place, 1, right)
            # WORKAROUND: where texts are large, Qt takes up to three pixels from these four lines
            # for a line of words and buttons below them.
            grid.setRowMinimumHeight(place, value.sizeHint().height() + 1)
            self._facts.append(value)
        return grid


class _Picture(QWidget):
    """One picture, enlarged without smoothing.

    Signals:
        opened: it was double-clicked, or Space or Enter pressed on it.
    """

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._shown = QPixmap()
        self.show_side(PICTURE)

    def show_side(self, side: int) -> None:
        """Be a square of `side` pixels."""
        self.setFixedSize(QSize(side, side))

    def show_picture(self, picture: QPixmap) -> None:
        self._shown = picture
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw(QPainter(self), QRectF(self.rect()), self._shown)
