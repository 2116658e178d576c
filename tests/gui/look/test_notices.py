"""Notices say one sentence, keep details behind a button, and stay until they are closed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from support.asking import named, press

from core.errors import Unreadable
from gui.look.notices import DETAILS, Message, NoticeBar, message_for
from gui.look.theme import GAP
from gui.look.widgets import Label, column


@pytest.fixture
def bar(qtbot) -> NoticeBar:
    made = NoticeBar()
    qtbot.addWidget(made)
    return made


def test_an_error_of_core_is_shown_in_its_own_words():
    message = message_for(Unreadable("The file ends too early."))
    assert message.sentence == "The file ends too early."
    assert message.details == ""


def test_an_unexpected_error_keeps_its_traceback_behind_details(bar, qtbot):
    try:
        raise ZeroDivisionError("by zero")
    except ZeroDivisionError as error:
        bar.show_message(message_for(error))
    bar.show()
    assert "by zero" in bar.shown().sentence
    details = named(bar, "Details of the notice", QPlainTextEdit)
    assert not details.isVisible()
    press(bar, "Details")
    assert details.isVisible()
    assert "test_notices" in details.toPlainText()


def test_copy_takes_sentence_and_details(bar):
    bar.show_message(Message("error", "It failed.", "line 3"))
    press(bar, "Copy")
    assert QApplication.clipboard().text() == "It failed.\nline 3"


def test_closing_shows_the_one_before(bar):
    first, second = Message("error", "First."), Message("note", "Second.")
    bar.show_message(first)
    bar.show_message(second)
    press(bar, "Close this notice")
    assert bar.shown() == first
    press(bar, "Close this notice")
    assert bar.shown() is None
    assert bar.isHidden()


def test_errors_stay_when_the_rest_is_cleared(bar):
    bar.show_message(Message("error", "Read me."))
    bar.show_message(Message("note", "In passing."))
    bar.clear_passing()
    assert bar.shown() == Message("error", "Read me.")


def test_what_is_no_next_step_is_below_what_is_shown(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    below = Message("warning", "Known already.", actions=("learn",), aside=True)
    bar.show_message(Message("note", "Save it.", actions=("save",)))
    bar.show_message(below)
    assert bar.shown() == Message("note", "Save it.", actions=("save",))
    press(bar, "Close this notice")
    assert bar.shown() == below


@pytest.mark.parametrize("width", [500, 700, 1080, 1300])
def test_a_notice_is_as_high_as_its_sentence(qtbot, width):
    whole, bar = QWidget(), NoticeBar()
    layout = column(whole, spacing=0)
    layout.addWidget(bar)
    layout.addStretch()
    qtbot.addWidget(whole)
    whole.resize(width, 600)
    whole.show()
    sentence = " ".join(["eight words of a sentence that is wrapped"] * 5)
    bar.show_message(Message("warning", sentence))
    (text,) = (each for each in bar.findChildren(Label) if each.text().startswith("eight"))
    beside = named(bar, "Copy")
    around = 2 * 8 + 2 + GAP  # the card's margins and border, and the gap below the bar

    def settled() -> None:
        wrapped = text.heightForWidth(text.width())
        assert text.height() >= wrapped
        assert bar.height() <= max(wrapped, beside.height()) + around

    qtbot.waitUntil(settled)


def test_a_notice_is_low_from_its_first_moment(qtbot):
    whole, bar = QWidget(), NoticeBar()
    layout = column(whole)
    layout.addWidget(bar)
    layout.addStretch()
    qtbot.addWidget(whole)
    whole.resize(900, 600)
    whole.show()
    bar.show_message(Message("warning", "One sentence.", "Its details"))
    assert bar.height() < DETAILS  # at once: a busy machine may paint it before it is laid out
