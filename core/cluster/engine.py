"""Where the tasks of a long job run: in this process, one after another, or on workers.

An engine takes one function and many tasks. The function is a generator of records like every long
job, and it is the same everywhere. `Here` runs it in this process; `core.cluster.pool` hands it to
Dask's workers.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

from core.records import JobEvent


class Task(Protocol):
    """The input of one call of the function: plain data, so that it can be sent."""

    @property
    def files(self) -> tuple[Path, ...]:
        """Files and folders that must exist where the task runs."""
        ...

    def at(self, places: Mapping[Path, Path]) -> Self:
        """The same task with its files at other places."""
        ...


# The job decides what this function takes and returns: any `Task`, any result.
TaskRun = Generator[JobEvent, object, Any]
TaskFunction = Callable[[Any], TaskRun]


@dataclass(frozen=True)
class Done:
    """Task `number` (counted from 0) is done; `result` is what the function returned."""

    number: int
    result: Any


@dataclass(frozen=True)
class Lost:
    """Task `number` ended its worker twice and was abandoned; `why` is one sentence."""

    number: int
    why: str


@dataclass(frozen=True)
class Waiting:
    """No news: workers are busy.

    Attributes:
        shares: the progress of running tasks, 0..1, by number, as far as it is known.
    """

    shares: Mapping[int, float]


# What an engine yields: the records of tasks that run here, and what became of the tasks.
EngineEvent = JobEvent | Done | Lost | Waiting


class Engine(Protocol):
    """Runs tasks."""

    @property
    def at_once(self) -> int:
        """How many tasks run at the same time."""
        ...

    def run(
        self, work: TaskFunction, tasks: Iterable[Task], *, in_order: bool = False
    ) -> Generator[EngineEvent, object, None]:
        """Run all tasks, taking the next one only when a worker is free for it.

        Args:
            work: a function at the top level of a module.
            tasks: may be endless; only a few are held at a time.
            in_order: whether results come in the order of the tasks, or as soon as they are ready.

        Yields:
            `Done` or `Lost` for each task; between them the records of `work`, or `Waiting`.

        Raises:
            GoodNetError: a task raised it, or no worker is left.
        """
        ...


class Here:
    """Runs one task after another in this process."""

    at_once = 1

    def run(
        self, work: TaskFunction, tasks: Iterable[Task], *, in_order: bool = False
    ) -> Generator[EngineEvent, object, None]:
        """Run all tasks; see `Engine.run`."""
        for number, task in enumerate(tasks):
            result = yield from work(task)
            yield Done(number, result)
