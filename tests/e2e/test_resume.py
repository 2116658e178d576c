"""After a crash the next start offers to go on with the repair."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.asking import press
from support.fake_core import FakeCore

from core.records import RepairOptions
from gui.look.notices import BUTTONS
from gui.port import Unfinished

NAMES = tuple(f"sign {number}" for number in range(12))
OPTIONS = RepairOptions(layer="conv_2", recipe="unlearn", epochs=3, ignore_labels=True)


@pytest.fixture
def core(tmp_path: Path) -> FakeCore:
    model = tmp_path / "cut_off.h5"
    model.touch()
    made = FakeCore()
    made.unfinished = Unfinished(
        "key", str(model), ("clean.h5",), ("yellow_sticker.h5",), OPTIONS, NAMES
    )
    return made


def offered(window, qtbot):
    notices = window.page("badnet").notices
    qtbot.waitUntil(lambda: notices.shown() is not None)
    assert "cut_off.h5 was interrupted" in notices.shown().sentence
    return notices


def test_it_goes_on_with_the_same_data_and_settings(run_main, qtbot, core, monkeypatch):
    asked: list[tuple] = []
    real = core.repair
    monkeypatch.setattr(
        core, "repair", lambda *what, **how: asked.append(what) or real(*what, **how)
    )

    def script(window):
        press(offered(window, qtbot), BUTTONS["resume_repair"])
        session = window.desk.session
        qtbot.waitUntil(lambda: session.goodnet is not None, timeout=20_000)
        assert core.resumed
        assert asked == [(core.unfinished.model, ("clean.h5",), ("yellow_sticker.h5",), OPTIONS)]
        assert window.shown_key() == "repair"
        assert session.class_names == NAMES

    run_main([], script)


def test_who_closed_the_notice_finds_it_in_the_menu(run_main, qtbot, core):
    def script(window):
        notices = offered(window, qtbot)
        press(notices, "Close this notice")
        assert notices.shown() is None
        window.actions_by_key["resume_repair"].trigger()
        qtbot.waitUntil(lambda: window.desk.session.goodnet is not None, timeout=20_000)
        assert core.resumed

    run_main([], script)


def test_it_can_be_discarded(run_main, qtbot, core):
    def script(window):
        notices = offered(window, qtbot)
        press(notices, BUTTONS["discard_repair"])
        qtbot.waitUntil(lambda: core.unfinished is None)
        assert notices.shown() is None

    run_main([], script)


def test_a_repair_that_is_run_afresh_begins_at_the_beginning(run_main, qtbot, core):
    core.unfinished = None

    def script(window):
        window.run("demo")
        qtbot.waitUntil(lambda: window.desk.session.examined is not None)
        window.run("run")
        qtbot.waitUntil(lambda: window.desk.session.goodnet is not None, timeout=20_000)
        assert not core.resumed

    run_main([], script)
