"""Light and dark are switched while the window is open, and the choice is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.look.theme import DARK, LIGHT, theme, tokens


@pytest.fixture(autouse=True)
def back_to_the_system():
    yield
    theme().follow(Qt.ColorScheme.Unknown)


def test_a_live_switch_reaches_every_page_and_is_kept(run_main, qtbot):
    def first(window):
        window.run("scheme_light")
        assert tokens() is LIGHT
        bright = window.grab().toImage()
        window.run("scheme_dark")
        assert tokens() is DARK
        assert window.actions_by_key["scheme_dark"].isChecked()
        assert not window.actions_by_key["scheme_light"].isChecked()
        assert window.actions_by_key["scheme_light"].actionGroup().isExclusive(), "marked as one"
        dark = window.grab().toImage()
        assert bright.pixelColor(900, 90).lightness() > 200
        assert dark.pixelColor(900, 90).lightness() < 60

    def second(window):
        assert tokens() is DARK

    run_main([], first)
    run_main([], second)
