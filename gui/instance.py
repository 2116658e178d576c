"""One running GoodNet: a second start hands its files to the first window and ends."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 1000


def hand_over(folder: Path, paths: Sequence[str]) -> bool:
    """Give `paths` to a GoodNet that runs with the settings in `folder`; False if none does."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    if not socket.waitForConnected(PATIENCE_MS):
        return False
    socket.write(json.dumps(list(paths)).encode() + b"\n")
    handed = socket.waitForBytesWritten(PATIENCE_MS)
    socket.disconnectFromServer()
    return handed


class Instance(QObject):
    """Listens for later starts.

    Signals:
        files_came: paths from a second start; an empty list only raises the window.
    """

    files_came = Signal(list)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(_name(folder)):
            # What a crashed GoodNet left behind; nobody answered on it before this.
            QLocalServer.removeServer(_name(folder))
            self._server.listen(_name(folder))

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is None:
            return
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)
        self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        while socket.canReadLine():
            paths = json.loads(bytes(socket.readLine().data()))
            self.files_came.emit([str(path) for path in paths])


def _name(folder: Path) -> str:
    return f"goodnet-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
