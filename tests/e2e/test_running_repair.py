"""A repair that runs is never thrown away without a question, and says how it can be ended."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from core.jobs.progress import TimeLeft
from gui import dialogs
from gui.look.fit import PageScroll
from gui.repair.stage_list import StageList
from gui.shell.application import config_folder
from gui.shell.instance import hand_over

RING = 4  # pixels that the focus ring takes around a widget
STAY, QUEUE, GO = "stay", "queue", "go"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    made = tmp_path / "other.h5"
    made.touch()
    return made


def repairing(window, core, qtbot, pace: float = 0.03):
    """The Repair page with a repair under way, its sweep begun."""
    session = window.desk.session
    qtbot.waitUntil(lambda: session.is_safe)
    window.pages.model_page().data.add(["clean.h5"])
    qtbot.waitUntil(lambda: session.examined is not None)
    core.pace = pace
    window.run("run")
    page = window.pages.repair_page()
    qtbot.waitUntil(lambda: page.run is not None and len(page.run.curve) > 1)
    return page


def answering(monkeypatch, *answers: str) -> list[tuple]:
    """Give `answers` in turn; returns what is asked."""
    asked: list[tuple] = []
    left = iter(answers)
    monkeypatch.setattr(dialogs, "choose", lambda *words: asked.append(words) or next(left))
    return asked


def shown_button(page, text: str) -> QPushButton:
    return next(made for made in page.head.findChildren(QPushButton) if made.text() == text)


def finish(window, core, qtbot) -> None:
    core.pace = 0
    qtbot.waitUntil(lambda: window.desk.session.goodnet is not None)


@pytest.mark.parametrize("way", ["drop", "second start", "demo"])
def test_whatever_would_open_another_model_asks_first(
    run_main, qtbot, core, model, other, monkeypatch, way
):
    asked = answering(monkeypatch, STAY)

    def script(window):
        page = repairing(window, core, qtbot)
        if way == "drop":
            window.take([str(other)])
        elif way == "second start":
            assert hand_over(config_folder(), [str(other)])
        else:
            window.run("demo")
        qtbot.waitUntil(lambda: bool(asked))
        assert [answer.text for answer in asked[0][3]] == [
            "Continue the repair", "Open it when this is done", "Cancel the repair and open it",
        ]  # fmt: skip
        assert page.job is not None
        assert window.desk.session.model_name == "net.h5"
        finish(window, core, qtbot)

    run_main([str(model)], script)


def test_cancelling_the_repair_opens_the_other(run_main, qtbot, core, model, other, monkeypatch):
    answering(monkeypatch, GO)

    def script(window):
        page = repairing(window, core, qtbot)
        window.take([str(other)])
        qtbot.waitUntil(lambda: window.desk.session.model_name == "other.h5")
        assert page.job is None and window.desk.session.goodnet is None

    run_main([str(model)], script)


def test_another_waits_is_seen_and_is_opened_after_a_question_about_saving(
    run_main, qtbot, core, model, other, monkeypatch
):
    asked = answering(monkeypatch, QUEUE, "leave")

    def script(window):
        repairing(window, core, qtbot)
        window.take([str(other)])
        waiting = window.status.waiting
        qtbot.waitUntil(waiting.isVisible)
        assert waiting.text() == "Waiting: other.h5"
        place = QRect(waiting.mapTo(window, QPoint(0, 0)), waiting.size())
        ring = place.adjusted(-RING, -RING, RING, RING)
        assert window.rect().contains(ring), "the button does not fit in the status bar"
        # The GoodNet may be there so shortly that nobody sees it: the question about it tells.
        core.pace = 0
        qtbot.waitUntil(lambda: window.desk.session.model_name == "other.h5")
        assert "saving" in asked[1][1]
        assert asked[1][2].startswith("other.h5 waits to be opened.")
        assert not waiting.isVisible()

    run_main([str(model)], script)


def test_who_wants_to_save_first_keeps_the_queue(run_main, qtbot, core, model, other, monkeypatch):
    answering(monkeypatch, QUEUE, STAY, "leave")

    def script(window):
        repairing(window, core, qtbot)
        window.take([str(other)])
        qtbot.waitUntil(window.status.waiting.isVisible)
        finish(window, core, qtbot)
        qtbot.wait(100)
        assert window.desk.session.goodnet is not None
        assert window.status.waiting.isVisible()
        open_now = window.status.waiting.menu().actions()[0]
        assert open_now.text() == "Open other.h5 now"
        open_now.trigger()
        qtbot.waitUntil(lambda: window.desk.session.model_name == "other.h5")

    run_main([str(model)], script)


@pytest.mark.parametrize("answer", [STAY, QUEUE])
def test_a_waiting_file_goes_on_waiting_if_a_person_continues_the_repair_after_all(
    run_main, qtbot, core, model, other, monkeypatch, answer
):
    answering(monkeypatch, QUEUE, answer)

    def script(window):
        page = repairing(window, core, qtbot)
        window.take([str(other)])
        waiting = window.status.waiting
        qtbot.waitUntil(waiting.isVisible)
        assert len(waiting.menu().actions()) == 2
        waiting.menu().actions()[0].trigger()
        assert page.job is not None
        assert waiting.isVisible() and waiting.text() == "Waiting: other.h5"

    run_main([str(model)], script)


def test_the_queue_can_be_emptied(run_main, qtbot, core, model, other, monkeypatch):
    asked = answering(monkeypatch, QUEUE, QUEUE)

    def script(window):
        repairing(window, core, qtbot)
        for count in (1, 2):
            window.take([str(other)])
            qtbot.waitUntil(lambda count=count: len(asked) == count)
        assert window.status.waiting.text() == "2 files are waiting"
        window.status.waiting.menu().actions()[-1].trigger()
        assert not window.status.waiting.isVisible()
        finish(window, core, qtbot)
        qtbot.wait(100)
        assert window.desk.session.model_name == "net.h5"

    run_main([str(model)], script)


def test_stopping_says_so_and_never_puts_the_keyboard_on_cancel(run_main, qtbot, core, model):
    def script(window):
        page = repairing(window, core, qtbot, pace=0.05)
        stop = shown_button(page, "Stop early and keep")
        qtbot.waitUntil(stop.isEnabled)
        stop.setFocus()
        qtbot.keyClick(stop, Qt.Key.Key_Space)
        assert stop.text() == "Stopping…" and not stop.isEnabled()
        assert page.head.chip.text == "stopping"
        assert page.head.line.text().startswith("Stopping")
        assert page.state().line == "Stopping"
        focused = QApplication.focusWidget()
        assert isinstance(focused, StageList)
        qtbot.keyClick(focused, Qt.Key.Key_Space)
        finish(window, core, qtbot)

    run_main([str(model)], script)


def test_a_scan_that_cannot_be_stopped_says_why(run_main, qtbot, core, model):
    def script(window):
        page = repairing(window, core, qtbot, pace=0.05)
        window.run("pause")
        stop = shown_button(page, "Stop early and keep")

        def is_scanning() -> bool:
            page.run.time.current = "invert"  # a record of before the pause may still arrive
            return not stop.isEnabled()

        qtbot.waitUntil(is_scanning)
        assert "scan" in stop.toolTip()
        assert not page.commands()["stop_early"].is_enabled()
        window.run("pause")
        finish(window, core, qtbot)

    run_main([str(model)], script)


@pytest.mark.parametrize(("seconds", "questions"), [(5.0, 0), (21.0, 1)])
def test_cancelling_asks_once_there_is_work_to_lose(
    run_main, qtbot, core, model, monkeypatch, seconds, questions
):
    asked = answering(monkeypatch, *["no"] * questions)
    cancelled: list[bool] = []

    def script(window):
        page = repairing(window, core, qtbot)
        page.job.cancelled.connect(lambda: cancelled.append(True))
        page.run.time = TimeLeft(iter((0.0, *[seconds] * 1000)).__next__)
        window.run("cancel")
        assert len(asked) == questions
        if questions:
            assert "Cancel the repair" in asked[0][1]
            said = [answer.text for answer in asked[0][3]]
            assert said == ["Continue the repair", "Cancel and discard"]
            finish(window, core, qtbot)
        else:
            qtbot.waitUntil(lambda: bool(cancelled))

    run_main([str(model)], script)
    assert bool(cancelled) == (not questions)


def test_the_safe_answer_has_the_keyboard_and_escape(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    answers = (dialogs.Answer("no", "Cancel"), dialogs.Answer("yes", "Lose it", "danger"))
    asked = dialogs.Question(window, "Lose it?", "All of it.", answers)
    with qtbot.waitExposed(asked):
        asked.open()
    assert asked.buttons["no"].hasFocus()
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert asked.answer == "no"
    asked.open()
    asked.buttons["yes"].click()
    assert asked.answer == "yes"


@pytest.mark.parametrize("size", [(1280, 800), (960, 640)])
@pytest.mark.parametrize("pressed", ["", "Pause"])
def test_the_end_of_a_repair_shows_its_result_and_leads_to_saving(
    run_main, qtbot, core, model, pressed, size
):
    def script(window):
        window.activateWindow()
        page = repairing(window, core, qtbot, pace=0.05)
        window.resize(*size)
        if pressed:
            button = shown_button(page, pressed)
            button.setFocus()
            for _ in range(2):  # and on again
                qtbot.keyClick(button, Qt.Key.Key_Space)
        (scroll,) = page.findChildren(PageScroll)
        scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
        finish(window, core, qtbot)
        qtbot.waitUntil(lambda: page.head.primary_button() is not None)
        qtbot.wait(100)
        save = page.head.primary_button()
        assert save.text() == "Save GoodNet…" and window.focusWidget() is save
        assert scroll.verticalScrollBar().value() == 0

    run_main([str(model)], script)


@pytest.mark.parametrize("pressed", ["Cancel and discard", "Pause", ""])
def test_after_a_discarded_repair_the_keyboard_is_on_running_it_again(
    run_main, qtbot, core, model, pressed
):
    def script(window):
        window.activateWindow()
        page = repairing(window, core, qtbot, pace=0.05)
        if pressed:
            shown_button(page, pressed).setFocus()
        window.run("cancel")
        qtbot.waitUntil(lambda: page.job is None)
        run = page.head.primary_button()
        assert run.text() == "Run repair" and window.focusWidget() is run
        qtbot.wait(100)
        assert window.focusWidget() is run

    run_main([str(model)], script)
