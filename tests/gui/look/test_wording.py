"""The window writes a figure as all other outputs do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from core.text import wording as written
from gui.look import wording


@pytest.fixture(autouse=True)
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


def test_every_share_of_400_images_has_the_same_digits():
    for right in range(401):
        assert wording.percent(right / 400) == written.percent(right / 400)
