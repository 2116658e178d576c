"""Whatever has the keyboard shows it: a whole ring, in every page, and never around a page."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from support.fitting import settle
from support.reach import interactive, name_of
from support.scenes import scenes

from gui.dialogs import Answer, Question
from gui.look.fit import is_whole_in_view
from gui.look.focus import FocusRing
from gui.look.notices import Message
from gui.look.widgets import Card
from gui.page import Page

LOOKED_AT = (
    "start",
    "refused",
    "badnet",
    "repair-settings",
    "repair-scanning",
    "repair-running",
    "repair-training",
    "repair-done",
    "screening",
    "audit",
)
MOST = 60  # widgets of one page that take the keyboard


def test_the_ring_goes_along_with_the_keyboard(run_main, wait, tmp_path):
    ringed: list[QWidget] = []

    def script(window):
        window.activateWindow()
        for name in scenes(window, wait, tmp_path):
            if name in LOOKED_AT:
                window.resize(1024, 700)
                settle()
                ringed.extend(_walk(window, name))

    run_main([], script)
    assert any(isinstance(widget, QAbstractItemView) for widget in ringed)
    assert len({type(widget) for widget in ringed}) >= 6


def test_going_to_a_page_leads_to_its_next_step(run_main, qtbot, wait, tmp_path):
    def script(window):
        window.activateWindow()
        for name in scenes(window, wait, tmp_path):
            if name == "badnet":
                break
        window.go_to("repair")
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        assert QApplication.focusWidget() is window.pages.repair_page().head.primary_button()

    run_main([], script)


def test_a_notice_above_the_page_leaves_the_ring_whole(run_main, wait, tmp_path):
    seen: list[str] = []

    def script(window):
        window.activateWindow()
        window.resize(960, 640)
        for name in scenes(window, wait, tmp_path):
            if name not in ("badnet", "repair-settings"):
                continue
            for widget in list(interactive(window)):
                widget.setFocus()
                settle()
                listed = isinstance(widget, (Card, QAbstractItemView))
                if listed or not widget.hasFocus() or not is_whole_in_view(widget):
                    continue
                window.show_message(Message("warning", "A notice. " * 30, about="a test"))
                settle()
                _check(window, widget, name)
                seen.append(name)
                window.pages.shown().notices.settle("a test")
                settle()
            if name == "repair-settings":
                break

    run_main([], script)
    assert set(seen) == {"badnet", "repair-settings"}


def test_both_buttons_of_a_question_have_a_whole_ring(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    answers = (Answer("no", "Cancel"), Answer("yes", "Leave", "danger"))
    question = Question(parent, "Leave without saving?", "The GoodNet is not saved.", answers)
    question.show()
    question.activateWindow()
    qtbot.waitUntil(question.isActiveWindow)
    for made in question.buttons.values():
        made.setFocus()
        _check(question, made)
    question.close()


def _walk(window: QWidget, scene: str) -> list[QWidget]:
    seen: list[QWidget] = []
    for _ in range(MOST):
        window.focusNextChild()
        QApplication.processEvents()
        widget = QApplication.focusWidget()
        if widget is None or widget in seen:
            break
        seen.append(widget)
        assert not isinstance(widget, Page)
        if not isinstance(widget, Card):
            _check(window, widget, scene)
    return seen


def _check(window: QWidget, widget: QWidget, scene: str = "") -> None:
    ring = next(each for each in window.findChildren(FocusRing) if each.parent() is window)
    assert ring.isVisible(), f"no ring in {scene}: {name_of(widget)}"
    assert window.rect().contains(ring.geometry())
    inside = widget.viewport() if isinstance(widget, QAbstractItemView) else widget
    place = QRect(inside.mapTo(window, QPoint(0, 0)), inside.size())
    if isinstance(widget, QAbstractItemView):
        assert place.contains(ring.geometry()), f"the ring of {widget} is not around its row"
    else:
        assert ring.geometry().contains(place), f"clipped in {scene}: {name_of(widget)}"
