"""The focus ring: 2 px of accent, 2 px outside whatever has the keyboard."""

from __future__ import annotations

from weakref import WeakSet

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget
from shiboken6 import isValid

from gui.look.fit import bring_into_view
from gui.look.following import Following
from gui.look.theme import tokens


class FocusRing(Following):
    """Covers one window, follows the focus inside it, and scrolls to whatever has it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        _rings().add(self)

    def see(self, now: QWidget | None) -> None:
        """Follow `now`, which has the keyboard, if it is in the window of this ring."""
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


class _Rings(QObject):
    """Tells the rings of all windows what has the keyboard.

    A ring must not listen by itself: Qt tells who lost the keyboard even while a window is being
    destroyed, and would call a ring that is half destroyed. This one lives as long as the
    application.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._all: WeakSet[FocusRing] = WeakSet()
        app.focusChanged.connect(self._on_focus_changed)

    def add(self, ring: FocusRing) -> None:
        """Tell `ring` from now on."""
        self._all.add(ring)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        for ring in filter(isValid, tuple(self._all)):
            ring.see(now)


def _rings() -> _Rings:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app.findChild(_Rings) or _Rings(app)


def _wants_ring(widget: QWidget) -> bool:
    """Whether `widget` does not itself show that it has the keyboard.

    A page that got the focus by chance cannot use it, and a card shows its own frame.
    """
    if widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
        return False
    return isinstance(widget, QAbstractScrollArea) or not isinstance(widget, QFrame)
