"""The states of the pages fit into the side bar, in one line or two."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton
from support.fitting import longer

from gui.look.theme import font
from gui.look.widgets import Label
from gui.shell.navigation import KEY_GAP, NAME, WIDTH, SideBar, fitted

ROOM = WIDTH - NAME - 9
STATES = ("Measuring clean data", "Braucht ein GoodNet", "Saubere Daten werden gemessen",
          "1,283 of 1,283 poisoned")  # fmt: skip


@pytest.mark.parametrize("state", [*STATES, *map(longer, STATES[:1])])
def test_a_state_is_read_whole(qapp, state):
    metrics = QFontMetrics(font("tick"))
    shown, height = fitted(state, metrics, ROOM)
    assert shown == state and height < 3 * metrics.height()


def test_what_does_not_fit_into_two_lines_ends_in_dots(qapp):
    metrics = QFontMetrics(font("tick"))
    shown, height = fitted("a state of many words " * 9, metrics, ROOM)
    assert shown.endswith("…") and len(shown) > 20
    assert height < 3 * metrics.height()


def test_the_key_of_a_button_is_apart_from_its_words(qtbot):
    side = SideBar([("BadNet", "layers")])
    qtbot.addWidget(side)
    side.show()
    key = next(each for each in side.findChildren(Label) if each.text() == "F1")
    guide = key.parentWidget()
    assert isinstance(guide, QPushButton)
    words = guide.fontMetrics().horizontalAdvance("Guide")
    needed = guide.sizeHint().width() - 18  # what is right of the words
    assert needed >= words and key.x() >= needed + KEY_GAP


def test_no_state_takes_no_room(qapp):
    assert fitted("", QFontMetrics(font("tick")), ROOM)[0] == ""
