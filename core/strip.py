"""STRIP: a trigger keeps winning, whatever is blended over it.

Y. Gao, C. Xu, D. Wang, S. Chen, D. Ranasinghe, S. Nepal, "STRIP: A Defence Against Trojan Attacks
on Deep Neural Networks", ACSAC 2019, arXiv 1902.06531. An input x is blended with N overlays o_n
drawn from clean data, and the BadNet answers each blend. With y_n its softmax,

    H(x) = 1/N sum_n H_n,    H_n = - sum_i y_ni log2 y_ni    (bits)

is low where a trigger decides every answer. It runs on the BadNet, whose backdoor is intact.

The threshold comes from clean data alone, as a split-conformal quantile: an input whose entropy h
is at least as low as m of the n calibration entropies allow has p = (m + 1) / (n + 1), and is
flagged where p <= FRR. That bounds the false rejection rate in finite samples, for any
distribution of entropies; the paper's Gaussian fit can go below zero.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from core.blending import Front
from core.classifier import PASS_FLOATS, Classifier
from core.errors import Unreadable
from core.sentence import say

BLEND = (0.5, 0.5)
# Overlays between two looks at whether an image is certainly clean.
LOOK_AFTER = 10
# Groups of images computed side by side: what one core does alone is hidden behind the other group.
AT_ONCE = 2
# Bits within which two entropies are equal: the last digits of a sum depend on the batch.
TIE = 1e-5


class Strip:
    """Entropies of blends under one BadNet and one set of overlays.

    Args:
        badnet: the network as received.
        overlays: uint8 (N, h, w, c).
        blend: (a, b): a blend is a x + b o.
    """

    def __init__(
        self, badnet: Classifier, overlays: np.ndarray, blend: tuple[float, float] = BLEND
    ) -> None:
        self.badnet, self.overlays, self.blend = badnet, overlays, blend
        self._front = Front(badnet, overlays, blend)
        self._blends_at_once = max(1, PASS_FLOATS // badnet.widest)

    def entropies(self, images: np.ndarray) -> np.ndarray:
        """The entropy in bits of each image (uint8, (n, h, w, c)), (n,)."""
        count = len(self.overlays)
        return self._totals(images, 0, count) / count

    def entropies_until(self, images: np.ndarray, threshold: float) -> tuple[np.ndarray, ...]:
        """Entropies, stopping early for images that are clean whatever the other overlays say.

        No entropy is negative: once an image's sum over the first k overlays has reached N times
        the threshold it cannot fall below it any more, so the verdict is exact.

        Returns:
            (entropies (n,), exact (n,) bool); where not exact the entropy is a lower bound that
            is not below the threshold.
        """
        count = len(self.overlays)
        totals, exact = np.zeros(len(images)), np.ones(len(images), bool)
        for start in range(0, count, LOOK_AFTER):
            rows, stop = np.flatnonzero(exact), min(start + LOOK_AFTER, count)
            totals[rows] += self._totals(images[rows], start, stop)
            if stop < count:
                exact[rows] = totals[rows] < threshold * count
        return totals / count, exact

    def answers(self, image: np.ndarray) -> np.ndarray:
        """The class that the BadNet gives to each blend of one image (h, w, c), (N,)."""
        return self._front.logits(image).argmax(-1)

    def blends(self, image: np.ndarray) -> np.ndarray:
        """The blends of one image as pictures to look at, uint8 (N, h, w, c)."""
        a, b = self.blend
        blended = a * image.astype(np.float32) + b * self.overlays.astype(np.float32)
        return np.clip(np.rint(blended), 0, 255).astype(np.uint8)

    def _totals(self, images: np.ndarray, start: int, stop: int) -> np.ndarray:
        """Summed entropies over overlays start..stop, (n,), some groups of images side by side."""
        groups = self._groups(images, stop - start)
        with ThreadPoolExecutor(AT_ONCE) as threads:
            parts = list(threads.map(lambda group: self._total(group, start, stop), groups))
        return np.concatenate([np.empty(0), *parts])

    def _groups(self, images: np.ndarray, overlays: int) -> list[np.ndarray]:
        size = 1 << round(math.log2(max(1, self._blends_at_once // overlays)))
        return [images[i : i + size] for i in range(0, len(images), size)]

    def _total(self, images: np.ndarray, start: int, stop: int) -> np.ndarray:
        """Summed entropies over overlays start..stop, (n,)."""
        total = np.zeros(len(images))
        for first in range(start, stop, self._blends_at_once):
            last = min(first + self._blends_at_once, stop)
            total += self._front.entropies(images, first, last)
        return total


def conformal_p(entropies: np.ndarray, calibration: np.ndarray) -> np.ndarray:
    """The share of clean images that score as low, (m + 1) / (n + 1), for each entropy.

    Args:
        entropies: (k,) of inputs.
        calibration: (n,) of clean images that are not overlays.
    """
    m = np.searchsorted(np.sort(calibration), np.asarray(entropies) + TIE, side="right")
    return (m + 1) / (len(calibration) + 1)


def threshold_bits(calibration: np.ndarray, frr: float) -> float:
    """The entropy below which exactly the inputs with p <= FRR lie.

    Args:
        calibration: (n,) entropies of clean images.
        frr: the share of clean inputs that may be flagged, 0..1.

    Raises:
        Unreadable: fewer calibration images than such an FRR needs.
    """
    flagged = math.floor(frr * (len(calibration) + 1) + 1e-9)
    if flagged < 1:
        needed = math.ceil(1 / frr - 1e-9) - 1 if frr > 0 else "infinitely many"
        raise Unreadable(
            say(
                "An FRR of {frr:g} needs at least {needed} calibration images, and there are "
                "{count}; give more clean data or allow a higher FRR.",
                frr=frr,
                needed=needed,
                count=len(calibration),
            )
        )
    lowest = np.sort(calibration)[min(flagged, len(calibration)) - 1]
    return max(0.0, float(lowest) - TIE)
