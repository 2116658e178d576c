"""The focus ring: 2 px of accent, 2 px outside whatever has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from gui.look.fit import bring_into_view
from gui.look.following import Following
from gui.look.theme import tokens


class FocusRing(Following):
    """Covers one window, follows the focus inside it, and scrolls to whatever has it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or now.window() is not self.parent():
            self.follow(None)
            return
        bring_into_view(now)
        self.follow(now if _wants_ring(now) else None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens().color("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


def _wants_ring(widget: QWidget) -> bool:
    """Whether `widget` does not itself show that it has the keyboard.

    A page that got the focus by chance cannot use it, and a card shows its own frame.
    """
    if widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
        return False
    return isinstance(widget, QAbstractScrollArea) or not isinstance(widget, QFrame)
