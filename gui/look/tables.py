"""On which side words and figures are in tables: heads and cells of a column on the same one."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionHeader,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.look import icons
from gui.look.theme import tokens
from gui.look.widgets import restyle

Index = QModelIndex | QPersistentModelIndex


def side(is_figure: bool) -> Qt.AlignmentFlag:
    """Figures are on the right, so that their digits are below each other; words on the left."""
    across = Qt.AlignmentFlag.AlignRight if is_figure else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter


def side_of(index: Index) -> Qt.AlignmentFlag:
    """The side of a cell: that of the head of its column."""
    role = Qt.ItemDataRole.TextAlignmentRole
    return index.model().headerData(index.column(), Qt.Orientation.Horizontal, role)


def align(table: QTableView, figures: Container[int]) -> None:
    """Set the sides of a table whose cells a `SideDelegate` paints; `figures` are columns."""
    model, role = table.model(), Qt.ItemDataRole.TextAlignmentRole
    for column in range(model.columnCount()):
        model.setHeaderData(column, Qt.Orientation.Horizontal, side(column in figures), role)
    restyle(table, "sided", "1")


ARROW = 11  # pixels


def paint_order(painter: QPainter, left: float, middle: float, order: Qt.SortOrder) -> None:
    """Paint the mark of the column that a table is sorted by."""
    name = "chevron-up" if order is Qt.SortOrder.AscendingOrder else "chevron-down"
    place = QRectF(left, middle - ARROW // 2, ARROW, ARROW)
    icons.paint(painter, place, name, tokens().color("text"))


class SortedHeader(QHeaderView):
    """Heads of which a click sorts, with our own mark after the one of the sorted column."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:
        super().initStyleOptionForIndex(option, logicalIndex)
        option.sortIndicator = QStyleOptionHeader.SortIndicator.None_  # pyright: ignore[reportAttributeAccessIssue]

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        super().paintSection(painter, rect, logicalIndex)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            left, middle = rect.right() - ARROW - 1, rect.center().y()
            paint_order(painter, left, middle, self.sortIndicatorOrder())


class SideDelegate(QStyledItemDelegate):
    """Puts each cell on the side of its head."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.displayAlignment = side_of(index)  # pyright: ignore[reportAttributeAccessIssue]
