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
        """The step nearest to `bits`."""
        right = int(np.searchsorted(self._entropies, bits))
        if right and (
            right == len(self) or bits - self._entropies[right - 1] < self._entropies[right] - bits
        ):
            right -= 1
        return right + 1

    def moved(self, step: int, bits: float) -> int:
        """The step about `bits` away; always another one, as far as there is one."""
        there = self.at_bits(self.bits(step) + bits)
        towards = 1 if bits > 0 else -1
        if (there - step) * towards <= 0:
            there = step + towards
            while 1 < there < len(self) and self.bits(there) == self.bits(step):
                there += towards
        return self._within(there)

    def _within(self, step: int) -> int:
        return min(max(step, 1), len(self))
