"""The possible places of a threshold, each with its FRR."""

from __future__ import annotations

import math

import numpy as np

from core.text.wording import bits_digits


class Steps:
    """The steps of a conformal threshold.

    With n calibration images there is a step for every FRR m / (n + 1), from the lowest that two
    votes can hold. Between two steps the FRR does not change, so there are no places in between.
    `GoodNet.with_frr` agrees with every step. Neighbours may share the threshold of
    STRIP's vote, which may also be 0. Then only the other vote's threshold differs.

    Args:
        thresholds: of STRIP's vote in bits at every FRR m / (n + 1), m = 1..n, rising, (n,).
        least_frr: the lowest FRR that can be held.
        frr: the FRR for which the threshold was calibrated.

    Attributes:
        first, last: the ends.
        home: the step of `frr`.
    """

    def __init__(self, thresholds: np.ndarray, least_frr: float, frr: float) -> None:
        self._thresholds = thresholds
        self.last = len(thresholds)
        self.first = min(max(round(least_frr * (self.last + 1)), 1), self.last)
        self.home = self.at_frr(frr)

    def bits(self, step: int) -> float:
        """The threshold of a step."""
        return float(self._thresholds[step - 1])

    def frr(self, step: int) -> float:
        """The share of clean images that a step flags, 0..1."""
        return step / (self.last + 1)

    def within(self, step: int) -> int:
        """The step itself, or the end beyond which it lies."""
        return min(max(step, self.first), self.last)

    def at_frr(self, frr: float) -> int:
        """The highest step that holds `frr`, or the first one."""
        return self.within(math.floor(frr * (self.last + 1) + 1e-9))

    def at_bits(self, bits: float, now: int) -> int:
        """The step nearest to `bits`.

        If several steps share a threshold, it is the present step `now`, or else home, or else the
        lowest one. So a line that is released where it was has not moved.
        """
        reached = self._thresholds[self.first - 1 :]
        nearest = float(reached[np.abs(reached - bits).argmin()])
        for step in (now, self.home):
            if self.bits(step) == nearest:
                return step
        return self.first + int(np.searchsorted(reached, nearest))

    def moved(self, step: int, ways: int) -> int:
        """The step at the next different digit shown; `ways` is -1 or 1.

        It always has another threshold. If there is none in that direction, it is the next step.
        """
        here = self.bits(step)
        there = self.at_bits(here + ways * 10.0 ** -(bits_digits(here) or 2), step)
        if there != step:
            return there
        side = "right" if ways > 0 else "left"
        place = int(np.searchsorted(self._thresholds, here, side)) + (1 if ways > 0 else 0)
        if not self.first <= place <= self.last:
            return self.within(step + ways)
        return self.at_bits(self.bits(place), step)
