"""Pausing halts the repair and its clock; other pages can be read; then it goes on."""

from __future__ import annotations

import pytest
from support.demo import start_repair

from gui import dialogs
from gui.port import Core


@pytest.fixture
def core() -> Core:
    return Core()


def test_pause_halts_and_goes_on(run_main, qtbot, monkeypatch):
    # On a slow machine there is enough work to be asked about.
    monkeypatch.setattr(dialogs, "choose", lambda *_words: "yes")

    def script(window):
        page = start_repair(window, qtbot)
        run = page.run
        qtbot.waitUntil(lambda: len(run.epochs) > 0, timeout=30_000)
        # It halts after the batch under way, and the first one takes a second to compile.
        before = run.time.fraction
        qtbot.waitUntil(lambda: run.time.fraction > before, timeout=30_000)
        window.run("pause")
        qtbot.wait(1000)
        held = (len(run.epochs), run.time.fraction, run.time.seconds_so_far)
        window.go_to("badnet")
        qtbot.wait(1000)
        assert (len(run.epochs), run.time.fraction, run.time.seconds_so_far) == held
        assert page.head.chip.text == "paused"
        window.run("pause")
        qtbot.waitUntil(lambda: run.time.fraction > held[1], timeout=30_000)
        assert page.head.chip.text == ""
        window.run("cancel")
        qtbot.waitUntil(lambda: page.job is None)

    run_main([], script)
