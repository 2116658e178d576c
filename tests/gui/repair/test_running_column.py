"""What stands beside the curves while a repair runs keeps its width, whatever time is left."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.fake_core import FakeCore

from core.records import Plan, Progress, Stage
from gui.look.widgets import Label
from gui.repair.run import Run
from gui.repair.stage_list import StageModel
from gui.repair.stages import RunningColumn


@pytest.fixture
def column(qtbot: QtBot) -> RunningColumn:
    made = RunningColumn(StageModel())
    qtbot.addWidget(made)
    made.resize(made.minimumSizeHint())
    made.show()
    return made


@pytest.fixture
def show_after(column: RunningColumn) -> Callable[[float], None]:
    """Shows a run that is half done after some seconds, and so needs as many again."""
    now = [0.0]
    run = Run("conv_3", 4.0, "accuracy", FakeCore().choose, lambda: now[0])
    run.take(Plan((Stage("rank", "", "", 1), Stage("prune", "", "", 1))))
    run.take(Progress("rank", 1, 1))

    def show(seconds: float) -> None:
        now[0] = seconds
        column.show_run(run, paused=False)
        QApplication.processEvents()

    return show


def test_it_is_as_wide_with_any_time_left(column, show_after):
    widths = set()
    for seconds in (3.0, 59.0, 3000.0):
        show_after(seconds)
        widths.add(column.minimumSizeHint().width())
    assert len(widths) == 1


@pytest.mark.parametrize("seconds", [3.0, 75.0, 88 * 60 + 58.0])
def test_no_time_is_cut_off(column, show_after, seconds):
    """Not even the longest, in the narrowest column."""
    show_after(seconds)
    times = [label for label in column.findChildren(Label) if is_time(label.text())]
    assert len(times) == 2
    assert [each.text() for each in times if each.width() < each.sizeHint().width()] == []


def is_time(text: str) -> bool:
    """Whether a text states a duration."""
    return bool(re.search(r"\d\W(s|min)\b", text))
