"""Layouts that adapt to narrow windows: pages scroll, and parts move below each other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from gui.look.theme import GAP

SWINGS, SWINGING = 8, 0.5  # so many sizes within so many seconds
QWIDGETSIZE_MAX = 16_777_215  # Qt's own, which PySide does not name


def least_size(widget: QWidget, width: int) -> QSize:
    """The least size of `widget` where it is `width` wide: wrapped text is high where narrow."""
    least = widget.minimumSizeHint().expandedTo(widget.minimumSize())
    layout = widget.layout()
    if layout is not None and widget.hasHeightForWidth():
        high = layout.totalMinimumHeightForWidth(max(width, least.width()))
        least.setHeight(max(high, widget.minimumHeight()))
    return least.boundedTo(widget.maximumSize())


class Fitted(QFrame):
    """A part that asks for the height which its text needs at the width that it has.

    Qt passes on heights that depend on widths through plain layouts alone, and asks for the
    preferred height where the least one would do. A `setMinimumWidth` would take the place of what
    the content needs, so there is another one.
    """

    least_width = 0

    def hasHeightForWidth(self) -> bool:
        return False

    def minimumSizeHint(self) -> QSize:
        return least_of_layout(self).expandedTo(QSize(self.least_width, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def least_of_layout(widget: QWidget) -> QSize:
    """The least size of what is laid out in `widget` at its present width."""
    layout = widget.layout()
    if layout is None:
        return QSize()
    least = layout.totalMinimumSize()
    if layout.hasHeightForWidth():
        least.setHeight(layout.totalMinimumHeightForWidth(max(widget.width(), least.width())))
    return least


class Stack(QStackedWidget):
    """Asks for no more room than the part that is shown needs."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _number: self.updateGeometry())

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.sizeHint() if shown else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return least_size(shown, self.width()) if shown else super().minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def bring_into_view(widget: QWidget) -> None:
    """Scroll whatever is around `widget`, so that all of it is seen, or its upper left corner.

    Of a list or a table it is the current row that is seen. `QScrollArea.ensureWidgetVisible` would
    show no more of a field than its text cursor.
    """
    shown = _where_keys_go(widget)
    for area, inside in _areas_around(widget):
        spare = (area.viewport().size() - shown.size()) / 2
        across, along = (max(0, min(GAP, each)) for each in spare.toTuple())
        for corner in (shown.bottomRight(), shown.topLeft()):
            place = widget.mapTo(inside, corner)
            area.ensureVisible(place.x(), place.y(), across, along)


def _where_keys_go(widget: QWidget) -> QRect:
    """The part of `widget` that the keyboard acts on."""
    if not isinstance(widget, QAbstractItemView):
        return widget.rect()
    port = widget.viewport()
    row = widget.visualRect(widget.currentIndex()).translated(port.mapTo(widget, QPoint()))
    seen = row.intersected(widget.rect())
    return seen if seen.isValid() else widget.rect()


def is_whole_in_view(widget: QWidget) -> bool:
    """Whether no scroll area around `widget` hides a part of it."""
    return all(
        area.viewport()
        .rect()
        .contains(QRect(widget.mapTo(area.viewport(), QPoint()), widget.size()))
        for area, _ in _areas_around(widget)
    )


def _areas_around(widget: QWidget) -> Iterator[tuple[QScrollArea, QWidget]]:
    """The scroll areas that scroll `widget`, from the inside out, each with what it scrolls."""
    around = widget.parentWidget()
    while around is not None:
        inside = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and inside is not None and inside.isAncestorOf(widget):
            yield around, inside
        around = around.parentWidget()


class PageScroll(QScrollArea):
    """Holds the body of a page, and scrolls it where there is less room than it needs."""

    def __init__(self, inside: Fitted) -> None:
        super().__init__()
        self._sizes: deque[tuple[float, tuple[int, ...]]] = deque(maxlen=SWINGS)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """WORKAROUND: Qt asks for the body's least size whenever the body was resized.

        If two sizes of the body each lead to the other, it would never end, nor would the program.
        """
        kind = event.type()
        if kind is QEvent.Type.Resize and isinstance(watched, QWidget):
            self._sizes.append((monotonic(), watched.size().toTuple()))
        if kind in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self._swings():
            return False
        return super().eventFilter(watched, event)

    def _swings(self) -> bool:
        """Whether the body has just gone back and forth between two sizes."""
        if len(self._sizes) < SWINGS:
            return False
        is_now = monotonic() - self._sizes[0][0] < SWINGING
        return is_now and len({size for _, size in self._sizes}) <= 2


class SideBySide(QSplitter):
    """Parts beside each other; below each other where there is no room for all of them."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(GAP)
        self.setChildrenCollapsible(False)
        for part in parts:
            self.addWidget(part)

    @property
    def is_beside(self) -> bool:
        """Whether the parts stand beside each other now."""
        return self.orientation() is Qt.Orientation.Horizontal

    def minimumSizeHint(self) -> QSize:
        leasts = [least_size(part, part.width()) for part in self._parts()]
        gaps = self.handleWidth() * (len(leasts) - 1)
        width = max((least.width() for least in leasts), default=0)
        heights = [least.height() for least in leasts]
        high = max(heights, default=0) if self.is_beside else sum(heights) + gaps
        return QSize(width, high)

    def turn(self) -> None:
        """Put the parts beside or below each other, whichever fits the width."""
        leasts = [least_size(part, part.width()).width() for part in self._parts()]
        needed = sum(leasts) + self.handleWidth() * (len(leasts) - 1)
        fits = self.width() >= needed
        wanted = Qt.Orientation.Horizontal if fits else Qt.Orientation.Vertical
        if wanted is not self.orientation():
            self.setOrientation(wanted)
            self.updateGeometry()

    def _parts(self) -> list[QWidget]:
        parts = (self.widget(number) for number in range(self.count()))
        return [part for part in parts if part is not None and not part.isHidden()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.turn()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.LayoutRequest:
            return super().event(event)
        self.turn()
        self.updateGeometry()
        done = super().event(event)
        if any(part.width() < least_size(part, part.width()).width() for part in self._parts()):
            self.setSizes(self.sizes())  # Qt takes the new least sizes only then
        return done


class Turning(Fitted):
    """Two parts in a row that share its width; the second goes below where it is narrow.

    Attributes:
        first, second: the parts.
    """

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        spacing: int = 8,
        second_width: int = 0,
    ) -> None:
        """`second_width` is how wide `second` is beside `first`; 0 for what it prefers."""
        super().__init__()
        self._fixed = second_width
        second.setMinimumWidth(second_width)
        if second_width:
            second.setMaximumWidth(second_width)
        self.first, self.second = first, second
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        self._box.addWidget(first, 1)
        self._box.addWidget(second)

    @property
    def is_beside(self) -> bool:
        """Whether the parts stand beside each other now."""
        return self._box.direction() is QBoxLayout.Direction.LeftToRight

    def minimumSizeHint(self) -> QSize:
        least = least_of_layout(self)
        widest = max(self.first.minimumSizeHint().width(), self._second_width())
        return QSize(widest, least.height())

    def room(self) -> int:
        """The width that `first` needs beside `second`."""
        return self.first.minimumSizeHint().width()

    def turn(self) -> None:
        """Put the parts beside or below each other, whichever fits the width."""
        fits = self.width() >= self.room() + self._box.spacing() + self._second_width()
        ways = QBoxLayout.Direction
        wanted = ways.LeftToRight if fits else ways.TopToBottom
        if wanted is not self._box.direction():
            self._box.setDirection(wanted)
            if self._fixed:
                self.second.setMaximumWidth(self._fixed if fits else QWIDGETSIZE_MAX)
            self.updateGeometry()

    def _second_width(self) -> int:
        if self.second.isHidden():
            return 0
        return self._fixed or self.second.sizeHint().boundedTo(self.second.maximumSize()).width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.turn()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.turn()
        return super().event(event)
