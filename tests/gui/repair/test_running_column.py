"""What stands beside the curves while a repair runs keeps its width, whatever time is left."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QApplication
from support.fake_core import FakeCore

from core.records import Plan, Progress, Stage
from gui.look.widgets import Label
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


def test_no_time_is_cut_off(qtbot):
    """Not even the longest, in the narrowest column."""
    now = [0.0]
    run = Run("conv_3", 4.0, "accuracy", FakeCore().choose, lambda: now[0])
    run.take(Plan((Stage("rank", "", "", 1), Stage("prune", "", "", 1))))
    run.take(Progress("rank", 1, 1))
    column = RunningColumn(StageModel())
    qtbot.addWidget(column)
    column.resize(column.minimumSizeHint())
    column.show()
    for seconds in (3.0, 75.0, 88 * 60 + 58.0):
        now[0] = seconds
        column.show_run(run, paused=False)
        QApplication.processEvents()
        times = [label for label in column.findChildren(Label) if seconds_in(label.text())]
        assert len(times) == 2
        cut = [each.text() for each in times if each.width() < each.sizeHint().width()]
        assert cut == []


def seconds_in(text: str) -> bool:
    """Whether a text states a duration."""
    return bool(re.search(r"\d\W(s|min)\b", text))
