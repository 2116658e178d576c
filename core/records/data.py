"""Clean data: its origin, how it is split, and how well the BadNet answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Measure = Literal["accuracy", "agreement"]
# How images of another shape are fitted: stretched, cut to the middle, or with black edges.
Fit = Literal["squash", "crop", "pad"]
PreprocessingBy = Literal["given", "layers", "accuracy", "statistics", "information"]


@dataclass(frozen=True)
class DataSummary:
    """A set of images: where it came from, how many there are, and how they were read.

    Attributes:
        sha256: of the content of each of `paths`, in hexadecimal digits; empty until a repair is
            done.
    """

    paths: tuple[str, ...]
    images: int
    labelled: bool
    image_shape: tuple[int, int, int]
    notes: tuple[str, ...] = ()
    sha256: tuple[str, ...] = ()


@dataclass(frozen=True)
class PreprocessingTried:
    """One preprocessing, and the evidence for it on some of the clean data.

    Attributes:
        name: see `core.network.preprocessing`.
        accuracy: the share of images answered with their label; None without labels.
        loss: the mean cross-entropy to the labels at the best temperature, in bits; None without
            labels.
        information: the mutual information between image and answer, in bits, with logits scaled to
            a fixed deviation.
        gap: the median lead of the largest logit over the next.
        mismatch: how much the network's recorded statistics differ from those of the images, 0 if
            they are the same; None if the network has none.
    """

    name: str
    accuracy: float | None
    loss: float | None
    information: float
    gap: float
    mismatch: float | None


@dataclass(frozen=True)
class PreprocessingMeasured:
    """The preprocessing that is used, and why.

    Attributes:
        preprocessing: a name, or JSON; see `core.network.preprocessing`.
        by: what decided.
        tried: all that were tried; empty if the preprocessing was given.
        sure: whether the evidence decides; if not, a person should.
    """

    preprocessing: str
    by: PreprocessingBy
    tried: tuple[PreprocessingTried, ...] = ()
    sure: bool = True


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
    """Clean data as the BadNet sees it: preprocessing, parts, and how well it answers.

    Attributes:
        expected_seconds: how long each recipe will take on this machine; empty if not asked.
    """

    data: DataSummary
    preprocessing: PreprocessingMeasured
    parts: Parts
    measure: Measure
    clean_accuracy: float
    attack_success: Mapping[str, float] = field(default_factory=dict[str, float])
    attack_images: Mapping[str, int] = field(default_factory=dict[str, int])
    expected_seconds: Mapping[str, float] = field(default_factory=dict[str, float])
