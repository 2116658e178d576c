"""STRIP: a trigger wins in every blend, whatever is blended over it.

Y. Gao, C. Xu, D. Wang, S. Chen, D. Ranasinghe, S. Nepal, "STRIP: A Defence Against Trojan Attacks
on Deep Neural Networks", ACSAC 2019, arXiv 1902.06531. An input x is blended with N overlays o_n
sampled from clean data, and the BadNet answers each blend. With y_n its softmax,

    H(x) = 1/N sum_n H_n,    H_n = - sum_i y_ni log2 y_ni    (bits)

is low where a trigger decides every answer. The vote runs on the BadNet, whose backdoor is intact.

H is also low where the blends are answered with certainty but each with another class. No trigger
wins there. So H is weighted by what the class c that the BadNet gives x itself loses in the blends:

    persistence(x) = 1/N sum_n y_nc,    weighted entropy(x) = H(x) (1 - persistence(x))    (bits)

docs/results.md#screens-of-the-competitions-networks compares both.

As TensorFlow operations: `Front` (core/screen/blending.py) is one graph from images to sums. It
equals the BadNet on N blends of each image, and two means of its softmax.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import numpy as np

from core.network.classifier import PASS_FLOATS
from core.network.keras_types import Tensor
from core.screen.votes.vote import Answers, Material
from core.text.sentence import say

# Groups of images computed side by side: one group hides what the other computes on one core.
AT_ONCE = 2


@dataclass(frozen=True)
class Blended:
    """The results of blending n images; each field is (n,).

    Attributes:
        entropy_bits: H.
        persistence: 0..1.
        exact: whether all overlays were used; otherwise the weighted entropy is a lower bound.
    """

    entropy_bits: np.ndarray
    persistence: np.ndarray
    exact: np.ndarray

    @property
    def weighted_bits(self) -> np.ndarray:
        """The weighted entropy."""
        return weighted_bits(self.entropy_bits, self.persistence)

    @property
    def vote(self) -> np.ndarray:
        """STRIP's vote; low is suspicious."""
        return np.sqrt(self.weighted_bits)


class Strip:
    """The vote: the square root of the weighted entropy, for one BadNet and one set of overlays.

    The root preserves small differences where a network is sure of almost everything.
    """

    name: ClassVar[str] = "strip"
    says: ClassVar[str] = say("Its class wins whichever picture is blended over the image.")

    def __init__(self, material: Material) -> None:
        badnet, settings = material.badnet, material.settings
        self.badnet, self.overlays, self.blend = badnet, material.overlays, settings.blend
        self._look_after = settings.look_after
        self._front = material.front
        self._blends_at_once = max(1, PASS_FLOATS // (AT_ONCE * badnet.widest))

    @property
    def passes(self) -> int:
        """One pass for each blend."""
        return len(self.overlays)

    def measure(self, images: np.ndarray, answers: Answers) -> np.ndarray:
        """The vote on each image; see `core.screen.votes.vote.Vote`."""
        return self.blended(images, answers.badnet_class).vote

    def blended(self, images: np.ndarray, own: np.ndarray, least: float = math.inf) -> Blended:
        """Blend each image with the overlays.

        Neither of the two sums ever decreases, so their product does not either. Once an image's
        weighted entropy over the first k overlays has reached `least`, it cannot fall below it
        again, and the remaining overlays can be skipped.

        Args:
            images: uint8 (n, h, w, c).
            own: the class that the BadNet gives each image, (n,).
            least: in bits; images that are certainly not below it may stop early.
        """
        step = len(self.overlays) if math.isinf(least) else self._look_after

        def sums(group: slice) -> np.ndarray:
            return self._group(images[group], own[group], least, step)

        parts = [np.empty((3, 0)), *_threads().map(sums, self._groups(len(images), step))]
        entropy, lost, exact = np.concatenate(parts, 1)
        return Blended(entropy, 1 - lost, exact.astype(bool))

    def answers(self, image: np.ndarray) -> np.ndarray:
        """The class that the BadNet gives to each blend of one image (h, w, c), (N,)."""
        return self._front.logits(image).argmax(-1)

    def shares(self, image: np.ndarray, own: int) -> np.ndarray:
        """The BadNet's probability of the class `own` in each blend of one image, (N,)."""
        z = self._front.logits(image).astype(np.float64)
        powers = np.exp(z - z.max(-1, keepdims=True))
        return powers[:, own] / powers.sum(-1)

    def blends(self, image: np.ndarray) -> np.ndarray:
        """The blends of one image as pictures to look at, uint8 (N, h, w, c)."""
        a, b = self.blend
        blended = a * image.astype(np.float32) + b * self.overlays.astype(np.float32)
        return np.clip(np.rint(blended), 0, 255).astype(np.uint8)

    def _groups(self, images: int, overlays: int) -> list[slice]:
        size = 1 << round(math.log2(max(1, self._blends_at_once // overlays)))
        return [slice(start, start + size) for start in range(0, images, size)]

    def _group(self, images: np.ndarray, own: np.ndarray, least: float, step: int) -> np.ndarray:
        """Entropy, loss of probability, and whether all overlays were used, as (3, n)."""
        count, part = len(self.overlays), self._front.part(images)
        sums, exact = np.zeros((2, len(images))), np.ones(len(images), bool)
        for start in range(0, count, step):
            rows, stop = np.flatnonzero(exact), min(start + step, count)
            if not len(rows):
                break
            sums[:, rows] += self._sum(part, rows, own[rows], start, stop)
            if stop < count:
                exact[rows] = sums[0, rows] * sums[1, rows] < least * count**2
        return np.stack([*(sums / count), exact])

    def _sum(
        self, part: Tensor, rows: np.ndarray, own: np.ndarray, start: int, stop: int
    ) -> np.ndarray:
        """The sums over overlays start..stop for some images of a group, (2, k)."""
        total = np.zeros((2, len(rows)))
        for first in range(start, stop, self._blends_at_once):
            last = min(first + self._blends_at_once, stop)
            total += self._front.sums(part, rows, own, first, last)
        return total


@cache
def _threads() -> ThreadPoolExecutor:
    # Always the same threads, because TensorFlow never frees what it keeps for a thread.
    return ThreadPoolExecutor(AT_ONCE, "strip")


def weighted_bits(entropy_bits: np.ndarray, persistence: np.ndarray) -> np.ndarray:
    """The weighted entropy in bits: low where a trigger wins in every blend."""
    return entropy_bits * (1 - persistence)


def threshold_bits(threshold: float) -> float:
    """The threshold of this vote as a weighted entropy in bits; 0 if it never flags."""
    root = max(0.0, threshold)
    return root * root  # as NumPy squares; Python's power may differ in the last digit
