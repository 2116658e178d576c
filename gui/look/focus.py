"""The focus ring: 2 px of accent, 2 px outside whatever has the keyboard."""

from __future__ import annotations

from weakref import WeakSet

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QScrollArea, QWidget
from shiboken6 import isValid

from gui.look.fit import bring_into_view, is_whole_in_view
from gui.look.following import Following
from gui.look.theme import tokens


class FocusRing(Following):
    """Covers one window, follows the focus inside it, and scrolls to whatever has it.

    A page may grow after it was scrolled, for example by a notice. Then it is scrolled again, but
    not if a person has scrolled away.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._is_seen = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._bring_into_view)
        _rings().add(self)

    def see(self, now: QWidget | None) -> None:
        """Follow `now`, which has the keyboard, if it is in the window of this ring."""
        if now is None or now.window() is not self.parent():
            self.follow(None)
            return
        bring_into_view(now)
        self._is_seen = True
        self.follow(now if _wants_ring(now) else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._target is not None and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            if event.type() is QEvent.Type.Move and _is_scrolled(watched):
                if not self._soon.isActive():
                    self._is_seen = is_whole_in_view(self._target)
            elif self._is_seen:
                self._soon.start()  # scroll bars follow later
        return super().eventFilter(watched, event)

    def _bring_into_view(self) -> None:
        if self._target is not None and not is_whole_in_view(self._target):
            bring_into_view(self._target)

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


def _is_scrolled(widget: QObject) -> bool:
    """Whether `widget` is what a scroll area moves."""
    port = widget.parent()
    area = port.parent() if port is not None else None
    return isinstance(area, QScrollArea) and area.widget() is widget


def _wants_ring(widget: QWidget) -> bool:
    """Whether `widget` does not itself show that it has the keyboard.

    A page that got the focus by chance cannot use it, and a card shows its own frame.
    """
    if widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
        return False
    return isinstance(widget, QAbstractScrollArea) or not isinstance(widget, QFrame)
