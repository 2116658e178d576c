"""Tell a person who is looking elsewhere that a long job is over."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon

from gui.job import Job, Lane
from gui.look.icons import icon

LONG = 10.0  # seconds; a person waits for anything shorter


class Attention(QObject):
    """Asks for attention at the end of a long job while the window is not in front.

    It marks the window's entry in the taskbar. If the desktop has a tray, it also shows a message
    there.
    """

    def __init__(self, window: QMainWindow, lane: Lane) -> None:
        super().__init__(window)
        self._window = window
        self._began = 0.0
        lane.started.connect(self._on_started)
        lane.ended.connect(self._on_ended)

    def _on_started(self, _job: Job) -> None:
        self._began = time.monotonic()

    def _on_ended(self, job: Job) -> None:
        if time.monotonic() - self._began >= LONG and not self._window.isActiveWindow():
            QApplication.alert(self._window)
            if QSystemTrayIcon.isSystemTrayAvailable():
                self._show_message(self.tr("{what}: over").format(what=job.title))

    def _show_message(self, text: str) -> None:
        tray = QSystemTrayIcon(icon("shield-check"), self)
        tray.messageClicked.connect(self._window.activateWindow)
        tray.messageClicked.connect(tray.deleteLater)
        tray.show()
        tray.showMessage("GoodNet", text)
