"""Ctrl+F1 shows every shortcut there is."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel

from gui.shell.actions import all_items


def test_ctrl_f1_lists_every_shortcut(run_main, qtbot):
    shown: set[str] = set()

    def read_and_close() -> None:
        sheet = QApplication.activeModalWidget()
        assert sheet is not None
        shown.update(label.text() for label in sheet.findChildren(QLabel))
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)

    def script(window):
        QTimer.singleShot(100, read_and_close)
        qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
        native = QKeySequence.SequenceFormat.NativeText
        for item in all_items():
            if item.shortcut:
                assert QKeySequence(item.shortcut).toString(native) in shown, item.key

    run_main([], script)
