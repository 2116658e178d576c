"""Long work in threads: one `Job` around a generator of records, one `Lane` to queue them.

A job knows nothing of who watches it. It stops between two yields, so cancelling takes as
long as one batch. What it delivers arrives in the thread that made the job, and after
`drop` nothing arrives any more: that is how answers for a replaced network are kept away.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from core.memory import guarded
from core.records import Wish

Work = Generator[Any, Any, Any]


class Job(QThread):
    """Runs a function in a thread; where it returns a generator, delivers what that yields.

    Attributes:
        title: what is being done, for the status bar.
        about: what the job is computed for; see `Lane.drop_all_but`.

    Signals:
        progressed: a record that the generator yielded.
        succeeded: what it returned.
        failed: the exception that ended it.
        cancelled: it was stopped before its end.
        paused: whether it pauses now.
    """

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    paused = Signal(bool)

    _arrived = Signal(str, object)

    def __init__(self, title: str, work: Callable[[], Any], about: object = None) -> None:
        super().__init__()
        self.title = title
        self.about = about
        self._work = work
        self._wish: Wish | None = None
        self._cancelled = threading.Event()
        self._may_run = threading.Event()
        self._may_run.set()
        self._dropped = False
        self._arrived.connect(self._deliver)

    def cancel(self) -> None:
        """Stop at the next yield and discard; `cancelled` follows."""
        self._cancelled.set()
        self._may_run.set()

    def drop(self) -> None:
        """Cancel, and deliver nothing from now on, not even what has been computed."""
        self._dropped = True
        self.cancel()

    def stop_early(self) -> None:
        """Ask the work to finish with what it has; `succeeded` follows."""
        self._wish = Wish.STOP_EARLY
        self.resume()

    def pause(self) -> None:
        """Halt at the next yield until `resume`."""
        self._may_run.clear()
        self.paused.emit(True)

    def resume(self) -> None:
        """Go on after `pause`."""
        if self.is_paused():
            self._may_run.set()
            self.paused.emit(False)

    def is_paused(self) -> bool:
        """Whether the job halts at its next yield, or does already."""
        return not self._may_run.is_set()

    @Slot(str, object)
    def _deliver(self, what: str, value: object) -> None:
        if self._dropped:
            return
        if what == "cancelled":
            self.cancelled.emit()
        else:
            getattr(self, what).emit(value)

    def run(self) -> None:  # what QThread runs in its thread
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

    def _drive(self, work: Work) -> Any:
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
    """Ends a cancelled job's thread."""


class Lane(QObject):
    """Runs jobs one after another; the Keras lane is why two never touch a network at once.

    Signals:
        started, ended: the job that begins, or whose thread is over.
        emptied: no job runs or waits any more.
    """

    started = Signal(object)
    ended = Signal(object)
    emptied = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current: Job | None = None
        self._waiting: deque[Job] = deque()

    def submit(self, job: Job) -> Job:
        """Run `job` once those before it are done."""
        job.setParent(self)
        job.finished.connect(self._on_finished)
        self._waiting.append(job)
        self._start_next()
        return job

    def is_busy(self) -> bool:
        """Whether a job runs or waits."""
        return self.current is not None or bool(self._waiting)

    def cancel_all(self) -> None:
        """Forget the jobs that wait and cancel the one that runs; `emptied` follows."""
        for job in self._waiting:
            job.cancelled.emit()
            job.deleteLater()
        self._waiting.clear()
        if self.current:
            self.current.cancel()

    def drop_all_but(self, about: object) -> None:
        """Drop jobs that were computed for something else than `about`.

        A job about nothing (None), such as loading TensorFlow, is left alone.
        """
        for job in [*self._waiting, *([self.current] if self.current else [])]:
            if job.about is not None and job.about is not about:
                job.drop()
                if job in self._waiting:
                    self._waiting.remove(job)
                    job.deleteLater()

    def wait(self) -> None:
        """Cancel everything and block until the thread is over; for the end of the program."""
        self.cancel_all()
        if self.current:
            self.current.wait()

    @Slot()
    def _on_finished(self) -> None:
        job, self.current = self.current, None
        if job is None:
            return
        self.ended.emit(job)
        job.deleteLater()
        self._start_next()
        if not self.is_busy():
            self.emptied.emit()

    def _start_next(self) -> None:
        if self.current is None and self._waiting:
            self.current = self._waiting.popleft()
            self.started.emit(self.current)
            self.current.start()
