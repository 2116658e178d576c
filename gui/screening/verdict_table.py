"""The table of screened images: each row has a picture, two answers, evidence and verdict."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.look import icons
from gui.look.chips import paint_chip
from gui.look.controls import paint_bar
from gui.look.pictures import draw
from gui.look.theme import Tone, font, tokens
from gui.screening.column_widths import (
    AFTER_CLASS,
    AFTER_FILE,
    AFTER_NUMBER,
    CLASSES,
    LEFT,
    PICTURE,
    WIDTHS,
    WORDS,
    Names,
    least_width,
    widths,
)
from gui.screening.rows import Column, Row
from gui.screening.thumbnails import Thumbnails
from gui.screening.verdict_filter import VerdictFilter
from gui.screening.verdict_header import VerdictHeader
from gui.screening.verdict_rows import ROW
from gui.session import Session

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 44


class VerdictView(QTableView):
    """Shows a `VerdictFilter`.

    Signals:
        current_row_changed: the selected row, or None.
        action_wanted: the key of an action of the context menu or of the keyboard.
    """

    current_row_changed = Signal(object)
    action_wanted = Signal(str)

    def __init__(self, shown: VerdictFilter, thumbnails: Thumbnails, session: Session) -> None:
        super().__init__()
        self._shown, self._session = shown, session
        self._longest_file = ""
        self.setModel(shown)
        self.setAccessibleName(self.tr("Screened images"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.delegate = VerdictDelegate(thumbnails, session, self)
        self.setItemDelegate(self.delegate)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self._set_up_header()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda _index: self.action_wanted.emit("closeup"))
        thumbnails.came.connect(self.viewport().update)
        shown.sourceModel().rowsInserted.connect(self._on_inserted)
        session.class_names_changed.connect(self._share_width)

    def chosen_rows(self) -> list[Row]:
        """The selected rows, in the order shown."""
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self._shown.index(place, 0).data(ROW) for place in places]

    def current_row(self) -> Row | None:
        """The row with the keyboard focus, or None."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def choose(self, place: int) -> None:
        """Select the row at `place` of the filter."""
        self.selectRow(place)
        self.scrollTo(self._shown.index(place, 0))

    def sort_by_next(self) -> None:
        """Sort by the next column; after the last one, by the order of arrival."""
        header = self.horizontalHeader()
        later = range(header.sortIndicatorSection() + 1, self._shown.columnCount())
        column = next((each for each in later if not self.isColumnHidden(each)), -1)
        header.setSortIndicator(column, Qt.SortOrder.AscendingOrder)

    def turn_order(self) -> None:
        """Reverse the sort order of the current column."""
        header = self.horizontalHeader()
        rising = header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if rising else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(header.sortIndicatorSection(), order)

    def _set_up_header(self) -> None:
        header = VerdictHeader(self)
        self.setHorizontalHeader(header)
        self.setSortingEnabled(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(least_width(self._titles()) + bar, ROW_HEIGHT)

    def _titles(self) -> dict[Column, str]:
        way = Qt.Orientation.Horizontal
        return {column: self._shown.headerData(column, way) for column in Column}

    def _on_inserted(self, _parent: Index, first: int, last: int) -> None:
        longest = self._shown.longest_name(first, last)
        if len(longest) > len(self._longest_file):
            self._longest_file = longest
            self._share_width()

    def _share_width(self) -> None:
        session = self._session
        classes = map(session.class_name, range(_classes(session) + 1))
        numbered = _number_room(session), max(classes, key=len)
        names = Names(self._longest_file, numbered)
        for column, width in widths(self.viewport().width(), self._titles(), names).items():
            self.setColumnHidden(column, not width)
            self.horizontalHeader().resizeSection(column, width)

    def _on_current(self, now: QModelIndex) -> None:
        self.current_row_changed.emit(now.data(ROW) if now.isValid() else None)

    # Overrides of Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.action_wanted.emit("closeup")
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        for key, text in (
            ("closeup", self.tr("See large")),
            ("open_image", self.tr("Open file")),
            ("show_in_folder", self.tr("Show in folder")),
            ("copy_picture", self.tr("Copy picture")),
            ("mark_wrong", self.tr("Mark the verdict as wrong")),
            ("copy", self.tr("Copy")),
            ("remove", self.tr("Remove")),
        ):
            menu.addAction(text).triggered.connect(
                lambda _on, key=key: self.action_wanted.emit(key)
            )
        sorting = menu.addMenu(self.tr("Sort by"))
        for column in Column:
            title = self._shown.headerData(column, Qt.Orientation.Horizontal)
            sorting.addAction(title).triggered.connect(
                lambda _on, column=column: self._on_sort(column)
            )
        sorting.addAction(self.tr("Order of arrival")).triggered.connect(lambda: self._on_sort(-1))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _on_sort(self, column: int) -> None:
        header = self.horizontalHeader()
        again = header.sortIndicatorSection() == column
        ascending = header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if again and ascending else Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, order)


class VerdictDelegate(QStyledItemDelegate):
    """Paints a cell.

    Attributes:
        busy_place: the position of the piece of a busy bar, 0..1.
    """

    def __init__(self, thumbnails: Thumbnails, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.busy_place = 0.0
        self._thumbnails = thumbnails
        self._session = session

    def picture(self, row: Row) -> QPixmap:
        """The picture of a row; an empty one while it is being read."""
        return self._thumbnails.get(row.origin)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDTHS.get(Column(index.column()), 170), ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # pyright: ignore[reportAttributeAccessIssue]
        column, row, now = Column(index.column()), index.data(ROW), tokens()
        painter.save()
        painter.fillRect(rect, now.color("select" if chosen else "surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), now.color("border"))
        painter.setFont(font("body", tabular=True))
        painter.setPen(now.color("text"))
        inner = QRectF(rect).adjusted(0, 0, 0, -1)
        if column is Column.FILE:
            if chosen:
                painter.fillRect(
                    QRect(rect.topLeft(), QSize(3, rect.height())), now.color("accent")
                )
            self._paint_file(painter, inner, row)
        elif row.verdict is None:
            self._paint_pending(painter, inner, row, column, index.data())
        elif column is Column.VERDICT:
            paint_chip(painter, rect.adjusted(LEFT, 0, 0, 0), row.verdict.verdict, index.data())
        elif column in CLASSES:
            answers = (row.verdict.badnet_class, row.verdict.goodnet_class)
            self._paint_class(painter, inner, answers[column - Column.BADNET])
        else:
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner, int(right), index.data())
        painter.restore()

    def _paint_file(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        place = QRectF(rect.left() + LEFT, rect.center().y() - PICTURE / 2, PICTURE, PICTURE)
        draw(painter, place, self._thumbnails.get(row.origin))
        _elided(painter, rect.adjusted(WORDS, 0, -AFTER_FILE, 0), row.name)

    def _paint_class(self, painter: QPainter, rect: QRectF, number: int) -> None:
        name = self._session.class_name(number)
        width = painter.fontMetrics().horizontalAdvance(_number_room(self._session))
        painter.setPen(tokens().color("muted" if name else "text"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            QRectF(rect.left(), rect.top(), width, rect.height()), int(right), str(number)
        )
        painter.setPen(tokens().color("text"))
        _elided(painter, rect.adjusted(width + AFTER_NUMBER, 0, -AFTER_CLASS, 0), name)

    def _paint_pending(
        self, painter: QPainter, rect: QRectF, row: Row, column: Column, text: str
    ) -> None:
        if column is Column.BADNET and row.is_computing:
            bar = QRectF(rect.left(), rect.center().y() - 2, 120, 4)
            paint_bar(painter, bar, None, self.busy_place)
        if column is Column.VERDICT:
            tone: Tone = "muted"
            spot = QRectF(rect.left() + LEFT + 8, rect.center().y() - 7, 14, 14)
            sign = "play" if row.is_computing else "circle"
            icons.paint(painter, spot, sign, tokens().color(tone))
            painter.setPen(tokens().color(tone))
            painter.setFont(font("small"))
            words = rect.adjusted(LEFT + 8 + 14 + 5, 0, 0, 0)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), text)


def _classes(session: Session) -> int:
    return session.inspection.classes if session.inspection else 0


def _number_room(session: Session) -> str:
    """Zeros in place of the longest number of a class."""
    return "0" * len(str(_classes(session)))


def _elided(painter: QPainter, rect: QRectF, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, int(rect.width()))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), shown)
