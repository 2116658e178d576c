"""The time limit for a quarantined process, which holds whatever the process does."""

from __future__ import annotations

import subprocess
import threading
import time
from typing import Self


class Patience:
    """Kills a process that takes too long for an answer; used as a context manager.

    Attributes:
        ended: whether it was killed for that reason.
    """

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.ended = False
        self._process = process
        self._seconds = seconds
        self._until: float | None = None
        self._changed = threading.Condition()

    def __enter__(self) -> Self:
        self.renew()
        threading.Thread(target=self._watch, name="patience", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._until = None
            self._changed.notify()

    def renew(self) -> None:
        """Restart the time limit: an answer arrived, and another one follows."""
        self._until = time.monotonic() + self._seconds

    def _watch(self) -> None:
        with self._changed:
            while self._until is not None:
                left = self._until - time.monotonic()
                if left <= 0:
                    self.ended = True
                    self._process.kill()
                    return
                self._changed.wait(left)
