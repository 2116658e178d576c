"""A button keeps its icon, in the color of its kind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.look.theme import theme, tokens
from gui.look.widgets import button, column, set_kind, stand_back


@pytest.fixture
def opening(qtbot: QtBot) -> QPushButton:
    theme()
    made = button("Open…", "folder", "primary")
    qtbot.addWidget(made)
    return made


def inks(made: QPushButton) -> set[str]:
    """The colors of the opaque pixels of a button's icon."""
    image = made.icon().pixmap(QSize(32, 32)).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {QColor(p.rgb()).name().upper() for p in pixels if p.alpha() == 255}


def test_an_icon_has_the_color_of_its_buttons_kind(opening: QPushButton):
    assert inks(opening) == {tokens().on_accent.upper()}
    set_kind(opening, "normal")
    assert inks(opening) == {tokens().text.upper()}


def test_a_button_that_stands_back_is_normal_whatever_kind_it_gets_meanwhile(opening: QPushButton):
    stand_back(opening, True)
    assert (opening.property("kind"), inks(opening)) == ("normal", {tokens().text.upper()})
    set_kind(opening, "primary")
    assert opening.property("kind") == "normal"
    stand_back(opening, False)
    assert (opening.property("kind"), inks(opening)) == ("primary", {tokens().on_accent.upper()})


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_keyboard_presses_what_it_is_on(qtbot, qapp, key):
    window, pressed = QWidget(), []
    qtbot.addWidget(window)
    made, other = button("Go"), button("Stay")
    layout = column(window)
    for each in (made, other):
        layout.addWidget(each)
        each.clicked.connect(lambda _checked, each=each: pressed.append(each))
    window.show()
    other.setFocus()
    qtbot.keyClick(other, key)
    assert pressed == [other]
