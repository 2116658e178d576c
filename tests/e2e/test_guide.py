"""F1 opens the guide at the page that is shown; a "?" at its topic."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton


@pytest.mark.parametrize("key", ["badnet", "repair", "screening", "report", "audit"])
def test_f1_opens_the_guide_at_the_page(run_main, qtbot, model, key):
    def script(window):
        qtbot.waitUntil(lambda: window.desk.session.is_safe)
        window.go_to(key)
        qtbot.keyClick(window, Qt.Key.Key_F1)
        assert window.help.guide.isVisible()
        assert window.help.guide.place == f"{key}-page"
        qtbot.keyClick(window.help.guide, Qt.Key.Key_Escape)
        assert not window.help.guide.isVisible()

    assert run_main([str(model)], script) == 0


def test_the_start_page_has_its_own_section(run_main, qtbot, model):
    def place(window):
        head = window.page("badnet").head
        named = "Read about this in the guide"
        [link] = [e for e in head.findChildren(QToolButton) if e.accessibleName() == named]
        link.click()
        return window.help.guide.place

    def script(window):
        qtbot.keyClick(window, Qt.Key.Key_F1)
        assert window.help.guide.place == place(window) == "start-page"
        window.take([str(model)])
        qtbot.waitUntil(lambda: window.desk.session.is_safe)
        assert place(window) == "badnet-page"

    assert run_main([], script) == 0


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_f1_opens_the_german_guide_in_a_german_window(run_main, qtbot, language):
    def script(window):
        window.go_to("screening")
        qtbot.keyClick(window, Qt.Key.Key_F1)
        guide = window.help.guide
        assert guide.place == "screening-page"
        assert guide.contents.currentItem().text().strip() == "Seite Prüfung"

    assert run_main([], script) == 0


def test_the_question_mark_in_the_head_opens_it_too(run_main, qtbot):
    def script(window):
        window.go_to("report")
        head = window.page("report").head
        link = next(
            each
            for each in head.findChildren(QToolButton)
            if each.accessibleName() == "Read about this in the guide"
        )
        link.click()
        assert window.help.guide.place == "report-page"

    assert run_main([], script) == 0
