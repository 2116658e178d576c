"""The frame that shows, while something is dragged over the window, what dropping it would do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.drops import Course
from gui.look.theme import font, tokens


class DragFrame(QWidget):
    """Lies over the whole window; hidden until `announce`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.course = Course("refuse", "")
        self.hide()

    def announce(self, course: Course) -> None:
        """Show the frame with the sentence of `course`."""
        self.course = course
        self.setAccessibleName(course.sentence)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = tokens()
        ink = now.color("poisoned" if self.course.aim == "refuse" else "accent")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(6, 6, -6, -6), 10, 10)
        painter.setFont(font("section"))
        width = QFontMetrics(font("section")).horizontalAdvance(self.course.sentence) + 40
        pill = QRectF((self.width() - width) / 2, self.height() - 96, width, 40)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(pill, 8, 8)
        painter.setPen(now.color("on_accent"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self.course.sentence)
