"""The frozen records that flow between core, the command line and the window.

A long job is a generator: it yields these records and returns its result. Fractions are
0..1, entropies are in bits, times in seconds, channels are counted from 0.
Every record is plain data, so `as_json` of it is what `--json` prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Literal

Severity = Literal["dangerous", "not allowed", "warning", "note"]
Measure = Literal["accuracy", "agreement"]
Word = Literal["clean", "poisoned"]
TriggerKind = Literal["patch", "additive"]


class Wish(Enum):
    """What a watcher may send into a running generator; plain iteration sends nothing."""

    STOP_EARLY = "stop early and keep"


# -- inspecting a model -------------------------------------------------------------------


@dataclass(frozen=True)
class Finding:
    """Something in a file that a person should know; the first two severities refuse it.

    Attributes:
        severity: "dangerous" and "not allowed" refuse the file; the others do not.
        title: a few words, such as "Lambda layer carries Python code".
        where: a layer path ("features/preprocess") or an HDF5 path.
        what: what it is and why it matters, in a sentence or two.
        evidence: the piece of the file as text, never run; may be empty.
        check: the name of the `Check` that it fails; empty where the file is no model.
    """

    severity: Severity
    title: str
    where: str
    what: str
    evidence: str = ""
    check: str = ""

    @property
    def refuses(self) -> bool:
        """Whether this finding alone refuses the file."""
        return self.severity in ("dangerous", "not allowed")


@dataclass(frozen=True)
class Check:
    """One of the safety checks that every model passes through, with what it saw."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True)
class Layer:
    """One layer as the file describes it; `output_shape` is without the batch axis."""

    name: str
    type: str
    output_shape: tuple[int | None, ...]
    parameters: int
    detail: str = ""


@dataclass(frozen=True)
class OutlineRow:
    """One row of the config's tree, in order; `where` matches `Finding.where`."""

    depth: int
    where: str
    name: str
    type: str


@dataclass(frozen=True)
class Inspection:
    """What a model file is, found without running anything in it."""

    path: str
    sha256: str
    size: int
    keras_version: str
    safe: bool
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    outline: tuple[OutlineRow, ...]
    input_shape: tuple[int | None, ...] = ()
    classes: int = 0
    parameters: int = 0
    output: Literal["softmax", "logits", ""] = ""
    layers: tuple[Layer, ...] = ()
    prunable_layers: tuple[str, ...] = ()
    default_layer: str = ""


# -- data ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class DataSummary:
    """What a set of images is: where it came from, how many, and what was done to read it."""

    paths: tuple[str, ...]
    images: int
    labelled: bool
    image_shape: tuple[int, int, int]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScaleMeasured:
    """The input scale and the evidence: accuracy (or bits of information) at each."""

    input_scale: Literal[1, 255]
    measure: Literal["accuracy", "information", "given"]
    at_1: float | None
    at_255: float | None


@dataclass(frozen=True)
class Parts:
    """How many clean images serve each purpose; no image serves two of the first five."""

    tuning: int
    pruning: int
    stopping: int
    held_out: int
    calibration: int
    overlays: int


@dataclass(frozen=True)
class CleanDataExamined:
    """Clean data as the BadNet sees it: scale, parts, and how well it answers."""

    data: DataSummary
    scale: ScaleMeasured
    parts: Parts
    measure: Measure
    clean_accuracy: float
    attack_success: Mapping[str, float] = field(default_factory=dict)
    attack_images: Mapping[str, int] = field(default_factory=dict)


# -- progress of a long job ---------------------------------------------------------------


@dataclass(frozen=True)
class Stage:
    """A stage of a job; `work` is its expected cost relative to the other stages."""

    key: str
    title: str
    detail: str
    work: float


@dataclass(frozen=True)
class Plan:
    """All stages of a job, yielded first and again whenever the expectation changes."""

    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class Progress:
    """`done` of `total` units of a stage; a stage is finished when both are equal."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True)
class Notice:
    """Something a person should read, such as clean data that looks out of domain."""

    severity: Literal["warning", "note"]
    what: str


# -- repairing ----------------------------------------------------------------------------


@dataclass(frozen=True)
class RepairOptions:
    """How to repair; every default is right where nothing is known.

    Attributes:
        layer: whose channels are pruned; None for the last convolution of the trunk.
        budget: points (percent) of clean accuracy that pruning may cost.
        recipe: a name from `core.recipes.RECIPES`.
        epochs: of fine-tuning, at most.
        scale: the input scale where it is known; None to measure it.
        frr: the share of clean images that the screen may flag.
        overlays: data to draw STRIP's overlays from; empty for a part of the clean data.
        blend: (a, b): a blend is a x image + b x overlay.
        architecture: a file to take the architecture from, for weights without one.
    """

    layer: str | None = None
    budget: float = 4.0
    recipe: str = "recommended"
    epochs: int = 8
    scale: Literal[1, 255] | None = None
    frr: float = 0.05
    ignore_labels: bool = False
    overlays: tuple[str, ...] = ()
    overlay_count: int = 100
    blend: tuple[float, float] = (0.5, 0.5)
    seed: int = 0
    architecture: str | None = None


@dataclass(frozen=True)
class ChannelsRanked:
    """Channels of the pruned layer in the order they will be pruned, with mean activations."""

    layer: str
    order: tuple[int, ...]
    mean_activation: tuple[float, ...]


@dataclass(frozen=True)
class Pruned:
    """One step of the sweep, after `channels_pruned` channels are gone."""

    channels_pruned: int
    channel: int | None
    mean_activation: float | None
    clean_accuracy: float
    attack_success: Mapping[str, float] = field(default_factory=dict)
    suspected_attack_success: float | None = None


@dataclass(frozen=True)
class PointChosen:
    """The last step of the sweep within the accuracy budget."""

    channels_pruned: int
    clean_accuracy: float
    budget_line: float


@dataclass(frozen=True)
class Epoch:
    """One epoch of training in `stage`; `kept` says whether it is the best so far."""

    stage: str
    epoch: int
    loss: float | None
    clean_accuracy: float
    attack_success: Mapping[str, float] = field(default_factory=dict)
    suspected_attack_success: float | None = None
    kept: bool = False


@dataclass(frozen=True)
class Measurement:
    """A network measured: on held-out clean data, and on each poisoned set given."""

    clean_accuracy: float
    clean_images: int
    attack_success: Mapping[str, float] = field(default_factory=dict)
    attack_images: Mapping[str, int] = field(default_factory=dict)
    suspected_attack_success: float | None = None


@dataclass(frozen=True)
class SuspectedTarget:
    """A class that a small trigger leads to, found by inversion.

    Attributes:
        mask_size: the trigger's size: of a patch the sum of its mask, in pixels; of an additive
            trigger the root mean square of the change, in grey levels of 255.
        anomaly_index: how many normalized median absolute deviations of log size it is below
            the median; above 2 is suspicious.
        flip_rate: the share of held-out clean images of other classes that it turns.
        picture: the trigger (mask x pattern) as a PNG in base64.
        stamped: a clean image with the trigger on, as a PNG in base64.
        mask_size_after: the smallest size found for this class in the repaired network.
    """

    target_class: int
    mask_size: float
    anomaly_index: float
    flip_rate: float
    picture: str
    stamped: str = ""
    mask_size_after: float | None = None
    kind: TriggerKind = "patch"


@dataclass(frozen=True)
class InvertedClass:
    """A class that a trigger was searched for, suspected or not; fields as in `SuspectedTarget`."""

    target_class: int
    mask_size: float
    anomaly_index: float
    flip_rate: float
    kind: TriggerKind = "patch"


@dataclass(frozen=True)
class TriggerSharpened:
    """The smallest trigger so far while a scan is under way; pictures as in `SuspectedTarget`."""

    target_class: int
    mask_size: float
    flip_rate: float
    picture: str
    stamped: str
    kind: TriggerKind = "patch"


@dataclass(frozen=True)
class ScanRecord:
    """What a scan found: the document that `goodnet scan --json` prints.

    Attributes:
        suspected_targets: most suspicious first; empty means that no backdoor was found of the
            kinds that this scan can find (`blind_spots` says which it cannot).
        classes_inverted: for how many classes a trigger was searched in full.
        inverted: each of those classes.
        median_mask_size: of all classes that a patch was inverted for, in pixels.
    """

    suspected_targets: tuple[SuspectedTarget, ...]
    backdoored: bool
    seconds: float
    classes_inverted: int
    median_mask_size: float
    blind_spots: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    inverted: tuple[InvertedClass, ...] = ()


@dataclass(frozen=True)
class RepairRecord:
    """What a repair did and measured: the document that `goodnet repair --json` prints."""

    input_scale: int
    scale: ScaleMeasured
    data: DataSummary
    parts: Parts
    measure: Measure
    layer: str
    channels: int
    channels_pruned: int
    mean_activation: tuple[float, ...]
    prune_curve: tuple[Pruned, ...]
    budget: float
    epochs: tuple[Epoch, ...]
    before: Measurement
    after: Measurement
    threshold_bits: float
    frr: float
    recipe: str
    seed: int
    seconds: Mapping[str, float]
    suspected_targets: tuple[SuspectedTarget, ...] = ()
    notices: tuple[Notice, ...] = ()
    inverted: tuple[InvertedClass, ...] = ()


# -- screening ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    """The answer for one image, with its evidence.

    Attributes:
        goodnet_class: 0..N-1, or N for poisoned.
        repaired_class: what the repaired network answers, whatever the verdict.
        confidence: the repaired network's probability of its class.
        p_value: share of clean images that score this low, (m + 1) / (n + 1).
        label: 0..N-1, N for poisoned, or None where the image carries none.
        entropy_is_bound: the screen stopped early; the entropy is at least this, and clean.
    """

    path: str
    index: int
    badnet_class: int
    goodnet_class: int
    repaired_class: int
    confidence: float
    entropy_bits: float
    p_value: float
    verdict: Word
    label: int | None = None
    entropy_is_bound: bool = False


@dataclass(frozen=True)
class Unscreened:
    """An input that could not be screened, and why, in one sentence."""

    path: str
    why: str


@dataclass(frozen=True)
class ScreenSummary:
    """Counts over all images; None where nothing is labelled.

    Attributes:
        correct: labelled images that the GoodNet answered with their label.
        incorrect: all other labelled images.
        rest_correct: correct ones among the labelled images that were not flagged.
        rest_incorrect: the others among those.
    """

    images: int
    poisoned: int
    clean: int
    labelled: int = 0
    correct: int | None = None
    incorrect: int | None = None
    rest_correct: int | None = None
    rest_incorrect: int | None = None
    unscreened: int = 0


@dataclass(frozen=True)
class ComputedWith:
    """What verdicts were computed with; each hash is a SHA-256 in hexadecimal digits.

    Attributes:
        version: of GoodNet.
        received: of the BadNet's file as it was received.
        badnet, repaired: of the networks' weights, in the order of their layers.
        overlays: of the overlays' pixels.
        calibration: of the calibration entropies.
    """

    version: str
    received: str
    badnet: str
    repaired: str
    overlays: str
    calibration: str
    input_scale: int
    blend: tuple[float, float]
    frr: float
    threshold_bits: float


# Fields that the documented output names by a word that Python reserves.
JSON_NAMES = {"target_class": "class"}


def as_json(record: Any) -> Any:
    """`record` as what json.dumps takes: dataclasses as objects, tuples as lists."""
    if is_dataclass(record) and not isinstance(record, type):
        return {
            JSON_NAMES.get(field.name, field.name): as_json(getattr(record, field.name))
            for field in fields(record)
        }
    if isinstance(record, Mapping):
        return {str(key): as_json(value) for key, value in record.items()}
    if isinstance(record, (tuple, list)):
        return [as_json(value) for value in record]
    if isinstance(record, Path):
        return str(record)
    return record
