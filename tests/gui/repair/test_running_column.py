"""What stands beside the curves while a repair runs keeps its width, whatever time is left."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from support.fake_core import FakeCore

from core.records import Plan, Progress, Stage
from gui.repair.run import Run
from gui.repair.stage_list import StageModel
from gui.repair.stages import RunningColumn


def test_it_is_as_wide_with_any_time_left(qtbot):
    now = [0.0]
    run = Run("conv_3", 4.0, "accuracy", FakeCore().choose, lambda: now[0])
    run.take(Plan((Stage("rank", "", "", 1), Stage("prune", "", "", 1))))
    run.take(Progress("rank", 1, 1))
    column = RunningColumn(StageModel())
    qtbot.addWidget(column)
    column.show()
    widths = set()
    for seconds in (3.0, 59.0, 3000.0):
        now[0] = seconds
        column.show_run(run, paused=False)
        QApplication.processEvents()
        widths.add(column.minimumSizeHint().width())
    assert len(widths) == 1
