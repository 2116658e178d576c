"""Shows a job's progress on the window's entry in the taskbar, where the desktop has such a bar."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication

from gui.job import Lane

CONNECTION = "goodnet-taskbar"
SERVICE, PLACE = "com.canonical.Unity.LauncherEntry", "/com/canonical/unity/launcherentry/goodnet"


class Entry(Protocol):
    """The window's entry in a taskbar."""

    def show(self, percent: int | None) -> None:
        """Show a bar that is filled to `percent`, or no bar."""
        ...


class LauncherEntry:
    """The signal that the docks of Ubuntu, KDE, Cinnamon and others listen to.

    A dock finds the entry by the application's desktop file. It takes the bar away when whoever
    sent the signal leaves the bus. Without a session bus, as on other systems, nothing happens.
    """

    def show(self, percent: int | None) -> None:
        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, CONNECTION)
        if bus.isConnected():
            bus.send(update(percent))


def update(percent: int | None) -> QDBusMessage:
    """The signal for a bar that is filled to `percent`, or for no bar."""
    message = QDBusMessage.createSignal(PLACE, SERVICE, "Update")
    state = {"progress": (percent or 0) / 100, "progress-visible": percent is not None}
    message.setArguments([f"application://{QApplication.desktopFileName()}.desktop", state])
    return message


class Taskbar(QObject):
    """Passes on the progress of a lane's jobs, at most once for each percent."""

    def __init__(self, parent: QObject, lane: Lane, entry: Entry | None = None) -> None:
        super().__init__(parent)
        self._entry = entry or LauncherEntry()
        self._shown: int | None = None
        lane.ended.connect(lambda _job: self._show(None))

    def show_progress(self, _text: str, fraction: float | None) -> None:
        """Show that the running job is `fraction` done; None means unknown, which has no bar."""
        self._show(None if fraction is None else int(100 * fraction))

    def _show(self, percent: int | None) -> None:
        if percent != self._shown:
            self._shown = percent
            self._entry.show(percent)
