"""The numbers behind a plot, for the reading at the pointer and for CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

Cell = float | int | str | None


@dataclass(frozen=True)
class PlotTable:
    """One row for each position on the x axis.

    Attributes:
        heads: a name for each column.
        rows: a cell for each column; the first one is the position on the x axis, None is unknown.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    def as_csv(self) -> str:
        """The table as CSV in UTF-8, with a header line; unknown values are empty."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerows([self.heads, *self.rows])
        return text.getvalue()
