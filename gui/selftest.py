"""Test whether this installation can show its window: `goodnet-desktop --self-test`."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from gui.page import Desk
from gui.port import Core
from gui.session import Session
from gui.settings import Settings
from gui.shell.application import make_qt_application
from gui.shell.window import MainWindow


def self_test() -> int:
    """Open and close the window, test core, print the results as JSON; returns the exit code."""
    core = Core()
    seconds = _open_and_close_the_window(core)
    print(json.dumps(core.self_test() | {"window_seconds": round(seconds, 2)}))
    return 0


def _open_and_close_the_window(core: Core) -> float:
    """The seconds until the window was painted; the user's settings are not changed."""
    start = time.monotonic()
    shown: list[float] = []
    app = make_qt_application(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="goodnet-") as folder:
        settings = Settings(Path(folder) / "settings.ini")
        desk = Desk.of(Session(), core, settings, parent=None)
        window = MainWindow(desk, folder)
        window.closed.connect(app.quit)
        window.appeared.connect(lambda: shown.append(time.monotonic() - start))
        window.appeared.connect(window.close_without_asking)
        window.show()
        app.exec()
    return shown[0]
