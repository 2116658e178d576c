"""Python's cyclic garbage, collected in the window's thread alone.

A collection starts in whichever thread makes the next object. What a worker's thread finds may be
widgets, and Qt crashes when those are destroyed anywhere but in the window's thread.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1000
ALL = 2


class GarbageCollector(QObject):
    """Collects now and then; what takes longest waits until no job runs."""

    def __init__(self, is_busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_busy = is_busy
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self._collect)

    def start(self) -> None:
        """Collect here from now on, and nowhere else."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()

    def _collect(self) -> None:
        due = [n > most for n, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[ALL] and not self._is_busy():
            gc.collect()
        elif any(due):
            gc.collect(1)
