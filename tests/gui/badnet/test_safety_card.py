"""Every check of the safety card can be read at every width."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from support import hostile

from core.opening import badnet
from gui.badnet.safety_card import SafetyCard


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
