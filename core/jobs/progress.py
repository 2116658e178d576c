"""The progress of a job and the time left, from the records that it yields."""

from __future__ import annotations

import time
from collections.abc import Callable

from core.records import Plan, Progress, Stage


class TimeLeft:
    """Follows a job's `Plan` and `Progress` records; all other records are ignored.

    A stage's `work` is only an estimate. At first, the time left is the plan's own estimate. Later
    it is the time spent so far, scaled by the work that remains, so it corrects itself as stages
    finish.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = clock()
        self._done: dict[str, float] = {}
        self._expected: float | None = None
        self.stages: tuple[Stage, ...] = ()
        self.current: str = ""

    def take(self, record: object) -> None:
        """Note one record of the job."""
        if isinstance(record, Plan):
            self.stages, self._expected = record.stages, record.seconds
        elif isinstance(record, Progress):
            self.current = record.stage
            self._done[record.stage] = record.done / max(1, record.total)

    @property
    def fraction(self) -> float:
        """The share of the whole work that is done, 0..1."""
        total = sum(stage.work for stage in self.stages)
        done = sum(stage.work * self.stage_fraction(stage.key) for stage in self.stages)
        return done / total if total else 0.0

    @property
    def seconds_so_far(self) -> float:
        """Time since the job started, in seconds."""
        return self._clock() - self._started

    @property
    def seconds_left(self) -> float | None:
        """The expected time to the end in seconds, or None if it is unknown."""
        fraction = self.fraction
        if fraction < 0.01:
            return self._expected
        return self.seconds_so_far * (1 - fraction) / fraction

    def stage_fraction(self, key: str) -> float:
        """The share of one stage that is done, 0..1."""
        return min(1.0, self._done.get(key, 0.0))
