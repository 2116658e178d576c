"""Dask's workers as an engine for tasks."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from core.cluster.engine import Done, EngineEvent, Lost, Task, TaskFunction, Waiting
from core.cluster.parcels import Parcel, Sender
from core.cluster.working import SHARES, Missing, Place, do
from core.errors import GoodNetError
from core.text.sentence import say

# The interval at which the caller is told that work goes on, in seconds.
HEARTBEAT = 0.2
# How many results may wait for an earlier one, for each thread of the workers.
AHEAD = 3


@dataclass
class _Round:
    """One call of `Pool.run`: what is running, and what waits for its turn.

    Attributes:
        running: number and task by future.
        shares: the progress that workers report, by number.
        ready: finished tasks by number, while an earlier one is still running.
    """

    work: TaskFunction
    tasks: Iterator[tuple[int, Task]]
    in_order: bool
    running: dict[Any, tuple[int, Task]] = field(default_factory=dict)
    shares: dict[int, float] = field(default_factory=dict)
    ready: dict[int, Done | Lost] = field(default_factory=dict)
    next: int = 0
    name: str = field(default_factory=lambda: uuid4().hex)

    def receive(self, event: tuple[float, Mapping[str, Any]]) -> None:
        """Note what a worker reports about its task; called in the client's own thread."""
        _, said = event
        if said["round"] == self.name:
            self.shares[said["number"]] = said["share"]

    def waiting(self) -> Waiting:
        """A record of what is running, and its progress."""
        numbers = {number for number, _ in self.running.values()}
        return Waiting({n: share for n, share in [*self.shares.items()] if n in numbers})

    def finished(self, record: Done | Lost) -> Iterator[Done | Lost]:
        """The records that can be yielded now that `record` has arrived."""
        if not self.in_order:
            yield record
            return
        self.ready[record.number] = record
        while self.next in self.ready:
            yield self.ready.pop(self.next)
            self.next += 1


class Pool:
    """Runs tasks on Dask's workers.

    Args:
        client: a `distributed.Client`.
        shares_files: whether the workers certainly see the same files at the same places.
    """

    def __init__(self, client: Any, *, shares_files: bool) -> None:
        self._client = client
        self._sender = None if shares_files else Sender(client)

    def run(
        self, work: TaskFunction, tasks: Iterable[Task], *, in_order: bool = False
    ) -> Generator[EngineEvent, object, None]:
        """Run all tasks; see `core.cluster.engine.Engine.run`."""
        now = _Round(work, enumerate(tasks), in_order)
        self._client.subscribe_topic(SHARES, now.receive)
        try:
            while True:
                yield from self._fill(now)
                if not now.running:
                    return
                yield now.waiting()
                for future in self._finished(now):
                    yield from self._settle(future, now)
        finally:
            with suppress(OSError):
                self._client.unsubscribe_topic(SHARES)
                self._client.cancel(list(now.running), force=True)

    def _fill(self, now: _Round) -> Generator[EngineEvent, object, None]:
        """Hand out tasks, one for each thread, so that a worker that dies loses no second one."""
        threads = self.at_once
        while len(now.running) < threads and len(now.ready) < AHEAD * threads:
            numbered = next(now.tasks, None)
            if numbered is None:
                return
            yield from self._submit(*numbered, now)

    @property
    def at_once(self) -> int:
        """The threads of all workers; at least one, because lost workers return."""
        if self._client.status != "running":
            raise _gone()
        try:
            return max(1, sum(self._client.nthreads().values()))
        except OSError:
            raise _gone() from None

    def _submit(
        self, number: int, task: Task, now: _Round, worker: str | None = None
    ) -> Generator[EngineEvent, object, None]:
        """Hand out one task, to `worker` if it still exists."""
        parcels: tuple[Parcel, ...] | None = None
        if self._sender:
            parcels = yield from self._sender.parcels(task.files)
        place = Place(now.name, number)
        where = {"workers": [worker], "allow_other_workers": True} if worker else {}
        future = self._client.submit(do, now.work, task, parcels, place, pure=False, **where)
        now.running[future] = number, task

    def _finished(self, now: _Round) -> list[Any]:
        from distributed import wait

        with suppress(TimeoutError, CancelledError), self._client.as_current():
            wait(list(now.running), timeout=HEARTBEAT, return_when="FIRST_COMPLETED")
        return [future for future in now.running if future.done()]

    def _settle(self, future: Any, now: _Round) -> Generator[EngineEvent, object, None]:
        from distributed import KilledWorker

        number, task = now.running.pop(future)
        try:
            result = future.result()
        except CancelledError:
            raise _gone() from None
        except KilledWorker:
            why = say("It ended its worker twice and was abandoned.")
            yield from now.finished(Lost(number, why))
            return
        if not isinstance(result, Missing):
            yield from now.finished(Done(number, result))
            return
        assert self._sender
        try:
            yield from self._sender.send(result.parcels, result.worker)
        except (OSError, ValueError):
            # The worker died during the transfer. The next worker will report what it lacks.
            yield now.waiting()
        # Another worker would miss the same files.
        yield from self._submit(number, task, now, result.worker)


def _gone() -> GoodNetError:
    return GoodNetError(
        "The connection to the scheduler is lost; finished work is kept. Run the same command "
        "again to continue."
    )
