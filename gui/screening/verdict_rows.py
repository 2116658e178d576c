"""Screened images as a table model: rows that wait, are computed, or have a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QUrl,
)

from core.records import Verdict
from gui.port import Origin
from gui.screening.files_out import files_of
from gui.screening.row_words import RowWords
from gui.screening.rows import Column, Row
from gui.session import Session

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole


class VerdictTable(QAbstractTableModel):
    """All rows, in the order that the header sets.

    Rows are sorted here and not by the proxy, which would ask Python for two values at each of the
    130,000 comparisons that 10,000 rows need.

    Attributes:
        rows: in the order shown, including rows that a filter hides.
        frr: the FRR from which all verdicts follow.
        words: the words for the rows.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._session = session
        self._places: dict[Origin, int] = {}
        self._arrived = 0
        self.frr = 0.0
        self.words = RowWords(session)
        self._sorted_by: Column | None = None
        self._descending = False

    # -- rows ----------------------------------------------------------------------------

    def add(self, origins: Iterable[Origin]) -> list[Row]:
        """The rows of these images: new ones wait, existing ones keep their verdict."""
        rows: dict[Origin, Row] = {}
        for origin in origins:
            place = self._places.get(origin)
            if place is not None:
                rows[origin] = self.rows[place]
                rows[origin].is_left = False
            elif origin not in rows:
                rows[origin] = Row(origin, self._arrived)
                self._arrived += 1
        self.put_back(list(rows.values()))
        return list(rows.values())

    def put_back(self, rows: Sequence[Row]) -> None:
        """Insert rows at the end, or in sorted order; images that were added again stay out."""
        rows = [row for row in rows if row.origin not in self._places]
        if not rows:
            return
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self.rows += rows
        self._note_places(first)
        self.endInsertRows()
        if self._sorted_by is not None or (first and rows[0].number < self.rows[first - 1].number):
            self._rearrange(self.rows)

    def take_out(self, rows: Iterable[Row]) -> None:
        """Remove rows, which can be restored."""
        gone = {row.origin for row in rows}
        kept = [row for row in self.rows if row.origin not in gone]
        if len(kept) < len(self.rows):
            self._rearrange(kept)

    def forget_verdicts(self) -> None:
        """Drop all verdicts, as when another GoodNet answers; rows and their marks stay."""
        for row in self.rows:
            row.verdict, row.is_computing, row.is_left = None, False, False
        self._rearrange(self.rows)

    def leave_out(self, rows: Sequence[Row], *, keep: bool) -> None:
        """Remove those of `rows` that got no verdict, or `keep` them without one."""
        bare = [row for row in rows if row.verdict is None]
        if not keep:
            self.take_out(bare)
            return
        for row in bare:
            row.is_computing, row.is_left = False, True
        self.show_changed(bare)

    def clear(self) -> None:
        """Remove every row."""
        self.beginResetModel()
        self.rows, self._places = [], {}
        self.endResetModel()

    def set_verdicts(self, found: Iterable[tuple[Row, Verdict]]) -> None:
        """Store computed verdicts."""
        rows = []
        for row, verdict in found:
            row.verdict = _under(verdict, self.frr, self._poisoned_class())
            row.is_computing = row.is_left = False
            rows.append(row)
        if self._sorted_by not in (None, Column.FILE):
            self._rearrange(self.rows)
        else:
            self.show_changed(rows)

    def follow_files(self, places: Mapping[Path, Path]) -> None:
        """Note where files lie now, by their former paths."""
        for row in self.rows:
            if (place := places.get(Path(row.origin[0]))) is not None:
                row.move_to(str(place))
        self._rearrange(self.rows)

    def set_frr(self, frr: float) -> int:
        """Derive all verdicts from p <= `frr`; returns how many changed."""
        self.frr = frr
        turned = [row for row in self.rows if row.verdict and _turns(row.verdict, frr)]
        for row in turned:
            assert row.verdict is not None
            row.verdict = _under(row.verdict, frr, self._poisoned_class())
        # A proxy removes changed rows one by one, but handles a changed layout at once.
        if turned:
            self._rearrange(self.rows)
        return len(turned)

    def show_changed(self, rows: Iterable[Row]) -> None:
        """Repaint `rows`."""
        places = [self._places[row.origin] for row in rows if row.origin in self._places]
        if places:
            first, last = self.index(min(places), 0), self.index(max(places), len(Column) - 1)
            self.dataChanged.emit(first, last)

    def verdicts(self) -> list[Verdict]:
        """All verdicts, in the order shown."""
        return [row.verdict for row in self.rows if row.verdict]

    # -- overrides of Qt -----------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self.words.titles[Column(section)]
        if role == Qt.ItemDataRole.ToolTipRole and orientation is Qt.Orientation.Horizontal:
            return self.words.explained.get(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], Column(index.column())
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole and column is Column.FILE:
            return row.origin[0]
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.P_VALUE, Column.VERDICT):
            return self.words_of(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.words.cell(row, column)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        made = QMimeData()
        rows = [self.rows[place] for place in sorted({index.row() for index in indexes})]
        made.setUrls([QUrl.fromLocalFile(str(path)) for path in files_of(rows)])
        return made

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = Column(column) if column >= 0 else None
        self._descending = order is Qt.SortOrder.DescendingOrder
        self._rearrange(self.rows)

    def words_of(self, row: Row) -> str:
        """A row in a few lines, as in a tooltip."""
        return self.words.words_of(row, self.frr)

    # -- inside --------------------------------------------------------------------------

    def _poisoned_class(self) -> int:
        return self._session.inspection.classes if self._session.inspection else 0

    def _note_places(self, first: int = 0) -> None:
        if not first:
            self._places = {}
        for place in range(first, len(self.rows)):
            self._places[self.rows[place].origin] = place

    def _rearrange(self, rows: Sequence[Row]) -> None:
        """Show `rows`, sorted, as one change of the layout; selected rows stay selected."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [(self.rows[index.row()], index.column()) for index in before]
        self.rows = self._in_order(rows)
        self._note_places()
        after = [
            self.index(self._places[row.origin], column)
            if row.origin in self._places
            else QModelIndex()
            for row, column in held
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _in_order(self, rows: Sequence[Row]) -> list[Row]:
        column = self._sorted_by
        if column is None:
            return sorted(rows, key=lambda row: row.number)
        if column is Column.FILE:
            return sorted(rows, key=lambda row: row.name.casefold(), reverse=self._descending)
        done = [row for row in rows if row.verdict]
        done.sort(key=SORTED_BY[column], reverse=self._descending)
        # Rows without a verdict stay at the bottom, whatever the sort order.
        return done + [row for row in rows if not row.verdict]


SORTED_BY: dict[Column, Callable[[Row], Any]] = {
    Column.BADNET: attrgetter("verdict.badnet_class"),
    Column.GOODNET: attrgetter("verdict.goodnet_class"),
    Column.CONFIDENCE: attrgetter("verdict.confidence"),
    Column.BITS: attrgetter("verdict.weighted_bits"),
    # The weighted entropy orders those that share the lowest p-value.
    Column.P_VALUE: attrgetter("verdict.p_value", "verdict.weighted_bits"),
    Column.VERDICT: attrgetter("verdict.verdict"),
}


def _turns(verdict: Verdict, frr: float) -> bool:
    return (verdict.p_value <= frr) != (verdict.verdict == "poisoned")


def _under(verdict: Verdict, frr: float, poisoned_class: int) -> Verdict:
    """`verdict` under the threshold for `frr`; computed values stay."""
    if not _turns(verdict, frr):
        return verdict
    if verdict.p_value <= frr:
        return replace(verdict, verdict="poisoned", goodnet_class=poisoned_class)
    return replace(verdict, verdict="clean", goodnet_class=verdict.repaired_class)
