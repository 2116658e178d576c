"""The screened images as a gallery: larger pictures, each with its name and verdict."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.look.chips import paint_chip
from gui.look.pictures import draw
from gui.look.theme import font, tokens
from gui.screening.rows import Column
from gui.screening.thumbnails import Thumbnails
from gui.screening.verdict_filter import VerdictFilter
from gui.screening.verdict_rows import ROW
from gui.screening.verdict_table import VerdictView

Index = QModelIndex | QPersistentModelIndex
PICTURE, TILE = 112, QSize(136, 176)


class Gallery(QListView):
    """Shows the rows of the table; the row that is chosen in one is chosen in the other.

    Signals:
        action_wanted: the key of an action, as of the table.
    """

    action_wanted = Signal(str)

    def __init__(self, table: VerdictView, shown: VerdictFilter, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._table = table
        self.setModel(shown)
        self.setAccessibleName(self.tr("Screened images as a gallery"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_TileDelegate(thumbnails, self))
        thumbnails.came.connect(self.viewport().update)
        table.current_row_changed.connect(lambda _row: self._follow())
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda _index: self.action_wanted.emit("closeup"))

    def _follow(self) -> None:
        """Choose what the table has chosen."""
        place = self._table.currentIndex().row()
        if place != self.currentIndex().row():
            self.setCurrentIndex(self.model().index(place, 0))

    def _on_current(self, now: QModelIndex) -> None:
        if now.isValid() and now.row() != self._table.currentIndex().row():
            self._table.choose(now.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.action_wanted.emit("closeup")
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._table.contextMenuEvent(event)


class _TileDelegate(QStyledItemDelegate):
    """Paints one image."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return TILE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # pyright: ignore[reportAttributeAccessIssue]
        row, now = index.data(ROW), tokens()
        painter.save()
        if chosen:
            painter.fillRect(rect.adjusted(2, 2, -2, -2), now.color("select"))
        left = rect.center().x() - PICTURE / 2
        draw(
            painter,
            QRectF(left, rect.top() + 8, PICTURE, PICTURE),
            self._thumbnails.get(row.origin),
        )
        painter.setFont(font("small"))
        painter.setPen(now.color("text"))
        words = QRectF(rect.left() + 8, rect.top() + PICTURE + 11, rect.width() - 16, 18)
        name = painter.fontMetrics().elidedText(
            row.name, Qt.TextElideMode.ElideMiddle, int(words.width())
        )
        painter.drawText(words, int(Qt.AlignmentFlag.AlignHCenter), name)
        if row.verdict:
            said = index.siblingAtColumn(Column.VERDICT).data()  # pyright: ignore[reportAttributeAccessIssue]
            foot = QRect(rect.left() + 14, rect.top() + PICTURE + 30, rect.width() - 28, 26)
            paint_chip(painter, foot, row.verdict.verdict, said)
        painter.restore()
