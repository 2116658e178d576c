"""Pass a job's records on, change them, or drop them."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, TypeVar

Record = TypeVar("Record")
Result = TypeVar("Result")


def tapped(
    job: Generator[Record, object, Result], tap: Callable[[Record], None]
) -> Generator[Record, object, Result]:
    """`job`, with `tap` called on each record before the record is passed on."""
    try:
        sent = None
        while True:
            record = job.send(sent)
            tap(record)
            sent = yield record
    except StopIteration as end:
        return end.value
    finally:
        job.close()


def changed(
    job: Generator[Record, object, Result], change: Callable[[Record], Record | None]
) -> Generator[Record, object, Result]:
    """`job`, with each record replaced by the result of `change`, or dropped if that is None."""
    try:
        sent = None
        while True:
            record = change(job.send(sent))
            sent = (yield record) if record is not None else None
    except StopIteration as end:
        return end.value
    finally:
        job.close()


def intercepted(
    job: Generator[Record, object, Result], receive: Callable[[object], None]
) -> Generator[Record, object, Result]:
    """`job`, with `receive` called on each wish of the caller before the wish is passed on."""
    try:
        sent = None
        while True:
            sent = yield job.send(sent)
            if sent is not None:
                receive(sent)
    except StopIteration as end:
        return end.value
    finally:
        job.close()


def result_of(job: Generator[object, Any, Result]) -> Result:
    """The result of `job`; its records are dropped."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value
