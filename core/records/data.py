"""Clean data: what it is, how it is parted, and how well the BadNet answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Measure = Literal["accuracy", "agreement"]
# Images of another shape: stretched, cut to the middle, or with black edges.
Fit = Literal["squash", "crop", "pad"]
PreprocessingBy = Literal["given", "layers", "accuracy", "statistics", "information"]


@dataclass(frozen=True)
class DataSummary:
    """What a set of images is: where it came from, how many, and what was done to read it.

    Attributes:
        sha256: of what each of `paths` holds, in hexadecimal digits; empty until a repair is done.
    """

    paths: tuple[str, ...]
    images: int
    labelled: bool
    image_shape: tuple[int, int, int]
    notes: tuple[str, ...] = ()
    sha256: tuple[str, ...] = ()


@dataclass(frozen=True)
class PreprocessingTried:
    """One preprocessing, and what speaks for it on some of the clean data.

    Attributes:
        name: see `core.network.preprocessing`.
        accuracy: the share of images that get their label; None without labels.
        loss: mean cross-entropy to the labels at the best temperature, in bits; else None.
        information: between image and answer, in bits, of logits scaled to one deviation.
        gap: median lead of the largest logit over the next.
        mismatch: of the network's recorded statistics to those of the images, 0 where they are the
            same; None where the network has none.
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
        tried: all that were tried; empty where it was given.
        sure: whether the evidence decides; where it does not, a person should.
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
    """Clean data as the BadNet sees it: preprocessing, parts, and how well it answers."""

    data: DataSummary
    preprocessing: PreprocessingMeasured
    parts: Parts
    measure: Measure
    clean_accuracy: float
    attack_success: Mapping[str, float] = field(default_factory=dict[str, float])
    attack_images: Mapping[str, int] = field(default_factory=dict[str, int])
