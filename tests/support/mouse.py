"""Dragging with the mouse; QTest's moves carry no pressed button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

MOVES = 5


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    """Press at `start` of `widget`, move to `end` in a few steps, and release there."""
    _send(widget, QEvent.Type.MouseMove, start, Qt.MouseButton.NoButton)
    _send(widget, QEvent.Type.MouseButtonPress, start, Qt.MouseButton.LeftButton)
    for k in range(1, MOVES + 1):
        QTest.qWait(20)
        _send(widget, QEvent.Type.MouseMove, start + (end - start) * k / MOVES, held=True)
    QTest.qWait(20)
    _send(widget, QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.LeftButton)


def _send(
    widget: QWidget,
    kind: QEvent.Type,
    place: QPoint,
    button: Qt.MouseButton = Qt.MouseButton.NoButton,
    *,
    held: bool = False,
) -> None:
    pressed = held or kind is QEvent.Type.MouseButtonPress
    buttons = Qt.MouseButton.LeftButton if pressed else Qt.MouseButton.NoButton
    local, whole = QPointF(place), QPointF(widget.mapToGlobal(place))
    event = QMouseEvent(kind, local, whole, button, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)
