"""The chosen image: large, with the answers, the evidence and its blends."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from gui.backend import Blends
from gui.chips import Chip
from gui.controls import EmptyState
from gui.pictures import draw
from gui.screening.blend_strip import BlendStrip
from gui.screening.verdict_rows import Column, Row, VerdictTable
from gui.session import Session
from gui.theme import Tone, font
from gui.widgets import Card, ElidedLabel, Label, column, row
from gui.wording import SPACE

PICTURE = 120


class ImagePanel(Card):
    """Shows one row of the table.

    Attributes:
        blends: the image blended with overlays.
    """

    def __init__(self, session: Session, table: VerdictTable) -> None:
        super().__init__(margin=14, spacing=10)
        self._session, self._table = session, table
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                "image",
                self.tr("No image chosen"),
                self.tr("Choose a row or a mark to see the image and its blends."),
            )
        )
        self._stack.addWidget(self._filled())
        self.body.addWidget(self._stack)

    @property
    def name(self) -> str:
        """The name of the image that is shown."""
        return self._name.text()

    def show_row(self, shown: Row | None) -> None:
        """Show `shown`, or that nothing is chosen."""
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
                self._table.text(shown, Column.CONFIDENCE),
                self._table.text(shown, Column.ENTROPY) + f"{SPACE}" + self.tr("bits"),
                self._table.text(shown, Column.P_VALUE),
                self._session.numbered(verdict.goodnet_class),
            ]
        for place, (label, text) in enumerate(zip(self._facts, texts, strict=True)):
            tells = shown.is_poisoned and place in self._telling
            label.setText(text)
            label.setToolTip(text)
            label.setFont(font("strong" if tells else "body", tabular=True))
            tone: Tone = "poisoned" if tells else "text"
            label.set_tone(tone)

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
        return self._table.text(shown, Column.VERDICT) if shown.verdict else ""

    def _filled(self) -> QWidget:
        filled = QWidget()
        layout = column(filled, spacing=8)
        head = row(spacing=8)
        self._name = ElidedLabel("", "section")
        self._chip = Chip()
        head.addWidget(self._name)
        head.addStretch()
        head.addWidget(self._chip)
        layout.addLayout(head)
        middle = row(spacing=14)
        self._picture = _Picture()
        self._picture.setAccessibleName(self.tr("The chosen image"))
        middle.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignTop)
        middle.addLayout(self._facts_grid(), 1)
        layout.addLayout(middle)
        self.blends = BlendStrip(lambda number: self._session.class_name(number) or str(number))
        layout.addStretch()
        layout.addWidget(self.blends)
        return filled

    def _facts_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(1, 1)
        titles = (
            self.tr("BadNet"),
            self.tr("Repaired"),
            self.tr("Confidence"),
            self.tr("Entropy"),
            self.tr("p-value"),
            self.tr("GoodNet"),
        )
        self._telling = (3, 5)
        self._facts: list[Label] = []
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, title in enumerate(titles):
            value = ElidedLabel()
            value.setAlignment(right)
            grid.addWidget(Label(title, "body", "muted"), place, 0)
            grid.addWidget(value, place, 1, right)
            self._facts.append(value)
        return grid


class _Picture(QWidget):
    """One picture, enlarged without smoothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(PICTURE, PICTURE))
        self._shown = QPixmap()

    def show_picture(self, picture: QPixmap) -> None:
        self._shown = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw(QPainter(self), QRectF(self.rect()), self._shown)
