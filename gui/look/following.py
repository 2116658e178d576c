"""What lies over a window and follows one widget in it, wherever that moves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QTableView, QWidget
from shiboken6 import isValid

REACH = 4
MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class Following(QWidget):
    """Lies where `around` says; receives no mouse or key events, and is hidden at first."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._watched: list[QWidget] = []
        self._target: QWidget | None = None
        self.hide()

    def follow(self, target: QWidget | None) -> None:
        """Follow `target` from now on; None hides this."""
        for widget in filter(isValid, self._watched):  # Qt may have destroyed some since
            widget.removeEventFilter(self)
        self._watched = []
        self._target = target
        step = target
        while step is not None and step is not self.parent():
            self._watch(step)
            step = step.parentWidget()
        if isinstance(target, QAbstractItemView):
            self._watch(target.viewport())
        self._place()

    def around(self, target: QWidget, window: QWidget) -> QRect:
        """The place of this in `window`; empty to hide it."""
        return ring_around(target, window)

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
            place = self.around(target, window)
        if place.isEmpty():
            self.hide()
        elif place != self.geometry() or not self.isVisible():
            self.setGeometry(place)
            self.raise_()
            self.show()


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


def _current_row(view: QAbstractItemView) -> QRect:
    """The current row as far as it is seen; if none is, the whole view."""
    whole, current = view.viewport().rect(), view.currentIndex()
    if not current.isValid():
        return whole
    row = view.visualRect(current)
    by_rows = view.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows
    if by_rows and isinstance(view, QTableView):
        row.setLeft(whole.left())
        row.setRight(whole.right())
    seen = row.intersected(whole)
    return whole if seen.isEmpty() else seen


def _mapped(widget: QWidget, window: QWidget, rect: QRect) -> QRect:
    return QRect(widget.mapTo(window, rect.topLeft()), rect.size())
