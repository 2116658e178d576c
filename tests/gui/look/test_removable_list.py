"""The buttons of a list of files are reached from the list, in the order of its rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from support.asking import named
from support.fitting import settle, show_in_front

from gui.look.removable_list import Entry, RemovableList
from gui.look.widgets import column


class Listing(QWidget):
    """A list between two buttons."""

    def __init__(self) -> None:
        super().__init__()
        lines = column(self)
        self.first, self.files, self.last = (
            QPushButton("1"),
            RemovableList("Files"),
            QPushButton("2"),
        )
        for made in (self.first, self.files, self.last):
            lines.addWidget(made)
        self.files.removed.connect(self._remove)

    def show_names(self, *names: str) -> None:
        """Show these files, and no others."""
        self.files.show_entries([Entry(name, name) for name in names])
        settle()

    def _remove(self, path: str) -> None:
        self.show_names(*(each.path for each in self.files.entries if each.path != path))


@pytest.fixture
def window(qtbot) -> Listing:
    made = Listing()
    show_in_front(made, qtbot)
    return made


def focused() -> str:
    """The name of the control that has the keyboard."""
    now = QApplication.focusWidget()
    assert now is not None
    return now.accessibleName() or getattr(now, "text", lambda: "")()


def test_each_row_is_reached_where_it_stands(window: Listing, qtbot):
    window.show_names("a.h5")
    window.show_names("a.h5", "b.h5", "c.h5")
    window.first.setFocus()
    reached = [focused()]
    for _ in range(4):
        now = QApplication.focusWidget()
        assert now is not None
        qtbot.keyClick(now, Qt.Key.Key_Tab)
        reached.append(focused())
    assert reached == ["1", "Remove a.h5", "Remove b.h5", "Remove c.h5", "2"]


def test_after_a_row_is_removed_the_keyboard_stays_in_the_list(window: Listing, qtbot):
    window.show_names("a.h5", "b.h5", "c.h5")
    named(window, "Remove b.h5").setFocus()
    for expected in ("Remove c.h5", "Remove a.h5"):
        now = QApplication.focusWidget()
        assert now is not None
        qtbot.keyClick(now, Qt.Key.Key_Space)
        assert focused() == expected
