"""Weighted entropies: a histogram of clean images, marks for screened ones, the threshold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGraphicsRectItem

from gui.look.plot_table import PlotTable
from gui.look.plot_tools import PlotTools, Zoom
from gui.look.theme import font, theme, tokens
from gui.look.wording import bits_figure, count, decimal
from gui.screening.marks import Marks
from gui.screening.plot_parts import TAG_HEIGHT, RoundAxis, ValueTag
from gui.screening.rows import Row
from gui.screening.steps import Steps

LEAST = 150  # pixels of height
BINS = 30
RING = 20
MOST_NAMED = 3  # most images in one tooltip
LEFT_OF_ZERO = 0.04  # room for the left half of a mark at 0, as a share of the axis
# Two lanes of marks lie below the histogram; heights are shares of the whole.
LANES, POISONED_LANE, CLEAN_LANE = 0.245, 0.085, 0.19


class EntropyPlot(pg.PlotWidget):
    """Draws the screen of one GoodNet.

    Args:
        words_of: gives the words for a row whose mark is under the mouse.

    Attributes:
        line: the threshold; dragging it or the arrow keys move it from step to step.
        marks: the marks of screened images.
        tools: the reading at the pointer, the menu and its button.
        ring: the ring around the mark of the selected image.

    Signals:
        step_wanted: a person moves the threshold to this step.
        released: the person let go of the threshold.
        mark_chosen: the row whose mark was clicked.
    """

    step_wanted = Signal(int)
    released = Signal()
    mark_chosen = Signal(object)

    def __init__(self, words_of: Callable[[Row], str]) -> None:
        super().__init__()
        self._plot: Any = self.getPlotItem()
        self._words_of = words_of
        self._steps: Steps | None = None
        self._step = 1
        self._top = 1.0
        self._rows: Sequence[Row] = ()
        self._calibration = np.empty(0)
        self._bins = np.histogram(self._calibration, BINS, (0, 1))
        self.setMinimumHeight(LEAST)
        self.setAntialiasing(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self._set_up_axes()
        self._make_items()
        self._zoom = Zoom(self)
        self._zoom.add(self.getViewBox())
        self.tools = PlotTools(self, self._zoom, "weighted-entropy", self.table, self.words_at)
        theme().changed.connect(self._recolor)
        self._recolor()

    # -- what is shown -------------------------------------------------------------------

    def show_screen(self, steps: Steps, calibration: np.ndarray) -> None:
        """Show the histogram of `calibration`, without marks."""
        self._steps = steps
        self._calibration = calibration
        right = max(0.1, float(calibration.max()) * 1.04)
        counts, edges = self._bins = np.histogram(calibration, BINS, (0, right))
        self._top = max(1.0, counts.max() * 1.35)
        shown = counts > 0
        width = edges[1] - edges[0]
        self._bars.setOpts(
            x=edges[:-1][shown] + width / 2, height=counts[shown], width=0.86 * width
        )
        self.show_marks([])
        self._span(right)

    def show_step(self, step: int) -> None:
        """Move the threshold to `step`."""
        assert self._steps is not None
        self._step = step
        bits = self._steps.bits(step)
        self.line.setValue(bits)
        self._old.setValue(self._steps.bits(self._steps.home))
        self._old.setVisible(step != self._steps.home)
        self._flagged.setRect(QRectF(-bits, 0, 2 * bits, self._top))
        self._tag.say(bits_figure(bits))
        self._place_tag()
        said = self.tr("Threshold {bits} bits; arrow keys move it")
        self.setAccessibleName(said.format(bits=bits_figure(bits)))

    def show_marks(self, rows: Sequence[Row]) -> None:
        """Mark the rows that have a verdict."""
        self._rows = rows
        lanes = {word: self._lane(word) for word in ("clean", "poisoned")}
        (_, right), _ = self._zoom.whole(self.getViewBox())
        self._span(max(right, 1.04 * self.marks.show(rows, self._frr(), lanes)))

    def show_chosen(self, row: Row | None) -> None:
        """Put the ring around the mark of `row`."""
        verdict = row.verdict if row else None
        for item in (self.ring, self._here):
            item.setVisible(verdict is not None)
        if verdict:
            lane = self._lane(verdict.verdict)
            self.ring.setData(x=[verdict.weighted_bits], y=[lane])
            self._here.setData([verdict.weighted_bits] * 2, [lane, self._top])

    # -- made once -----------------------------------------------------------------------

    def _set_up_axes(self) -> None:
        plot = self._plot
        plot.setAxisItems({"left": RoundAxis("left", (1, 2, 5), 4), "bottom": RoundAxis("bottom")})
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setContentsMargins(0, TAG_HEIGHT + 4, 8, 0)
        self.setLabel("bottom", self.tr("weighted entropy (bits)"))
        self.setLabel("left", self.tr("clean images"))
        for name in ("left", "bottom"):
            axis = plot.getAxis(name)
            axis.setStyle(tickFont=font("tick", tabular=True), tickLength=4, tickTextOffset=5)
            axis.label.setFont(font("tick"))
            axis.enableAutoSIPrefix(False)
        plot.getAxis("left").setWidth(40)
        plot.getAxis("bottom").setHeight(40)
        self.getViewBox().setDefaultPadding(0)

    def _make_items(self) -> None:
        self._flagged = QGraphicsRectItem()
        self._bars = pg.BarGraphItem(x=[], height=[], width=1)
        self._base = pg.InfiniteLine(0, angle=0)
        self.marks = Marks()
        self.marks.chosen.connect(self.mark_chosen)
        self.ring = pg.ScatterPlotItem(symbol="o", size=RING, pxMode=True)
        self._here = pg.PlotCurveItem()
        self._old = pg.InfiniteLine(angle=90)
        self.line = pg.InfiniteLine(angle=90, movable=True)
        self.line.setCursor(Qt.CursorShape.SizeHorCursor)
        for layer, item in enumerate(
            (self._flagged, self._bars, self._base, self._old, self._here,
             *self.marks.items.values(), self.ring, self.line)
        ):  # fmt: skip
            item.setZValue(layer)
            self._plot.addItem(item, ignoreBounds=True)
        self._tag = ValueTag(self._plot)
        self.line.sigDragged.connect(self._on_dragged)
        self.line.sigPositionChangeFinished.connect(self.released)
        self.getViewBox().sigResized.connect(self._place_tag)

    def _recolor(self) -> None:
        now = tokens()
        self.setBackground(now.color("surface"))
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.setPen(now.color("control"))
            axis.setTextPen(now.color("muted"))
        self.showGrid(x=True, y=True, alpha=0.08)
        flagged = now.color("poisoned")
        flagged.setAlphaF(0.08)
        self._flagged.setBrush(flagged)
        self._flagged.setPen(QPen(Qt.PenStyle.NoPen))
        self._bars.setOpts(brush=now.color("histogram"), pen=None)
        self._base.setPen(pg.mkPen(now.color("control"), width=1))
        self.marks.recolor()
        self.ring.setBrush(None)
        self.ring.setPen(pg.mkPen(now.color("accent"), width=2))
        self._here.setPen(pg.mkPen(now.color("accent"), width=1.5))
        self._old.setPen(pg.mkPen(now.color("muted"), width=1.5, style=Qt.PenStyle.DotLine))
        self._color_line()

    def _color_line(self) -> None:
        ink = tokens().color("accent" if self.hasFocus() else "text")
        self.line.setPen(pg.mkPen(ink, width=1.75))
        self.line.setHoverPen(pg.mkPen(tokens().color("accent"), width=2.5))
        self._tag.set_color(ink)

    # -- inside --------------------------------------------------------------------------

    def _span(self, right: float) -> None:
        lanes = self._top * LANES / (1 - LANES)
        self._zoom.set_x(self.getViewBox(), -LEFT_OF_ZERO * right, right)
        self._zoom.set_y(self.getViewBox(), -lanes, self._top)
        self._place_tag()

    def _lane(self, word: str) -> float:
        share = POISONED_LANE if word == "poisoned" else CLEAN_LANE
        return -self._top * share / (1 - LANES)

    def _line_bits(self) -> float:
        return float(self.line.getXPos())

    def _place_tag(self) -> None:
        box = self.getViewBox()
        top = box.mapViewToScene(QPointF(self._line_bits(), self._top))
        self._tag.setPos(self._plot.mapFromScene(top))

    def _on_dragged(self) -> None:
        if self._steps:
            self.step_wanted.emit(self._steps.at_bits(self._line_bits(), self._step))

    def _frr(self) -> float:
        return self._steps.frr(self._step) if self._steps else 0.0

    def table(self) -> PlotTable:
        """Weighted entropies in bits, of the calibration images and of the screened ones."""
        heads = (self.tr("weighted entropy (bits)"), self.tr("image"), self.tr("verdict"))
        calibrating = self.tr("clean image that calibrates")
        clean = [(float(bits), calibrating, None) for bits in np.sort(self._calibration)]
        screened = [
            (row.verdict.weighted_bits, row.name, row.verdict.verdict)
            for row in self._rows
            if row.verdict
        ]
        return PlotTable(heads, [*clean, *screened])

    def words_at(self, place: QPointF) -> str:
        """The words for the marks or the bar at `place`, in bits and images."""
        rows = self.marks.near(place, self.getViewBox().viewPixelSize())
        return self._words_of_rows(rows) if rows else self._words_of_bar(place.x())

    def _words_of_bar(self, bits: float) -> str:
        counts, edges = self._bins
        number = int(np.searchsorted(edges, bits, "right")) - 1
        if not 0 <= number < len(counts) or not len(self._calibration):
            return ""
        said = self.tr("{low} to {high} bits: {count} clean images")
        low, high = (decimal(edge, 2) for edge in edges[number : number + 2])
        return said.format(low=low, high=high, count=count(int(counts[number])))

    def _words_of_rows(self, rows: Sequence[Row]) -> str:
        lines = [self._words_of(row) for row in rows[:MOST_NAMED]]
        if len(rows) > MOST_NAMED:
            lines.append(self.tr("and {count} more").format(count=count(len(rows) - MOST_NAMED)))
        return "\n\n".join(lines)

    # -- overrides of Qt ------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: 1,
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None or self._steps is None:
            event.ignore()
            return
        self.step_wanted.emit(self._steps.moved(self._step, way))
        self.released.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._color_line()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._color_line()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The base class calls this during its construction.
        if hasattr(self, "_tag"):
            self._place_tag()
