"""F11 fills the screen and gives it back."""

from __future__ import annotations

from PySide6.QtCore import Qt


def test_f11_turns_full_screen_on_and_off(run_main, qtbot):
    def script(window):
        qtbot.keyClick(window, Qt.Key.Key_F11)
        assert window.isFullScreen()
        qtbot.keyClick(window, Qt.Key.Key_F11)
        assert not window.isFullScreen()

    assert run_main([], script) == 0
