"""Each class before and after a repair: a sortable table with bars, and confusion matrices."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.records import ClassAccuracy, RepairRecord, class_accuracies, most_confused
from gui.look.controls import Segments
from gui.look.side_window import SideWindow
from gui.look.tables import SideDelegate, SortedHeader, align
from gui.look.theme import GAP, MARGIN, tokens
from gui.look.widgets import Label, column, row
from gui.look.wording import change, count, percent
from gui.repair.confusion import ConfusionView
from gui.session import Session

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole
MOST_IN_MATRIX = 30
SIZE = QSize(1080, 640)
LEAST_OF_WORDS = 220  # pixels


class PerClassWindow(SideWindow):
    """One repair, class by class; it shows no figure that could not be otherwise.

    Without labels the BadNet agrees with its own answers, and a network that was not changed
    answers as before. Where nothing else was measured, the table counts the BadNet's answers.

    Attributes:
        table: a row for each class; a click on a title sorts.
        matrix: the confusion matrix of the network that `network` names.
    """

    def __init__(self, session: Session, record: RepairRecord, parent: QWidget) -> None:
        super().__init__(parent, self.tr("Each class before and after"), SIZE)
        self._session, self._record = session, record
        self._labelled, self._changed = record.measure == "accuracy", record.recipe != "none"
        self.table = self._table()
        self.network = Segments(
            [("before", self.tr("BadNet")), ("after", self.tr("Repaired"))],
            self.tr("Network of the confusion matrix"),
        )
        self.network.chosen.connect(self._show_matrix)
        self.matrix = ConfusionView(session)
        layout = row(self, margin=MARGIN, spacing=GAP)
        layout.addWidget(self.table, 3)
        layout.addLayout(self._right(), 2)
        self._show_matrix("before" if self._labelled else "after")

    def _right(self) -> QVBoxLayout:
        right, head = column(spacing=8), row(spacing=8)
        title = self.tr("Confusion matrix")
        if not self._labelled:
            title = self.tr("Answers of the BadNet (lines) and the repaired network (columns)")
        title = Label(title, "section", wrap=True)
        head.addWidget(title, 1)
        head.addWidget(self.network)
        right.addLayout(head)
        right.addWidget(self.matrix, 1)
        summary = Label(self._summary(), "small", "muted", wrap=True)
        summary.setMinimumWidth(LEAST_OF_WORDS)
        right.addWidget(summary)
        self.network.setVisible(self._labelled and self._changed)
        for part in (title, self.matrix):
            part.setVisible(self._labelled or self._changed)
        if not self._labelled and not self._changed:
            right.addStretch()
        return right

    def _table(self) -> QTableView:
        found = class_accuracies(self._record.before, self._record.after)
        titles, shares = self._titles()
        model = QStandardItemModel(0, len(titles), self)
        model.setHorizontalHeaderLabels(titles)
        model.setSortRole(VALUE)
        for label, own in found.items():
            model.appendRow(self._cells(label, own))
        table = QTableView()
        table.setHorizontalHeader(SortedHeader(table))
        table.setModel(model)
        table.setAccessibleName(self.tr("Accuracy of each class"))
        table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setItemDelegate(_BarDelegate(table, shares))
        align(table, figures=range(1, len(titles)))
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        worst = Qt.SortOrder.AscendingOrder if shares else Qt.SortOrder.DescendingOrder
        # Before sorting is on: it would sort by number first, and equal classes would stay so.
        head.setSortIndicator(len(titles) - 1, worst)
        table.setSortingEnabled(True)
        return table

    def _titles(self) -> tuple[list[str], range]:
        """The titles of the columns, and which of them hold shares."""
        counted = not self._labelled and not self._changed
        images = self.tr("Answers of the BadNet") if counted else self.tr("Images")
        before = [self.tr("BadNet")] if self._labelled else []
        after = [self.tr("Repaired") if self._labelled else self.tr("Agreement")]
        shares = [*before, *(after if self._changed else [])]
        points = [self.tr("Points")] if self._labelled and self._changed else []
        return [self.tr("Class"), images, *shares, *points], range(2, 2 + len(shares))

    def _cells(self, label: int, own: ClassAccuracy) -> list[QStandardItem]:
        cells = [
            (float(label), self._session.numbered(label)),
            (float(own.images), count(own.images)),
        ]
        if self._labelled:
            cells.append((own.before, percent(own.before)))
        if self._changed:
            cells.append((own.after, percent(own.after)))
        if self._labelled and self._changed:
            cells.append((own.after - own.before, change(own.before, own.after)))
        made = []
        for value, text in cells:
            item = QStandardItem(text)
            item.setData(value, VALUE)
            made.append(item)
        return made

    def _summary(self) -> str:
        images = count(self._record.after.clean_images)
        said = self.tr("From {images} images that nothing was tuned on.").format(images=images)
        said = " ".join(filter(None, (said, self._what_is_missing())))
        if not self._labelled and not self._changed:
            return said
        classes = len(class_accuracies(self._record.before, self._record.after))
        if classes > MOST_IN_MATRIX:
            more = self.tr("The matrix shows the {shown} classes with the most wrong answers.")
            said += " " + more.format(shown=MOST_IN_MATRIX)
        return said

    def _what_is_missing(self) -> str:
        if self._labelled:
            return "" if self._changed else self.tr("The network was not changed.")
        if self._changed:
            return self.tr("There are no labels: the BadNet's own answers stand in for them.")
        return self.tr(
            "There are no labels, and the network was not changed, so no accuracy was measured. "
            "The table counts the BadNet's answers."
        )

    def _show_matrix(self, which: str) -> None:
        before, after = self._record.before, self._record.after
        classes = most_confused(before, after, MOST_IN_MATRIX)
        self.matrix.show_network(before if which == "before" else after, classes)


class _BarDelegate(SideDelegate):
    """Paints a bar below a share."""

    HEIGHT = 4

    def __init__(self, table: QTableView, shares: range) -> None:
        super().__init__(table)
        self._shares = shares

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() not in self._shares:
            return
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # pyright: ignore[reportAttributeAccessIssue]
        room = QRectF(rect).adjusted(16, rect.height() - self.HEIGHT - 2, -16, -2)
        painter.fillRect(room, tokens().color("surface" if chosen else "border"))
        room.setWidth(room.width() * float(index.data(VALUE)))
        painter.fillRect(room, tokens().color("series_clean"))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + 12, size.height() + 8)
