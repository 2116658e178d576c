"""While a repair scans or unlearns, its card shows that very stage, and never an empty chart."""

from __future__ import annotations

from typing import Any

import pytest
from pyqtgraph import BarGraphItem
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot
from support.asking import drawn, named, said
from support.canned import inspection, scanning
from support.fake_core import FakeCore

from core.records import (
    ChannelsRanked,
    ClassesMeasured,
    Epoch,
    PointChosen,
    Progress,
    Pruned,
    TriggerSharpened,
)
from gui.repair.class_bars import MOST_NAMED
from gui.repair.curves import CurvesCard
from gui.repair.run import Run
from gui.repair.stage_list import StageModel
from gui.session import Session

MANY = 1283


@pytest.fixture
def session() -> Session:
    made = Session()
    made.open_model(inspection("/m/signs.h5"))
    return made


@pytest.fixture
def run(session: Session) -> Run:
    made = Run("conv_3", 4.0, "accuracy", FakeCore().choose)
    made.numbered = session.numbered
    return made


@pytest.fixture
def card(qtbot: QtBot, session: Session) -> CurvesCard:
    made = CurvesCard(session, StageModel())
    qtbot.addWidget(made)
    made.resize(520, 460)
    made.start(8)
    made.show()
    return made


def bars_of(card: CurvesCard) -> dict[int, float]:
    """The heights of the bars by their places; the marked one is drawn last."""
    every: list[dict[str, Any]] = [each.opts for each in drawn(card.scan.bars, BarGraphItem)]
    return {
        place: height
        for opts in every
        for place, height in zip(opts["x"], opts["height"], strict=True)
    }


def marked(card: CurvesCard) -> list[int]:
    top = max(drawn(card.scan.bars, BarGraphItem), key=lambda each: each.zValue())
    opts: dict[str, Any] = top.opts
    return list(opts["x"])


def test_a_shortlist_grows_by_a_bar_for_each_class(card: CurvesCard, run: Run):
    for first in range(0, 60, 20):
        run.take(Progress("shortlist", first, MANY))
        sizes = {k: 900.0 - k for k in range(first, first + 20)}
        run.take(ClassesMeasured("size for each flip", sizes, MANY))
        card.show_run(run)
        assert len(bars_of(card)) == first + 20
        assert marked(card) == [first + 19]
    assert card.scan.bars.isVisible()
    assert "60 of 1283 classes, round 1; smallest: 841.0\u00a0px per flip to 59" in said(card)
    assert "841.0" in card.scan.bars.words_at(QPointF(59.2, 100.0))
    assert card.scan.bars.words_at(QPointF(700.0, 100.0)) == ""


def test_a_later_round_starts_anew_because_its_figures_are_no_longer_comparable(card, run):
    run.take(Progress("shortlist", 1, 9))
    run.take(ClassesMeasured("size for each flip", dict.fromkeys(range(100), 5.0), MANY))
    run.take(ClassesMeasured("size for each flip", {7: 2.0, 3: 3.0}, 40, part=1))
    card.show_run(run)
    assert bars_of(card) == {7: 2.0, 3: 3.0}
    assert "2 of 40 classes, round 2" in said(card)


def test_of_margins_the_largest_is_marked(card: CurvesCard, run: Run):
    run.take(Progress("margins", 1, 9))
    run.take(ClassesMeasured("margin", {0: 20.0, 1: 90.0, 2: -3.0}, 12))
    card.show_run(run)
    assert marked(card) == [1]
    assert bars_of(card) == {0: 20.0, 1: 90.0, 2: 0.0}
    assert "3 of 12 classes; largest: 90.0 of 1" in said(card)


def test_few_classes_of_many_stand_side_by_side_with_their_numbers(card: CurvesCard, run: Run):
    run.take(Progress("invert", 1, 9))
    run.take(ClassesMeasured("patch", {1200: 30.0, 8: 12.0}, MOST_NAMED - 6))
    card.show_run(run)
    assert bars_of(card) == {0: 30.0, 1: 12.0}
    assert card.scan.bars.table().rows == ((8, 12.0), (1200, 30.0))


def test_the_trigger_is_seen_beside_the_bars(card: CurvesCard, run: Run):
    for record in scanning():
        run.take(record)
    card.show_run(run)
    assert card.scan.bars.isVisible()
    assert "turn 98.7" in said(card)
    # It is not the smallest one, which the bars name.
    assert named(card, "trigger searched now").isVisible()
    assert "turn 98.7\u00a0% of clean images into 9" in said(card)
    assert "smallest: 9.4\u00a0px to 2" in said(card)
    assert len(bars_of(card)) == 12 and marked(card) == [2]


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("examine", "when the first channel is pruned"),
        ("margins", "Each class gets a bar here"),
        ("shortlist", "Each class gets a bar here"),
        ("rank", "when the first channel is pruned"),
        ("unlearn", "begins here with the first measurement"),
        ("verify", "The smallest trigger that is found"),
    ],
)
def test_where_nothing_is_measured_yet_it_says_what_is_coming(card, run, stage, words):
    run.take(Progress(stage, 0, 9))
    card.show_run(run)
    assert words in said(card)
    assert not any(plot.isVisible() for plot in (card.sweep, card.training, card.scan.bars))


def test_the_next_stage_of_a_scan_does_not_keep_the_chart_of_the_one_before(card, run):
    run.take(Progress("margins", 1, 1))
    run.take(ClassesMeasured("margin", {0: 20.0}, 12))
    run.take(Progress("shortlist", 1, 9))
    card.show_run(run)
    assert not card.scan.bars.isVisible()
    assert "Each class gets a bar here" in said(card)


def test_unlearning_shows_unlearning_from_its_first_step(card: CurvesCard, run: Run):
    pruned(run)
    run.take(Progress("unlearn", 1, 40))
    card.show_run(run)
    assert not card.sweep.isVisible()
    assert "begins here with the first measurement" in said(card)
    run.take(Epoch("unlearn", 0, None, 0.97, suspected_attack_success=0.99))
    card.show_run(run)
    assert card.training.isVisible()
    assert [point.x for point in run.epoch_points()] == [0]


def test_searching_again_shows_what_is_found_in_the_repaired_network(card, run):
    pruned(run)
    run.take(Epoch("fine-tune", 0, None, 0.97))
    run.take(Progress("verify", 1, 9))
    card.show_run(run)
    assert not card.training.isVisible()
    run.take(TriggerSharpened(2, 41.0, 0.5, "", ""))
    run.take(ClassesMeasured("patch", {2: 41.0}, 1))
    card.show_run(run)
    assert "41.0\u00a0px turn 50.0" in said(card)
    assert not card.scan.bars.isVisible(), "one class alone compares with none"
    run.take(Progress("measure", 1, 9))
    card.show_run(run)
    assert card.training.isVisible()


def pruned(run: Run) -> None:
    run.take(ChannelsRanked("conv_3", (0, 1), (0.1, 0.2)))
    run.take(Progress("prune", 1, 1))
    run.take(Pruned(0, None, None, 0.98))
    run.take(PointChosen(0, 0.98, 0.94))
