"""The state that every recipe works on."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from core.data.examination import Bench
from core.data.parts import Part
from core.jobs.clock import WorkClock
from core.network.classifier import Classifier
from core.network.keras_types import Variable
from core.records import (
    Epoch,
    InvertedClass,
    Pruned,
    RepairEvent,
    RepairOptions,
    ScanSettings,
    Stage,
    StageKey,
    SuspectedTarget,
    UnlearnSettings,
)
from core.repair.checkpoint import Checkpoint
from core.scan.stages import Sizes
from core.scan.triggers import Trigger

Steps = Generator[RepairEvent, object, None]


@dataclass
class Work:
    """A repair in progress: the network being repaired, and what was recorded so far.

    Attributes:
        repaired: a copy of the BadNet, changed in place.
        layer: the convolution whose channels are pruned.
        pruning_budget: how many points of clean accuracy pruning may cost.
        masks: the weights of pruned channels, which stay at zero; see `Channels.masks`.
        suspected_targets: those that a scan of the BadNet found.
        inverted: every class for which the scan searched a trigger.
        all_inverted: whether those are all classes of the network.
        scanned_with: the settings of that scan.
        triggers: the suspected triggers, each with the class that it leads to.
        stamped: held-out images with each suspected trigger on, labelled with its target.
        seconds: how long each stage took.
        checkpoint: keeps finished stages, and has those of an earlier run.
        clock: counts seconds of work.
    """

    bench: Bench
    options: RepairOptions
    repaired: Classifier
    layer: str
    channels: int = 0
    pruned: int = 0
    pruning_budget: float = 0.0
    masks: list[tuple[Variable, np.ndarray]] = field(default_factory=list)
    mean_activation: tuple[float, ...] = ()
    curve: tuple[Pruned, ...] = ()
    epochs: tuple[Epoch, ...] = ()
    suspected_targets: tuple[SuspectedTarget, ...] = ()
    inverted: tuple[InvertedClass, ...] = ()
    all_inverted: bool = False
    scanned_with: ScanSettings | None = None
    triggers: tuple[tuple[Trigger, int], ...] = ()
    stamped: Mapping[str, Part] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    checkpoint: Checkpoint = field(default_factory=Checkpoint)
    clock: WorkClock = field(default_factory=WorkClock)

    @cached_property
    def sizes(self) -> Sizes:
        """The sizes of the images that a scan searches."""
        return Sizes.of(self.bench.badnet, self.bench.few_images(), self.options.scanning)

    @property
    def unlearning(self) -> UnlearnSettings:
        """The settings of unlearning; a search step takes fewer images where they are large."""
        how, reduced = self.options.repairing.unlearning, self.options.scanning.reduced
        return replace(how, search_batch=reduced.batch) if self.sizes.is_reduced else how

    @contextmanager
    def timed(self, stage: StageKey) -> Iterator[None]:
        """Record how long a stage takes; pauses do not count."""
        start = self.clock.now()
        yield
        self.seconds[stage] = round(self.clock.now() - start, 3)


@dataclass(frozen=True)
class Recipe:
    """A way to repair.

    Attributes:
        run: repairs `Work.repaired` in place and records what it does.
        stages: the stages to expect, each with its work in images through a forward pass.
    """

    run: Callable[[Work], Steps]
    stages: Callable[[Work], tuple[Stage, ...]]
