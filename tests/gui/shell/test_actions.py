"""The tables of menus and what stands behind them agree."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence

from gui.look.svgs import FOLDER
from gui.page import Command
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


def test_a_change_asks_each_page_for_its_commands_once_for_all_actions(desk, qtbot, monkeypatch):
    window = MainWindow(desk, "")
    qtbot.addWidget(window)
    window.finish_pages()
    asked: Counter[str] = Counter()
    for page in map(window.page, [page.key for page in PAGES]):

        def commands(page=page, original=page.commands):
            asked[page.KEY] += 1
            return original()

        monkeypatch.setattr(page, "commands", commands)
    window.page("repair").state_changed.emit()
    assert set(asked) == {page.key for page in PAGES}
    assert max(asked.values()) <= 2  # the visible page comes first and in its place


def test_the_visible_page_comes_first_and_some_keys_are_its_alone(desk, qtbot, monkeypatch):
    window = MainWindow(desk, "")
    qtbot.addWidget(window)
    ran: list[tuple[str, str]] = []
    local = min(LOCAL_KEYS)
    for page in ("repair", "screening"):
        commands = {
            key: Command(lambda page=page, key=key: ran.append((page, key)))
            for key in ("save", local)
        }
        monkeypatch.setattr(window.page(page), "commands", lambda commands=commands: commands)
    for page in ("screening", "badnet"):
        window.go_to(page)
        window.run("save")
        window.run(local)
    assert ran == [("screening", "save"), ("screening", local), ("repair", "save")]
