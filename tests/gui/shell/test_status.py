"""The status bar keeps to the width of its window."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow
from support.fitting import settle

from gui.shell.status import StatusBar


def test_a_long_event_is_elided_and_whole_in_its_tooltip(desk, qtbot):
    window, status = QMainWindow(), StatusBar(desk)
    qtbot.addWidget(window)
    window.setStatusBar(status)
    window.resize(700, 300)
    window.show()
    sentence = f"The table is in {'/a_folder_with_a_long_name' * 9}."
    status.say(sentence)
    settle()
    assert window.width() == 700 and status.width() == 700
    assert status.event_text() == sentence
