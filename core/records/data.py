"""Clean data: what it is, how it is parted, and how well the BadNet answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Measure = Literal["accuracy", "agreement"]


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
