"""A running repair shows its words and its curves in turn, and its progress in every turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.fake_core import FakeCore

from core.records import Plan, Progress, Stage
from gui.job import Job
from gui.page import Desk, Page
from gui.repair.head import RepairHead
from gui.repair.live import LiveRepair
from gui.repair.run import Run
from gui.repair.view import RepairView

TURNS = 6
Log = list[str]


@pytest.fixture
def run() -> Run:
    made = Run("conv_3", 4.0, "accuracy", FakeCore().choose)
    made.take(Plan((Stage("rank", "", "", 1), Stage("prune", "", "", 1))))
    made.take(Progress("rank", 1, 1))
    return made


@pytest.fixture
def log_of_turns(desk: Desk, run: Run, qtbot: QtBot, monkeypatch) -> Callable[[bool], Log]:
    """What the page showed in some turns; always something is measured between them, or never."""

    def follow(measured: bool) -> Log:
        log: Log = []
        page, view = Page(desk), RepairView(desk.session, desk.settings, desk.core.recipes())
        for made in (page, view):
            qtbot.addWidget(made)
        live = LiveRepair(page, view, RepairHead(page.head, page))
        monkeypatch.setattr(view, "show_running", lambda *_: log.append("words"))
        monkeypatch.setattr(view, "show_curves", lambda _run: log.append("curves"))

        def on_progress(_title: str, done: object) -> None:
            log.append(f"{cast('float', done):.0%}")
            if measured:
                live.note_measured()

        page.progressed.connect(on_progress)
        live.follow(run, Job("Repair", lambda: None))
        qtbot.waitUntil(lambda: log.count("50%") >= TURNS)
        live.leave()
        log_at_end = [*log]
        qtbot.wait(100)
        QApplication.processEvents()
        assert log == log_at_end, "shown after the end"
        return log_at_end

    return follow


def test_words_and_curves_are_shown_in_different_turns(log_of_turns):
    turn = ["words", "50%", "curves", "50%"]
    assert log_of_turns(True) == turn * (TURNS // 2)


def test_without_news_the_curves_stay_and_the_progress_is_shown_all_the_same(log_of_turns):
    assert log_of_turns(False) == ["words", "50%", "50%"] * (TURNS // 2)
