"""Training over epochs: the curves, the stages' names and the epoch that is kept."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsLineItem

from gui.look.plot_frame import PlotView, box_of, pen, shade
from gui.look.plot_table import PlotTable
from gui.repair.plot_values import epoch_table, words_at
from gui.repair.plots import (
    ABOVE,
    BETWEEN,
    HAIR,
    LEAST,
    make_room,
    put_above,
    right_edge,
    tick_step,
)
from gui.repair.run import Point, Run
from gui.repair.traces import TOP, Traces
from gui.repair.words import training_name


class EpochPlot(PlotView):
    """Accuracy and ASR against epochs, with the epoch that is kept."""

    def __init__(self) -> None:
        super().__init__("", "training")
        self._run: Run | None = None
        self._epochs = 0
        self.setMinimumHeight(LEAST)
        self.setAccessibleName(self.tr("Plot of training over epochs"))
        axes = self.tr("share of images (%)"), self.tr("epoch")
        self._plot = self.add_plot(0, *axes, most=100)
        self.show_y(self._plot, -HAIR * TOP, TOP)
        self.space_ticks(self._plot, "left", 20)
        self._traces = Traces(self, self._plot, dots=True)
        self._line = QGraphicsLineItem()
        self._line.setZValue(5)
        self._plot.addItem(self._line, ignoreBounds=True)
        self._kept = self.add_text(self._plot, "text", anchor=(0.5, 1), strong=True, ground=False)
        self._stages: list[tuple[pg.LinearRegionItem, pg.TextItem]] = []
        self.recolor()

    def show_run(self, run: Run, epochs: int = 0) -> None:
        """Draw what is known of `run` now; the axis has room for at least `epochs`."""
        self._run, self._epochs = run, epochs
        points = run.epoch_points()
        last = max([epochs, 1, *(int(point.x) for point in points)])
        self.show_x(self._plot, -HAIR * last, right_edge(self._plot, last))
        self.space_ticks(self._plot, "bottom", tick_step(last, 12))
        kept = points[run.kept].x if run.kept is not None and points else None
        named = self._show_stages(points)
        self._line.setVisible(kept is not None)
        self._kept.setVisible(kept is not None)
        if kept is not None:
            # Not through the words above it.
            self._line.setLine(kept, -HAIR * TOP, kept, TOP)
            self._kept.setText(self.tr("kept: epoch {number}").format(number=int(kept)))
        self._place_above(named, kept, last)
        self._traces.show(points, kept)

    def redraw(self) -> None:
        if self._run:
            self.show_run(self._run, self._epochs)

    def table(self) -> PlotTable:
        return epoch_table(self._run)

    def words_at(self, place: QPointF) -> str:
        return words_at(self.table(), place.x())

    def _show_stages(self, points: Sequence[Point]) -> list[tuple[float, pg.TextItem]]:
        """Shade every other stage of training; the names, with where each stage begins.

        A single stage has no name here.
        """
        starts = [k for k, p in enumerate(points) if not k or p.stage != points[k - 1].stage]
        while len(self._stages) < len(starts):
            region = pg.LinearRegionItem(movable=False)
            self._plot.addItem(region, ignoreBounds=True)
            self._stages.append((region, self.add_text(self._plot, anchor=(0, 0), ground=False)))
            # Only the new one: all curves anew would take as long as drawing them.
            _shade_stage(region)
        named: list[tuple[float, pg.TextItem]] = []
        for number, (region, words) in enumerate(self._stages):
            shown = number < len(starts) and len(starts) > 1
            region.setVisible(shown and number % 2 == 1)
            words.setVisible(shown)
            if shown:
                start = points[starts[number]]
                after = starts[number + 1 :]
                end = points[after[0]].x if after else points[-1].x
                # A stage begins where the previous one ended.
                begin = points[starts[number] - 1].x if number else start.x
                region.setRegion((begin, end))
                words.setText("\u2009" + training_name(start.stage))
                named.append((begin, words))
        return named

    def _place_above(
        self, named: Sequence[tuple[float, pg.TextItem]], kept: float | None, last: int
    ) -> None:
        """Put words above all curves: the stages' names, and below them which epoch is kept.

        The places are of the axis, not of what a zoom shows: the words stay when the zoom ends.
        """
        right = right_edge(self._plot, last)
        names = max((words.boundingRect().height() for _, words in named), default=0.0)
        # Also before an epoch is kept: the curves would move when one is.
        strip = names + BETWEEN + self._kept.boundingRect().height() + ABOVE
        top = make_room(self, self._plot, strip)
        pixel = (right + HAIR * last) / max(box_of(self._plot).width(), 1.0)
        if kept is not None:
            put_above(self._kept, kept, TOP + ABOVE / strip * (top - TOP), right, pixel)
        widths = [words.boundingRect().width() * pixel for _, words in named]
        free, rest = 0.0, sum(widths)
        for (begin, words), width in zip(named, widths, strict=True):
            place = max(free, min(begin, right - rest))
            words.setPos(place, top)
            free, rest = place + width, rest - width

    def recolor(self) -> None:
        super().recolor()
        self._line.setPen(pen("text", 1.25))
        self._traces.recolor()
        for region, _words in self._stages:
            _shade_stage(region)


def _shade_stage(region: pg.LinearRegionItem) -> None:
    region.setBrush(shade("text", 0.05))
    for edge in region.lines:
        edge.setPen(None)
