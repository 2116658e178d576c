"""Parts of plots: an axis with few round numbers, and a value on top of a line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.look.theme import font, tokens
from gui.look.wording import decimal

TAG_HEIGHT = 20


class RoundAxis(pg.AxisItem):
    """Few round numbers from 0 upwards; below 0 there are only ticks.

    Args:
        leads: first digits of possible steps.
        most: the highest number of steps.
    """

    def __init__(
        self, orientation: str, leads: Sequence[int] = (1, 2, 3, 5), most: int = 7
    ) -> None:
        super().__init__(orientation)
        self._leads, self._most = leads, most

    def boundingRect(self) -> QRectF:
        # WORKAROUND: with a grid pyqtgraph leaves no room for the labels at both ends.
        return super().boundingRect().adjusted(-15, 0, 15, 0)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list:
        if maxVal <= 0:
            return []
        low = max(0.0, minVal)
        span = maxVal - low
        tens = 10.0 ** np.arange(np.floor(np.log10(span)) - 1, np.floor(np.log10(span)) + 2)
        steps = sorted(lead * ten for lead in self._leads for ten in tens)
        step = next(step for step in steps if span / step <= self._most)
        first, last = int(np.ceil(low / step)), int(maxVal / step)
        return [(step, [k * step for k in range(first, last + 1)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        digits = max(0, int(np.ceil(-np.log10(spacing) - 1e-9)))
        return [decimal(value, digits) for value in values]


class ValueTag(QGraphicsItem):
    """The threshold's value on top of its line, outside the clipped area of the curves."""

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._text = ""
        self._ink = tokens().color("text")
        self.setZValue(100)

    def say(self, text: str) -> None:
        """Show `text`."""
        self.prepareGeometryChange()
        self._text = text
        self.update()

    def set_color(self, ink: QColor) -> None:
        """Fill the tag with `ink`."""
        self._ink = ink
        self.update()

    def boundingRect(self) -> QRectF:
        width = QFontMetrics(font("small")).horizontalAdvance(self._text) + 14
        return QRectF(-width / 2, -TAG_HEIGHT - 1, width, TAG_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ink)
        painter.drawRoundedRect(self.boundingRect(), 4, 4)
        painter.setFont(font("small", tabular=True))
        painter.setPen(tokens().color("surface"))
        painter.drawText(self.boundingRect(), Qt.AlignmentFlag.AlignCenter, self._text)
