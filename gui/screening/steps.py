"""The places where a threshold can stand, each with the FRR that it means."""

from __future__ import annotations

import math

import numpy as np


class Steps:
    """The steps of a split-conformal threshold.

    With n calibration images there is one for every FRR m / (n + 1). Between two of them no FRR
    differs, so there is no place in between. `GoodNet.with_frr` answers the same for every step.

    Args:
        thresholds: in bits, rising, of every step, (n,).
    """

    def __init__(self, thresholds: np.ndarray) -> None:
        self._thresholds = thresholds

    def __len__(self) -> int:
        return len(self._thresholds)

    def bits(self, step: int) -> float:
        """The threshold of a step, 1..n."""
        return float(self._thresholds[step - 1])

    def frr(self, step: int) -> float:
        """The share of clean images that a step flags, 0..1."""
        return step / (len(self) + 1)

    def at_frr(self, frr: float) -> int:
        """The highest step that keeps to `frr`, or the first one."""
        return self._within(math.floor(frr * (len(self) + 1) + 1e-9))

    def at_bits(self, bits: float) -> int:
        """The step nearest to `bits`, the lowest of those that share a threshold."""
        nearest = self._thresholds[np.abs(self._thresholds - bits).argmin()]
        return int(np.searchsorted(self._thresholds, nearest)) + 1

    def moved(self, step: int, bits: float) -> int:
        """The step about `bits` away; always another threshold, as far as there is one."""
        here = self.bits(step)
        there = self.at_bits(here + bits)
        if self.bits(there) != here:
            return there
        if bits > 0:
            above = int(np.searchsorted(self._thresholds, here, side="right"))
            return above + 1 if above < len(self) else step
        below = int(np.searchsorted(self._thresholds, here))
        return self.at_bits(self.bits(below)) if below else step

    def _within(self, step: int) -> int:
        return min(max(step, 1), len(self))
