"""The places where a threshold can stand, each with the FRR that it means."""

from __future__ import annotations

import math

import numpy as np


class Steps:
    """The steps of a split-conformal threshold.

    With n calibration entropies an image is flagged at FRR m / (n + 1) where it lies below the
    m-th lowest of them. Between two of them no FRR differs, so there is no place in between.
    `GoodNet.with_frr` answers the same for every step.

    Args:
        calibration: (n,) entropies of clean images in bits.
    """

    def __init__(self, calibration: np.ndarray) -> None:
        self._entropies = np.sort(calibration)

    def __len__(self) -> int:
        return len(self._entropies)

    def bits(self, step: int) -> float:
        """The threshold of a step, 1..n."""
        return float(self._entropies[step - 1])

    def frr(self, step: int) -> float:
        """The share of clean images that a step flags, 0..1."""
        return step / (len(self) + 1)

    def at_frr(self, frr: float) -> int:
        """The highest step that keeps to `frr`, or the first one."""
        return self._within(math.floor(frr * (len(self) + 1) + 1e-9))

    def at_bits(self, bits: float) -> int:
        """The step nearest to `bits`, the lowest of those that share a threshold."""
        nearest = self._entropies[np.abs(self._entropies - bits).argmin()]
        return int(np.searchsorted(self._entropies, nearest)) + 1

    def moved(self, step: int, bits: float) -> int:
        """The step about `bits` away; always another threshold, as far as there is one."""
        here = self.bits(step)
        there = self.at_bits(here + bits)
        if self.bits(there) != here:
            return there
        if bits > 0:
            above = int(np.searchsorted(self._entropies, here, side="right"))
            return above + 1 if above < len(self) else step
        below = int(np.searchsorted(self._entropies, here))
        return self.at_bits(self.bits(below)) if below else step

    def _within(self, step: int) -> int:
        return min(max(step, 1), len(self))
