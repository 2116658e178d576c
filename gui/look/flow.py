"""A layout that wraps: parts stand in a row, and the row continues in the next line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Parts at their preferred sizes, left to right, then top to bottom.

    Args:
        across, down: pixels between two parts, and between two lines.
        to_the_right: whether each line ends at the right edge; in spare height the lines stand in
            the middle.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        across: int = 8,
        down: int = 4,
        to_the_right: bool = False,
    ) -> None:
        super().__init__(parent)
        self._to_the_right = to_the_right
        self.setContentsMargins(0, 0, 0, 0)
        self._across, self._down = across, down
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lines(width)[1]

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._across * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        return QSize(
            max((hint.width() for hint in hints), default=0),
            max((hint.height() for hint in hints), default=0),
        )

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        lines, high = self._lines(rect.width())
        for line in lines:
            start = rect.topLeft()
            if self._to_the_right:
                before = rect.width() - line[-1][1].right() - 1
                start += QPoint(before, max(0, (rect.height() - high) // 2))
            for item, place in line:
                item.setGeometry(place.translated(start))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> tuple[list[list[tuple[QLayoutItem, QRect]]], int]:
        """The lines within `width`, where each part of them goes, and the total height."""
        placed: list[list[tuple[QLayoutItem, QRect]]] = []
        at, high = QPoint(0, 0), 0
        for item in self._shown():
            size = item.sizeHint()
            size.setWidth(min(size.width(), width))
            if at.x() and at.x() + size.width() > width:
                at, high = QPoint(0, at.y() + high + self._down), 0
            if not at.x():
                placed.append([])
            placed[-1].append((item, QRect(at, size)))
            at.setX(at.x() + size.width() + self._across)
            high = max(high, size.height())
        return placed, at.y() + high
