"""What a run remembers of the records of a repair, without any widget."""

from __future__ import annotations

import pytest
from support.canned import inspection
from support.fake_core import FakeCore
from support.stub_networks import goodnet

from core.records import ChannelsRanked, Epoch, Plan, PointChosen, Progress, Pruned, Stage
from gui.repair.run import CLEAN, SUSPECTED, Run, Series, Stopwatch, series_of
from gui.repair.words import stage_detail, stage_under_way

PLAN = Plan((Stage("rank", "", "", 1), Stage("prune", "", "", 3), Stage("measure", "", "", 4)))


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def run(clock: Clock) -> Run:
    return Run("conv_3", 4.0, "accuracy", FakeCore().choose, clock)


def test_bars_stand_in_the_order_of_pruning(run: Run):
    run.take(ChannelsRanked("conv_2", (2, 0, 1), (0.5, 0.9, 0.1)))
    assert run.heights == (0.1, 0.5, 0.9)
    assert run.layer == "conv_2"


def test_the_point_is_chosen_while_the_sweep_runs_and_fixed_after_it(run: Run):
    for count, accuracy in enumerate((0.98, 0.97, 0.95, 0.90)):
        run.take(Pruned(count, None, None, accuracy))
    assert run.chosen and run.chosen.channels_pruned == 2
    assert not run.is_pruned
    run.take(PointChosen(1, 0.97, 0.94))
    assert run.chosen.channels_pruned == 1
    assert run.is_pruned


def test_a_recipe_may_settle_for_a_part_of_the_budget(run: Run):
    run.take(ChannelsRanked("conv_2", (1, 0), (0.5, 0.9), budget=1.0))
    for count, accuracy in enumerate((0.98, 0.975, 0.95)):
        run.take(Pruned(count, None, None, accuracy))
    assert run.chosen and run.chosen.channels_pruned == 1
    assert run.chosen.budget_line == pytest.approx(0.97)


def test_series_come_in_the_order_of_the_legend(run: Run):
    run.take(Pruned(0, None, None, 0.98, {"sticker": 0.99, "glasses": 0.9}, 0.8))
    shown = series_of(run.sweep_points())
    assert shown == [CLEAN, Series("asr", "sticker"), Series("asr", "glasses"), SUSPECTED]


def test_a_poisoned_set_called_like_another_series_is_its_own(run: Run):
    run.take(Pruned(0, None, None, 0.98, {"clean": 0.5}))
    assert run.sweep_points()[0].rates == {CLEAN: 0.98, Series("asr", "clean"): 0.5}


def test_a_later_stage_of_training_goes_on_where_the_one_before_ended(run: Run):
    for number in (0, 1):
        run.take(Epoch("fine-tune", number, None, 0.9, kept=number == 0))
    for number in (0, 1):
        run.take(Epoch("unlearn", number, None, 0.9, kept=number == 0))
    assert [point.x for point in run.epoch_points()] == [0, 1, 1, 2]
    assert run.kept == 2


def test_each_stage_gets_the_time_that_passed_until_its_progress(run: Run, clock: Clock):
    run.take(PLAN)
    clock.now += 2
    run.take(Progress("rank", 1, 1))
    clock.now += 5
    run.take(Progress("prune", 1, 2))
    rank, prune, measure = run.stage_lines()
    assert (rank.fate, rank.seconds) == ("done", 2)
    assert (prune.fate, prune.seconds, prune.done, prune.total) == ("running", 5, 1, 2)
    assert measure.fate == "waiting"
    # 2.5 of 8 units took 7 s, so 4 units take 11.2 s.
    assert measure.seconds == pytest.approx(11.2)
    assert run.fraction == pytest.approx(2.5 / 8)


def test_the_stage_after_a_finished_one_is_under_way_before_it_reports(run: Run, clock: Clock):
    run.take(PLAN)
    assert [line.fate for line in run.stage_lines()] == ["running", "waiting", "waiting"]
    clock.now += 2
    run.take(Progress("rank", 1, 1))
    assert [line.fate for line in run.stage_lines()] == ["done", "running", "waiting"]


def test_the_status_bar_which_lags_behind_names_the_stage_without_its_figures(run: Run):
    run.take(Plan((Stage("prune", "Prune channels", "of 60", 1),)))
    run.take(Progress("prune", 7, 60))
    [line] = run.stage_lines()
    assert stage_detail(line, run) == "7 of 60 measured"
    assert stage_under_way(run) == "Prune channels. Other pages stay readable."


def test_nobody_knows_the_time_left_before_the_data_is_examined(run: Run):
    run.take(Plan((Stage("open", "", "", 1), Stage("examine", "", "", 1))))
    run.take(Progress("open", 1, 1))
    assert run.fraction is None
    assert run.seconds_left is None


def test_progress_never_falls(run: Run, clock: Clock):
    run.take(PLAN)
    run.take(Progress("rank", 1, 1))
    run.take(Progress("prune", 1, 1))
    assert run.fraction == 0.5
    run.take(Plan((*PLAN.stages, Stage("calibrate", "", "", 8))))
    assert run.fraction == 0.5
    run.take(Progress("measure", 1, 1))
    run.take(Progress("calibrate", 1, 2))
    assert run.fraction == 0.75


def test_the_stopwatch_stands_still_while_it_is_held(clock: Clock):
    watch = Stopwatch(clock)
    watch.hold(True)
    clock.now += 60
    assert watch() == 100
    watch.hold(False)
    clock.now += 1
    assert watch() == 101


def test_a_saved_repair_is_shown_like_one_that_has_just_ended():
    record = goodnet(inspection("a.h5"), {"sticker": 0.02}).record
    run = Run.of_record(record, FakeCore().choose)
    assert len(run.curve) == 61
    assert run.chosen and run.chosen.channels_pruned == record.channels_pruned
    assert {line.fate for line in run.stage_lines()} == {"done"}
    assert run.stage_lines()[0].seconds == record.seconds["rank"]
    assert list(run.heights) == sorted(record.mean_activation)
