"""The frame of every plot: two axes, a faint grid, the plot tools, and the theme's colors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

import pyqtgraph as pg
from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsGridLayout

from gui.look.plot_table import PlotTable
from gui.look.plot_tools import PlotTools, Zoom
from gui.look.theme import font, grown, theme, tokens

AXIS_WIDTH = 46
PAST_END = 12  # pixels
DOTTED = (1.5, 2.5)
Side = Literal["left", "bottom"]
# How much the ground of words covers a curve below them, 0..1.
BEHIND_WORDS = 0.8
GRID: dict[Side, float] = {"left": 0.10, "bottom": 0.06}


class PlotView(pg.GraphicsLayoutWidget):
    """One plot, or several below each other with aligned left axes.

    Args:
        name: for screen readers.
        file: the name of files with the plot.

    Attributes:
        rows: the layout of the plots.
        tools: the reading at the pointer, the menu and its button.

    Subclasses that keep pens override `recolor`, which runs after a switch of light and dark.
    """

    def __init__(self, name: str, file: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAntialiasing(True)
        rows = self.ci.layout
        assert isinstance(rows, QGraphicsGridLayout)
        self.rows = rows
        self.rows.setContentsMargins(0, 4, 0, 0)
        self.rows.setSpacing(0)
        self._plots: list[pg.PlotItem] = []
        self._zoom = Zoom(self)
        self._zoom.changed.connect(self._space_ticks)
        self._spacings: dict[tuple[pg.PlotItem, Side], float] = {}
        self._labels: dict[pg.AxisItem, str] = {}
        self._texts: list[tuple[pg.TextItem, str]] = []
        self.tools = PlotTools(self, self._zoom, file, self.table, self.words_at)
        theme().changed.connect(self.recolor)

    def add_plot(
        self, row: int, left: str, bottom: str = "", *, most: float = math.inf
    ) -> pg.PlotItem:
        """A plot in the common style; without a `bottom` label its axis shows no numbers.

        The left axis shows no number above `most`.
        """
        axes = {"left": _Axis("left", most), "bottom": _Axis("bottom")}
        plot = self.ci.addPlot(row=row, col=0, axisItems=axes)
        plot.setMenuEnabled(False)
        plot.hideButtons()
        box_of(plot).setDefaultPadding(0)
        box_of(plot).disableAutoRange()
        box_of(plot).sigResized.connect(self.redraw)
        sides: dict[Side, str] = {"left": left, "bottom": bottom}
        for side, text in sides.items():
            axis = plot.getAxis(side)
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickLength=0, showValues=bool(text), tickTextOffset=7)
            axis.setStyle(tickFont=font("tick", tabular=True))
            axis.setStyle(maxTickLevel=0)
            axis.setGrid(round(255 * GRID[side]))
            if text:
                self._labels[axis] = text
        plot.getAxis("left").setWidth(grown(AXIS_WIDTH))
        plot.getAxis("bottom").setHeight(39 if bottom else 4)
        self._plots.append(plot)
        self._zoom.add(box_of(plot))
        return plot

    def name_axis(self, plot: pg.PlotItem, side: Side, text: str) -> None:
        """Give an axis that has a name another one."""
        axis = plot.getAxis(side)
        if self._labels[axis] != text:
            self._labels[axis] = text
            self._label_axis(axis)

    def _label_axis(self, axis: pg.AxisItem) -> None:
        style = {"color": tokens().muted, "font-size": _css_size()}
        axis.setLabel(self._labels[axis], None, None, **style)  # pyright: ignore[reportArgumentType]

    def show_x(self, plot: pg.PlotItem, low: float, high: float) -> None:
        """Show this part of the x axis, at once or after a zoom has ended."""
        self._zoom.set_x(box_of(plot), low, high)

    def show_y(self, plot: pg.PlotItem, low: float, high: float) -> None:
        """Show this part of the y axis, at once or after a zoom has ended."""
        self._zoom.set_y(box_of(plot), low, high)

    def space_ticks(self, plot: pg.PlotItem, side: Side, spacing: float) -> None:
        """Number an axis every `spacing` when it is fully visible."""
        if self._spacings.get((plot, side)) != spacing:
            self._spacings[plot, side] = spacing
            self._space_ticks()

    def add_text(
        self,
        plot: pg.PlotItem,
        tone: str = "muted",
        *,
        anchor: tuple[float, float],
        strong: bool = False,
        ground: bool = True,
    ) -> pg.TextItem:
        """Add words to a plot, in a color of the theme; they do not affect its range.

        With `ground` they can be read even where a curve runs below them.
        """
        text = pg.TextItem("", tokens().color(tone), anchor=anchor)
        made = font("small", tabular=True)
        if strong:
            made.setWeight(made.Weight.DemiBold)
        text.setFont(made)
        text.textItem.document().setDocumentMargin(2)
        text.setZValue(20)
        if ground:
            text.fill = pg.mkBrush(shade("surface", BEHIND_WORDS))
        plot.addItem(text, ignoreBounds=True)
        self._texts.append((text, tone))
        return text

    def reach(self, plot: pg.PlotItem, *texts: pg.TextItem) -> float:
        """How far the longest of some words extends, in units of the x axis."""
        pixel = box_of(plot).viewPixelSize()[0]
        return float(pixel) * max(text.boundingRect().width() for text in texts)

    def table(self) -> PlotTable:
        """The numbers that are shown now."""
        raise NotImplementedError

    def words_at(self, place: QPointF) -> str:
        """The words for a place, in the units of the axes; "" shows nothing."""
        raise NotImplementedError

    def _space_ticks(self) -> None:
        for (plot, side), spacing in self._spacings.items():
            fixed = () if self._zoom.is_zoomed else (spacing, spacing)
            plot.getAxis(side).setTickSpacing(*fixed)

    def redraw(self) -> None:
        """Place what depends on the plot's size, after the size changed."""

    def recolor(self) -> None:
        """Use the pens and brushes of the current theme."""
        now = tokens()
        self.setBackground(now.color("surface"))
        for plot in self._plots:
            for side in ("left", "bottom"):
                axis = plot.getAxis(side)
                axis.setPen(pen("control"))
                axis.setTickPen(pen("text"))
                axis.setTextPen(now.color("muted"))
        for axis in self._labels:
            self._label_axis(axis)
        for text, tone in self._texts:
            text.setColor(now.color(tone))
            if text.fill.style() != Qt.BrushStyle.NoBrush:
                text.fill = pg.mkBrush(shade("surface", BEHIND_WORDS))


class _Axis(pg.AxisItem):
    """An axis that also numbers its ends.

    WORKAROUND: with a grid, pyqtgraph 0.14 omits numbers that reach past the ends, whatever
    `hideOverlappingLabels` says. This includes the 0 at which the axes meet.
    """

    def __init__(self, side: Side, most: float = math.inf) -> None:
        super().__init__(side)
        self._most = most

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[Any]:
        levels = super().tickValues(minVal, maxVal, size)
        return [(step, [at for at in ticks if at <= self._most]) for step, ticks in levels]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        written = super().tickStrings(values, scale, spacing)
        return [each.replace(".", QLocale().decimalPoint()) for each in written]

    def boundingRect(self) -> QRectF:
        return super().boundingRect().adjusted(-PAST_END, -PAST_END, PAST_END, PAST_END)


def box_of(plot: pg.PlotItem) -> pg.ViewBox:
    """The object that holds a plot's range."""
    box = plot.getViewBox()
    assert isinstance(box, pg.ViewBox)
    return box


def ink(tone: str, width: float = 1.0, dashes: Sequence[float] = (), alpha: float = 1.0) -> QPen:
    """A pen in a color of the theme; `dashes` as in Qt."""
    made = QPen(shade(tone, alpha), width)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashes:
        made.setCapStyle(Qt.PenCapStyle.FlatCap)
        made.setDashPattern(list(dashes))
    return made


def pen(tone: str, width: float = 1.0, dashes: Sequence[float] = (), alpha: float = 1.0) -> QPen:
    """A pen for a plot, which keeps its width whatever the plot's range is."""
    made = ink(tone, width, dashes, alpha)
    made.setCosmetic(True)
    # Cosmetic widths count physical pixels; one logical pixel may be several of them.
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made.setWidthF(width * app.devicePixelRatio())
    return made


def shade(tone: str, alpha: float) -> QColor:
    """A transparent color of the theme, through which the grid is visible."""
    color = tokens().color(tone)
    color.setAlphaF(alpha)
    return color


def _css_size() -> str:
    made = font("small")
    return f"{made.pixelSize()}px" if made.pixelSize() > 0 else f"{made.pointSizeF()}pt"
