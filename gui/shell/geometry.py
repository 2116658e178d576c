"""The window's place and size: within the screen, and remembered even after a crash."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtWidgets import QMainWindow

from gui.settings import Settings

KEY = "geometry"
SAVE_AFTER = 500  # ms
FIRST = QSize(1280, 800)
# The size of window decorations, until the window manager reports it.
DECORATIONS = QSize(16, 48)


class Geometry(QObject):
    """Saves the geometry of a window in the settings whenever it changes."""

    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._saving = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._saving.timeout.connect(self.save)
        window.installEventFilter(self)

    def restore(self) -> None:
        """Put the window at its last place, or where it fits."""
        self._window.resize(FIRST.boundedTo(self._room()))
        self._window.restoreGeometry(self._settings.blob(KEY))
        if not self._window.isMaximized() and not self._window.isFullScreen():
            self._window.resize(self._window.size().boundedTo(self._room()))

    def save(self) -> None:
        """Write the geometry to disk now."""
        self._saving.stop()
        self._settings.set_blob(KEY, self._window.saveGeometry())
        self._settings.save()

    def _room(self) -> QSize:
        room = self._window.screen().availableGeometry().size() - DECORATIONS
        return room.expandedTo(self._window.minimumSize())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._saving.start()
        return False
