"""Keeps the computer awake while a long job runs: a scan of an hour must not end in a sleep."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

from gui.job import Job, Lane

SOON = 5000  # ms; what is over by then needs nothing
PATIENCE = 300  # ms that a desktop may take to answer
CONNECTION = "goodnet-awake"
SERVICE, PLACE = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"


class Inhibitor(Protocol):
    """Asks a desktop not to sleep."""

    def hold(self, reason: str) -> None:
        """Ask, and remember what releases it."""
        ...

    def release(self) -> None:
        """Let it sleep again; nothing where nothing was asked."""
        ...


class DesktopInhibitor:
    """The freedesktop.org interface that GNOME, KDE, Xfce and others answer.

    A desktop lets go when whoever asked leaves the bus. So each time has a connection of its own,
    and closing it is the release. Where nobody answers, as without a session bus or on other
    systems, nothing happens.
    """

    def __init__(self) -> None:
        self.is_held = False

    def hold(self, reason: str) -> None:
        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, CONNECTION)
        if not bus.isConnected():
            return
        message = QDBusMessage.createMethodCall(SERVICE, PLACE, SERVICE, "Inhibit")
        message.setArguments(["GoodNet", reason])
        answer = bus.call(message, QDBus.CallMode.Block, PATIENCE)
        self.is_held = answer.type() == QDBusMessage.MessageType.ReplyMessage

    def release(self) -> None:
        QDBusConnection.disconnectFromBus(CONNECTION)
        self.is_held = False


class Awake(QObject):
    """Holds the desktop awake while a job of `lane` takes longer than a moment."""

    def __init__(self, parent: QObject, lane: Lane, inhibitor: Inhibitor | None = None) -> None:
        super().__init__(parent)
        self._inhibitor = inhibitor or DesktopInhibitor()
        self._reason = ""
        self._waiting = QTimer(self, singleShot=True, interval=SOON)
        self._waiting.timeout.connect(self._hold)
        lane.started.connect(self._on_started)
        lane.ended.connect(self._on_ended)

    def _on_started(self, job: Job) -> None:
        self._reason = job.title
        self._waiting.start()

    def _on_ended(self, _job: Job) -> None:
        self._waiting.stop()
        self._inhibitor.release()

    def _hold(self) -> None:
        self._inhibitor.hold(self._reason)
