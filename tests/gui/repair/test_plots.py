"""The plots draw what a run knows, and nothing covers anything."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.asking import boxes, drawn, texts
from support.canned import inspection
from support.fake_core import FakeCore
from support.stub_networks import goodnet

from gui.look.plot_frame import BEHIND_WORDS
from gui.look.theme import DARK, LIGHT, theme, tokens
from gui.repair.epoch_plot import EpochPlot
from gui.repair.plots import SweepPlot, tick_step
from gui.repair.run import CLEAN, SUSPECTED, Point, Run, Series
from gui.repair.summary import SummaryCard, _ChangeBar
from gui.repair.traces import free_height, look_of
from gui.session import Session

FIGURE = r"\u2002[\d.]+"
ATTACKS = {"sticker": 0.02, "glasses": 0.04}


@pytest.fixture
def run() -> Run:
    return Run.of_record(goodnet(inspection("a.h5"), ATTACKS).record, FakeCore().choose)


def values(plot: SweepPlot) -> list[pg.TextItem]:
    """The figures at the curves' ends."""
    return [each for each in drawn(plot, pg.TextItem) if re.fullmatch(FIGURE, each.toPlainText())]


def colors(plot: SweepPlot) -> set[str]:
    return {curve.opts["pen"].color().name().upper() for curve in drawn(plot, pg.PlotDataItem)}


@pytest.fixture
def sweep(qtbot: QtBot, run: Run) -> SweepPlot:
    theme()
    plot = SweepPlot()
    qtbot.addWidget(plot)
    plot.resize(700, 500)
    plot.show()
    qtbot.waitExposed(plot)
    plot.show_run(run)
    return plot


def test_sweep_says_which_point_is_chosen_and_why(sweep: SweepPlot):
    assert "chosen: 44 channels" in texts(sweep)
    assert "last one within the budget" in texts(sweep)
    assert "budget 94.0 %" in texts(sweep)


def test_values_at_the_curves_ends_keep_clear_of_each_other(sweep: SweepPlot):
    heights = sorted(text.mapToScene(0, 0).y() for text in values(sweep))
    assert len(heights) == 4
    assert all(after - before >= 14 for before, after in pairwise(heights))


def test_values_at_the_curves_ends_are_inside_the_plot(sweep: SweepPlot, qtbot: QtBot):
    sweep.resize(460, 500)
    qtbot.wait(1)
    rights = [text.mapRectToScene(text.boundingRect()).right() for text in values(sweep)]
    assert len(rights) == 4
    assert max(rights) <= sweep.width() + 4


def test_bars_and_curves_share_their_x_axis(sweep: SweepPlot):
    upper, lower = (box.viewRange()[0] for box in boxes(sweep))
    assert upper == pytest.approx(lower)


def test_training_names_its_stages_and_the_epoch_kept(qtbot: QtBot, run: Run):
    theme()
    plot = EpochPlot()
    qtbot.addWidget(plot)
    plot.show_run(run)
    assert {"fine-tuning", "unlearning", "kept: epoch 10"} <= set(texts(plot))


def test_a_new_stage_of_training_colors_nothing_but_itself(
    qtbot: QtBot, run: Run, monkeypatch: pytest.MonkeyPatch
):
    theme()
    plot = EpochPlot()
    qtbot.addWidget(plot)
    # All curves anew took as long as drawing them, and the window waited.
    monkeypatch.setattr(plot, "recolor", lambda: pytest.fail("all colors were set again"))
    plot.show_run(run)
    words = next(
        text for text in drawn(plot, pg.TextItem) if text.toPlainText().strip() == "unlearning"
    )
    assert words.color.name().upper() == tokens().muted


def test_plots_follow_a_live_switch_to_dark(sweep: SweepPlot):
    theme().follow(Qt.ColorScheme.Light)
    assert LIGHT.series_clean in colors(sweep)
    theme().follow(Qt.ColorScheme.Dark)
    try:
        assert DARK.series_clean in colors(sweep)
        assert sweep.backgroundBrush().color().name().upper() == DARK.surface
    finally:
        theme().follow(Qt.ColorScheme.Unknown)


def test_words_go_where_no_curve_is():
    points = [Point(x, {CLEAN: 0.97, Series("asr", "a"): 0.1}) for x in range(10)]
    assert free_height(points, 2, 5) == 30
    assert free_height(points, 50, 60) == 12


def test_words_lie_on_a_ground_and_off_the_curves_where_there_is_room(sweep: SweepPlot):
    ends = values(sweep)
    shown = [each for each in drawn(sweep, pg.TextItem) if each.isVisible() and each.toPlainText()]
    words = [each for each in shown if each not in ends]
    assert all(
        each.fill.color().alphaF() == pytest.approx(BEHIND_WORDS, abs=0.01) for each in words
    )
    (chosen,) = (each for each in words if "chosen" in each.toPlainText())
    box = next(
        box for box in boxes(sweep) if chosen in box.addedItems or chosen.getViewBox() is box
    )
    place = box.mapSceneToView(chosen.sceneBoundingRect()).boundingRect()
    for curve in drawn(sweep, pg.PlotDataItem):
        xs, ys = curve.getData()
        if xs is None or ys is None or not len(xs):
            continue
        at = np.linspace(place.left(), place.right(), 50)
        heights = np.interp(at, xs, ys)
        assert not ((heights > place.top()) & (heights < place.bottom())).any()


def test_where_curves_are_everywhere_words_go_where_they_are_farthest():
    high, low = Series("asr", "a"), SUSPECTED
    points = [Point(x, {CLEAN: 0.97, high: 0.66, low: 0.4}) for x in range(10)]
    assert free_height(points, 2, 5) == 12
    crowded = [
        Point(x, {CLEAN: 0.9, high: 0.6, low: 0.3, Series("asr", "b"): 0.05}) for x in range(9)
    ]
    assert free_height(crowded, 2, 5) == pytest.approx(45, abs=1)


def test_poisoned_sets_differ_in_color_and_in_their_dash():
    sets = [Series("asr", name) for name in "abcd"]
    looks = [look_of(each, [CLEAN, *sets, SUSPECTED]) for each in sets]
    assert len({look.tone for look in looks}) == len({look.dashes for look in looks}) == 4


def test_where_colors_come_again_the_dash_is_another():
    sets = [Series("asr", str(number)) for number in range(16)]
    looks = [look_of(each, sets) for each in sets]
    assert len({(look.tone, look.dashes) for look in looks}) == 16


def test_each_curve_of_the_plot_has_its_own_color(sweep: SweepPlot):
    assert {LIGHT.series_asr, LIGHT.series_asr2} <= colors(sweep)


def test_the_card_has_the_colors_of_the_curves(qtbot: QtBot):
    card = SummaryCard(Session())
    qtbot.addWidget(card)
    card.show_record(goodnet(inspection("a.h5"), ATTACKS).record)
    inks = set()
    for bar in card.findChildren(_ChangeBar):
        image = bar.grab().toImage()
        pixels = [(x, y) for x in range(image.width()) for y in range(14)]
        inks |= {image.pixelColor(x, y).name().upper() for x, y in pixels}
    assert {LIGHT.series_asr, LIGHT.series_asr2} <= inks


@pytest.mark.parametrize(("length", "step"), [(8, 1), (60, 10), (512, 100), (1, 1)])
def test_ticks_are_round_and_few(length: int, step: int):
    assert tick_step(length, 8) == step


def test_an_equal_curve_leaves_the_one_below_it_in_its_gaps():
    series = (CLEAN, Series("asr", "sticker"), Series("asr", "patch"), SUSPECTED)
    looks = [look_of(each, series) for each in series]
    assert looks[0].dashes == ()
    assert all(look.dashes and look.width < looks[0].width for look in looks[1:])
    assert len({look.dashes for look in looks}) == len(looks)
