"""The plots draw what a run knows, and nothing covers anything."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QLocale, QPointF, Qt
from PySide6.QtWidgets import QGraphicsLineItem
from pytestqt.qtbot import QtBot
from support.asking import boxes, drawn, texts
from support.canned import inspection
from support.fake_core import FakeCore
from support.stub_networks import goodnet

from gui.look.theme import DARK, LIGHT, theme, tokens
from gui.repair.epoch_plot import EpochPlot
from gui.repair.pair import ChangeBar
from gui.repair.plots import SweepPlot, tick_step
from gui.repair.run import CLEAN, SUSPECTED, Run, Series
from gui.repair.summary import SummaryCard
from gui.repair.traces import look_of
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


def test_what_stays_is_not_drawn_anew(sweep: SweepPlot, run: Run, monkeypatch):
    """Axes and bars take most of the time of a plot that grows many times a second."""
    again: list[str] = []
    for kind, name in ((pg.BarGraphItem, "setOpts"), (pg.AxisItem, "generateDrawSpecs")):
        original = getattr(kind, name)

        def noted(item, *args, original=original, name=name, **more):
            again.append(name)
            return original(item, *args, **more)

        monkeypatch.setattr(kind, name, noted)
    sweep.show_run(run)
    sweep.grab()
    assert again == []
    sweep.recolor()
    sweep.grab()
    assert {"setOpts", "generateDrawSpecs"} == set(again)


def test_plots_follow_a_live_switch_to_dark(sweep: SweepPlot):
    theme().follow(Qt.ColorScheme.Light)
    assert LIGHT.series_clean in colors(sweep)
    theme().follow(Qt.ColorScheme.Dark)
    try:
        assert DARK.series_clean in colors(sweep)
        assert sweep.backgroundBrush().color().name().upper() == DARK.surface
    finally:
        theme().follow(Qt.ColorScheme.Unknown)


@pytest.mark.parametrize("size", [(700, 500), (400, 302)])
@pytest.mark.parametrize("place", [0, 3, 30, 57, 60])
def test_no_words_lie_on_a_curve_or_a_line(
    sweep: SweepPlot, run: Run, size: tuple[int, int], place: int
):
    for at, point in enumerate(run.curve):
        rate = (at * 37 % 101) / 100  # a curve at every height
        run.curve[at] = replace(point, attack_success={"sticker": rate, "glasses": 1 - rate})
    assert run.chosen
    run.take(replace(run.chosen, channels_pruned=place))
    sweep.resize(*size)
    sweep.show_run(run)
    sweep.grab()  # words get their places when they are painted
    upper = boxes(sweep)[0]
    words = [
        text.sceneBoundingRect()
        for text in drawn(sweep, pg.TextItem)
        if any(part in text.toPlainText() for part in ("channels", "budget"))
    ]
    assert len(words) == 3
    highest = upper.mapViewToScene(QPointF(0, 102)).y()
    (line,) = drawn(sweep, QGraphicsLineItem)
    top = line.mapRectToScene(line.boundingRect()).top()
    assert all(each.bottom() <= min(highest, top + 2) for each in words)
    assert not any(one.intersects(other) for one, other in combinations(words, 2))
    assert all(upper.sceneBoundingRect().adjusted(-1, -1, 1, 1).contains(each) for each in words)


def test_axes_have_the_decimal_point_of_the_window(sweep: SweepPlot):
    (left,) = (a for a in drawn(sweep, pg.AxisItem) if a.labelText == "activation")
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    try:
        assert left.tickStrings([0.2, 0.4], 1, 0.2) == ["0,2", "0,4"]
    finally:
        QLocale.setDefault(before)


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
    for bar in card.findChildren(ChangeBar):
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
