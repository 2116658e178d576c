"""The pruning sweep over its activation bars, and what all plots of the Repair page share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsLineItem

from gui.look.plot_frame import DOTTED, PlotView, box_of, pen, shade
from gui.look.plot_table import PlotTable
from gui.look.theme import tokens
from gui.look.wording import decimal
from gui.repair.plot_values import sweep_table, words_at
from gui.repair.run import Run
from gui.repair.traces import TOP, Traces

HAIR = 1e-3  # a share; without it, rounding may drop the tick at 0
BARS_HEIGHT = 122
LEAST = 180  # pixels that a plot needs for its numbers and its words
ABOVE = 4  # pixels between the curves and the words above them
BETWEEN = 1  # pixels between two lines of words
ROOM = 52  # pixels right of the last place, for the values at the curves' ends


class SweepPlot(PlotView):
    """Accuracy and ASR against pruned channels; below it the activations that set the order."""

    def __init__(self) -> None:
        super().__init__("", "pruning")
        self._run: Run | None = None
        self.setMinimumHeight(BARS_HEIGHT + LEAST)
        self.setAccessibleName(self.tr("Plot of the sweep over pruned channels"))
        self._plot = self.add_plot(0, self.tr("share of images (%)"), most=100)
        self._bars_plot = self.add_plot(1, self.tr("activation"), self.tr("channels pruned"))
        box_of(self._bars_plot).setXLink(self._plot)
        self.rows.setRowFixedHeight(1, BARS_HEIGHT)
        self.rows.setRowSpacing(0, 12)
        self.show_y(self._plot, -HAIR * TOP, TOP)
        self.space_ticks(self._plot, "left", 20)
        self._bars_plot.getAxis("left").setTickDensity(0.4)
        self._past = pg.LinearRegionItem(movable=False)
        self._budget = pg.InfiniteLine(angle=0, movable=False)
        # Both end below the words.
        self._line = QGraphicsLineItem()
        self._lower_line = pg.InfiniteLine(angle=90, movable=False, span=(0, 0.74))
        self._lines = ((self._plot, self._line), (self._bars_plot, self._lower_line))
        self._bars = pg.BarGraphItem(x=[], height=[], width=0.8)
        self._plot.addItem(self._past, ignoreBounds=True)
        self._plot.addItem(self._budget, ignoreBounds=True)
        self._bars_plot.addItem(self._bars)
        for plot, line in self._lines:
            plot.addItem(line, ignoreBounds=True)
            line.setZValue(5)
        self._traces = Traces(self, self._plot)
        add = partial(self.add_text, self._plot, anchor=(0.5, 1), ground=False)
        self._budget_words, self._chosen_why = add("text"), add("muted")
        self._chosen_words = add("text", strong=True)
        self._bars_words = self.add_text(self._bars_plot, anchor=(0, 0))
        self._heights: Sequence[float] = ()
        self._pruned = 0
        self._drawn: tuple[Sequence[float], int] | None = None  # heights and pruned, as bars
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
        self._say_chosen(run, width)
        self._traces.show(points, chosen.channels_pruned if chosen else None)
        for item in (self._past, self._budget, self._line, self._lower_line):
            item.setVisible(chosen is not None)
        if chosen:
            self._budget.setValue(100 * chosen.budget_line)
            self._past.setRegion((chosen.channels_pruned, points[-1].x))
            self._line.setLine(chosen.channels_pruned, -HAIR * TOP, chosen.channels_pruned, TOP)
            self._lower_line.setValue(chosen.channels_pruned)
        if self._drawn != (run.heights, self._pruned):
            self._draw_bars()

    def redraw(self) -> None:
        if self._run:
            self.show_run(self._run)

    def table(self) -> PlotTable:
        return sweep_table(self._run)

    def words_at(self, place: QPointF) -> str:
        return words_at(self.table(), place.x())

    def _say_chosen(self, run: Run, width: float) -> None:
        """Say above all curves which point is chosen and why, at its line, and the budget beside.

        The room is kept from the start: the curves would move when a point is chosen.
        """
        chosen = run.chosen
        words = (self._chosen_words, self._chosen_why, self._budget_words)
        for text in words:
            text.setVisible(chosen is not None)
        height = self._chosen_words.boundingRect().height()
        free = 2 * height + BETWEEN + ABOVE
        top = make_room(self, self._plot, free)
        if chosen is None:
            return
        place, share = chosen.channels_pruned, decimal(100 * chosen.budget_line, 1)
        self._budget_words.setText(self.tr("budget {share}\u00a0%").format(share=share))
        said = self.tr("chosen: {count} channels") if run.is_pruned else self.tr("{count} channels")
        self._chosen_words.setText(said.format(count=place))
        self._chosen_why.setText(self.tr("last one within the budget"))
        pixel = width / max(box_of(self._plot).width(), 1.0)
        upper, lower = (TOP + (top - TOP) * at / free for at in (free - height, ABOVE))
        put_above(self._chosen_words, place, upper, width, pixel)
        put_above(self._chosen_why, place, lower, width, pixel)
        # The words at the line need less than half of the axis, so one of its ends is free.
        put_above(self._budget_words, 0 if place > width / 2 else width, upper, width, pixel)

    def _draw_bars(self) -> None:
        self._drawn = (self._heights, self._pruned)
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
        for _, line in self._lines:
            line.setPen(pen("text", 1.25))
        self._traces.recolor()
        self._draw_bars()


def right_edge(plot: pg.PlotItem, last: int) -> float:
    """The end of an axis from 0 to `last`, with room for the values at the curves' ends."""
    pixels = max(box_of(plot).width(), 4.0 * ROOM)
    return last * pixels / (pixels - ROOM)


def make_room(view: PlotView, plot: pg.PlotItem, pixels: float) -> float:
    """Show shares up to `TOP`, with room for words above them; the end of the axis, in percent."""
    share, low = min(0.5, pixels / max(box_of(plot).height(), 1.0)), -HAIR * TOP
    top = (TOP - share * low) / (1 - share)
    view.show_y(plot, low, top)
    return top


def put_above(words: pg.TextItem, place: float, low: float, right: float, pixel: float) -> None:
    """Put words with their lower edge at `low`, centred at `place` or as near as the axis allows.

    In a zoom they stay at `place`. The x axis ends at 0 and `right`, and `pixel` is in its units.
    """
    width = words.boundingRect().width() * pixel
    left = max(0.0, min(place - width / 2, right - width))
    words.setAnchor(((place - left) / width, 1))
    words.setPos(place, low)


def tick_step(length: int, most: int) -> int:
    """A round distance for at most about `most` ticks."""
    round_numbers = (digit * 10**power for power in range(9) for digit in (1, 2, 5))
    return next(step for step in round_numbers if step * most >= length)
