"""Open the guide: with F1 at the heading for the present page, with a "?" at its topic."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from gui.look.help import help_desk
from gui.shell.guide import GuideWindow
from gui.shell.page_stack import PageStack


class Help(QObject):
    """The guide of one main window.

    Attributes:
        guide: its window, once it has been opened.
    """

    def __init__(self, window: QMainWindow, pages: PageStack) -> None:
        super().__init__(window)
        self._window, self._pages = window, pages
        self.guide: GuideWindow | None = None
        help_desk().wanted.connect(self.open_at)

    def open(self) -> None:
        """Show the guide at the heading for the present page."""
        self.open_at(self._pages.shown().topic())

    def open_at(self, topic: str) -> None:
        """Show the guide at a heading."""
        if self.guide is None:
            self.guide = GuideWindow(self._window)
        self.guide.open_at(topic)

    def close(self) -> None:
        """Close the guide, as at the end of the application."""
        if self.guide:
            self.guide.close()
