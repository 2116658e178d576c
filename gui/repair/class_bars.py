"""The plot of what a scan measures of each class: a bar as soon as a class has its figure."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QPointF

from gui.look.plot_frame import PlotView, box_of
from gui.look.plot_table import PlotTable
from gui.look.theme import tokens
from gui.repair.class_figures import ClassFigures, axis_of, value_of

LEAST = 118  # pixels of height
MOST_NAMED = 30  # so many bars have the numbers of their classes below
LEAST_SEEN = 4  # pixels that the marked bar is wide at least, among a thousand others
BAR = 0.8  # width of a bar, in classes


class ClassBars(PlotView):
    """The bar of the class that tells most is marked."""

    def __init__(self) -> None:
        super().__init__("", "classes")
        self.setMinimumHeight(LEAST)
        self.setAccessibleName(self.tr("Plot of what is measured of each class"))
        self._figures: ClassFigures | None = None
        self._classes = 0
        self._numbered: Callable[[int], str] = str
        self._plot = self.add_plot(0, self.tr("size (px)"), self.tr("class"))
        self._bars = pg.BarGraphItem(x=[], height=[], width=BAR)
        self._marked = pg.BarGraphItem(x=[], height=[], width=BAR)
        for bars in (self._bars, self._marked):
            self._plot.addItem(bars)
        self._marked.setZValue(5)
        self.recolor()

    def show_figures(
        self, figures: ClassFigures, classes: int, numbered: Callable[[int], str]
    ) -> None:
        """Draw `figures` of a network with `classes` classes, which `numbered` names."""
        self._figures, self._classes, self._numbered = figures, classes, numbered
        few = figures.count <= MOST_NAMED
        room = max(6, figures.count if few else classes)
        self.show_x(self._plot, -0.5, room - 0.5)
        self.show_y(self._plot, -0.001, 1.1 * max(1e-3, *figures.values.values(), 0.0))
        self.name_axis(self._plot, "left", axis_of(figures.figure))
        named = [(place, str(target)) for target, place in self._places().items()]
        self._plot.getAxis("bottom").setTicks([named] if few else None)
        self._draw()

    def redraw(self) -> None:
        self._draw()

    def table(self) -> PlotTable:
        figures = self._figures
        if figures is None:
            return PlotTable((), ())
        rows = tuple((target, value) for target, value in sorted(figures.values.items()))
        return PlotTable((self.tr("class"), axis_of(figures.figure)), rows)

    def words_at(self, place: QPointF) -> str:
        figures = self._figures
        near = {round(where): target for target, where in self._places().items()}
        target = near.get(round(place.x()))
        if figures is None or target is None:
            return ""
        value = value_of(figures.figure, figures.values[target])
        return f"{self._numbered(target)}\n{axis_of(figures.figure)}: {value}"

    def _places(self) -> dict[int, int]:
        """Where each class stands: few in the order in which they came, many at their numbers."""
        if self._figures is None:
            return {}
        if self._figures.count <= MOST_NAMED:
            return {target: place for place, target in enumerate(self._figures.values)}
        return {target: target for target in self._figures.values}

    def _draw(self) -> None:
        figures, places = self._figures, self._places()
        if figures is None:
            return
        marked = figures.most_telling()
        heights = {target: max(0.0, value) for target, value in figures.values.items()}
        others = [target for target in heights if target != marked]
        pixel = float(box_of(self._plot).viewPixelSize()[0])
        for bars, targets, tone, width in (
            (self._bars, others, "histogram", BAR),
            (
                self._marked,
                [] if marked is None else [marked],
                "accent",
                max(BAR, LEAST_SEEN * pixel),
            ),
        ):
            bars.setOpts(
                x=[places[target] for target in targets],
                height=[heights[target] for target in targets],
                width=width,
                brush=tokens().color(tone),
                pen=None,
            )

    def recolor(self) -> None:
        super().recolor()
        self._draw()
