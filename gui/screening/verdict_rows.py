"""Screened images as a table model: rows that wait, are computed, and have a verdict."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from operator import attrgetter
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from core.records import Verdict
from gui.backend import Origin
from gui.drops import DATA
from gui.session import Session
from gui.wording import decimal, percent

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole


class Column(IntEnum):
    """What the columns show, from left to right."""

    FILE = 0
    BADNET = 1
    GOODNET = 2
    CONFIDENCE = 3
    ENTROPY = 4
    P_VALUE = 5
    VERDICT = 6


@dataclass(eq=False, slots=True)
class Row:
    """One image.

    Attributes:
        number: its place in the order of arrival.
        is_computing: the network looks at it now.
    """

    origin: Origin
    number: int
    verdict: Verdict | None = None
    is_computing: bool = False

    @property
    def name(self) -> str:
        """The file's name, with the index of an image in a data file."""
        path, index = self.origin
        name = os.path.basename(path)
        return f"{name}, {index}" if name.lower().endswith(DATA) else name

    @property
    def is_poisoned(self) -> bool:
        """Whether there is a verdict, and it is that."""
        return self.verdict is not None and self.verdict.verdict == "poisoned"


class VerdictTable(QAbstractTableModel):
    """All rows, in the order that the header asks for.

    Rows are sorted here and not by the proxy, which would ask Python for two values at each of
    the 130,000 comparisons that 10,000 rows need.

    Attributes:
        rows: in the order shown, rows that a filter hides included.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._session = session
        self._places: dict[Origin, int] = {}
        self._arrived = 0
        self._frr = 0.0
        self._sorted_by: Column | None = None
        self._descending = False
        self._titles = (
            self.tr("File"),
            self.tr("BadNet"),
            self.tr("GoodNet"),
            self.tr("Confidence"),
            self.tr("Entropy"),
            self.tr("p-value"),
            self.tr("Verdict"),
        )

    # -- rows ----------------------------------------------------------------------------

    def add(self, origins: Iterable[Origin]) -> list[Row]:
        """The rows of these images: new ones wait, those that were there keep their verdict."""
        rows: dict[Origin, Row] = {}
        for origin in origins:
            place = self._places.get(origin)
            if place is not None:
                rows[origin] = self.rows[place]
            elif origin not in rows:
                rows[origin] = Row(origin, self._arrived)
                self._arrived += 1
        self.put_back(list(rows.values()))
        return list(rows.values())

    def put_back(self, rows: Sequence[Row]) -> None:
        """Insert rows at the end, or where sorting puts them; images that came anew stay out."""
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
        """Remove rows; they can be put back."""
        gone = {row.origin for row in rows}
        kept = [row for row in self.rows if row.origin not in gone]
        if len(kept) < len(self.rows):
            self._rearrange(kept)

    def clear(self) -> None:
        """Remove every row."""
        self.beginResetModel()
        self.rows, self._places = [], {}
        self.endResetModel()

    def set_verdicts(self, found: Iterable[tuple[Row, Verdict]]) -> None:
        """Note what was computed."""
        rows = []
        for row, verdict in found:
            row.verdict = _under(verdict, self._frr, self._poisoned_class())
            row.is_computing = False
            rows.append(row)
        if self._sorted_by not in (None, Column.FILE):
            self._rearrange(self.rows)
        else:
            self.show_changed(rows)

    def set_frr(self, frr: float) -> int:
        """Let all verdicts follow from p <= `frr`; how many turned."""
        self._frr = frr
        turned = [row for row in self.rows if row.verdict and _turns(row.verdict, frr)]
        for row in turned:
            assert row.verdict is not None
            row.verdict = _under(row.verdict, frr, self._poisoned_class())
        # A proxy takes rows out one by one when told that they changed, and at once when told
        # that the layout did.
        if turned:
            self._rearrange(self.rows)
        return len(turned)

    def show_changed(self, rows: Iterable[Row]) -> None:
        """Have `rows` painted again."""
        places = [self._places[row.origin] for row in rows if row.origin in self._places]
        if places:
            first, last = self.index(min(places), 0), self.index(max(places), len(Column) - 1)
            self.dataChanged.emit(first, last)

    def verdicts(self) -> list[Verdict]:
        """All verdicts, in the order shown."""
        return [row.verdict for row in self.rows if row.verdict]

    # -- what Qt asks --------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            column = Column(index.column())
            return row.origin[0] if column is Column.FILE else self.text(row, column)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = Column(column) if column >= 0 else None
        self._descending = order is Qt.SortOrder.DescendingOrder
        self._rearrange(self.rows)

    def text(self, row: Row, column: Column) -> str:
        """What a cell says; nothing where there is no verdict yet."""
        verdict = row.verdict
        if column is Column.FILE:
            return row.name
        if verdict is None:
            if column is not Column.VERDICT:
                return ""
            return self.tr("computing") if row.is_computing else self.tr("waiting")
        cells: dict[Column, Callable[[], str]] = {
            Column.BADNET: lambda: self._session.numbered(verdict.badnet_class),
            Column.GOODNET: lambda: self._session.numbered(verdict.goodnet_class),
            Column.CONFIDENCE: lambda: percent(verdict.confidence),
            Column.ENTROPY: lambda: decimal(verdict.entropy_bits, 2),
            Column.P_VALUE: lambda: decimal(verdict.p_value, 3),
            Column.VERDICT: lambda: self.tr("poisoned") if row.is_poisoned else self.tr("clean"),
        }
        return cells[column]()

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
        # Rows without a verdict stay below, whichever way the others go.
        return done + [row for row in rows if not row.verdict]


SORTED_BY: dict[Column, Callable[[Row], Any]] = {
    Column.BADNET: attrgetter("verdict.badnet_class"),
    Column.GOODNET: attrgetter("verdict.goodnet_class"),
    Column.CONFIDENCE: attrgetter("verdict.confidence"),
    Column.ENTROPY: attrgetter("verdict.entropy_bits"),
    # A lower entropy never has a higher p-value, and tells apart those that share the lowest.
    Column.P_VALUE: attrgetter("verdict.entropy_bits"),
    Column.VERDICT: attrgetter("verdict.verdict"),
}


def _turns(verdict: Verdict, frr: float) -> bool:
    return (verdict.p_value <= frr) != (verdict.verdict == "poisoned")


def _under(verdict: Verdict, frr: float, poisoned_class: int) -> Verdict:
    """`verdict` as the threshold of `frr` has it; what was computed stays as it is."""
    if not _turns(verdict, frr):
        return verdict
    if verdict.p_value <= frr:
        return replace(verdict, verdict="poisoned", goodnet_class=poisoned_class)
    return replace(verdict, verdict="clean", goodnet_class=verdict.repaired_class)
