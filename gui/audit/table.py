"""The table of an audit: a row for each model with its outcome and the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from core.records import AuditRow, Outcome
from core.text.names import outcome_name
from core.text.short_names import short_names
from gui.look.chips import ChipDelegate, Sign, chip_size, paint_chip
from gui.look.i18n import N
from gui.look.sentences import in_window_language
from gui.look.tables import side, side_of
from gui.look.terms import read_about, sentences
from gui.look.theme import font, grown, tokens
from gui.look.wording import breakable, decimal, duration

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT = 36
SIGN = ChipDelegate.SIGN
MODEL, OUTCOME, EVIDENCE = range(3)
WIDTHS = {MODEL: 200, OUTCOME: 172, 3: 108}
LEAST_MODEL, LEAST_EVIDENCE = 120, 150  # pixels of text
INSET, AFTER_CHIP = 16, 8
AROUND_TEXT = 10  # pixels above and below a whole reason together
WRAPPED = int(side(is_figure=False)) | Qt.TextFlag.TextWordWrap
HEADS = (
    N("AuditTable", "Model"),
    N("AuditTable", "Outcome"),
    N("AuditTable", "Evidence"),
    N("AuditTable", "Time"),
)
SIGNS: dict[Outcome, Sign] = {
    "backdoored": "poisoned",
    "no backdoor found": "clean",
    "unsafe": "poisoned",
    "unreadable": "warning",
    "lost": "warning",
}


class AuditTable(QAbstractTableModel):
    """The rows of an audit as they arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[AuditRow] = []
        self._names: dict[str, str] = {}

    def add(self, row: AuditRow) -> None:
        """Show a row; it replaces an earlier one of the same model."""
        for place, known in enumerate(self.rows):
            if known.path == row.path:
                self.rows[place] = row
                last = self.columnCount() - 1
                self.dataChanged.emit(self.index(place, 0), self.index(place, last))
                return
        place = len(self.rows)
        self.beginInsertRows(QModelIndex(), place, place)
        self.rows.append(row)
        self._name_rows()
        self.endInsertRows()
        # The name of an earlier row may need its folder now.
        self.dataChanged.emit(self.index(0, MODEL), self.index(place, MODEL))

    def show_rows(self, rows: Sequence[AuditRow]) -> None:
        """Show these rows and no others."""
        self.beginResetModel()
        self.rows = list(rows)
        self._name_rows()
        self.endResetModel()

    def names(self) -> list[str]:
        """What the first column shows."""
        return [self._names[row.path] for row in self.rows]

    def _name_rows(self) -> None:
        self._names = short_names(row.path for row in self.rows)

    def _cells(self, row: AuditRow) -> tuple[str, ...]:
        return (
            self._names[row.path],
            in_window_language(outcome_name(row.outcome)),
            _evidence(row),
            duration(row.seconds) if row.seconds >= 1 else "",
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _tr(HEADS[section])
        return side(section > EVIDENCE) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(row)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.path if column == MODEL else _told(self._cells(row)[column], row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cells = self._cells(row)
            return ", ".join(filter(None, cells)) if column == MODEL else cells[column]
        return SIGNS[row.outcome] if role == SIGN else None


class _CellDelegate(QStyledItemDelegate):
    """Aligns cells with their headers, and shows the outcome as a chip."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        text, rect = index.data(), option.rect  # pyright: ignore[reportAttributeAccessIssue]
        option.text = ""  # pyright: ignore[reportAttributeAccessIssue]
        style = option.widget.style()  # pyright: ignore[reportAttributeAccessIssue]
        style.drawControl(style.ControlElement.CE_ItemViewItem, option, painter, option.widget)  # pyright: ignore[reportAttributeAccessIssue]
        inner = rect.adjusted(INSET, 0, -INSET, 0)
        if index.column() == OUTCOME:
            paint_chip(painter, inner, index.data(SIGN), text)
            return
        if index.column() == EVIDENCE:
            view = cast("AuditView", option.widget)  # pyright: ignore[reportAttributeAccessIssue]
            _paint_evidence(painter, inner, text, whole=index.row() == view.currentIndex().row())
            return
        painter.setFont(font("body", tabular=index.column() > EVIDENCE))
        painter.setPen(tokens().color("text"))
        cut = Qt.TextElideMode.ElideRight if index.column() else Qt.TextElideMode.ElideMiddle
        shown = painter.fontMetrics().elidedText(text, cut, inner.width())
        painter.drawText(inner, side_of(index), shown)


def _paint_evidence(painter: QPainter, room: QRect, text: str, *, whole: bool) -> None:
    """Paint `text` in one line, or smaller in two, or in as many as it needs if it is `whole`."""
    painter.setPen(tokens().color("muted"))
    painter.setFont(font("body"))
    if painter.fontMetrics().horizontalAdvance(text) <= room.width():
        painter.drawText(room, int(side(is_figure=False)), text)
        return
    painter.setFont(font("small"))
    if whole:
        painter.drawText(room, WRAPPED, breakable(text))
        return
    lines = two_lines(text, painter.fontMetrics(), room.width())
    high = painter.fontMetrics().height()
    top = room.center().y() - len(lines) * high // 2
    for number, line in enumerate(lines):
        place = QRect(room.left(), top + number * high, room.width(), high)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft), line)


def two_lines(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """`text` broken between words so that it fits `width`; the last line may lose its end."""
    first, words = "", text.split(" ")
    while len(words) > 1 and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    rest = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)
    return [line for line in (first, rest) if line]


class AuditView(QTableView):
    """Shows an `AuditTable`; the chosen row is as high as its reason needs.

    Signals:
        opened: a row was double-clicked, or Enter was pressed on it.
        current_changed: another row was selected, or none.
    """

    opened = Signal(object)
    current_changed = Signal()

    def __init__(self, table: AuditTable) -> None:
        super().__init__()
        self._table = table
        self.setModel(table)
        self.setAccessibleName(self.tr("Audited models"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_CellDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(grown(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(30)
        header.setSectionResizeMode(EVIDENCE, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        table.rowsInserted.connect(self._fit_names)
        table.modelReset.connect(self._fit_names)
        chips = (chip_size(in_window_language(outcome_name(each))).width() for each in SIGNS)
        self.setColumnWidth(OUTCOME, max(WIDTHS[OUTCOME], INSET + max(chips) + AFTER_CHIP))
        self.activated.connect(lambda index: self.opened.emit(self._table.rows[index.row()]))
        self._raised = -1
        self.selectionModel().currentRowChanged.connect(lambda *_: self.current_changed.emit())
        for moved in (self.current_changed, table.dataChanged, header.sectionResized):
            moved.connect(self._fit_chosen)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.column() == EVIDENCE and self._table.rows[index.row()].anomaly_index is not None:
            read_about("anomaly index")

    def _fit_names(self) -> None:
        """Give the evidence what the names of the models do not need."""
        metrics = QFontMetrics(font("body"))
        names = map(metrics.horizontalAdvance, self._table.names())
        needed = 2 * INSET + 1 + max(names, default=0)
        others = sum(map(self.columnWidth, (OUTCOME, EVIDENCE + 1)))
        spare = self.viewport().width() - others - grown(LEAST_EVIDENCE) - 2 * INSET
        self.setColumnWidth(MODEL, max(grown(LEAST_MODEL), min(needed, WIDTHS[MODEL], spare)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_names()

    def _fit_chosen(self) -> None:
        """Let the chosen row show its whole reason, and no other row."""
        rows, chosen = self._table.rowCount(), self.currentIndex().row()
        if 0 <= self._raised < rows and self._raised != chosen:
            self.setRowHeight(self._raised, grown(ROW_HEIGHT))
        self._raised = chosen
        if 0 <= chosen < rows:
            said = breakable(self._table.index(chosen, EVIDENCE).data())
            room = QRect(0, 0, self.columnWidth(EVIDENCE) - 2 * INSET, self.maximumHeight())
            high = QFontMetrics(font("small")).boundingRect(room, WRAPPED, said).height()
            self.setRowHeight(chosen, max(grown(ROW_HEIGHT), high + AROUND_TEXT))

    def choose(self, wanted: AuditRow | None) -> None:
        """Choose the row of the same model as `wanted`, or otherwise the first one."""
        paths = [row.path for row in self._table.rows]
        if paths:
            self.selectRow(paths.index(wanted.path) if wanted and wanted.path in paths else 0)

    def current_row(self) -> AuditRow | None:
        """The row that has the keyboard focus, or None."""
        place = self.currentIndex().row()
        return self._table.rows[place] if 0 <= place < len(self._table.rows) else None


def _told(cell: str, row: AuditRow, column: int) -> str:
    """A cell in full, and what its figure means."""
    if column != EVIDENCE or row.anomaly_index is None:
        return cell
    more = _tr(N("AuditTable", "Right-click to read more in the guide."))
    return f"{cell}\n{sentences('anomaly index')}\n{more}"


def _evidence(row: AuditRow) -> str:
    return " · ".join(filter(None, (_found(row), in_window_language(row.warning))))


def _found(row: AuditRow) -> str:
    if row.reason:
        # The first column already shows the name, and space is short.
        return in_window_language(row.reason).removeprefix(f"{Path(row.path).name} ")
    if row.anomaly_index is None:
        return ""
    said = _tr(N("AuditTable", "target {targets}, anomaly index {index}"))
    targets = ", ".join(map(str, row.suspected_targets))
    return said.format(targets=targets, index=decimal(row.anomaly_index, 1))


def _tr(text: str) -> str:
    return QCoreApplication.translate("AuditTable", text)
