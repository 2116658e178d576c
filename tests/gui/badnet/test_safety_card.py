"""Every check of the safety card can be read at every width."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from support import hostile
from support.fitting import settle

from core.opening import badnet
from gui.badnet.safety_card import SafetyCard
from gui.look.fit import Fitted, PageScroll
from gui.look.widgets import column


@pytest.fixture(params=[13, 17, 20])
def letters(request, qapp):
    """The text sizes 100, 130 and 150 %."""
    before = qapp.font()
    font = QFont(before)
    font.setPixelSize(request.param)
    QApplication.setFont(font)
    yield request.param
    QApplication.setFont(before)


@pytest.mark.parametrize("width", [560, 700, 900, 1400])
def test_no_check_is_shortened(tmp_path, qtbot, width):
    page, card = QWidget(), SafetyCard()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(card)
    layout.addStretch()
    card.show_checks(badnet.inspect(hostile.plain(tmp_path)))
    page.resize(width, 600)
    page.show()
    qtbot.waitExposed(page)
    texts = [label for label in card.findChildren(QLabel) if label.text()]
    assert any(label.text() == "Declared against stored size" for label in texts)
    for label in texts:
        width_of = label.fontMetrics().horizontalAdvance
        if label.wordWrap():
            needed = max(map(width_of, label.text().split())), label.heightForWidth(label.width())
        else:
            needed = label.sizeHint().toTuple()
        assert needed[0] <= label.width() and needed[1] <= label.height(), label.text()


def test_the_card_is_as_narrow_as_its_page_at_every_size_of_text(tmp_path, qtbot, letters):
    inside, card = Fitted(), SafetyCard()
    column(inside).addWidget(card)
    page = PageScroll(inside)
    qtbot.addWidget(page)
    card.show_checks(badnet.inspect(hostile.plain(tmp_path)))
    page.show()
    for width in (*range(700, 1300, 30), *range(1300, 700, -30)):
        page.resize(width, 500)
        settle()
        assert page.horizontalScrollBar().maximum() == 0, width
        assert card.width() == page.viewport().width(), width
