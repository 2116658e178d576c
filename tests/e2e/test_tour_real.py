"""The guided demo on the real core: each step is done on request, and what the cards say is so."""

from __future__ import annotations

import pytest
from support.asking import named, press
from support.demo import LONG

from gui.look.fields import Choice, Number
from gui.port import Core


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.mark.timeout(300)
def test_five_steps_repair_and_screen_the_demo(run_main, qtbot):
    def script(window):
        session, tour = window.desk.session, window.tour

        def do(until: int) -> None:
            press(tour.card, "Do it for me")
            qtbot.waitUntil(lambda: tour.step == until, timeout=LONG)

        window.run("tour")
        do(1)
        assert session.examined.clean_accuracy > 0.95
        assert min(session.examined.attack_success.values()) > 0.95
        do(2)
        form = window.pages.repair_page().view.form
        recipe = named(form, "Recipe", Choice)
        recipe.setCurrentIndex(recipe.findData("fine-pruning"))  # the quickest
        named(form, "Epochs", Number).setValue(1)
        do(3)
        assert session.goodnet.record.recipe == "fine-pruning"
        do(4)
        flagged = [verdict for verdict in session.verdicts if verdict.verdict == "poisoned"]
        assert 0 < len(flagged) < len(session.verdicts) == 24
        press(tour.card, "Do it for me")
        view = window.page("report").view
        qtbot.waitUntil(lambda: "poisoned" in view.toPlainText(), timeout=LONG)
        press(tour.card, "Finish")
        assert tour.step is None

    assert run_main([], script) == 0
