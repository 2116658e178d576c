"""The pruning sweep over its activation bars, and what all plots of the Repair page share."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF

from gui.look.plot_frame import DOTTED, PlotView, box_of, pen, shade
from gui.look.plot_table import PlotTable
from gui.look.theme import tokens
from gui.look.wording import decimal
from gui.repair.plot_values import sweep_table, words_at
from gui.repair.run import Point, Run
from gui.repair.traces import TOP, Traces, free_height, is_free

HAIR = 1e-3  # a share; without it, rounding may drop the tick at 0
BARS_HEIGHT = 122
LEAST = 180  # pixels that a plot needs for its numbers and its words
ROOM = 52  # pixels right of the last place, for the values at the curves' ends


class SweepPlot(PlotView):
    """Accuracy and ASR against pruned channels; below it the activations that set the order."""

    def __init__(self) -> None:
        super().__init__("", "pruning")
        self._run: Run | None = None
        self.setMinimumHeight(BARS_HEIGHT + LEAST)
        self.setAccessibleName(self.tr("Plot of the sweep over pruned channels"))
        self._plot = self.add_plot(0, self.tr("share of images (%)"))
        self._bars_plot = self.add_plot(1, self.tr("activation"), self.tr("channels pruned"))
        box_of(self._bars_plot).setXLink(self._plot)
        self.rows.setRowFixedHeight(1, BARS_HEIGHT)
        self.rows.setRowSpacing(0, 12)
        self.show_y(self._plot, -HAIR * TOP, TOP)
        self.space_ticks(self._plot, "left", 20)
        self._bars_plot.getAxis("left").setTickDensity(0.4)
        self._past = pg.LinearRegionItem(movable=False)
        self._budget = pg.InfiniteLine(angle=0, movable=False)
        # Below the words in the lower plot.
        spans = ((0, 1), (0, 0.74))
        self._lines = [pg.InfiniteLine(angle=90, movable=False, span=span) for span in spans]
        self._bars = pg.BarGraphItem(x=[], height=[], width=0.8)
        self._plot.addItem(self._past, ignoreBounds=True)
        self._plot.addItem(self._budget, ignoreBounds=True)
        self._bars_plot.addItem(self._bars)
        for plot, line in zip((self._plot, self._bars_plot), self._lines, strict=True):
            plot.addItem(line, ignoreBounds=True)
            line.setZValue(5)
        self._traces = Traces(self, self._plot)
        self._budget_words = self.add_text(self._plot, "text", anchor=(1, 1))
        self._chosen_words = self.add_text(self._plot, "text", anchor=(1, 1), strong=True)
        self._chosen_why = self.add_text(self._plot, anchor=(1, 0))
        self._bars_words = self.add_text(self._bars_plot, anchor=(0, 0))
        self._heights: Sequence[float] = ()
        self._pruned = 0
        self.recolor()

    def show_run(self, run: Run) -> None:
        """Draw what is known of `run` now."""
        self._run = run
        self._heights = run.heights
        channels = max(1, run.channels)
        width = right_edge(self._plot, channels)
        for plot in (self._plot, self._bars_plot):
            self.show_x(plot, -HAIR * channels, width)
        step = tick_step(channels, 8)
        self.space_ticks(self._bars_plot, "bottom", step)
        self.space_ticks(self._plot, "bottom", step)
        points, chosen = run.sweep_points(), run.chosen
        self._pruned = chosen.channels_pruned if chosen else 0
        self._traces.show(points, chosen.channels_pruned if chosen else None)
        for item in (self._past, self._budget, *self._lines):
            item.setVisible(chosen is not None)
        if chosen:
            self._budget.setValue(100 * chosen.budget_line)
            self._past.setRegion((chosen.channels_pruned, points[-1].x))
            for line in self._lines:
                line.setValue(chosen.channels_pruned)
        self._say_chosen(run, points, width)
        self._draw_bars()

    def redraw(self) -> None:
        if self._run:
            self.show_run(self._run)

    def table(self) -> PlotTable:
        return sweep_table(self._run)

    def words_at(self, place: QPointF) -> str:
        return words_at(self.table(), place.x())

    def _say_chosen(self, run: Run, points: Sequence[Point], width: float) -> None:
        chosen = run.chosen
        words = (self._chosen_words, self._chosen_why, self._budget_words)
        for text in words:
            text.setVisible(chosen is not None)
        if chosen is None:
            return
        place, share = chosen.channels_pruned, decimal(100 * chosen.budget_line, 1)
        self._budget_words.setText(self.tr("budget {share}\u00a0%").format(share=share))
        line = 100 * chosen.budget_line
        # Left of the chosen point the clean accuracy is above the line, so there is room below it.
        right = is_free(points, 0.75 * width, line, line + 8)
        self._budget_words.setAnchor((1, 1) if right else (0, 0))
        self._budget_words.setPos(width if right else 0, line)
        said = self.tr("chosen: {count} channels") if run.is_pruned else self.tr("{count} channels")
        self._chosen_words.setText(_apart(said.format(count=place)))
        self._chosen_why.setText(_apart(self.tr("last one within the budget")))
        left = place > 0.4 * width
        reach = self.reach(self._plot, self._chosen_words, self._chosen_why)
        height = free_height(points, *((place - reach, place) if left else (place, place + reach)))
        for text, below in ((self._chosen_words, 1), (self._chosen_why, 0)):
            text.setAnchor((1 if left else 0, below))
            text.setPos(place, height)

    def _draw_bars(self) -> None:
        top = max(self._heights, default=0.0) or 1.0
        self.show_y(self._bars_plot, -HAIR * top, 1.35 * top)
        solid, light = tokens().color("histogram"), shade("histogram", 0.45)
        brushes = [light if k < self._pruned else solid for k in range(len(self._heights))]
        centres = [k + 0.5 for k in range(len(self._heights))]
        self._bars.setOpts(x=centres, height=list(self._heights), brushes=brushes, pen=None)
        self._bars_words.setText(
            self.tr("mean activation on clean data; pruned ones are lighter")
            if self._heights
            else ""
        )
        self._bars_words.setPos(0.6, 1.35 * top)

    def recolor(self) -> None:
        super().recolor()
        self._budget.setPen(pen("text", 1.25, DOTTED, 0.8))
        self._past.setBrush(shade("text", 0.05))
        for edge in self._past.lines:
            edge.setPen(None)
        for line in self._lines:
            line.setPen(pen("text", 1.25))
        self._traces.recolor()
        self._draw_bars()


def right_edge(plot: pg.PlotItem, last: int) -> float:
    """The end of an axis from 0 to `last`, with room for the values at the curves' ends."""
    pixels = max(box_of(plot).width(), 4.0 * ROOM)
    return last * pixels / (pixels - ROOM)


def tick_step(length: int, most: int) -> int:
    """A round distance for at most about `most` ticks."""
    round_numbers = (digit * 10**power for power in range(9) for digit in (1, 2, 5))
    return next(step for step in round_numbers if step * most >= length)


def _apart(words: str) -> str:
    """`words` with a small gap to the line beside them."""
    return f"\u2002{words}\u2002"
