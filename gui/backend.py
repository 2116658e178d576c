"""What the window asks of core, as a protocol, so that tests can answer in core's place.

Methods that return `Records` are generators of core's records and run in a `Job`; so do the
others whenever they read files. Paths are strings, as in the records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from core.errors import GoodNetError
from core.records import (
    Crowd,
    DataSummary,
    ExportRecord,
    Inspection,
    PointChosen,
    Pruned,
    RepairOptions,
    RepairRecord,
    TriggerMap,
    Verdict,
)
from gui.job import Records

if TYPE_CHECKING:
    import numpy as np

    from core.screen.conformal import Calibration

# The file that an image is in, and its index in that file.
Origin = tuple[str, int]
Kind = Literal["model", "goodnet", "data", "picture", "folder", "class names", "unknown"]


@dataclass(frozen=True)
class Sample:
    """One image as the network sees it: uint8 (h, w, c), and its label where it has one."""

    image: np.ndarray
    label: int | None = None


@dataclass(frozen=True)
class LookedAt:
    """A file of data on its own: what it holds, or why it cannot be used."""

    path: str
    summary: DataSummary | None = None
    error: GoodNetError | None = None


@dataclass(frozen=True)
class Unfinished:
    """A repair that was cut off; `key` is core's."""

    key: str
    model: str
    clean: tuple[str, ...]
    poisoned: tuple[str, ...]
    options: RepairOptions


@dataclass(frozen=True)
class Blends:
    """An input blended with every overlay: uint8 (n, h, w, c), and the BadNet's classes (n,).

    `views` holds what other votes showed to the BadNet, by the name of the vote.
    """

    images: np.ndarray
    badnet_classes: np.ndarray
    views: Mapping[str, Blends] = field(default_factory=dict)


@dataclass(frozen=True)
class Closeup:
    """Where the BadNet looks in one image, and the blends that tell most.

    Attributes:
        image: uint8 (h, w, c).
        veil: what darkens it where the network does not look, RGBA, uint8 (h, w, 4).
        strongest: the strongest tenth of the map, bool (h, w).
        target: the class that is explained, which is the BadNet's.
        badnet_lead, repaired_lead: by how much that class leads all others, in logits.
        blends: those in which the BadNet is surest of it, uint8 (k, h, w, c).
        blend_shares: its probability in each of them, (k,).
    """

    image: np.ndarray
    veil: np.ndarray
    strongest: np.ndarray
    target: int
    badnet_lead: float
    repaired_lead: float
    blends: np.ndarray
    blend_shares: np.ndarray


@dataclass(frozen=True)
class Demo:
    """The files of the embedded demo; `images` is a folder to be dropped on the window."""

    model: str
    clean: tuple[str, ...]
    poisoned: tuple[str, ...]
    images: str
    class_names: tuple[str, ...]


class GoodNet(Protocol):
    """The part of core's GoodNet that the window uses."""

    @property
    def record(self) -> RepairRecord: ...
    @property
    def inspection(self) -> Inspection: ...
    @property
    def calibration(self) -> Calibration: ...
    @property
    def calibration_bits(self) -> np.ndarray: ...
    @property
    def steps_bits(self) -> np.ndarray: ...
    @property
    def steps_disagreement(self) -> np.ndarray: ...
    @property
    def least_frr(self) -> float: ...
    @property
    def threshold_bits(self) -> float: ...
    @property
    def threshold_disagreement(self) -> float: ...
    @property
    def frr(self) -> float: ...
    @property
    def overlays(self) -> np.ndarray: ...
    @property
    def class_names(self) -> tuple[str, ...]: ...

    def with_frr(self, frr: float) -> GoodNet:
        """The same networks under the threshold that `frr` gives; nothing is computed again."""
        ...

    def with_class_names(self, names: Sequence[str]) -> GoodNet:
        """The same GoodNet with names for its classes."""
        ...


class Core(Protocol):
    """Everything that the window asks of core; all of it may raise core.errors."""

    def warm_up(self) -> Records:
        """Import TensorFlow and Keras, so that nobody waits for them later."""
        ...

    def kind_of(self, path: str) -> Kind:
        """What a file or folder is, told from its name and first look."""
        ...

    def inspect(self, path: str, architecture: str = "") -> Inspection:
        """What a model file is, found without running anything in it.

        `architecture`: another file that says of what kind the weights are.
        """
        ...

    def look_at(
        self, inspection: Inspection, paths: Sequence[str], *, ignore_labels: bool
    ) -> tuple[LookedAt, ...]:
        """What each file of data holds, without the network."""
        ...

    def open_goodnet(self, path: str) -> GoodNet:
        """Open a .goodnet file, checked like any untrusted file."""
        ...

    def examine(
        self,
        model: str,
        clean: Sequence[str],
        poisoned: Sequence[str],
        options: RepairOptions,
    ) -> Records:
        """Measure scale and accuracy; yields Progress and Notice, returns CleanDataExamined."""
        ...

    def samples(
        self, inspection: Inspection, paths: Sequence[str], count: int, *, ignore_labels: bool
    ) -> tuple[Sample, ...]:
        """Up to `count` images spread over the classes of a data set."""
        ...

    def repair(
        self,
        model: str,
        clean: Sequence[str],
        poisoned: Sequence[str],
        options: RepairOptions,
        *,
        resume: bool = False,
    ) -> Records:
        """Repair a BadNet; yields what core.repair.job documents, returns a GoodNet.

        `resume`: go on where an earlier run of the same repair was cut off.
        """
        ...

    def unfinished_repair(self) -> Unfinished | None:
        """The newest repair that a crash cut off, if there is one."""
        ...

    def forget_repair(self, repair: Unfinished) -> None:
        """Throw away what is kept of a repair that was cut off."""
        ...

    def audit(
        self,
        models: Sequence[str],
        clean: Sequence[str],
        out: str,
        options: RepairOptions,
        *,
        repairs: bool,
    ) -> Records:
        """Audit models; yields what core.audit documents, returns an AuditRecord."""
        ...

    def recipes(self) -> tuple[str, ...]:
        """The names of all recipes, the default one among them."""
        ...

    def choose(self, curve: Sequence[Pruned], budget: float) -> PointChosen:
        """The last point of a sweep, complete or not, within `budget` points (percent)."""
        ...

    def screen(self, goodnet: GoodNet, paths: Sequence[str]) -> Records:
        """Screen images; yields what core.screen.screening documents, returns a ScreenSummary."""
        ...

    def contents(self, goodnet: GoodNet, paths: Sequence[str]) -> tuple[Origin, ...]:
        """The images that `screen` will look at, in its order, but for what cannot be opened."""
        ...

    def pictures(
        self, inspection: Inspection, origins: Sequence[Origin]
    ) -> Mapping[Origin, np.ndarray]:
        """Images as the network sees them, uint8 (h, w, c); those that are gone are left out."""
        ...

    def blends(self, goodnet: GoodNet, path: str, index: int) -> Blends:
        """All blends of one image; runs the BadNet, so it belongs into the Keras lane."""
        ...

    def closeup(self, goodnet: GoodNet, path: str, index: int) -> Closeup:
        """Where the BadNet looks in one image; runs networks, like `blends`."""
        ...

    def maps(self, goodnet: GoodNet, verdicts: Sequence[Verdict]) -> Records:
        """Trigger maps for a report; yields Progress, returns TriggerMap by path and index.

        It runs networks, like `blends`.
        """
        ...

    def crowd(self, verdicts: Sequence[Verdict], classes: int, frr: float) -> Crowd | None:
        """The class that flagged images crowd beyond chance, as a backdoor's do; None for none."""
        ...

    def save_csv(self, verdicts: Sequence[Verdict], path: str, marks: Mapping[Origin, str]) -> None:
        """Write verdicts as CSV, one image a line; a last column where any is marked as wrong."""
        ...

    def save(self, goodnet: GoodNet, path: str) -> None:
        """Write the .goodnet file."""
        ...

    def export(self, goodnet: GoodNet, path: str) -> None:
        """Write the repaired network as a plain-layer .h5."""
        ...

    def export_guard(self, goodnet: GoodNet, path: str) -> ExportRecord:
        """Write the whole guard; the suffix .onnx or .keras says how, else it is a SavedModel."""
        ...

    def class_names(self, path: str, classes: int) -> tuple[str, ...]:
        """Names for all classes, from a text, CSV or JSON file."""
        ...

    def report(
        self,
        inspection: Inspection,
        goodnet: GoodNet | None,
        verdicts: Sequence[Verdict],
        path: str,
        maps: Mapping[Origin, TriggerMap],
    ) -> None:
        """Write a report as HTML, Markdown (a model card) or JSON; the suffix says which."""
        ...

    def thumbnails(
        self, inspection: Inspection, verdicts: Sequence[Verdict]
    ) -> Mapping[tuple[str, int], bytes]:
        """PNG files by (path, index), for as many images as a report shows."""
        ...

    def blind_spots(self) -> Sequence[tuple[str, str]]:
        """What the methods are known not to find: title and explanation."""
        ...

    def demo(self) -> Demo:
        """Where the embedded demo's files are."""
        ...
