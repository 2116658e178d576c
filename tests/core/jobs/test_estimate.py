"""What a job will take, from its stages and a measured pace."""

from __future__ import annotations

import pytest

from core.jobs.estimate import plan_in_seconds, seconds_of
from core.jobs.progress import TimeLeft
from core.records import Pace, Progress, Stage

PACE = Pace(forward=0.01, searching=0.05, training=0.07, graph=2.0)


def stage(key, work: float, graphs: int = 1) -> Stage:
    return Stage(key, key, "", work, graphs)


def test_a_stage_takes_its_passes_and_what_prepares_them():
    assert seconds_of(stage("measure", 100), PACE) == pytest.approx(100 * 0.01 + 2)
    assert seconds_of(stage("calibrate", 100, graphs=4), PACE) == pytest.approx(1 + 8)


def test_a_stage_that_searches_or_trains_goes_back_as_well():
    # 300 forward passes stand for 100 passes forward and back.
    assert seconds_of(stage("invert", 300), PACE) == pytest.approx(100 * 0.05 + 2)
    assert seconds_of(stage("fine-tune", 300), PACE) == pytest.approx(100 * 0.07 + 2)


def test_a_stage_without_work_takes_no_time():
    assert seconds_of(stage("shortlist", 0, graphs=9), PACE) == 0


def test_the_plan_counts_what_has_not_begun():
    begun, to_come = [stage("open", 500)], [stage("invert", 300), stage("measure", 100)]
    plan = plan_in_seconds(begun, to_come, PACE)
    assert [each.key for each in plan.stages] == ["open", "invert", "measure"]
    assert plan.stages[1].work == pytest.approx(7)
    assert plan.seconds == pytest.approx(7 + 3)


def test_time_left_is_what_the_plan_expects_until_something_is_done():
    readings = iter((0.0, 20.0))
    left = TimeLeft(lambda: next(readings))
    left.take(plan_in_seconds((), [stage("invert", 300), stage("measure", 300)], PACE))
    assert left.seconds_left == pytest.approx(7 + 5)
    left.take(Progress("invert", 1, 1))
    assert left.seconds_left == pytest.approx(20 * 5 / 7)


def test_early_on_the_plan_counts_beside_a_pace_that_opening_the_files_slowed_down():
    readings = iter((0.0, 16.0))
    left = TimeLeft(lambda: next(readings))
    plan = plan_in_seconds([stage("open", 500)], [stage("invert", 300 * 25)], PACE)
    left.take(plan)
    left.take(Progress("open", 1, 1))
    rest = plan.stages[1].work
    told = left.seconds_left
    assert told is not None and rest < told < 1.5 * rest
    # The pace alone would have said:
    assert 16 * rest / plan.stages[0].work > 2 * rest


def test_stages_of_an_earlier_run_say_nothing_about_the_pace():
    readings = iter((0.0, 1.0, 21.0))
    left = TimeLeft(lambda: next(readings))
    stages = [stage("invert", 3000), stage("measure", 300), stage("calibrate", 900)]
    left.take(plan_in_seconds((), stages, PACE))
    left.take(Progress("invert", 1, 1, kept=True))
    assert left.seconds_left == pytest.approx(5 + 11)
    left.take(Progress("measure", 1, 1))
    assert left.seconds_left == pytest.approx(1 * 11 / 5)
    assert left.fraction > 0.7
