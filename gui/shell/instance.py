"""A single running GoodNet: a second start hands its files to the first window and ends."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 1000


def hand_over(folder: Path, paths: Sequence[str]) -> bool:
    """Give `paths` to a GoodNet that runs with the settings in `folder`; False if there is none."""
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
        self._sockets: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(_name(folder)):
            # A crashed GoodNet left this behind; a running one would have answered before.
            QLocalServer.removeServer(_name(folder))
            self._server.listen(_name(folder))

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket:
            self._sockets.append(socket)
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(self._read)
            self._read()

    def _read(self) -> None:
        for socket in list(self._sockets):
            while socket.canReadLine():
                paths = json.loads(bytes(socket.readLine().data()))
                self.files_came.emit([str(path) for path in paths])
            if socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                self._sockets.remove(socket)
                socket.deleteLater()


def _name(folder: Path) -> str:
    return f"goodnet-{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
