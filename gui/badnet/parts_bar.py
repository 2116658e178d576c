"""How the clean data is split: one bar, with a word for each part."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from core.records import Parts
from gui.look.theme import tokens
from gui.look.widgets import Label, column, row
from gui.look.wording import count

SHADES = (1.0, 0.82, 0.66, 0.5, 0.38, 0.27)


class PartsBar(QWidget):
    """Shows how many clean images serve each purpose."""

    COLUMNS = 3

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, spacing=10)
        self._bar = _Bar()
        layout.addWidget(self._bar)
        self._legend = QGridLayout()
        self._legend.setHorizontalSpacing(14)
        self._legend.setVerticalSpacing(4)
        layout.addLayout(self._legend)
        self._labels: list[Label] = []
        for number in range(len(SHADES)):
            entry = row(spacing=6)
            entry.addWidget(_Patch(number))
            label = Label("", "small", "muted", tabular=True)
            entry.addWidget(label)
            entry.addStretch()
            self._labels.append(label)
            self._legend.addLayout(entry, number // self.COLUMNS, number % self.COLUMNS)

    def show_parts(self, parts: Parts) -> None:
        """Show `parts`."""
        named = (
            (parts.tuning, self.tr("{count} fine-tuning")),
            (parts.pruning, self.tr("{count} pruning")),
            (parts.stopping, self.tr("{count} stopping")),
            (parts.held_out, self.tr("{count} measuring")),
            (parts.calibration, self.tr("{count} calibration")),
            (parts.overlays, self.tr("{count} overlays")),
        )
        self._bar.set_shares([number for number, _ in named])
        for label, (number, text) in zip(self._labels, named, strict=True):
            label.setText(text.format(count=count(number)))
        self.setAccessibleName(", ".join(label.text() for label in self._labels))


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(8)
        self._shares: Sequence[int] = ()

    def set_shares(self, shares: Sequence[int]) -> None:
        self._shares = shares
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        total = sum(self._shares) or 1
        left = 0.0
        for number, share in enumerate(self._shares):
            width = self.width() * share / total
            painter.setBrush(_shade(number))
            painter.drawRect(QRectF(left, 0, max(0.0, width - 1), self.height()))
            left += width


class _Patch(QWidget):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.setFixedSize(8, 8)
        self._number = number

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_shade(self._number))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)


def _shade(number: int) -> QColor:
    made = tokens().color("accent")
    made.setAlphaF(SHADES[number])
    return made
