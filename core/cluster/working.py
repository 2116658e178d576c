"""How a worker does a task, and what it reports meanwhile."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from core.cluster.engine import Task, TaskFunction
from core.cluster.parcels import Parcel, find
from core.jobs.generators import result_of, tapped
from core.jobs.progress import TimeLeft
from core.records import JobEvent

# The interval of a worker's progress reports; the topic of these reports.
REPORT_SECONDS = 1.0
SHARES = "goodnet-shares"


@dataclass(frozen=True)
class Missing:
    """A worker's reply instead of a result: files that it cannot see."""

    worker: str
    parcels: tuple[Parcel, ...]


@dataclass(frozen=True)
class Place:
    """The identity of a task: its number, and the round of tasks that it belongs to."""

    round: str
    number: int


def do(work: TaskFunction, task: Task, parcels: tuple[Parcel, ...] | None, place: Place) -> Any:
    """Find the task's files, then do the work.

    Args:
        work: the function; its records stay in this process.
        task: its input.
        parcels: the task's files; None if they certainly are at the same places.
        place: identifies the task in progress reports.
    """
    if parcels is not None:
        found = [find(parcel) for parcel in parcels]
        missing = tuple(p for p, where in zip(parcels, found, strict=True) if where is None)
        if missing:
            return Missing(_worker().address, missing)
        task = task.at({p: where for p, where in zip(task.files, found, strict=True) if where})
    return result_of(_reporting(work(task), place))


def _reporting(
    job: Generator[JobEvent, object, Any], place: Place
) -> Generator[JobEvent, object, Any]:
    """`job`, with regular progress reports to the scheduler."""
    how_far, reported = TimeLeft(), time.monotonic()

    def note(record: object) -> None:
        nonlocal reported
        how_far.take(record)
        if time.monotonic() - reported > REPORT_SECONDS:
            reported = time.monotonic()
            said = {"round": place.round, "number": place.number, "share": how_far.fraction}
            _worker().log_event(SHARES, said)

    return (yield from tapped(job, note))


def _worker() -> Any:
    from distributed import get_worker

    return get_worker()
