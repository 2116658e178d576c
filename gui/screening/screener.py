"""The work of the Screening page: dropped inputs are listed, then screened, row by row."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import GoodNetError
from core.records import Unscreened, Verdict
from gui.job import Job, Records, Stake
from gui.page import Desk
from gui.port import Blends, Closeup, Origin

if TYPE_CHECKING:
    from gui.port import GoodNet

TICK_MS = 40
Question = Literal["blends", "closeup"]
# The newest question of each kind; the network's thread removes them.
Asked = dict[Question, Callable[[], "Answer"]]


@dataclass(frozen=True)
class Answer:
    """The answer to a question about one image, or why there is none."""

    kind: Question
    origin: Origin
    found: Blends | Closeup | GoodNetError


@dataclass(eq=False)
class Run:
    """One drop in its passage through the screen.

    Attributes:
        origins: its images, in the order in which they are screened.
        again: whether another GoodNet screened them before.
        done: how many have a verdict.
        unscreened: inputs that were left out, and why.
        began: when the network began with the first image, in seconds; 0 before.
    """

    job: Job
    origins: Sequence[Origin]
    again: bool = False
    done: int = 0
    unscreened: list[Unscreened] = field(default_factory=list)
    began: float = 0.0

    @cached_property
    def wanted(self) -> frozenset[Origin]:
        """Its images; data files may hold others, whose rows were removed."""
        return frozenset(self.origins)

    @property
    def fraction(self) -> float | None:
        """The share that is done, or None if the network has not begun with it."""
        return self.done / max(1, len(self.origins)) if self.began else None

    @property
    def per_second(self) -> float:
        """Images per second."""
        return self.done / max(1e-3, time.monotonic() - self.began) if self.began else 0.0


class Screener(QObject):
    """Runs the jobs of the page, one drop after another.

    Results are passed on every 40 ms, so that a thousand verdicts at once cost the window no more
    than a single one.

    Signals:
        found: a `Run` that will be screened.
        came: verdicts.
        ticked: another 40 ms have passed while images are screened.
        answered: an `Answer`.
        ended: a `Run` is over, completely or not.
        failed: an error that ended a job.
    """

    found = Signal(object)
    came = Signal(object)
    ticked = Signal()
    answered = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._runs: list[Run] = []
        self._listing: set[Job] = set()
        self._answering: Job | None = None
        self._asked: Asked = {}
        self._new: list[Verdict] = []
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def run(self) -> Run | None:
        """The drop that is being screened, or that waits for the network."""
        return self._runs[0] if self._runs else None

    def is_again(self) -> bool:
        """Whether images are being screened that another GoodNet screened before."""
        return bool(self._runs) and self._runs[0].again

    def is_busy(self) -> bool:
        """Whether anything is being listed or screened."""
        return bool(self._listing) or bool(self._runs)

    def screen(
        self, goodnet: GoodNet, paths: Sequence[str], again: Collection[Origin] = ()
    ) -> None:
        """List the images of `paths` and screen them; only those of `again`, if it is given."""
        job = self._job(
            self.tr("Looking for images"), lambda: self._desk.core.contents(goodnet, paths)
        )
        job.succeeded.connect(lambda origins: self._start(goodnet, paths, origins, again))
        job.finished.connect(lambda: self._listing.discard(job))
        self._listing.add(job)
        self._desk.errands.submit(job)

    def stop(self) -> None:
        """Skip everything that has no verdict yet; `ended` follows for every drop."""
        for job in self._listing:
            job.drop()
        for run in [*self._runs]:
            if run.job is self._desk.keras.current:
                run.job.cancel()
            else:
                run.job.drop()
                self._end(run)

    def drop(self) -> None:
        """Drop everything, as when another GoodNet is opened; no signal follows."""
        for job in (*self._listing, *(run.job for run in self._runs)):
            job.drop()
        if self._answering:
            self._answering.drop()
        self._answering = None
        self._listing.clear()
        self._runs.clear()
        self._asked = {}
        self._new.clear()
        self._timer.stop()

    def ask(self, kind: Question, goodnet: GoodNet, origin: Origin) -> None:
        """Ask for the blends or the closeup of an image; it is also answered between two batches.

        Only the newest question of each kind is answered.
        """
        core = self._desk.core
        compute = {"blends": core.blends, "closeup": core.closeup}[kind]

        def answer() -> Answer:
            try:
                return Answer(kind, origin, compute(goodnet, *origin))
            except GoodNetError as error:
                return Answer(kind, origin, error)

        self._asked[kind] = answer
        self._answer()

    # -- inside --------------------------------------------------------------------------

    def _job(self, title: str, work: Callable[[], object], stake: Stake = "") -> Job:
        job = Job(title, work, about=self._desk.session.inspection, stake=stake)
        job.failed.connect(self.failed)
        return job

    def _start(
        self,
        goodnet: GoodNet,
        paths: Sequence[str],
        origins: Sequence[Origin],
        again: Collection[Origin],
    ) -> None:
        core, asked = self._desk.core, self._asked
        if again:
            origins = [origin for origin in origins if origin in again]
        job = self._job(
            self.tr("Screening"),
            lambda: _with_answers(core.screen(goodnet, paths), asked),
            "screening",
        )
        run = Run(job, origins, bool(again))
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
            if (record.path, record.index) in run.wanted:
                run.done += 1
                self._new.append(record)
        elif isinstance(record, Unscreened):
            run.unscreened.append(record)
        elif isinstance(record, Answer):
            self.answered.emit(record)

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
        self._answer()

    def _answer(self) -> None:
        """Answer the questions, unless a run does so meanwhile."""
        if not self._asked or self._runs or self._answering:
            return
        asked = self._asked
        job = self._answering = self._job(self.tr("Looking at one image"), lambda: _answers(asked))
        job.progressed.connect(self.answered)
        job.finished.connect(lambda: self._on_answered(job))
        self._desk.keras.submit(job)

    def _on_answered(self, job: Job) -> None:
        if self._answering is job:
            self._answering = None
            self._answer()


def _answers(asked: Asked) -> Records:
    while asked:
        for kind in get_args(Question):
            if (answer := asked.pop(kind, None)) is not None:
                yield answer()


def _with_answers(work: Records, asked: Asked) -> Records:
    """`work`, with answers to questions between two of its records.

    A lane runs one job at a time, and a person who looks at an image should not wait for the end of
    a thousand others.
    """
    with closing(work):
        for record in work:
            yield record
            yield from _answers(asked)
