"""Cancelling answers at once, keeps nothing, and the repair can be run again."""

from __future__ import annotations

import time

import pytest
from support.demo import start_repair

from gui.core_access import RealCore


@pytest.fixture
def core() -> RealCore:
    return RealCore()


def test_cancel_discards_within_half_a_second(run_main, qtbot):
    def script(window):
        page = start_repair(window, qtbot)
        qtbot.waitUntil(lambda: len(page._run.epochs) > 1, timeout=30_000)
        started = time.monotonic()
        window.run("cancel")
        qtbot.waitUntil(lambda: page._job is None)
        assert time.monotonic() - started < 0.5
        assert window.desk.session.goodnet is None
        assert page.state().line == "Ready to run"
        assert window.actions_by_key["run"].isEnabled()
        assert not window.actions_by_key["cancel"].isEnabled()

    run_main([], script)
