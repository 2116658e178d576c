"""What the window asks of core, as a protocol, so that tests can answer in core's place.

Methods that return `Work` are generators of core's records and run in a `Job`; so do the
others whenever they read files. Paths are strings, as in the records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from core.records import Inspection, RepairRecord, Verdict
from gui.job import Work

if TYPE_CHECKING:
    import numpy as np

Kind = Literal["model", "goodnet", "data", "picture", "folder", "class names", "unknown"]


@dataclass(frozen=True)
class Sample:
    """One image as the network sees it: uint8 (h, w, c), and its label where it has one."""

    image: np.ndarray
    label: int | None = None


@dataclass(frozen=True)
class Blend:
    """An input blended with one overlay, uint8 (h, w, c), and the BadNet's class for it."""

    image: np.ndarray
    badnet_class: int


@dataclass(frozen=True)
class Demo:
    """The files of the embedded demo."""

    model: str
    clean: tuple[str, ...]
    poisoned: tuple[str, ...]
    images: tuple[str, ...]
    class_names: tuple[str, ...]


class GoodNet(Protocol):
    """The part of core's GoodNet that the window uses."""

    record: RepairRecord
    inspection: Inspection
    calibration_entropies: np.ndarray
    threshold_bits: float
    overlays: np.ndarray
    class_names: tuple[str, ...]

    def screen(self, paths: Sequence[str]) -> Work:
        """Yields Progress, Verdict and Unscreened; returns a ScreenSummary."""
        ...

    def with_frr(self, frr: float) -> GoodNet:
        """The same networks under the threshold that `frr` gives."""
        ...

    def save(self, path: str) -> None:
        """Write the .goodnet file."""
        ...

    def export(self, path: str) -> None:
        """Write the repaired network as a plain-layer .h5."""
        ...


class Core(Protocol):
    """Everything that the window asks of core; all of it may raise core.errors."""

    def warm_up(self) -> Work:
        """Import TensorFlow and Keras, so that nobody waits for them later."""
        ...

    def kind_of(self, path: str) -> Kind:
        """What a file or folder is, told from its name and first look."""
        ...

    def inspect(self, path: str) -> Inspection:
        """What a model file is, found without running anything in it."""
        ...

    def open_goodnet(self, path: str) -> GoodNet:
        """Open a .goodnet file, checked like any untrusted file."""
        ...

    def examine(self, model: str, clean: Sequence[str], poisoned: Sequence[str]) -> Work:
        """Measure scale and accuracy; returns CleanDataExamined."""
        ...

    def samples(
        self, inspection: Inspection, paths: Sequence[str], count: int
    ) -> tuple[Sample, ...]:
        """Up to `count` images spread over the classes of a data set."""
        ...

    def repair(self, model: str, clean: Sequence[str], settings: Mapping[str, Any]) -> Work:
        """Repair a BadNet; `settings` are RepairOptions' fields. Returns a GoodNet."""
        ...

    def picture(self, goodnet: GoodNet, path: str, index: int) -> np.ndarray:
        """One screened image as the network sees it, uint8 (h, w, c)."""
        ...

    def blends(
        self, goodnet: GoodNet, path: str, index: int, first: int, count: int
    ) -> tuple[Blend, ...]:
        """`count` blends of an image, from overlay `first` on; touches the network."""
        ...

    def class_names(self, path: str, classes: int) -> tuple[str, ...]:
        """Names for all classes, from a text, CSV or JSON file."""
        ...

    def report(self, goodnet: GoodNet, verdicts: Sequence[Verdict], path: str) -> None:
        """Write a report; the suffix (.html, .json) says which."""
        ...

    def findings_report(self, inspection: Inspection, path: str) -> None:
        """Write a report of an inspection alone."""
        ...

    def demo(self) -> Demo:
        """Where the embedded demo's files are."""
        ...
