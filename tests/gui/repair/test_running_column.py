"""What stands beside the curves while a repair runs keeps its width, whatever time is left."""

from __future__ import annotations

import pytest
from support.fake_core import FakeCore

from core.records import Plan, Progress, Stage
from gui.repair.run import Run
from gui.repair.stage_list import StageModel
from gui.repair.stages import RunningColumn


@pytest.mark.parametrize("seconds", [3.0, 59.0, 3000.0])
def test_it_is_as_wide_with_any_time_left(qtbot, seconds):
    times = iter((0.0, *[seconds] * 99))
    run = Run("conv_3", 4.0, "accuracy", FakeCore().choose, lambda: next(times))
    column = RunningColumn(StageModel())
    qtbot.addWidget(column)
    column.show_run(run, paused=False)
    before = column.minimumSizeHint().width()
    run.take(Plan((Stage("rank", "", "", 1), Stage("prune", "", "", 1))))
    run.take(Progress("rank", 1, 1))
    column.show_run(run, paused=False)
    assert column.minimumSizeHint().width() == before
