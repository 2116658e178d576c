"""Curves in the plots of the Repair page: a line, the value at its end, and a ringed point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg

from core.text.curves import ESTIMATE, color_number, dashes
from gui.look.plot_frame import PlotView, box_of, pen
from gui.look.theme import tokens
from gui.look.wording import decimal
from gui.repair.run import Point, Series, series_of

TOP = 104  # percent; leaves room for lines at 100
LABEL_HEIGHT = 15  # height of the value at a curve's end, in pixels


@dataclass(frozen=True)
class Look:
    """How a series is drawn; each poisoned set has its own color and dashes.

    Attributes:
        height: of two curves at the same place, the higher one is on top.
    """

    tone: str
    width: float
    dashes: tuple[float, ...]
    height: int


def look_of(series: Series, among: Sequence[Series]) -> Look:
    """The look of `series` in a plot that shows all of `among`."""
    if series.kind == "clean":
        return Look("series_clean", 2.5, (), 0)
    if series.kind == "suspected":
        return Look("series_suspected", 1.75, ESTIMATE, 6)
    place = [each for each in among if each.kind == "asr"].index(series)
    return Look(f"series_asr{color_number(place)}", 2.0, dashes(place), 3)


class Traces:
    """The curves of one plot, in percent; each is created when its series first appears."""

    def __init__(self, view: PlotView, plot: pg.PlotItem, *, dots: bool = False) -> None:
        self._view, self._plot, self._dots = view, plot, dots
        self._drawn: dict[Series, _Trace] = {}

    def show(self, points: Sequence[Point], ringed: float | None, *, ends: bool = True) -> None:
        """Draw `points`, with rings at the position `ringed`; `ends` shows the last values."""
        series = series_of(points)
        for gone in [each for each in self._drawn if each not in series]:
            self._drawn.pop(gone).remove(self._plot)
        for each in series:
            if each not in self._drawn:
                trace = _Trace(self._view, self._plot, look_of(each, series), self._dots)
                self._drawn[each] = trace
                trace.recolor()
        heights = self._label_heights(points) if ends else {}
        for each in series:
            self._drawn[each].show(each, points, ringed, heights.get(each))

    def recolor(self) -> None:
        """Use the pens of the current theme."""
        for trace in self._drawn.values():
            trace.recolor()

    def _label_heights(self, points: Sequence[Point]) -> dict[Series, float]:
        """The heights of the values at the curves' ends, so that none covers another."""
        if not points:
            return {}
        box = box_of(self._plot)
        (low, high), pixels = box.viewRange()[1], max(1.0, box.height())
        step = LABEL_HEIGHT * (high - low) / pixels
        placed: dict[Series, float] = {}
        floor = low + step / 2
        for each, rate in sorted(points[-1].rates.items(), key=lambda item: item[1]):
            placed[each] = max(100 * rate, floor)
            floor = placed[each] + step
        # Above `TOP` are the names of stages.
        ceiling = min(high, TOP) - step / 2
        for each in reversed(placed):
            placed[each] = min(placed[each], ceiling)
            ceiling = placed[each] - step
        return placed


class _Trace:
    """One curve with its end and its ring."""

    def __init__(self, view: PlotView, plot: pg.PlotItem, look: Look, dots: bool) -> None:
        self._look = look
        self._dots = dots and look.dashes != ESTIMATE
        self._line = pg.PlotDataItem()
        self._end = pg.ScatterPlotItem(size=7, pxMode=True)
        self._ring = pg.ScatterPlotItem(size=11, pxMode=True)
        self._value = view.add_text(plot, look.tone, anchor=(0, 0.5), strong=True, ground=False)
        self._items = [self._line, self._end, self._ring]
        for height, item in enumerate(self._items, 10):
            item.setZValue(height + look.height)
            plot.addItem(item)

    def show(
        self, series: Series, points: Sequence[Point], ringed: float | None, label: float | None
    ) -> None:
        mine = [(point.x, 100 * point.rates[series]) for point in points if series in point.rates]
        xs, ys = [x for x, _ in mine], [y for _, y in mine]
        self._line.setData(xs, ys)
        self._end.setData(xs[-1:], ys[-1:])
        rings = [(x, y) for x, y in mine if x == ringed][-1:]
        self._ring.setData([x for x, _ in rings], [y for _, y in rings])
        self._value.setVisible(label is not None)
        if label is not None:
            self._value.setText(f"\u2002{decimal(ys[-1], 1)}")
            self._value.setPos(xs[-1], label)

    def recolor(self) -> None:
        ink = tokens().color(self._look.tone)
        self._line.setPen(pen(self._look.tone, self._look.width, self._look.dashes))
        if self._dots:
            self._line.setSymbol("o")
            self._line.setSymbolSize(6)
            self._line.setSymbolBrush(ink)
            self._line.setSymbolPen(None)
        self._end.setPen(None)
        self._end.setBrush(ink)
        self._ring.setPen(pen(self._look.tone, 2))
        self._ring.setBrush(tokens().color("surface"))
        self._value.setColor(ink)

    def remove(self, plot: pg.PlotItem) -> None:
        for item in (*self._items, self._value):
            plot.removeItem(item)
