"""Cancelling answers at once, keeps nothing, and the repair can be run again."""

from __future__ import annotations

import time

import pytest
from support.demo import start_repair

from gui.core_access import RealCore


@pytest.fixture
def core() -> RealCore:
    return RealCore()


def seconds_to_cancel(window, page, qtbot):
    """How long it takes from the wish to the end of a repair that is in training."""
    qtbot.waitUntil(lambda: page._run and len(page._run.epochs) > 1, timeout=60_000)
    started = time.monotonic()
    window.run("cancel")
    qtbot.waitUntil(lambda: page._job is None)
    return time.monotonic() - started


def test_cancel_discards_within_half_a_second(run_main, qtbot):
    def script(window):
        page = start_repair(window, qtbot)
        took = seconds_to_cancel(window, page, qtbot)
        for _ in range(2):
            # A step takes as long as whatever else this machine does lets it.
            if took >= 0.5:
                window.run("run")
                took = seconds_to_cancel(window, page, qtbot)
        assert took < 0.5
        assert window.desk.session.goodnet is None
        assert page.state().line == "Ready to run"
        assert window.actions_by_key["run"].isEnabled()
        assert not window.actions_by_key["cancel"].isEnabled()

    run_main([], script)
