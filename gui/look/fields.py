"""Form fields in the common style: a choice and a number, with arrows drawn here.

If a stylesheet gives a field a border, the style no longer draws its arrows.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QStyle,
    QStyleOptionSpinBox,
    QWidget,
)

from gui.look import icons
from gui.look.theme import tokens

RADIUS = 6
INSET = 9
ARROW = 14


class Choice(QComboBox):
    """A choice among a few named values."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        _paint_frame(painter, self)
        _paint_arrow(painter, self, "chevron-down", self.height() / 2)
        words = QRectF(self.rect()).adjusted(INSET, 0, -INSET - ARROW - 4, 0)
        text = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideMiddle, int(words.width())
        )
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), text)


class Number(QDoubleSpinBox):
    """A number with its unit; arrow keys, the wheel and both arrows step it."""

    def __init__(self, low: float, high: float, step: float, unit: str = "") -> None:
        super().__init__()
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setDecimals(0 if float(step).is_integer() else 1)
        self.setSuffix(unit)
        self.lineEdit().setTextMargins(INSET - 2, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        _paint_frame(painter, self)
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        for name, control in (
            ("chevron-up", QStyle.SubControl.SC_SpinBoxUp),
            ("chevron-down", QStyle.SubControl.SC_SpinBoxDown),
        ):
            rect = self.style().subControlRect(
                QStyle.ComplexControl.CC_SpinBox, option, control, self
            )
            nudge = 1.5 if name == "chevron-up" else -1.5
            _paint_arrow(painter, self, name, rect.center().y() + 0.5 + nudge)


def _paint_frame(painter: QPainter, field: QWidget) -> None:
    now = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(now.color("control" if field.isEnabled() else "border"))
    painter.setBrush(now.color("surface"))
    painter.drawRoundedRect(QRectF(field.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


def _paint_arrow(painter: QPainter, field: QWidget, name: str, middle: float) -> None:
    place = QRectF(0, 0, ARROW, ARROW)
    place.moveCenter(QPointF(field.width() - INSET - ARROW / 2, middle))
    icons.paint(painter, place, name, tokens().color("muted" if field.isEnabled() else "control"))
