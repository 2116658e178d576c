"""Each class before and after a repair: a sortable table with bars, and confusion matrices."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.records import ClassAccuracy, RepairRecord, class_accuracies, most_confused
from core.text.names import tells
from gui.look.controls import Segments
from gui.look.side_window import SideWindow
from gui.look.theme import GAP, MARGIN, tokens
from gui.look.widgets import Label, column, row
from gui.look.wording import count, decimal, percent
from gui.repair.confusion import ConfusionView
from gui.session import Session

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole
SHARES = (2, 3)  # the columns with a bar
MOST_IN_MATRIX = 30
SIZE = QSize(1080, 640)


class PerClassWindow(SideWindow):
    """One repair, class by class.

    Attributes:
        table: a row for each class; a click on a title sorts.
        matrix: the confusion matrix of the network that `network` names.
    """

    def __init__(self, session: Session, record: RepairRecord, parent: QWidget) -> None:
        super().__init__(parent, self.tr("Each class before and after"), SIZE)
        self._session, self._record = session, record
        self.table = self._table()
        self.network = Segments(
            [("before", self.tr("BadNet")), ("after", self.tr("Repaired"))],
            self.tr("Network of the confusion matrix"),
        )
        self.network.chosen.connect(self._show_matrix)
        self.matrix = ConfusionView(session)
        layout = row(self, margin=MARGIN, spacing=GAP)
        layout.addWidget(self.table, 3)
        right = column(spacing=8)
        head = row(spacing=8)
        head.addWidget(Label(self.tr("Confusion matrix"), "section"))
        head.addStretch()
        head.addWidget(self.network)
        right.addLayout(head)
        right.addWidget(self.matrix, 1)
        right.addWidget(Label(self._summary(), "small", "muted", wrap=True))
        layout.addLayout(right, 2)
        self._show_matrix("before")

    def _table(self) -> QTableView:
        found = class_accuracies(self._record.before, self._record.after)
        titles = [
            self.tr("Class"),
            self.tr("Images"),
            self.tr("BadNet"),
            self.tr("Repaired"),
            self.tr("Points"),
        ]
        model = QStandardItemModel(0, len(titles), self)
        model.setHorizontalHeaderLabels(titles)
        model.setSortRole(VALUE)
        for label, own in found.items():
            model.appendRow(self._cells(label, own))
        table = QTableView()
        table.setModel(model)
        table.setAccessibleName(self.tr("Accuracy of each class"))
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setItemDelegate(_BarDelegate(table))
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.setSortingEnabled(True)
        table.sortByColumn(4, Qt.SortOrder.AscendingOrder)
        return table

    def _cells(self, label: int, own: ClassAccuracy) -> list[QStandardItem]:
        points = 100 * (own.after - own.before)
        sign = "+" if points > 0 else ""
        made = []
        for value, text in (
            (float(label), self._session.numbered(label)),
            (float(own.images), count(own.images)),
            (own.before, percent(own.before) if tells(self._record.measure, own.before) else ""),
            (own.after, percent(own.after)),
            (points, sign + decimal(points, 1).replace("-", "\N{MINUS SIGN}")),
        ):
            item = QStandardItem(text)
            item.setData(value, VALUE)
            if made:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            made.append(item)
        return made

    def _summary(self) -> str:
        images = count(self._record.after.clean_images)
        said = self.tr("From {images} images that nothing was tuned on.").format(images=images)
        classes = len(class_accuracies(self._record.before, self._record.after))
        if classes > MOST_IN_MATRIX:
            more = self.tr("The matrix shows the {shown} classes with the most wrong answers.")
            said += " " + more.format(shown=MOST_IN_MATRIX)
        return said

    def _show_matrix(self, which: str) -> None:
        before, after = self._record.before, self._record.after
        classes = most_confused(before, after, MOST_IN_MATRIX)
        self.matrix.show_network(before if which == "before" else after, classes)


class _BarDelegate(QStyledItemDelegate):
    """Paints a bar below a share."""

    HEIGHT = 4

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() not in SHARES or not index.data():
            return
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # pyright: ignore[reportAttributeAccessIssue]
        room = QRectF(rect).adjusted(6, rect.height() - self.HEIGHT - 2, -6, -2)
        painter.fillRect(room, tokens().color("surface" if chosen else "border"))
        room.setWidth(room.width() * float(index.data(VALUE)))
        painter.fillRect(room, tokens().color("series_clean"))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + 12, size.height() + 8)
