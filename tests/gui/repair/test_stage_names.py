"""The names of the stages of training lie on no curve, on no other name, and inside the plot."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPainterPathStroker
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


def plotted(qtbot: QtBot, shape: str, first: int, size: tuple[int, int]) -> EpochPlot:
    """The plot of 12 epochs, of which `first` are fine-tuning."""
    run = Run.of_record(goodnet(inspection("a.h5"), {}).record, FakeCore().choose)
    run.epochs[:] = [
        Epoch(
            "fine-tune" if k < first else "unlearn",
            k,
            0.1,
            1.0,
            {f"attack {number}": SHAPES[shape](k, number) for number in range(10)},
            kept=k == 11,
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
    return plot


def places(plot: EpochPlot) -> list[QRectF]:
    """The pixels of the names of the stages."""
    shown = [text for text in drawn(plot, pg.TextItem) if text.toPlainText().strip() in NAMES]
    return [text.mapRectToScene(text.boundingRect()) for text in shown]


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


def test_values_at_the_curves_ends_are_below_the_names_of_stages(qtbot: QtBot):
    plot = plotted(qtbot, "all at 100 %", 11, (700, 320))
    words = drawn(plot, pg.TextItem)
    ends = [text.sceneBoundingRect() for text in words if text.toPlainText().strip() == "100.0"]
    assert len(ends) == 11
    # Without the margins of the words.
    ends = [end.adjusted(0, 2, 0, -2) for end in ends]
    assert not any(end.intersects(name) for end in ends for name in places(plot))


def test_an_axis_with_names_above_it_has_no_number_above_100(qtbot: QtBot):
    plot = plotted(qtbot, "falling", 7, (460, 180))
    assert 104 < boxes(plot)[0].viewRange()[1][1] < 120
