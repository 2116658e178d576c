"""The words of the plot of training lie on no curve, on no line, on no other words, and inside."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPainterPathStroker
from PySide6.QtWidgets import QGraphicsLineItem
from pytestqt.qtbot import QtBot
from support.asking import boxes, drawn
from support.canned import inspection
from support.fake_core import FakeCore
from support.stub_networks import goodnet

from core.records import Epoch
from gui.look.theme import theme
from gui.repair.epoch_plot import EpochPlot
from gui.repair.run import Run

NAMES = ("fine-tuning", "unlearning")
# The rate of the attack `number`, 0..9, in an epoch.
SHAPES: dict[str, Callable[[int, int], float]] = {
    "all at 100 %": lambda _epoch, _number: 1.0,
    "all at 0 %": lambda _epoch, _number: 0.0,
    "falling": lambda epoch, _number: 0.8**epoch,
    "at every height": lambda _epoch, number: number / 9,
    "up and down": lambda epoch, _number: float(epoch % 2),
}


def plotted(
    qtbot: QtBot, shape: str, first: int, size: tuple[int, int], kept: int = 11
) -> EpochPlot:
    """The plot of 12 epochs, of which `first` are fine-tuning."""
    run = Run.of_record(goodnet(inspection("a.h5"), {}).record, FakeCore().choose)
    run.epochs[:] = [
        Epoch(
            "fine-tune" if k < first else "unlearn",
            k,
            0.1,
            1.0,
            {f"attack {number}": SHAPES[shape](k, number) for number in range(10)},
            kept=k == kept,
        )
        for k in range(12)
    ]
    theme()
    plot = EpochPlot()
    qtbot.addWidget(plot)
    plot.resize(*size)
    plot.show()
    qtbot.waitExposed(plot)
    plot.show_run(run)
    plot.grab()  # words get their places when they are painted
    return plot


def places(plot: EpochPlot) -> list[QRectF]:
    """The pixels of the names of the stages."""
    shown = [text for text in drawn(plot, pg.TextItem) if text.toPlainText().strip() in NAMES]
    return [text.mapRectToScene(text.boundingRect()) for text in shown]


def kept_place(plot: EpochPlot) -> QRectF:
    """The pixels of the words on the epoch that is kept."""
    (words,) = (text for text in drawn(plot, pg.TextItem) if "kept" in text.toPlainText())
    return words.mapRectToScene(words.boundingRect())


def kept_line(plot: EpochPlot) -> QRectF:
    """The pixels of the line at the epoch that is kept."""
    (line,) = drawn(plot, QGraphicsLineItem)
    return line.mapRectToScene(QRectF(line.line().p1(), line.line().p2()).normalized())


def line(curve: pg.PlotDataItem, box: pg.ViewBox) -> QPainterPath:
    """The pixels of a curve, with its width."""
    xs, ys = curve.getData()
    assert xs is not None
    assert ys is not None
    path = QPainterPath()
    for k, (x, y) in enumerate(zip(xs, ys, strict=True)):
        at = box.mapViewToScene(QPointF(x, y))
        (path.lineTo if k else path.moveTo)(at)
    stroke = QPainterPathStroker()
    stroke.setWidth(curve.opts["pen"].widthF())
    return stroke.createStroke(path)


@pytest.mark.parametrize("size", [(700, 320), (460, 180)])
@pytest.mark.parametrize("first", [1, 2, 7, 11])
@pytest.mark.parametrize("shape", SHAPES)
def test_names_of_stages_are_clear_of_curves_and_of_each_other(
    qtbot: QtBot, shape: str, first: int, size: tuple[int, int]
):
    plot = plotted(qtbot, shape, first, size)
    names, (box,) = places(plot), boxes(plot)
    assert len(names) == len(NAMES)
    curves = drawn(plot, pg.PlotDataItem)
    assert len(curves) == 11
    for curve in curves:
        assert not any(line(curve, box).intersects(name) for name in names), shape
    assert not any(one.intersects(other) for one, other in combinations(names, 2))
    inside = box.sceneBoundingRect().adjusted(-1, -1, 1, 1)
    assert all(inside.contains(name) for name in names)


@pytest.mark.parametrize("size", [(700, 320), (460, 180)])
@pytest.mark.parametrize("kept", [0, 2, 11])
@pytest.mark.parametrize("shape", ["all at 100 %", "at every height", "up and down"])
def test_which_epoch_is_kept_stands_above_all_curves_at_its_line(
    qtbot: QtBot, shape: str, kept: int, size: tuple[int, int]
):
    plot = plotted(qtbot, shape, 2, size, kept)
    words, drop, (box,) = kept_place(plot), kept_line(plot), boxes(plot)
    for curve in drawn(plot, pg.PlotDataItem):
        assert not line(curve, box).intersects(words), shape
    for ring in drawn(plot, pg.ScatterPlotItem):
        place = ring.mapRectToScene(ring.boundingRect()).adjusted(3, 3, -3, -3)  # its padding
        assert not place.intersects(words), shape
    assert not any(words.intersects(name) for name in places(plot))
    assert box.sceneBoundingRect().adjusted(-1, -1, 1, 1).contains(words)
    assert words.left() <= drop.left() <= words.right()
    above = [words, *places(plot)]
    assert not any(drop.adjusted(-1, 0, 1, 0).intersects(each) for each in above)
    assert words.bottom() - 1 <= drop.top() <= words.bottom() + 6


def test_the_line_ends_below_the_words_in_a_zoom_too(qtbot: QtBot):
    plot = plotted(qtbot, "up and down", 7, (700, 320), 8)
    (box,) = boxes(plot)
    box.scaleBy((0.5, 0.5), center=QPointF(8, 104))
    plot.grab()
    words, drop = kept_place(plot), kept_line(plot)
    assert words.left() <= drop.left() <= words.right()
    assert not any(drop.intersects(each) for each in [words, *places(plot)])


def test_values_at_the_curves_ends_are_below_the_names_of_stages(qtbot: QtBot):
    plot = plotted(qtbot, "all at 100 %", 11, (700, 320))
    words = drawn(plot, pg.TextItem)
    ends = [text.sceneBoundingRect() for text in words if text.toPlainText().strip() == "100.0"]
    assert len(ends) == 11
    # Without the margins of the words.
    ends = [end.adjusted(0, 2, 0, -2) for end in ends]
    assert not any(end.intersects(name) for end in ends for name in places(plot))


def test_an_axis_with_words_above_it_has_no_number_above_100(qtbot: QtBot):
    plot = plotted(qtbot, "falling", 7, (460, 180))
    (low, high), axes = boxes(plot)[0].viewRange()[1], drawn(plot, pg.AxisItem)
    assert high > 120
    (left,) = (axis for axis in axes if axis.orientation == "left")
    ticks = [at for _, level in left.tickValues(low, high, 140) for at in level]
    assert max(ticks) == 100
