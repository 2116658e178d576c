"""Measure the real window, offscreen: when it appears, and how long it stalls while core works.

    python window.py [MODEL DATA IMAGES] --begun SECONDS_SINCE_EPOCH

With a model, clean data and images it repairs and screens like a person, and then closes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time

INTERVAL_MS = 10


def main() -> int:
    """Print {"shown": seconds, "worst_stall_ms": milliseconds} as the last line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*")
    parser.add_argument("--begun", type=float, required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = home
        from PySide6.QtCore import QTimer

        watcher: list[Watcher] = []
        QTimer.singleShot(0, lambda: watcher.append(Watcher(options.begun, options.files)))
        from gui.__main__ import main as desktop

        code = desktop(options.files[:1])
    print(json.dumps({"shown": watcher[0].shown, "worst_stall_ms": watcher[0].worst_ms}))
    return code


class Watcher:
    """A timer of 10 ms in the window's thread; the worst stall is its largest delay."""

    def __init__(self, begun: float, files: list[str]) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.shown, self.worst_ms = 0.0, 0.0
        self._begun, self._data, self._images = begun, files[1:2], files[2:]
        self._state = "opening"
        self._last = time.perf_counter()
        self._timer = QTimer(interval=1)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        now = time.perf_counter()
        if self._state in ("repairing", "screening"):
            self.worst_ms = max(self.worst_ms, (now - self._last) * 1000 - INTERVAL_MS)
        self._last = now
        self._step(_window())

    def _step(self, window) -> None:
        if window is None or not window.isVisible():
            return
        if not self.shown:
            self.shown = time.time() - self._begun
            self._timer.setInterval(INTERVAL_MS)
        if not self._data:
            self._end(window)
        elif self._state == "opening" and window.desk.session.is_safe:
            window.page("badnet").data.add(self._data)
            self._state = "examining"
        elif self._state == "examining" and window.desk.session.examined is not None:
            window.go_to("repair")
            self._state = "choosing"
        elif self._state == "choosing":
            window.page("repair").start()
            self._state = "repairing"
        elif self._state == "repairing" and window.desk.session.goodnet is not None:
            window.page("screening").screen(self._images)
            self._state = "screening"
        elif self._state == "screening" and window.desk.session.verdicts:
            self._end(window)

    def _end(self, window) -> None:
        self._timer.stop()
        window.close_without_asking()


def _window():
    from PySide6.QtWidgets import QApplication

    from gui.shell.window import MainWindow

    shown = QApplication.topLevelWidgets()
    return next((widget for widget in shown if isinstance(widget, MainWindow)), None)


if __name__ == "__main__":
    sys.exit(main())
