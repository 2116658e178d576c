"""What the numbers in an image file mean: 0..255, or floats 0..1 or -1..1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.errors import Unreadable
from core.text.sentence import Sentence, say

# How far floats 0..1 and -1..1 may lie outside their range, in units of 1. Rounding and the
# overshoot of a bicubic resize stay within this. Values farther out are refused.
SLACK = 0.1
# Images -1..1 have a pixel at most this dark; others are 0..1 with an overshoot.
DARKEST = -0.5


@dataclass(frozen=True)
class ValueRange:
    """A range of pixel values, in which `low` is black and `high` is white.

    Attributes:
        words: how messages name it.
        slack: how far values may lie outside; they are clipped.
    """

    low: int
    high: int
    words: str
    slack: float = 0.0

    def holds(self, low: float, high: float) -> bool:
        """Whether values from `low` to `high` fit this range; NaN does not."""
        return bool(low >= self.low - self.slack and high <= self.high + self.slack)

    def as_bytes(self, block: np.ndarray) -> np.ndarray:
        """Convert values in this range to uint8 0..255."""
        moved = block - self.low if self.low else block
        values = np.rint(moved * np.float32(255 / (self.high - self.low)))
        return np.clip(values, 0, 255).astype(np.uint8)

    def notes(self, low: float, high: float) -> list[Sentence]:
        """Sentences on images read like this, some of which have values from `low` to `high`."""
        if self is BYTES:
            return []
        notes = [say("values from 0 to 1 multiplied by 255")]
        if self is SIGNED:
            notes = [say("values from -1 to 1 spread over 0 to 255")]
        if low < self.low or high > self.high:
            notes.append(
                say(
                    "values reach from {low:.7g} to {high:.7g} and were cut to {span}",
                    low=low,
                    high=high,
                    span=self.words,
                )
            )
        return notes


BYTES = ValueRange(0, 255, "0..255")
UNIT = ValueRange(0, 1, "0..1", SLACK)
SIGNED = ValueRange(-1, 1, "-1..1", SLACK)


def range_of(name: str, dtype: np.dtype, low: float, high: float) -> ValueRange:
    """The range of an array, judged by the values `low` to `high` of some of its images.

    Raises:
        Unreadable: they fit no range.
    """
    if dtype.kind == "b":
        return UNIT
    if dtype.kind == "f" and UNIT.holds(low, high):
        return UNIT
    if dtype.kind == "f" and low <= DARKEST and SIGNED.holds(low, high):
        return SIGNED
    require_in(name, BYTES, low, high, say("0..1 or 0..255, and floats also -1..1"))
    return BYTES


def require_in(
    name: str, values: ValueRange, low: float, high: float, words: Sentence | None = None
) -> None:
    """Raise Unreadable if values from `low` to `high` are not in the range."""
    if not values.holds(low, high):
        span = say("{span}, as its other images are", span=values.words)
        raise Unreadable(
            "{name} has values from {low:g} to {high:g}; images are {span}.",
            name=name,
            low=low,
            high=high,
            span=words or span,
        )
