"""The thresholds of a screen's votes at its FRR."""

from __future__ import annotations

import math
from functools import cached_property

import numpy as np

from core.records import ScreenSettings
from core.screen.conformal import Calibration
from core.screen.votes.disagreement import Disagreement, over_disagreement
from core.screen.votes.strip import Strip, threshold_bits


class Thresholds:
    """A base of GoodNet: its thresholds, computed from the attributes declared here.

    `core.screen.goodnet.GoodNet` describes them.
    """

    votes: tuple[str, ...]
    settings: ScreenSettings
    calibration: Calibration
    frr: float

    @cached_property
    def thresholds(self) -> np.ndarray:
        """For each vote the value below which it flags an image, (V,); -inf for never."""
        return self.calibration.thresholds(self.frr)

    @property
    def threshold_bits(self) -> float:
        """The weighted entropy below which STRIP's vote flags an image."""
        return threshold_bits(self.thresholds[self._column(Strip.name)])

    @property
    def threshold_disagreement(self) -> float:
        """The disagreement above which its vote flags an image; infinite for never."""
        if Disagreement.name not in self.votes:
            return math.inf
        return float(self._over_disagreement(self.thresholds[self._column(Disagreement.name)]))

    @property
    def calibration_bits(self) -> np.ndarray:
        """The weighted entropies of the calibration images, in bits, (n,)."""
        return self.calibration.votes[:, self._column(Strip.name)] ** 2

    @cached_property
    def steps_bits(self) -> np.ndarray:
        """The threshold at every FRR m / (n + 1), m = 1..n, in bits, (n,)."""
        return np.maximum(self.calibration.steps(self._column(Strip.name)), 0) ** 2

    @cached_property
    def steps_disagreement(self) -> np.ndarray:
        """`threshold_disagreement` at every FRR m / (n + 1), m = 1..n, (n,)."""
        if Disagreement.name not in self.votes:
            return np.full(len(self.calibration), np.inf)
        return self._over_disagreement(self.calibration.steps(self._column(Disagreement.name)))

    @property
    def least_frr(self) -> float:
        """The lowest FRR that `with_frr` accepts; one of the steps of `steps_bits`."""
        return self.calibration.least_frr

    def _column(self, vote: str) -> int:
        return self.votes.index(vote)

    def _over_disagreement(self, thresholds: np.ndarray) -> np.ndarray:
        return over_disagreement(thresholds, self.settings.least_disagreement)
