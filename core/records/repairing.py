"""A repair: the request, each of its steps, and what it measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.records.data import DataSummary, Fit, Measure, Parts, PreprocessingMeasured
from core.records.learning import Learned
from core.records.progress import Notice, StageKey
from core.records.repair_settings import RepairSettings
from core.records.scan_settings import ScanSettings
from core.records.scanning import InvertedClass, SuspectedTarget
from core.records.screening import FrrPromise, ScreenSettings, VoteLeftOut


@dataclass(frozen=True)
class RepairOptions:
    """How to repair; the defaults suit a network about which nothing else is known.

    Attributes:
        layer: whose channels are pruned; None for the last convolution of the trunk.
        budget: points (percent) of clean accuracy that pruning may cost.
        recipe: a name from `core.repair.recipes.RECIPES`.
        epochs: the most epochs of fine-tuning.
        preprocessing: a name or JSON, see `core.network.preprocessing`; None to measure it.
        resize: how images of another shape are fitted, in the repair and in the screen.
        frr: the share of clean images that the screen may flag on average.
        guarantee: whether this very screen holds the FRR with 90 % confidence, instead of on
            average.
        overlays: data to sample STRIP's overlays from; empty to use a part of the clean data.
        screen: the numbers that the screen decides by.
        architecture: a file to take the architecture from, for weights without one.
        size: height and width of the images, for a network that takes any size; None for the median
            of the clean data.
        output: the layer whose answer is wanted, for a network with several; "" for the only one.
        scanning: the numbers that a scan decides by.
        repairing: the numbers that a repair decides by.
    """

    layer: str | None = None
    budget: float = 4.0
    recipe: str = "recommended"
    epochs: int = 8
    preprocessing: str | None = None
    resize: Fit = "squash"
    frr: float = 0.05
    guarantee: bool = False
    ignore_labels: bool = False
    overlays: tuple[str, ...] = ()
    overlay_count: int = 32  # [measured: docs/results.md#overlays]
    screen: ScreenSettings = ScreenSettings()  # noqa: RUF009
    seed: int = 0
    architecture: str | None = None
    size: tuple[int, int] | None = None
    output: str = ""
    scanning: ScanSettings = field(default_factory=ScanSettings)
    repairing: RepairSettings = field(default_factory=RepairSettings)


@dataclass(frozen=True)
class ChannelsRanked:
    """The channels of the pruned layer in pruning order, with mean activations.

    Attributes:
        mean_activation: of each channel on clean data, in the order of the channels.
        budget: points (percent) of clean accuracy that pruning may cost; None until the recipe sets
            it.
    """

    layer: str
    order: tuple[int, ...]
    mean_activation: tuple[float, ...]
    budget: float | None = None


@dataclass(frozen=True)
class Pruned:
    """One step of the sweep: the network after `channels_pruned` channels were pruned."""

    channels_pruned: int
    channel: int | None
    mean_activation: float | None
    clean_accuracy: float
    attack_success: Mapping[str, float] = field(default_factory=dict[str, float])
    suspected_attack_success: float | None = None


@dataclass(frozen=True)
class PointChosen:
    """The last step of the sweep within the accuracy budget."""

    channels_pruned: int
    clean_accuracy: float
    budget_line: float


@dataclass(frozen=True)
class Epoch:
    """One epoch of training in `stage`; epoch 0 is the network before training.

    Attributes:
        kept: whether the network would have this epoch's weights if training stopped now: the best
            so far, or the latest if the stage keeps its last epoch.
        best: whether its clean accuracy is above that of all earlier epochs and the stage keeps its
            best epoch.
    """

    stage: StageKey
    epoch: int
    loss: float | None
    clean_accuracy: float
    attack_success: Mapping[str, float] = field(default_factory=dict[str, float])
    suspected_attack_success: float | None = None
    kept: bool = False
    best: bool = False


@dataclass(frozen=True)
class AnswerCount:
    """How many held-out clean images of the class `label` a network answered with `answer`."""

    label: int
    answer: int
    images: int


@dataclass(frozen=True)
class Measurement:
    """Measurements of a network on held-out clean data and on each poisoned set.

    Attributes:
        confusion: the counts of all pairs of label and answer that occur on held-out clean data.
    """

    clean_accuracy: float
    clean_images: int
    attack_success: Mapping[str, float] = field(default_factory=dict[str, float])
    attack_images: Mapping[str, int] = field(default_factory=dict[str, int])
    suspected_attack_success: float | None = None
    confusion: tuple[AnswerCount, ...] = ()


@dataclass(frozen=True)
class RepairRecord:
    """What a repair did and measured: the document that `goodnet repair --json` prints.

    Attributes:
        budget: the requested budget, in points (percent).
        pruning_budget: the recipe's share of the budget, which limited pruning.
        inverted, all_inverted: as in `ScanRecord`; empty and False if the recipe does not scan.
        learned: what was learned from caught images later; the accuracies in `after` are older.
        scanned_with: the settings of the scan of the BadNet; None if there was none.
        input_scale: 255 if the preprocessing's range is 0..255, otherwise 1.
        preprocessing: a name, or JSON; see `core.network.preprocessing`.
        repaired_with: the settings of the repair; None in files from before they were recorded.
        frr: the share of clean images that the screen flags on average.
        promise: the share that this very screen may flag.
        votes: the names of the screen's votes.
        votes_left_out: the votes that can say nothing about this network.
    """

    input_scale: int
    preprocessing: str
    preprocessing_measured: PreprocessingMeasured
    data: DataSummary
    parts: Parts
    measure: Measure
    layer: str
    channels: int
    channels_pruned: int
    mean_activation: tuple[float, ...]
    prune_curve: tuple[Pruned, ...]
    budget: float
    pruning_budget: float
    epochs: tuple[Epoch, ...]
    before: Measurement
    after: Measurement
    threshold_bits: float
    frr: float
    recipe: str
    seed: int
    seconds: Mapping[str, float]
    suspected_targets: tuple[SuspectedTarget, ...] = ()
    resize: Fit = "squash"
    notices: tuple[Notice, ...] = ()
    inverted: tuple[InvertedClass, ...] = ()
    all_inverted: bool = False
    scanned_with: ScanSettings | None = None
    repaired_with: RepairSettings | None = None
    learned: tuple[Learned, ...] = ()
    promise: FrrPromise | None = None
    votes: tuple[str, ...] = ()
    votes_left_out: tuple[VoteLeftOut, ...] = ()
    expected_seconds: float | None = None
