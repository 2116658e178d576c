"""The guided demo leads through five steps, whoever does them, and is never in the way."""

from __future__ import annotations

from contextlib import suppress

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from support.asking import named, press, said
from support.fitting import Longer, misfits
from support.reach import interactive, name_of

from core.errors import GoodNetError
from gui.shell.tour.card import TourCard
from gui.shell.tour.steps import STEPS

TITLES = [step.title for step in STEPS]
DO, NEXT, BACK, LEAVE, FINISH = "Do it for me", "Next", "Back", "Leave", "Finish"


def card_of(window) -> TourCard:
    (card,) = window.findChildren(TourCard)
    return card


def at(window, number: int) -> bool:
    """Whether the card shows the step `number`, from 1."""
    card = card_of(window)
    return card.isVisible() and card.accessibleName() == (
        f"Step {number} of {len(STEPS)}: {TITLES[number - 1]}"
    )


def pointed(window):
    """The rectangle that is ringed, in the window's pixels; None without one."""
    pointer = window.tour.pointer
    return pointer.geometry() if pointer.isVisible() else None


def is_pointed_at(window, widget) -> bool:
    ring = pointed(window)
    return ring is not None and ring.contains(_place(window, widget))


def is_at_the_navigation(window) -> bool:
    ring = pointed(window)
    return ring is not None and ring.left() < 160 and ring.height() < 100


def space(qtbot, name: str) -> None:
    """Press the button that has the keyboard, which must be the one of this name."""
    focused = QApplication.focusWidget()
    assert focused is not None and name_of(focused) == name
    qtbot.keyClick(focused, Qt.Key.Key_Space)


def to_step(window, qtbot, number: int) -> None:
    """Begin the guided demo, and have its steps done up to `number`."""
    window.run("tour")
    for done in range(1, number):
        qtbot.waitUntil(lambda done=done: at(window, done))
        press(card_of(window), DO)
    qtbot.waitUntil(lambda: at(window, number))


def test_all_five_steps_are_done_by_the_space_bar(run_main, qtbot, core):
    def script(window):
        session = window.desk.session
        start = named(window.pages.model_page().start, "Guided demo")
        start.setFocus()
        space(qtbot, "Guided demo")
        assert at(window, 1)
        space(qtbot, DO)
        qtbot.waitUntil(lambda: at(window, 2))
        assert session.class_names[2] == "speed limit 80" and session.examined
        space(qtbot, DO)
        qtbot.waitUntil(lambda: at(window, 3))
        assert window.shown_key() == "repair"
        core.pace = 0.005
        space(qtbot, DO)
        qtbot.waitUntil(lambda: STEPS[2].watched in said(card_of(window)))
        assert window.pages.repair_page().job is not None
        qtbot.waitUntil(lambda: at(window, 4))
        assert session.goodnet is not None
        core.pace = 0.0
        space(qtbot, DO)
        qtbot.waitUntil(lambda: at(window, 5))
        assert window.shown_key() == "screening" and len(session.verdicts) == 24
        space(qtbot, DO)
        qtbot.waitUntil(lambda: named(card_of(window), FINISH).hasFocus())
        assert at(window, 5) and window.shown_key() == "report"
        space(qtbot, FINISH)
        assert not card_of(window).isVisible() and pointed(window) is None

    assert run_main([], script) == 0


def test_it_goes_on_by_itself_when_the_person_does_the_steps(run_main, qtbot, tmp_path):
    def script(window):
        pages, session = window.pages, window.desk.session
        window.run("tour")
        press(pages.model_page().start, "Open the demo")
        qtbot.waitUntil(lambda: at(window, 2))
        press(pages.model_page().head, "Continue to Repair")
        qtbot.waitUntil(lambda: at(window, 3))
        press(pages.repair_page().head, "Run repair")
        qtbot.waitUntil(lambda: at(window, 4))
        assert window.shown_key() == "repair", "what was repaired is still seen"
        window.go_to("screening")
        window.take([window.desk.core.demo().images])
        qtbot.waitUntil(lambda: at(window, 5))
        assert session.verdicts and window.shown_key() == "screening"
        window.go_to("report")
        press(card_of(window), FINISH)
        assert not card_of(window).isVisible()

    assert run_main([], script) == 0


def test_it_points_at_the_place_and_from_other_pages_at_the_way_there(run_main, qtbot):
    def script(window):
        pages = window.pages
        window.run("tour")
        qtbot.waitUntil(lambda: is_pointed_at(window, pages.model_page().start.demo_button))
        to_step(window, qtbot, 3)
        run = named(pages.repair_page().head, "Run repair")
        qtbot.waitUntil(lambda: is_pointed_at(window, run))
        window.go_to("audit")
        qtbot.waitUntil(lambda: is_at_the_navigation(window))
        assert at(window, 3)
        window.resize(window.width() + 200, window.height())
        window.go_to("repair")
        qtbot.waitUntil(lambda: is_pointed_at(window, run))

    assert run_main([], script) == 0


def test_the_place_is_scrolled_to_in_a_small_window(run_main, qtbot):
    def script(window):
        window.resize(960, 640)
        window.run("tour")
        qtbot.waitUntil(lambda: is_pointed_at(window, window.pages.model_page().start.demo_button))

    assert run_main([], script) == 0


@pytest.mark.parametrize("language", ["en", "longer"])
def test_the_card_fits_the_smallest_window_with_every_step(run_main, qtbot, qapp, language):
    found: list[str] = []
    longer = Longer()

    def script(window):
        window.resize(960, 640)
        window.tour.start()
        for number in range(5):
            qtbot.waitUntil(lambda number=number: window.tour.step == number)
            with suppress(qtbot.TimeoutError):  # layouts ask each other for room
                qtbot.waitUntil(lambda: not misfits(window), timeout=2000)
            found.extend(f"step {number + 1}: {what}" for what in misfits(window))
            window.tour.card.do_wanted.emit()

    if language == "longer":
        qapp.installTranslator(longer)
    try:
        run_main([], script)
    finally:
        qapp.removeTranslator(longer)
    assert not found, "\n".join(found)


def test_the_card_takes_room_of_its_own_and_covers_nothing(run_main, qtbot):
    def script(window):
        to_step(window, qtbot, 2)
        card, pages = card_of(window), window.pages
        assert not _place(window, card).intersects(_place(window, pages))
        high = pages.height()
        press(card, LEAVE)
        qtbot.waitUntil(lambda: pages.height() > high)

    assert run_main([], script) == 0


def test_escape_leaves_and_what_runs_goes_on(run_main, qtbot, core):
    def script(window):
        to_step(window, qtbot, 3)
        core.pace = 0.01
        press(card_of(window), DO)
        page = window.pages.repair_page()
        qtbot.waitUntil(lambda: page.job is not None)
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
        assert not card_of(window).isVisible() and pointed(window) is None
        assert page.job is not None and QApplication.focusWidget() is not None
        core.pace = 0.0
        qtbot.waitUntil(lambda: window.desk.session.goodnet is not None)
        assert not card_of(window).isVisible()
        qtbot.keyClick(window, Qt.Key.Key_Escape)

    assert run_main([], script) == 0


def test_another_file_ends_it_with_a_sentence(run_main, qtbot, tmp_path):
    other = tmp_path / "other.h5"
    other.touch()

    def script(window):
        to_step(window, qtbot, 3)
        window.take([str(other)])
        qtbot.waitUntil(lambda: not card_of(window).isVisible())
        message = window.pages.shown().notices.shown()
        assert message.sentence == ("The guided demo has ended, because another file was opened.")
        assert window.desk.session.model_name == "other.h5"

    assert run_main([], script) == 0


def test_with_another_file_open_it_begins_with_opening_the_demo(run_main, qtbot, tmp_path):
    other = tmp_path / "other.h5"
    other.touch()

    def script(window):
        qtbot.waitUntil(lambda: window.desk.session.is_safe)
        window.run("tour")
        window.go_to("repair")
        qtbot.wait(20)
        assert at(window, 1)
        press(card_of(window), DO)
        qtbot.waitUntil(lambda: at(window, 2))

    assert run_main([str(other)], script) == 0


def test_a_closed_file_leads_back_to_the_first_step(run_main, qtbot):
    def script(window):
        to_step(window, qtbot, 3)
        window.run("close")
        qtbot.waitUntil(lambda: at(window, 1))
        press(card_of(window), DO)
        qtbot.waitUntil(lambda: at(window, 2))

    assert run_main([], script) == 0


def test_a_repair_that_fails_or_is_cancelled_can_be_run_again(run_main, qtbot, core, monkeypatch):
    works = core.repair

    def fails(*_given, **_more):
        raise GoodNetError("The disk is full.")

    def script(window):
        to_step(window, qtbot, 3)
        monkeypatch.setattr(core, "repair", fails)
        press(card_of(window), DO)
        notices = window.pages.repair_page().notices
        qtbot.waitUntil(lambda: notices.shown() is not None)
        monkeypatch.setattr(core, "repair", works)
        core.pace = 0.02
        qtbot.waitUntil(lambda: at(window, 3) and named(card_of(window), DO).isEnabled())
        press(card_of(window), DO)
        qtbot.waitUntil(lambda: not named(card_of(window), DO).isEnabled())
        assert not named(card_of(window), NEXT).isEnabled()
        window.run("cancel")
        qtbot.waitUntil(lambda: at(window, 3) and named(card_of(window), DO).isEnabled())
        core.pace = 0.0
        press(card_of(window), DO)
        qtbot.waitUntil(lambda: at(window, 4))

    assert run_main([], script) == 0


def test_back_and_next_lead_through_what_is_done_without_doing_it_again(run_main, qtbot):
    def script(window):
        to_step(window, qtbot, 4)
        goodnet = window.desk.session.goodnet
        press(card_of(window), BACK)
        assert at(window, 3) and window.shown_key() == "repair"
        qtbot.wait(20)
        assert at(window, 3), "it stays where the person went"
        assert named(card_of(window), DO).toolTip() == "This step is done."
        press(card_of(window), BACK)
        assert at(window, 2) and window.shown_key() == "badnet"
        press(card_of(window), NEXT)
        press(card_of(window), NEXT)
        assert at(window, 4) and window.shown_key() == "screening"
        assert window.desk.session.goodnet is goodnet
        press(card_of(window), NEXT)
        assert at(window, 5) and window.shown_key() == "report"

    assert run_main([], script) == 0


def test_everything_on_the_card_has_a_name_and_is_reached(run_main, qtbot):
    def script(window):
        to_step(window, qtbot, 3)
        card = card_of(window)
        wanted = {w for w in interactive(window) if card.isAncestorOf(w) and w.isEnabled()}
        assert {name_of(each) for each in wanted} >= {DO, BACK, LEAVE}
        assert card.accessibleDescription() == STEPS[2].text
        seen = set()
        for _ in range(80):
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            seen.add(QApplication.focusWidget())
        assert wanted <= seen

    assert run_main([], script) == 0


def _place(window, widget):
    place = widget.rect()
    place.moveTopLeft(widget.mapTo(window, place.topLeft()))
    return place


pytestmark = pytest.mark.timeout(60)


def test_no_step_shows_two_primary_buttons(run_main, qtbot, core):
    def primary(window) -> list[str]:
        seen = [made for made in window.findChildren(QPushButton) if made.isVisible()]
        return [made.text() for made in seen if made.property("kind") == "primary"]

    def script(window):
        for number in range(1, len(STEPS) + 1):
            if number == 1:
                window.run("tour")
            else:
                press(card_of(window), DO)
            qtbot.waitUntil(lambda number=number: at(window, number))
            assert len(primary(window)) <= 1, (number, primary(window))

    run_main([], script)
