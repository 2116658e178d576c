"""Points at the place where a person does a step: a ring with the number of the step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.look.fit import bring_into_view
from gui.look.following import Following, ring_around
from gui.look.theme import font, tokens

PIN = 24  # pixels across
LINE = 3


class Pointer(Following):
    """Lies around a part of a window, and keeps it in view while the page gets its room.

    Attributes:
        number: the number at its corner.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.number = 0
        self._part: QRect | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._bring_into_view)

    def point_at(self, target: QWidget | None, number: int, part: QRect | None = None) -> None:
        """Surround `target`, or a `part` of it in its own pixels; None points at nothing."""
        self.number, self._part = number, part
        if target is not self._target:
            self._soon.start()
        self.follow(target)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._soon.start()  # scroll bars follow later
        return super().eventFilter(watched, event)

    def _bring_into_view(self) -> None:
        if self._target is not None:
            bring_into_view(self._target)

    def around(self, target: QWidget, window: QWidget) -> QRect:
        if self._part is None:
            ring = ring_around(target, window)
        else:
            ring = QRect(target.mapTo(window, self._part.topLeft()), self._part.size())
        half = PIN // 2
        return ring.adjusted(-half, -half, half, half) if not ring.isEmpty() else ring

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens().color("accent"), LINE))
        inset = PIN / 2 - LINE / 2
        ring = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(ring, 9, 9)
        paint_number(painter, QRectF(self.width() - PIN, 0, PIN, PIN), self.number)


class Numbered(QWidget):
    """The number of a step beside its words, as on the pointer."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(PIN, PIN)
        self.number = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_number(painter, QRectF(self.rect()), self.number)


def paint_number(painter: QPainter, place: QRectF, number: int) -> None:
    """Paint a number on a disc of accent."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens().color("accent"))
    painter.drawEllipse(place)
    painter.setFont(font("strong"))
    painter.setPen(tokens().color("on_accent"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number))
