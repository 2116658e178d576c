"""Measure the real window, offscreen: when it appears, and how long it stalls while core works.

    python window.py [MODEL DATA IMAGES] --begun SECONDS_SINCE_EPOCH

With a model, clean data and images it repairs and screens like a person, and then closes. It uses
the data without its labels. If the window asks something, reports an error or stands still, it
says so and ends with 1.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time

INTERVAL_MS = 10
PATIENCE = 10.0  # seconds without any job until the window counts as standing still


def main() -> int:
    """Print {"shown": seconds, "stall_ms": {phase: milliseconds}} as the last line."""
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
    (watched,) = watcher
    if watched.failure:
        print(f"window.py, while {watched.phase}: {watched.failure}", file=sys.stderr)
    print(json.dumps({"shown": watched.shown, "stall_ms": watched.worst_ms}))
    return code


class Watcher:
    """A timer of 10 ms in the window's thread; the worst stall is its largest delay.

    Attributes:
        shown: when the window appeared, in seconds after the start.
        worst_ms: the worst stall while repairing, and while screening.
        phase: what the window does now.
        failure: why the measurement ended before its time, or empty.
    """

    def __init__(self, begun: float, files: list[str]) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.shown, self.phase, self.failure = 0.0, "opening", ""
        self.worst_ms = {"repairing": 0.0, "screening": 0.0}
        self._begun, self._data, self._images = begun, files[1:2], files[2:]
        self._last = self._worked = time.perf_counter()
        self._timer = QTimer(interval=1)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        now = time.perf_counter()
        if self.phase in self.worst_ms:
            late = (now - self._last) * 1000 - INTERVAL_MS
            self.worst_ms[self.phase] = max(self.worst_ms[self.phase], late)
        self._last = now
        try:
            window = _window()
            trouble = self._trouble(window)
            if trouble:
                self._fail(trouble)
            else:
                self._step(window)
        except Exception as error:  # Qt would print it and go on for ever
            self._fail(f"{type(error).__name__}: {error}")

    def _step(self, window) -> None:
        if window is None or not window.isVisible():
            return
        if not self.shown:
            self.shown = time.time() - self._begun
            self._timer.setInterval(INTERVAL_MS)
        session = window.desk.session
        if not self._data:
            self._end(window)
        elif self.phase == "opening" and session.is_safe:
            window.page("badnet").data.set_ignore_labels()
            window.page("badnet").data.add(self._data)
            self.phase = "measuring the clean data"
        elif self.phase == "measuring the clean data" and session.examined is not None:
            window.page("repair").start()
            self.phase = "repairing"
        elif self.phase == "repairing" and session.goodnet is not None:
            window.go_to("screening")
            window.page("screening").screen(self._images)
            self.phase = "screening"
        elif self.phase == "screening" and session.verdicts:
            self._end(window)

    def _trouble(self, window) -> str:
        """Why only a person could go on, or empty."""
        from PySide6.QtWidgets import QApplication

        now = time.perf_counter()
        if window is not None and any(lane.is_busy() for lane in window.desk.lanes):
            self._worked = now
        if question := QApplication.activeModalWidget():
            return f"the window asks: {question.accessibleName() or question.windowTitle()}"
        if window is not None and (sentence := _error_in(window)):
            return f"the window reports: {sentence}"
        return "the window stands still" if now - self._worked > PATIENCE else ""

    def _fail(self, why: str) -> None:
        from PySide6.QtWidgets import QApplication

        self._timer.stop()
        self.failure = why
        QApplication.exit(1)

    def _end(self, window) -> None:
        self._timer.stop()
        window.close_without_asking()


def _window():
    from PySide6.QtWidgets import QApplication

    from gui.shell.window import MainWindow

    shown = QApplication.topLevelWidgets()
    return next((widget for widget in shown if isinstance(widget, MainWindow)), None)


def _error_in(window) -> str:
    """The first error that a page shows, or empty."""
    shown = [page.notices.shown() for page in window.pages.made_pages().values()]
    return next((each.sentence for each in shown if each and each.severity == "error"), "")


if __name__ == "__main__":
    sys.exit(main())
