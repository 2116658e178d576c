"""Python's cyclic garbage, collected only in the window's thread.

A collection starts in whichever thread creates the next object. In a worker's thread it may find
widgets, and Qt crashes if they are destroyed outside the window's thread.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from gui.job import Lane

# Often enough that collecting new garbage takes only a few milliseconds.
OFTEN_MS = 100
LATER_MS = 1000


class GarbageCollector(QObject):
    """Collects young objects while jobs run, and all objects once they are done."""

    def __init__(self, lanes: Sequence[Lane], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._often = QTimer(self, interval=OFTEN_MS)
        self._often.timeout.connect(lambda: gc.collect(0))
        self._later = QTimer(self, interval=LATER_MS, singleShot=True)
        self._later.timeout.connect(gc.collect)
        for lane in lanes:
            lane.started.connect(self._on_started)
            lane.emptied.connect(self._on_emptied)

    def start(self) -> None:
        """Collect here from now on, and in no other thread."""
        gc.disable()

    def stop(self) -> None:
        """Give collection back to Python."""
        self._often.stop()
        self._later.stop()
        gc.enable()

    def _on_started(self) -> None:
        self._later.stop()
        self._often.start()

    def _on_emptied(self) -> None:
        if not any(lane.is_busy() for lane in self._lanes):
            self._often.stop()
            self._later.start()
