"""A row of labels above a plot, each with a piece of its curve; it never covers data."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.records import Measure
from gui.look.plot_frame import ink
from gui.look.theme import font, tokens
from gui.repair.run import Series
from gui.repair.traces import Look, look_of
from gui.repair.words import series_name

SAMPLE = 20
GAP_BEFORE_WORDS = 9
GAP_BETWEEN = 20


class Legend(QWidget):
    """Names the curves of a plot; wraps into as many rows as needed."""

    ROW = 20

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font("small"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._entries: list[tuple[Look, str]] = []

    def show_series(self, series: Sequence[Series], measure: Measure) -> None:
        """Name `series`."""
        entries = [(look_of(each, series), series_name(each, measure)) for each in series]
        if entries != self._entries:
            self._entries = entries
            self.setAccessibleName(", ".join(name for _, name in entries))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        rows = 1 + max((y for _, y in self._places()), default=0)
        return QSize(200, rows * self.ROW)

    def resizeEvent(self, event: object) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ascent = self.fontMetrics().ascent()
        for (look, name), (x, line) in zip(self._entries, self._places(), strict=True):
            middle = line * self.ROW + self.ROW / 2
            painter.setPen(ink(look.tone, look.width, look.dashes))
            painter.drawLine(QPointF(x, middle), QPointF(x + SAMPLE, middle))
            painter.setPen(tokens().color("text"))
            baseline = middle + ascent / 2 - 1
            painter.drawText(QPointF(x + SAMPLE + GAP_BEFORE_WORDS, baseline), name)

    def _places(self) -> list[tuple[float, int]]:
        """The position of each entry: where it begins, and its row."""
        places, x, line = [], 0.0, 0
        for _, name in self._entries:
            width = SAMPLE + GAP_BEFORE_WORDS + self.fontMetrics().horizontalAdvance(name)
            if x and x + width > self.width():
                x, line = 0.0, line + 1
            places.append((x, line))
            x += width + GAP_BETWEEN
        return places
