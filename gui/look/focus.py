"""The focus ring: 2 px of accent, 2 px outside whatever has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QScrollArea,
    QTableView,
    QWidget,
)

from gui.look.theme import tokens

REACH = 4
MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class FocusRing(QWidget):
    """Covers one window and follows the focus inside it; receives no mouse or key events."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._watched: list[QWidget] = []
        self._target: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)
        self.hide()

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched = []
        self._target = None
        if now is not None and now.window() is self.parent() and _wants_ring(now):
            self._target = now
            step: QWidget | None = now
            while step is not None and step is not self.parent():
                self._watch(step)
                step = step.parentWidget()
            if isinstance(now, QAbstractItemView):
                self._watch(now.viewport())
        self._place()

    def _watch(self, widget: QWidget) -> None:
        widget.installEventFilter(self)
        self._watched.append(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A view sends no event when its current row moves, but it is painted.
        painted = event.type() is QEvent.Type.Paint and isinstance(self._target, QAbstractItemView)
        if painted or event.type() in MOVES:
            self._place()
        return False

    def _place(self) -> None:
        target, window = self._target, self.parentWidget()
        place = QRect()
        if target is not None and window is not None and target.isVisible():
            place = ring_around(target, window)
        if place.isEmpty():
            self.hide()
        elif place != self.geometry() or not self.isVisible():
            self.setGeometry(place)
            self.raise_()
            self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens().color("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


def ring_around(target: QWidget, window: QWidget) -> QRect:
    """The rectangle of the ring of `target` in `window`, clipped to all scroll areas around it."""
    if isinstance(target, QAbstractItemView):
        inside = target.viewport()
        place = _mapped(inside, window, _current_row(target))
    else:
        inside = target
        place = _mapped(target, window, target.rect()).adjusted(-REACH, -REACH, REACH, REACH)
    seen = window.rect()
    step = inside.parentWidget()
    while step is not None and step is not window:
        above = step.parentWidget()
        if isinstance(above, QScrollArea) and step is above.viewport():
            seen = seen.intersected(_mapped(step, window, step.rect()))
        step = above
    return place.intersected(seen)


def _wants_ring(widget: QWidget) -> bool:
    """Whether `widget` does not itself show that it has the keyboard.

    A page that got the focus by chance cannot use it, and a card shows its own frame.
    """
    if widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
        return False
    return isinstance(widget, QAbstractScrollArea) or not isinstance(widget, QFrame)


def _current_row(view: QAbstractItemView) -> QRect:
    whole, current = view.viewport().rect(), view.currentIndex()
    if not current.isValid():
        return whole
    row = view.visualRect(current)
    by_rows = view.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows
    if by_rows and isinstance(view, QTableView):
        row.setLeft(whole.left())
        row.setRight(whole.right())
    return row.intersected(whole)


def _mapped(widget: QWidget, window: QWidget, rect: QRect) -> QRect:
    return QRect(widget.mapTo(window, rect.topLeft()), rect.size())
