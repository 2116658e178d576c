"""A window beside the main one: never larger than the screen, and with a focus ring."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from gui.look.focus import FocusRing

SHARE = 0.9  # of the screen, so that its decorations fit as well


class SideWindow(QDialog):
    """Opens at `size`, or as large as its contents if it has none."""

    def __init__(self, parent: QWidget, title: str, size: QSize | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        if size is not None:
            self.resize(size.boundedTo(self.screen().availableSize() * SHARE))
        self._ring = FocusRing(self)
