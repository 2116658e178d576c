"""A notice that a running repair gives has the button for it, which never discards unasked."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from support.asking import press

from core.records import Notice
from core.text.remedies import LEAVE_LABELS_OUT
from core.text.sentence import say
from gui import dialogs

LABELS = Notice(
    "warning", say("The labels may be another network's. If so, {remedy}.", remedy=LEAVE_LABELS_OUT)
)
STRETCHED = Notice(
    "note", say("resized from {old} to {new}{fit}", old="300 × 100", new="48 × 48", fit="")
)


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """What is asked; the answer is always yes."""
    found: list[str] = []
    monkeypatch.setattr(dialogs, "choose", lambda *words: found.append(words[1]) or "yes")
    return found


def warned(window, core, qtbot, doubt: Notice = LABELS):
    """The Repair page while a repair runs that has given a notice."""
    session = window.desk.session
    qtbot.waitUntil(lambda: session.is_safe)
    window.pages.model_page().data.add(["clean.h5"])
    qtbot.waitUntil(lambda: session.examined is not None)
    core.doubts, core.pace = (doubt,), 0.05
    window.run("run")
    page = window.pages.repair_page()
    qtbot.waitUntil(lambda: page.notices.shown() is not None and bool(page.run.curve))
    return page


def offered(page) -> list[str]:
    made = page.notices.findChildren(QPushButton)
    return [each.text() for each in made if each.isVisible() and each.text()]


def finish(window, core, qtbot) -> None:
    core.pace = 0
    qtbot.waitUntil(lambda: window.desk.session.goodnet is not None)


def test_what_mends_it_is_offered_and_is_not_the_next_step(run_main, qtbot, core, model):
    def script(window):
        page = warned(window, core, qtbot)
        assert "Ignore labels" in offered(page)
        assert page.notices.next_step() is None
        finish(window, core, qtbot)
        save = page.head.primary_button()
        assert save.text() == "Save GoodNet…" and window.focusWidget() is save

    run_main([str(model)], script)


def test_a_person_is_asked_before_the_repair_is_cancelled_for_it(
    run_main, qtbot, core, model, asked
):
    def script(window):
        page = warned(window, core, qtbot)
        press(page.notices, "Ignore labels")
        assert asked == ["Cancel the repair and change its data?"]
        session = window.desk.session
        qtbot.waitUntil(lambda: session.ignore_labels and session.examined is not None)
        assert page.job is None and session.goodnet is None
        assert not session.examined.data.labelled
        assert page.state().line == "Ready to run"
        assert page.head.primary_button().text() == "Run repair"

    run_main([str(model)], script)


def test_who_continues_keeps_the_repair_and_the_notice(run_main, qtbot, core, model, monkeypatch):
    monkeypatch.setattr(dialogs, "choose", lambda *_words: "no")

    def script(window):
        page = warned(window, core, qtbot)
        press(page.notices, "Ignore labels")
        assert page.job is not None and "Ignore labels" in offered(page)
        finish(window, core, qtbot)
        assert not window.desk.session.ignore_labels

    run_main([str(model)], script)


def test_after_the_repair_it_is_done_at_once(run_main, qtbot, core, model):
    def script(window):
        page = warned(window, core, qtbot)
        finish(window, core, qtbot)
        press(page.notices, "Ignore labels")
        session = window.desk.session
        qtbot.waitUntil(lambda: session.ignore_labels and session.examined is not None)
        assert session.goodnet is not None

    run_main([str(model)], script)


def test_stretched_pictures_can_be_fitted_in_another_way(run_main, qtbot, core, model, asked):
    def script(window):
        page = warned(window, core, qtbot, STRETCHED)
        assert offered(page)[:3] == ["Crop", "Pad", "Leave out"]
        press(page.notices, "Crop")
        session = window.desk.session
        qtbot.waitUntil(lambda: session.resize == "crop" and session.examined is not None)
        assert len(asked) == 1 and session.goodnet is None

    run_main([str(model)], script)
