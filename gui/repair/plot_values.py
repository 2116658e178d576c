"""The numbers behind the plots of the Repair page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.records import Measure
from gui.look.plot_table import Cell, PlotTable
from gui.look.wording import decimal, percent, short
from gui.repair.run import Point, Run, Series, series_of
from gui.repair.words import series_name

NO_VALUES = PlotTable((), ())


def sweep_table(run: Run | None) -> PlotTable:
    """The sweep of `run`: shares 0..1 and the pruned channel's mean activation."""
    if run is None:
        return NO_VALUES
    points = run.sweep_points()
    table = _rates(_tr("channels pruned"), points, run.measure)
    means = (None, *run.heights)  # of the last pruned channel; the first row has none
    rows = [(*row, means[k] if k < len(means) else None) for k, row in enumerate(table.rows)]
    return PlotTable((*table.heads, _tr("mean activation")), rows)


def epoch_table(run: Run | None) -> PlotTable:
    """Training of `run`: shares 0..1 by epoch."""
    return _rates(_tr("epoch"), run.epoch_points(), run.measure) if run else NO_VALUES


def words_at(table: PlotTable, x: float) -> str:
    """The row nearest to the position `x` in words, with a line for each column."""
    places = [row[0] for row in table.rows]
    near = min(places, key=lambda place: abs(float(place or 0) - x), default=None)
    if near is None:
        return ""
    row = table.rows[places.index(near)]
    first = f"{table.heads[0]} {short(float(near), 6)}"
    lines = [_said(head, cell) for head, cell in zip(table.heads[1:], row[1:], strict=True)]
    return "\n".join([first, *filter(None, lines)])


def _rates(head: str, points: Sequence[Point], measure: Measure) -> PlotTable:
    series = series_of(points)
    names = [series_name(each, measure) for each in series]
    return PlotTable((head, *names), [_row(point, series) for point in points])


def _row(point: Point, series: Sequence[Series]) -> tuple[Cell, ...]:
    return (point.x, *(point.rates.get(each) for each in series))


def _said(head: str, cell: Cell) -> str:
    if not isinstance(cell, float):
        return ""
    figure = decimal(cell, 2) if head == _tr("mean activation") else percent(cell)
    return f"{head}: {figure}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlotValues", text)
