"""A running or finished repair as the Repair page shows it; without widgets."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from core.jobs.progress import TimeLeft
from core.records import (
    ChannelsRanked,
    ClassesMeasured,
    Epoch,
    Measure,
    Measurement,
    Plan,
    PointChosen,
    Progress,
    Pruned,
    RepairRecord,
    Stage,
    StageKey,
    SuspectedTarget,
    TriggerSharpened,
)
from core.text.epochs import epoch_numbers
from gui.repair.class_figures import ClassFigures, figures_after

Choose = Callable[[Sequence[Pruned], float], PointChosen]
Fate = Literal["done", "running", "waiting"]


@dataclass(frozen=True)
class Series:
    """One curve: clean accuracy, the ASR of the poisoned set `name`, or that of an estimate."""

    kind: Literal["clean", "asr", "suspected"]
    name: str = ""


CLEAN = Series("clean")
SUSPECTED = Series("suspected")


@dataclass(frozen=True)
class Point:
    """Shares of images, 0..1, by series at one position of a plot; only training has a `stage`."""

    x: float
    rates: dict[Series, float]
    stage: str = ""


@dataclass(frozen=True)
class StageLine:
    """One row of the list of stages; `seconds` is an expectation until the stage begins."""

    stage: Stage
    fate: Fate
    seconds: float | None
    done: int = 0
    total: int = 0


class Stopwatch:
    """A clock that stops while the repair is paused."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lost = 0.0
        self._held: float | None = None

    def __call__(self) -> float:
        now = self._clock() if self._held is None else self._held
        return now - self._lost

    def hold(self, held: bool) -> None:
        """Stop the clock, or let it run again."""
        if held and self._held is None:
            self._held = self._clock()
        elif not held and self._held is not None:
            self._lost += self._clock() - self._held
            self._held = None


class Run:
    """The records of a repair so far.

    Attributes:
        budget: what pruning may cost, in points (percent); a recipe may use only a part of it.
        layer: whose channels are pruned.
        measure: the name for "clean accuracy".
        heights: mean activations in pruning order.
        curve, epochs: in the order of arrival.
        sharpened: the smallest of the triggers that are searched for now.
        figures: what the present stage has measured of single classes.
        suspected: the target classes that the scan suspected in the end.
        numbered: gives the name of a class.
    """

    def __init__(
        self,
        layer: str,
        budget: float,
        measure: Measure,
        choose: Choose,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.layer, self.budget = layer, budget
        self.measure: Measure = measure
        self.heights: tuple[float, ...] = ()
        self.curve: list[Pruned] = []
        self.epochs: list[Epoch] = []
        self.sharpened: TriggerSharpened | None = None
        self.figures: ClassFigures | None = None
        self.suspected: list[int] = []
        self.numbered: Callable[[int], str] = str
        self._chosen: PointChosen | None = None
        self._choose = choose
        self.watch = Stopwatch(clock)
        self.time = TimeLeft(self.watch)
        self._counts: dict[str, tuple[int, int]] = {}
        self._spent: dict[str, float] = {}
        self._noted = 0.0
        self._furthest = 0.0

    @classmethod
    def of_record(cls, record: RepairRecord, choose: Choose) -> Run:
        """The run that is recorded in `record`."""
        run = cls(record.layer, record.pruning_budget, record.measure, choose)
        order = [step.channel for step in record.prune_curve if step.channel is not None]
        order += [c for c in range(len(record.mean_activation)) if c not in set(order)]
        run.heights = tuple(record.mean_activation[channel] for channel in order)
        run.curve, run.epochs = list(record.prune_curve), list(record.epochs)
        run.suspected = [target.target_class for target in record.suspected_targets]
        run._chosen = choose(run.curve, run.budget) if run.curve else None
        stages = tuple(
            Stage(cast("StageKey", key), "", "", seconds) for key, seconds in record.seconds.items()
        )
        run.time.take(Plan(stages))
        run._spent = dict(record.seconds)
        for stage in stages:
            run.time.take(Progress(stage.key, 1, 1))
        return run

    def take(self, record: object) -> None:
        """Note one record of the repair."""
        if isinstance(record, Progress):
            self._note_time(record)
        elif isinstance(record, ChannelsRanked):
            self.heights = tuple(record.mean_activation[channel] for channel in record.order)
            self.layer = record.layer
            self.budget = self.budget if record.budget is None else record.budget
        elif isinstance(record, Pruned):
            self.curve.append(record)
        elif isinstance(record, PointChosen):
            self._chosen = record
        elif isinstance(record, Epoch):
            self.epochs.append(record)
        elif isinstance(record, TriggerSharpened):
            self.sharpened = record
        elif isinstance(record, ClassesMeasured):
            self.figures = figures_after(self.figures, record)
        elif isinstance(record, SuspectedTarget):
            self.suspected.append(record.target_class)
        self.time.take(record)

    def _note_time(self, record: Progress) -> None:
        if record.stage != self.time.current:
            self.sharpened, self.figures = None, None
        # Progress is reported after the work, so the time since the last report belongs to its
        # stage.
        now = self.time.seconds_so_far
        self._spent[record.stage] = self._spent.get(record.stage, 0.0) + now - self._noted
        self._noted = now
        self._counts[record.stage] = (record.done, record.total)

    # -- what is shown ------------------------------------------------------------------

    @property
    def has_found(self) -> bool:
        """Whether the present stage of a scan has measured anything yet."""
        return bool(self.sharpened or (self.figures and self.figures.values))

    @property
    def channels(self) -> int:
        """The number of channels of the layer, if it is known."""
        return len(self.heights)

    @property
    def chosen(self) -> PointChosen | None:
        """The chosen point, or the point that would be chosen if the sweep ended now."""
        if self._chosen is None and self.curve:
            return self._choose(self.curve, self.budget)
        return self._chosen

    @property
    def is_pruned(self) -> bool:
        """Whether the sweep is over."""
        return self._chosen is not None

    @property
    def kept(self) -> int | None:
        """The position of the epoch whose weights are kept."""
        kept = [place for place, epoch in enumerate(self.epochs) if epoch.kept]
        return kept[-1] if kept else None

    @property
    def fraction(self) -> float | None:
        """The share of the work that is done, which never falls; None until the work is known."""
        stages = self.time.stages
        # The initial plan of a repair ends at examining, because the rest depends on the data.
        if not stages or stages[-1].key == "examine":
            return None
        # A later plan may find more work than the one before; what is done stays done.
        self._furthest = max(self._furthest, self.time.fraction)
        return self._furthest

    @property
    def seconds_left(self) -> float | None:
        """The expected time to the end, or None if it is not known yet."""
        return None if self.fraction is None else self.time.seconds_left

    def sweep_points(self) -> list[Point]:
        """The sweep, against pruned channels."""
        return [Point(step.channels_pruned, rates(step)) for step in self.curve]

    def epoch_points(self) -> list[Point]:
        """Training, against epochs; a later stage continues where the previous one ended."""
        numbers = epoch_numbers(self.epochs)
        return [
            Point(number, rates(epoch), epoch.stage)
            for number, epoch in zip(numbers, self.epochs, strict=True)
        ]

    def stage_lines(self) -> list[StageLine]:
        """All stages that involve work, with their times."""
        shown = [each for each in self.time.stages if each.work or each.key in self._spent]
        under_way, pace = self._under_way(shown), self._seconds_of_work()
        return [self._line(stage, place, under_way, pace) for place, stage in enumerate(shown)]

    def _under_way(self, stages: Sequence[Stage]) -> int:
        """The place of the stage that works now: the reported one, or the first one after it.

        A stage may work for long before it reports anything.
        """
        keys = [stage.key for stage in stages]
        reached = keys.index(self.time.current) if self.time.current in keys else 0
        left = (k for k in range(reached, len(keys)) if self.time.stage_fraction(keys[k]) < 1)
        return next(left, len(keys))

    def _line(self, stage: Stage, place: int, under_way: int, pace: float | None) -> StageLine:
        done, total = self._counts.get(stage.key, (0, 0))
        if place > under_way and self.time.stage_fraction(stage.key) < 1:
            return StageLine(stage, "waiting", None if pace is None else pace * stage.work)
        fate: Fate = "running" if place == under_way else "done"
        return StageLine(stage, fate, self._spent.get(stage.key), done, total)

    def _seconds_of_work(self) -> float | None:
        """How long one unit of a stage's work is expected to take."""
        left = self.seconds_left
        if left is None:
            return None
        stages = self.time.stages
        work = sum(each.work * (1 - self.time.stage_fraction(each.key)) for each in stages)
        return left / work if work else None


def rates(measured: Pruned | Epoch | Measurement) -> dict[Series, float]:
    """All rates of a record, with clean accuracy first and the estimate last."""
    found = {CLEAN: measured.clean_accuracy}
    found |= {Series("asr", name): rate for name, rate in measured.attack_success.items()}
    suspected = measured.suspected_attack_success
    return found if suspected is None else {**found, SUSPECTED: suspected}


def series_of(points: Iterable[Point]) -> list[Series]:
    """The series of a plot: clean accuracy, poisoned sets, the estimate."""
    order = {"clean": 0, "asr": 1, "suspected": 2}
    found = {series: None for point in points for series in point.rates}
    return sorted(found, key=lambda series: order[series.kind])
