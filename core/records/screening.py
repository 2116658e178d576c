"""Verdicts, their evidence, and what they were computed with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Word = Literal["clean", "poisoned"]


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
