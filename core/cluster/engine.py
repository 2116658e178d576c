"""Where the tasks of a long job are done: here, one after another, or by workers.

An engine takes one function and many tasks. The function is a generator of records like every
long job, and the same one everywhere: `Here` runs it in this process, `core.cluster` hands it to
an existing engine for many.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self


class Task(Protocol):
    """What one call of the function works on: plain data, so that it can be sent."""

    @property
    def files(self) -> tuple[Path, ...]:
        """Files and folders that have to be there where the task is done."""
        ...

    def at(self, places: Mapping[Path, Path]) -> Self:
        """The same task where its files lie at other places."""
        ...


TaskFunction = Callable[[Any], Generator[object, object, Any]]


@dataclass(frozen=True)
class Done:
    """Task `number` (counted from 0) is done; `result` is what the function returned."""

    number: int
    result: Any


@dataclass(frozen=True)
class Lost:
    """Task `number` ended its worker twice and was given up; `why` is one sentence."""

    number: int
    why: str


@dataclass(frozen=True)
class Waiting:
    """Nothing new: workers are busy.

    Attributes:
        shares: how far the running tasks are, 0..1, by number, where that is known.
    """

    shares: Mapping[int, float]


class Engine(Protocol):
    """Does tasks."""

    @property
    def at_once(self) -> int:
        """How many tasks are under way at the same time."""
        ...

    def run(
        self, work: TaskFunction, tasks: Iterable[Task], *, in_order: bool = False
    ) -> Generator[object, object, None]:
        """Do all tasks, taking the next one only when there is room for it.

        Args:
            work: a function at the top level of a module.
            tasks: may be endless; few are held at a time.
            in_order: whether results come in the order of the tasks, or as they are ready.

        Yields:
            `Done` or `Lost` for each task; between them the records of `work`, or `Waiting`.

        Raises:
            GoodNetError: a task raised it, or the workers are gone.
        """
        ...


class Here:
    """Does one task after another in this process."""

    at_once = 1

    def run(
        self, work: TaskFunction, tasks: Iterable[Task], *, in_order: bool = False
    ) -> Generator[object, object, None]:
        """Do all tasks; see `Engine.run`."""
        for number, task in enumerate(tasks):
            result = yield from work(task)
            yield Done(number, result)
