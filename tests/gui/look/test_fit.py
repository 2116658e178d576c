"""A page that scrolls comes to rest, whatever its body asks for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from support.fitting import settle

from gui.look.fit import Fitted, PageScroll


class Fickle(Fitted):
    """Needs more room where it is narrow, and less where it is wide, as no body should."""

    def minimumSizeHint(self) -> QSize:
        return QSize(700 if self.width() >= 900 else 1000, 300)


class Growing(Fitted):
    """As high as it is wide, so that a scroll bar beside it makes it fit without one."""

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.width() // 2)


@pytest.mark.parametrize("made", [Fickle, Growing])
def test_a_body_of_which_two_widths_lead_to_each_other_does_not_end_the_program(qtbot, made):
    body = made()
    page = PageScroll(body)
    qtbot.addWidget(page)
    page.resize(600, 200)
    page.show()
    for width in range(600, 1100, 50):
        for height in range(width // 2 - 8, width // 2 + 8):
            page.resize(width, height)
            settle()
    assert body.width() >= page.viewport().width()
