"""Which screened images are shown: those with one verdict, and those that match a search."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from gui.screening.rows import Row
from gui.screening.verdict_rows import VerdictTable
from gui.session import Session

Index = QModelIndex | QPersistentModelIndex


class VerdictFilter(QSortFilterProxyModel):
    """The rows with one verdict, or all, whose file or class contains the searched text."""

    def __init__(self, table: VerdictTable, session: Session) -> None:
        super().__init__()
        self._table, self._session = table, session
        self._word = "all"
        self._needle = ""
        self._classes: frozenset[int] = frozenset()
        self.setSourceModel(table)

    def choose(self, word: str) -> None:
        """Show "all" rows, or the "poisoned" or "clean" ones."""
        self._word = word
        self._look_again()

    def search(self, text: str) -> None:
        """Show rows whose file name or class contains `text`."""
        self._needle = text.strip().casefold()
        classes = self._session.inspection.classes if self._session.inspection else 0
        self._classes = frozenset(
            number
            for number in range(classes + 1)
            if self._needle in self._session.numbered(number).casefold()
        )
        self._look_again()

    def rows(self) -> list[Row]:
        """The rows that are shown, in order."""
        table = self._table
        if self._word == "all" and not self._needle:
            return list(table.rows)
        return [row for row in table.rows if self._accepts(row)]

    def longest_name(self, first: int, last: int) -> str:
        """The longest name of a file in these rows of the table, whether shown or not."""
        return max((row.name for row in self._table.rows[first : last + 1]), key=len)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._table.sort(column, order)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        return self._accepts(self._table.rows[source_row])

    def _look_again(self) -> None:
        # WORKAROUND: ending a change of the filter removes scattered rows one by one, which took 24
        # s for 10,000 rows; invalidating everything takes 30 ms.
        self.invalidate()

    def _accepts(self, row: Row) -> bool:
        verdict = row.verdict
        if self._word != "all" and (verdict is None or verdict.verdict != self._word):
            return False
        if not self._needle or self._needle in row.name.casefold():
            return True
        return verdict is not None and (
            verdict.badnet_class in self._classes or verdict.goodnet_class in self._classes
        )
