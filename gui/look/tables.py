"""On which side words and figures are in tables: heads and cells of a column on the same one."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

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


class SideDelegate(QStyledItemDelegate):
    """Puts each cell on the side of its head."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.displayAlignment = side_of(index)  # pyright: ignore[reportAttributeAccessIssue]
