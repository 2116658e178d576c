"""The ring stays whole when a page grows, unless a person has scrolled away."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QListWidget, QPushButton, QWidget
from support.fitting import settle, show_in_front

from gui.look.fit import Fitted, PageScroll
from gui.look.focus import FocusRing
from gui.look.following import REACH
from gui.look.widgets import column


class Scrolled(QWidget):
    """A window with twenty buttons in a page that scrolls."""

    def __init__(self) -> None:
        super().__init__()
        inside = Fitted()
        self.lines = column(inside)
        self.lines.setContentsMargins(8, 8, 8, 8)
        self.buttons = [QPushButton(str(number)) for number in range(20)]
        for made in self.buttons:
            made.setFixedHeight(30)
            self.lines.addWidget(made)
        self.page = PageScroll(inside)
        column(self).addWidget(self.page)
        self.ring = FocusRing(self)
        self.resize(300, 200)

    def grow(self, place: int) -> None:
        """Let 150 pixels appear before the button at `place`."""
        made = QWidget()
        made.setFixedHeight(150)
        self.lines.insertWidget(place, made)
        settle()

    def is_whole(self, place: int) -> bool:
        """Whether the ring of the button at `place` is seen whole."""
        button = self.buttons[place]
        ring = self.ring.geometry()
        return self.ring.isVisible() and ring.height() == button.height() + 2 * REACH


@pytest.fixture
def window(qtbot) -> Scrolled:
    made = Scrolled()
    show_in_front(made, qtbot)
    settle()
    return made


@pytest.mark.parametrize(("focused", "grows"), [(3, 0), (3, 3), (10, 2), (19, 19), (19, 20)])
def test_a_page_that_grows_keeps_the_ring_whole(window: Scrolled, focused: int, grows: int):
    window.buttons[focused].setFocus()
    settle()
    assert window.is_whole(focused)
    window.grow(grows)
    assert window.is_whole(focused)


def test_a_page_that_loses_room_keeps_the_ring_whole(window: Scrolled):
    window.buttons[4].setFocus()
    settle()
    window.resize(300, 120)
    settle()
    assert window.is_whole(4)


def test_who_has_scrolled_away_is_not_brought_back(window: Scrolled):
    window.buttons[3].setFocus()
    settle()
    bar = window.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    window.grow(20)
    assert bar.value() > window.buttons[8].y()


@pytest.mark.parametrize(("current", "scrolls"), [(0, False), (19, True)])
def test_of_a_list_that_is_higher_than_the_page_the_current_row_is_seen(
    window: Scrolled, current: int, scrolls: bool
):
    rows = QListWidget()
    rows.addItems([str(number) for number in range(20)])
    rows.setFixedHeight(20 * rows.sizeHintForRow(0) + 10)
    rows.setCurrentRow(current)
    window.lines.insertWidget(1, rows)
    settle()
    rows.setFocus()
    settle()
    row = rows.visualItemRect(rows.currentItem())
    port = window.page.viewport()
    place = rows.viewport().mapTo(port, row.topLeft())
    assert 0 <= place.y() <= port.height() - row.height()
    assert (window.page.verticalScrollBar().value() > 0) == scrolls
