"""What the rest of the desktop learns of the window's jobs."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from gui.job import Lane
from gui.page import Page
from gui.shell.attention import Attention
from gui.shell.awake import Awake
from gui.shell.page_stack import PageStack
from gui.shell.taskbar import Taskbar


class Desktop(QObject):
    """Asks for attention, for staying awake, and for a bar in the taskbar."""

    def __init__(self, window: QMainWindow, lane: Lane, pages: PageStack) -> None:
        super().__init__(window)
        self._attention = Attention(window, lane)
        self._awake = Awake(window, lane)
        self._taskbar = Taskbar(window, lane)
        pages.made.connect(self._on_page_made)

    def _on_page_made(self, page: Page) -> None:
        page.progressed.connect(self._taskbar.show_progress)
