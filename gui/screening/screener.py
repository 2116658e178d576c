"""The work behind the Screening page: what was dropped is listed, then screened, row by row."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import GoodNetError
from core.records import Unscreened, Verdict
from gui.backend import Blends, GoodNet, Origin
from gui.job import Job, Records, Stake
from gui.page import Desk

TICK_MS = 40


@dataclass(frozen=True)
class BlendsOf:
    """The blends of one image, or why there are none."""

    origin: Origin
    blends: Blends | GoodNetError


@dataclass(eq=False)
class Run:
    """One drop on its way through the screen.

    Attributes:
        origins: its images, in the order in which they are screened.
        done: how many have a verdict.
        unscreened: what had to be left out, and why.
        began: when the network took up the first one, in seconds; 0 before.
    """

    job: Job
    origins: Sequence[Origin]
    done: int = 0
    unscreened: list[Unscreened] = field(default_factory=list)
    began: float = 0.0

    @property
    def fraction(self) -> float | None:
        """The share that is done, or None while the network is not there yet."""
        return self.done / max(1, len(self.origins)) if self.began else None

    @property
    def per_second(self) -> float:
        """Images a second."""
        return self.done / max(1e-3, time.monotonic() - self.began) if self.began else 0.0


class Screener(QObject):
    """Runs the jobs of the page, one drop after another.

    What the network says is handed on every 40 ms, so that a thousand verdicts at once cost the
    window no more than one.

    Signals:
        found: a `Run` that will be screened.
        came: verdicts.
        ticked: 40 ms have passed while images are screened.
        blends_came: a `BlendsOf`.
        ended: a `Run` is over, whether to its end or not.
        failed: an error that ended a job.
    """

    found = Signal(object)
    came = Signal(object)
    ticked = Signal()
    blends_came = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runs: list[Run] = []
        self._listing: set[Job] = set()
        self._blending: Job | None = None
        # Only the newest question is worth an answer.
        self._asked: deque[Callable[[], BlendsOf]] = deque(maxlen=1)
        self._new: list[Verdict] = []
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def run(self) -> Run | None:
        """The drop that is screened now, or that waits for the network."""
        return self._runs[0] if self._runs else None

    def is_busy(self) -> bool:
        """Whether anything is listed or screened."""
        return bool(self._listing) or bool(self._runs)

    def screen(self, goodnet: GoodNet, paths: Sequence[str]) -> None:
        """List the images of `paths` and screen them."""
        job = self._job(
            self.tr("Looking for images"), lambda: self._desk.core.contents(goodnet, paths)
        )
        job.succeeded.connect(lambda origins: self._start(goodnet, paths, origins))
        job.finished.connect(lambda: self._listing.discard(job))
        self._listing.add(job)
        self._desk.errands.submit(job)

    def stop(self) -> None:
        """Leave what has no verdict yet; `ended` follows for every drop."""
        for job in self._listing:
            job.drop()
        for run in [*self._runs]:
            if run.job is self._desk.keras.current:
                run.job.cancel()
            else:
                run.job.drop()
                self._end(run)

    def drop(self) -> None:
        """Forget everything, as when another GoodNet is opened; no signal follows."""
        for job in (*self._listing, *(run.job for run in self._runs)):
            job.drop()
        if self._blending:
            self._blending.drop()
        self._blending = None
        self._listing.clear()
        self._runs.clear()
        self._asked = deque(maxlen=1)
        self._new.clear()
        self._timer.stop()

    def ask_for_blends(self, goodnet: GoodNet, origin: Origin) -> None:
        """Compute the blends of an image; while images are screened, between two batches."""
        core = self._desk.core

        def answer() -> BlendsOf:
            try:
                return BlendsOf(origin, core.blends(goodnet, *origin))
            except GoodNetError as error:
                return BlendsOf(origin, error)

        self._asked.append(answer)
        self._blend()

    # -- inside --------------------------------------------------------------------------

    def _job(self, title: str, work: Callable[[], object], stake: Stake = "") -> Job:
        job = Job(title, work, about=self._desk.session.inspection, stake=stake)
        job.failed.connect(self.failed)
        return job

    def _start(self, goodnet: GoodNet, paths: Sequence[str], origins: Sequence[Origin]) -> None:
        core, asked = self._desk.core, self._asked
        job = self._job(
            self.tr("Screening"),
            lambda: _with_answers(core.screen(goodnet, paths), asked),
            "screening",
        )
        run = Run(job, origins)
        self._runs.append(run)
        job.progressed.connect(lambda record: self._take(run, record))
        for end in (job.succeeded, job.failed, job.cancelled):
            end.connect(lambda *_result: self._end(run))
        self.found.emit(run)
        self._timer.start()
        self._desk.keras.submit(job)

    def _take(self, run: Run, record: object) -> None:
        run.began = run.began or time.monotonic()
        if isinstance(record, Verdict):
            run.done += 1
            self._new.append(record)
        elif isinstance(record, Unscreened):
            run.unscreened.append(record)
        elif isinstance(record, BlendsOf):
            self.blends_came.emit(record)

    def _tick(self) -> None:
        new, self._new = self._new, []
        if new:
            self.came.emit(new)
        self.ticked.emit()

    def _end(self, run: Run) -> None:
        self._tick()
        self._runs.remove(run)
        if not self._runs:
            self._timer.stop()
        self.ended.emit(run)
        self._blend()

    def _blend(self) -> None:
        """Answer what was asked for, unless a run does so on its way."""
        if not self._asked or self._runs or self._blending:
            return
        asked = self._asked
        job = self._blending = self._job(self.tr("Blending"), lambda: _answers(asked))
        job.progressed.connect(self.blends_came)
        job.finished.connect(lambda: self._on_blended(job))
        self._desk.keras.submit(job)

    def _on_blended(self, job: Job) -> None:
        if self._blending is job:
            self._blending = None
            self._blend()


def _answers(asked: deque[Callable[[], BlendsOf]]) -> Records:
    while asked:
        yield asked.popleft()()


def _with_answers(work: Records, asked: deque[Callable[[], BlendsOf]]) -> Records:
    """`work`, and between two of its records whatever is asked for.

    One lane runs one job at a time, and a person who looks at an image does not wait for the
    end of a thousand others.
    """
    with closing(work):
        for record in work:
            yield record
            yield from _answers(asked)
