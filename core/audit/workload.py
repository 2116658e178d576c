"""The unfinished models of an audit: which is next, and the progress of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import islice
from pathlib import Path

from core.cluster.engine import Done, Lost, Waiting
from core.jobs.progress import TimeLeft
from core.records import Plan

# Inspecting a model takes a fifth of a second. This many are inspected before each is begun, and up
# to this many are held ready.
LOOKS, AHEAD = 4, 64


class Workload:
    """Hands out models and follows their progress.

    All workers end at about the same time if short models come last. So of the models inspected so
    far, those that take longest are begun first (R. Graham, "Bounds on Multiprocessing Timing
    Anomalies", SIAM J. Appl. Math. 1969: at worst a third longer than the best order). With
    thousands of models, work begins at once, and short ones still remain for the end.

    Args:
        models: all unfinished models.
        cost: their relative durations.
        in_order: whether to begin them as they are given; for one worker every order is as good.
    """

    def __init__(
        self, models: Sequence[Path], cost: Callable[[Path], float], *, in_order: bool = False
    ) -> None:
        self._models = models
        self._cost = cost
        self._in_order = in_order
        self._begun: list[tuple[Path, float]] = []
        self._looked_at = 0
        self._cost_looked_at = 0.0
        self._cost_done = 0.0
        self._shares: dict[int, float] = {}
        self._within = TimeLeft()

    def __iter__(self) -> Iterator[Path]:
        source, ready = iter(self._models), list[tuple[float, int, Path, float]]()
        while True:
            for model in islice(source, min(LOOKS, AHEAD - len(ready))):
                cost = max(1.0, self._cost(model))
                self._looked_at += 1
                self._cost_looked_at += cost
                rank = 0.0 if self._in_order else -cost
                heappush(ready, (rank, self._looked_at, model, cost))
            if not ready:
                return
            _, _, model, cost = heappop(ready)
            self._begun.append((model, cost))
            yield model

    def model(self, number: int) -> Path:
        """The model that was handed out as `number`."""
        return self._begun[number][0]

    def take(self, record: object) -> None:
        """Note one record of the engine that does the work."""
        if isinstance(record, (Done, Lost)):
            self._cost_done += self._begun[record.number][1]
            self._shares.pop(record.number, None)
            self._within = TimeLeft()
        elif isinstance(record, Waiting):
            self._shares = dict(record.shares)
        elif not _is_of_opening(record):
            self._within.take(record)

    @property
    def fraction(self) -> float:
        """The share of the whole work that is done, 0..1; uninspected models count as average."""
        if not self._looked_at:
            return 0.0
        whole = self._cost_looked_at * len(self._models) / self._looked_at
        partly = sum(self._begun[number][1] * share for number, share in self._shares.items())
        here = self._begun[-1][1] * self._within.fraction
        return (self._cost_done + partly + here) / whole


def _is_of_opening(record: object) -> bool:
    """Whether this is the plan of a job that does not know yet what follows the opening."""
    opening = ("open", "examine")
    return isinstance(record, Plan) and all(stage.key in opening for stage in record.stages)
