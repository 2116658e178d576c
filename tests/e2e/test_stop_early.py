"""Stopping early ends the stage under way and keeps what it has, measured and calibrated."""

from __future__ import annotations

import pytest
from support.demo import LONG, start_repair

from gui.port import Core


@pytest.fixture
def core() -> Core:
    return Core()


def test_stop_early_keeps_a_whole_goodnet(run_main, qtbot):
    def script(window):
        page = start_repair(window, qtbot)
        run = page.run
        qtbot.waitUntil(lambda: len(run.epochs) > 0, timeout=30_000)
        window.run("stop_early")
        asked_at = len(run.epochs)
        qtbot.waitUntil(lambda: window.desk.session.goodnet is not None, timeout=LONG)
        goodnet = window.desk.session.goodnet
        # One more epoch may end, and another may have been on its way here.
        assert len(goodnet.record.epochs) <= asked_at + 2 < 9
        assert goodnet.threshold_bits > 0
        assert len(goodnet.calibration_bits) == goodnet.record.parts.calibration
        # A repair that stopped early did not remove the attack, and the page says so.
        assert page.state().mark == "cross"

    run_main([], script)
