"""Form fields in the common style: a choice and a number.

The wheel scrolls the page that a field stands on. Qt's own fields would take it, and a person who
scrolls past would change a setting without noticing.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
)

TEXT = 7  # pixels before the text of a number, as in a choice


class Choice(QComboBox):
    """A choice among a few named values; a text without enough room loses its middle."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(QStyledItemDelegate(self))  # the stylesheet reaches no other
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(kind, option, part, self).width()
        option.currentText = self.fontMetrics().elidedText(  # pyright: ignore[reportAttributeAccessIssue]
            self.currentText(), Qt.TextElideMode.ElideMiddle, room
        )


class SpinBox(QDoubleSpinBox):
    """Qt's own, but without the wheel."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Number(SpinBox):
    """A number with its unit; arrow keys and both arrows step it."""

    def __init__(self, low: float, high: float, step: float, unit: str = "") -> None:
        super().__init__()
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setDecimals(0 if float(step).is_integer() else 1)
        self.setSuffix(unit)
        self.lineEdit().setTextMargins(TEXT, 0, 0, 0)
