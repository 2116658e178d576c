"""Long work in threads: a `Job` wraps a generator of records, and a `Lane` runs jobs.

A job knows nothing about its observers. It stops between two yields, so cancelling takes as long as
one batch. Its records arrive in the thread that made the job. After `drop` nothing more arrives, so
no answers for a replaced network do.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import Any, Final, Literal

from PySide6.QtCore import QObject, Signal, Slot

from core.jobs.memory import guarded
from core.records import Wish

Records = Generator[Any, Any, Any]
# What a person would lose with a job; empty for a moment's work.
Stake = Literal["", "repair", "screening", "learning"]

# `Job.about` of work that goes on when another file is opened.
APART: Final = "apart from the open file"


class Job(QObject):
    """Runs a function in a lane's thread; if it returns a generator, delivers the yielded records.

    Attributes:
        title: what the job does, for the status bar.
        about: what the job is computed for; see `Lane.drop_all_but`. `APART` if the open file has
            nothing to do with it.
        stake: what a person would lose with it; empty if that is not worth a question.

    Signals:
        started: the job begins.
        progressed: a record that the generator yielded.
        succeeded: the return value.
        failed: the exception that ended it.
        cancelled: it was stopped before its end.
        finished: it is over, however it ended, even if it was dropped.
        paused: whether it is paused now.
    """

    started = Signal()
    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    paused = Signal(bool)

    _arrived = Signal(str, object)

    def __init__(
        self, title: str, work: Callable[[], Any], about: object = None, stake: Stake = ""
    ) -> None:
        super().__init__()
        self.title = title
        self.about = about
        self.stake: Stake = stake
        self._work = work
        self._wish: Wish | None = None
        self._cancelled = threading.Event()
        self._may_run = threading.Event()
        self._may_run.set()
        self._dropped = False
        self._arrived.connect(self._deliver)

    def cancel(self) -> None:
        """Stop at the next yield and discard the work; `cancelled` follows."""
        self._cancelled.set()
        self._may_run.set()

    def drop(self) -> None:
        """Cancel, and deliver nothing from now on, not even what is already computed."""
        self._dropped = True
        self.cancel()

    def stop_early(self) -> None:
        """Ask the work to finish with what it has so far; `succeeded` follows."""
        self._wish = Wish.STOP_EARLY
        self.resume()

    def is_stopping(self) -> bool:
        """Whether the work was asked to finish early."""
        return self._wish is not None

    def pause(self) -> None:
        """Pause at the next yield until `resume`."""
        self._may_run.clear()
        self.paused.emit(True)

    def resume(self) -> None:
        """Continue after `pause`."""
        if self.is_paused():
            self._may_run.set()
            self.paused.emit(False)

    def is_paused(self) -> bool:
        """Whether the job is paused, or will pause at its next yield."""
        return not self._may_run.is_set()

    @Slot(str, object)
    def _deliver(self, what: str, value: object) -> None:
        if self._dropped:
            return
        if what == "cancelled":
            self.cancelled.emit()
        else:
            getattr(self, what).emit(value)

    def run(self) -> None:
        """Do the work; called in the lane's thread."""
        try:
            result = self._work()
            if isinstance(result, Generator):
                result = self._drive(guarded(result))
        except _Cancelled:
            self._arrived.emit("cancelled", None)
        except Exception as error:
            self._arrived.emit("failed", error)
        else:
            self._arrived.emit("succeeded", result)

    def _drive(self, work: Records) -> Any:
        wish = None
        while True:
            try:
                record = work.send(wish)
            except StopIteration as end:
                return end.value
            self._arrived.emit("progressed", record)
            self._may_run.wait()
            if self._cancelled.is_set():
                work.close()
                raise _Cancelled
            wish = self._wish


class _Cancelled(Exception):
    """Ends a cancelled job."""


class Lane(QObject):
    """Runs jobs one after another; because of the Keras lane, only one job touches a network.

    All of them run in one thread, because TensorFlow never frees what it keeps for a thread.

    Signals:
        started, ended: the job that begins, or that is over.
        emptied: no job runs or waits.
    """

    started = Signal(object)
    ended = Signal(object)
    emptied = Signal()

    _over = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current: Job | None = None
        self._waiting: deque[Job] = deque()
        self._thread = ThreadPoolExecutor(1, "lane")
        self._running: Future[None] | None = None
        self._over.connect(self._on_over)

    def submit(self, job: Job) -> Job:
        """Run `job` once all earlier jobs are done."""
        job.setParent(self)
        self._waiting.append(job)
        self._start_next()
        return job

    def is_busy(self) -> bool:
        """Whether a job runs or waits."""
        return self.current is not None or bool(self._waiting)

    def staked(self) -> Job | None:
        """The first job, running or waiting, that a person would not want to lose."""
        jobs = [*([self.current] if self.current else []), *self._waiting]
        return next((job for job in jobs if job.stake), None)

    def cancel_all(self) -> None:
        """Remove the waiting jobs and cancel the running one; `emptied` follows."""
        for job in self._waiting:
            job.cancelled.emit()
            job.deleteLater()
        self._waiting.clear()
        if self.current:
            self.current.cancel()

    def drop_all_but(self, about: object) -> None:
        """Drop jobs that are computed for anything other than `about`.

        Jobs about nothing (None), such as loading TensorFlow, are kept, and those that are `APART`.
        """
        for job in [*self._waiting, *([self.current] if self.current else [])]:
            if all(job.about is not kept for kept in (None, APART, about)):
                job.drop()
                if job in self._waiting:
                    self._waiting.remove(job)
                    job.deleteLater()

    def wait(self) -> None:
        """Cancel everything and block until nothing runs; for the end of the program."""
        self.cancel_all()
        if self._running:
            wait_for([self._running])

    def _run_current(self) -> None:
        # The thread keeps no reference to its job: the last one must go in the window's thread.
        if self.current:
            self.current.run()
        self._over.emit()

    @Slot()
    def _on_over(self) -> None:
        job, self.current, self._running = self.current, None, None
        if job is None:
            return
        job.finished.emit()
        self.ended.emit(job)
        job.deleteLater()
        self._start_next()
        if not self.is_busy():
            self.emptied.emit()

    def _start_next(self) -> None:
        if self.current is None and self._waiting:
            self.current = self._waiting.popleft()
            self.started.emit(self.current)
            self.current.started.emit()
            self._running = self._thread.submit(self._run_current)
