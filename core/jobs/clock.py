"""A clock of a job's own work, which stands still while the job is paused."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import TypeVar

Record = TypeVar("Record")
Result = TypeVar("Result")


class WorkClock:
    """Seconds of work; a job is paused while its caller keeps a record and does not go on.

    Args:
        clock: seconds since any moment.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._paused = 0.0

    def now(self) -> float:
        """Seconds of work since any moment."""
        return self._clock() - self._paused

    def watched(self, job: Generator[Record, object, Result]) -> Generator[Record, object, Result]:
        """`job`, whose pauses do not count."""
        try:
            sent = None
            while True:
                record = job.send(sent)
                given = self._clock()
                sent = yield record
                self._paused += self._clock() - given
        except StopIteration as end:
            return end.value
        finally:
            job.close()
