"""A clock of work stands still in pauses, and passes on all that a job says and hears."""

from __future__ import annotations

import pytest

from core.jobs.clock import WorkClock


class Hours:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_only_work_counts():
    hours = Hours()
    clock = WorkClock(hours)
    heard = []

    def job():
        for seconds in (1, 2, 4):
            hours.at += seconds
            heard.append((yield clock.now()))
        return clock.now()

    watched = clock.watched(job())
    assert next(watched) == 1
    hours.at += 100
    assert watched.send("stop") == 3
    hours.at += 1000
    assert next(watched) == 7
    with pytest.raises(StopIteration) as end:
        next(watched)
    assert end.value.value == 7 and heard == ["stop", None, None]


def test_a_watched_job_that_is_closed_closes():
    closed = []

    def job():
        try:
            yield 1
        finally:
            closed.append(True)

    watched = WorkClock().watched(job())
    next(watched)
    watched.close()
    assert closed
