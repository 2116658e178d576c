"""Cancelling answers at once, keeps nothing, and the repair can be run again."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from support.demo import start_repair

from gui import dialogs
from gui.port import Core


@pytest.fixture
def core() -> Core:
    return Core()


def test_cancel_ends_with_the_step_under_way_and_discards(run_main, qtbot, monkeypatch):
    # On a slow machine there is enough work to be asked about.
    monkeypatch.setattr(dialogs, "choose", lambda *_words: "yes")

    def script(window):
        page = start_repair(window, qtbot)
        qtbot.waitUntil(lambda: page.run and len(page.run.epochs) > 1, timeout=60_000)
        arrived = [time.monotonic()]
        page.job.progressed.connect(lambda _: arrived.append(time.monotonic()))
        qtbot.waitUntil(lambda: len(arrived) > 20, timeout=60_000)
        slowest = max(after - before for before, after in pairwise(arrived))
        known, wished = len(arrived), time.monotonic()
        window.run("cancel")
        qtbot.waitUntil(lambda: page.job is None)
        took = time.monotonic() - wished
        # One record may have been on its way, and one ends the step.
        assert len(arrived) <= known + 2
        # A step takes as long as whatever else this machine does lets it.
        assert took < 0.5 + slowest
        assert window.desk.session.goodnet is None
        assert page.state().line == "Ready to run"
        assert window.actions_by_key["run"].isEnabled()
        assert not window.actions_by_key["cancel"].isEnabled()

    run_main([], script)
