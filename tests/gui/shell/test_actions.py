"""The tables of menus and what stands behind them agree."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence

from gui.look.svgs import FOLDER
from gui.shell.actions import LOCAL_KEYS, MENUS, all_items
from gui.shell.pages import PAGES
from gui.shell.window import MainWindow

CONTAINERS = {"recent", "appearance"}


def test_no_shortcut_and_no_key_is_given_twice():
    items = all_items()
    shortcuts = Counter(QKeySequence(item.shortcut).toString() for item in items if item.shortcut)
    assert [keys for keys, times in shortcuts.items() if times > 1] == []
    assert [key for key, times in Counter(item.key for item in items).items() if times > 1] == []


def test_every_action_says_what_it_does_and_has_its_icon():
    for item in all_items():
        assert item.tip, item.key
        assert not item.icon or (FOLDER / f"{item.icon}.svg").is_file(), item.icon


def test_letters_of_a_menu_are_given_once():
    for menu in MENUS:
        letters = Counter(
            item.text[item.text.index("&") + 1].lower() for item in menu.items if item
        )
        assert [letter for letter, times in letters.items() if times > 1] == [], menu.key


def test_every_action_is_done_by_the_window_or_a_page(desk, qtbot):
    window = MainWindow(desk, "")
    qtbot.addWidget(window)
    window.finish_pages()
    done = set(window.own_commands())
    for page in PAGES:
        commands = set(window.page(page.key).commands())
        assert commands <= {item.key for item in all_items()}, page.key
        done |= commands
    assert {item.key for item in all_items()} - done == set()
    assert done >= LOCAL_KEYS
