"""Parts of the window are shown in turn, and the window answers between any two of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from gui.turns import Turns


def test_each_part_has_its_turn_and_the_window_answers_in_between(qtbot: QtBot):
    seen: list[str] = []

    def part(name: str) -> None:
        seen.append(name)
        QTimer.singleShot(0, lambda: seen.append("answered"))

    parent = QObject()
    turns = Turns(parent, 1, lambda: part("words"), lambda: part("curves"))
    turns.start()
    qtbot.waitUntil(lambda: len(seen) >= 8)
    turns.stop()
    assert seen[:8] == ["words", "answered", "curves", "answered"] * 2


def test_nothing_is_shown_before_the_start_and_after_the_end(qtbot: QtBot):
    seen: list[str] = []
    parent = QObject()
    turns = Turns(parent, 1, lambda: seen.append("words"))
    qtbot.wait(20)
    assert not seen
    turns.start()
    qtbot.waitUntil(lambda: bool(seen))
    turns.stop()
    shown = len(seen)
    qtbot.wait(20)
    assert len(seen) == shown
