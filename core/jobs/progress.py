"""The progress of a job and the time left, from the records that it yields."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from core.records import Plan, Progress, Stage

# With less of the work done, there is no pace yet.
LEAST = 0.01  # [chosen]
# Up to this share of the work, the plan's own estimate counts beside the pace so far: opening and
# preparing take time, but are little of the work.
TRUSTED = 0.25  # [chosen]


class TimeLeft:
    """Follows a job's `Plan` and `Progress` records; all other records are ignored.

    A stage's `work` is only an estimate. At first, the time left is the plan's own estimate. Later
    it is the time spent so far, scaled by the work that remains, so it corrects itself as stages
    finish. Stages of an earlier run do not count: nobody waited for them.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = clock()
        self._done: dict[str, float] = {}
        self._kept: set[str] = set()
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
            if record.kept:
                self._kept.add(record.stage)

    @property
    def fraction(self) -> float:
        """The share of the whole work that is done, 0..1."""
        return self._share_of(self.stages)

    @property
    def seconds_so_far(self) -> float:
        """Time since the job started, in seconds."""
        return self._clock() - self._started

    @property
    def seconds_left(self) -> float | None:
        """The expected time to the end in seconds, or None if it is unknown."""
        own = [stage for stage in self.stages if stage.key not in self._kept]
        fraction = self._share_of(own)
        expected = self._expected
        if fraction < LEAST:
            return self._planned(own) if expected is not None and self._kept else expected
        paced = self.seconds_so_far * (1 - fraction) / fraction
        trust = 1 - fraction / TRUSTED
        if expected is None or trust <= 0:
            return paced
        return trust * self._planned(own) + (1 - trust) * paced

    def _planned(self, stages: Sequence[Stage]) -> float:
        """The work of `stages` that remains; it is in seconds where a plan states seconds."""
        return sum(stage.work * (1 - self.stage_fraction(stage.key)) for stage in stages)

    def _share_of(self, stages: Sequence[Stage]) -> float:
        total = sum(stage.work for stage in stages)
        return 1 - self._planned(stages) / total if total else 0.0

    def stage_fraction(self, key: str) -> float:
        """The share of one stage that is done, 0..1."""
        return min(1.0, self._done.get(key, 0.0))
