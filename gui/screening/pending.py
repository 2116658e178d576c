"""Rows that wait for the network, in the order of its work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.records import Verdict
from gui.port import Origin
from gui.screening.rows import Row


class Pending:
    """Matches the results of the screen with the rows that were made for them."""

    def __init__(self) -> None:
        self._rows: dict[Origin, Row] = {}

    def add(self, rows: Iterable[Row]) -> None:
        """Also wait for the verdicts of `rows`."""
        self._rows |= {row.origin: row for row in rows}

    def clear(self) -> None:
        """Stop waiting for any row."""
        self._rows.clear()

    def first(self) -> Row | None:
        """The next row."""
        return next(iter(self._rows.values()), None)

    def settle(self, verdicts: Iterable[Verdict]) -> tuple[list[tuple[Row, Verdict]], list[Row]]:
        """Rows with their verdicts, and the rows in between that the screen skipped."""
        found, passed_over = [], []
        for verdict in verdicts:
            origin = (verdict.path, verdict.index)
            while origin in self._rows:
                row = self._rows.pop(next(iter(self._rows)))
                if row.origin == origin:
                    found.append((row, verdict))
                else:
                    passed_over.append(row)
        return found, passed_over

    def give_up(self, origins: Sequence[Origin]) -> list[Row]:
        """The rows of `origins` that got no verdict."""
        return [self._rows.pop(origin) for origin in origins if origin in self._rows]
