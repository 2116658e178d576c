"""Votes that change an image a little and test whether the BadNet's class survives.

The features of an object survive a little smoothing, jitter or shift. A pattern that the BadNet
memorized often does not. With T_1..T_K the transformations of a vote and c the BadNet's class of x,

    vote(x) = - mean_k (p(c | x) - p(c | T_k x)).

Everything is made of Keras operations, so that plain layers can hold it. Each T_k maps a tensor of
images (n, h, w, c), 0..255, to another.
"""

# pyright: basic
# TensorFlow and Keras have no types.
from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

import numpy as np

from core.network.keras_types import Tensor
from core.screen.votes.vote import Answers, Material

Transform = Callable[[Tensor], Tensor]
# Exceeding a bound by this much means exceeding it in any order of summing.
ROUNDING = 1e-5


class Transformed:
    """The common part of these votes; each vote names its transformations."""

    name: ClassVar[str]
    says: ClassVar[str]

    def __init__(self, material: Material) -> None:
        import tensorflow as tf

        self.transforms = self.transforms_of(material)
        self._quick = material.quick_logits
        self._batch = material.badnet.batch
        run = {"autograph": False, "reduce_retracing": True}
        self._each = [tf.function(partial(self._probability, T), **run) for T in self.transforms]

    @staticmethod
    def transforms_of(material: Material) -> Sequence[Transform]:
        """The transformations T_1..T_K."""
        raise NotImplementedError

    @property
    def passes(self) -> int:
        """One pass for each transformation."""
        return len(self.transforms)

    def measure(self, images: np.ndarray, answers: Answers) -> np.ndarray:
        """The vote on each image; see `core.screen.votes.vote.Vote`."""
        return self.measure_below(images, answers, math.inf)[0]

    def measure_below(
        self, images: np.ndarray, answers: Answers, least: float
    ) -> tuple[np.ndarray, np.ndarray]:
        """The vote on each image, computed only as far as it can still fall below `least`.

        No probability is negative. So over the first k transformations

            sum of p(c | T x) over them / K - p(c | x)

        never decreases with k, and its end is the vote. Once it has reached `least`, the remaining
        transformations can be skipped.

        Args:
            images: uint8 (n, h, w, c).
            answers: of both networks.
            least: votes that are certainly not below it may stop early.

        Returns:
            The votes, (n,), and which of them are exact; the others are lower bounds.
        """
        own, sure = answers.badnet_class.astype(np.int32), answers.badnet_confidence
        total, exact = np.zeros(len(images)), np.ones(len(images), bool)
        count = len(self.transforms)
        for done, probability in enumerate(self._each, 1):
            rows = np.flatnonzero(exact)
            for start in range(0, len(rows), self._batch):
                some = rows[start : start + self._batch]
                total[some] += probability(images[some], own[some]).numpy()
            if done < count:
                exact[rows] = total[rows] / count - sure[rows] < least + ROUNDING
        return total / count - sure, exact

    def views(self, images: np.ndarray) -> np.ndarray:
        """The transformed images, as the BadNet gets them, uint8 (K, n, h, w, c), to look at."""
        import tensorflow as tf

        floats = tf.cast(images, tf.float32)
        shown = np.stack([transform(floats).numpy() for transform in self.transforms])
        return np.clip(np.rint(shown), 0, 255).astype(np.uint8)

    def classes(self, images: np.ndarray) -> np.ndarray:
        """The BadNet's answer to each view, (K, n)."""
        import tensorflow as tf

        floats = tf.cast(images, tf.float32)
        return np.stack([self._quick(t(floats)).numpy().argmax(-1) for t in self.transforms])

    def _probability(self, transform: Transform, images: Tensor, own: Tensor) -> Tensor:
        """p(c | T x), (n,)."""
        import tensorflow as tf

        shown = transform(tf.cast(images, tf.float32))
        return tf.gather(tf.nn.softmax(self._quick(shown)), own, batch_dims=1)


def moved(field: np.ndarray) -> Transform:
    """Move pixels: each takes the value at its place + `field`, bilinear; edges are replicated.

    Args:
        field: float32 (h, w, 2), down and across, in pixels.
    """
    height, width = field.shape[:2]
    rows, columns = np.mgrid[:height, :width].astype(np.float64)
    down = np.clip(rows + field[..., 0], 0, height - 1)
    across = np.clip(columns + field[..., 1], 0, width - 1)
    top = np.minimum(down.astype(np.int64), max(0, height - 2))
    left = np.minimum(across.astype(np.int64), max(0, width - 2))
    below, right = np.minimum(top + 1, height - 1), np.minimum(left + 1, width - 1)
    v, u = down - top, across - left
    corners = [
        (top * width + left, (1 - v) * (1 - u)),
        (top * width + right, (1 - v) * u),
        (below * width + left, v * (1 - u)),
        (below * width + right, v * u),
    ]
    flat = [(i.ravel().astype(np.int32), w.ravel().astype(np.float32)) for i, w in corners]

    def transform(images: Tensor) -> Tensor:
        from keras import ops

        pixels = ops.reshape(images, (-1, height * width, images.shape[-1]))
        taken = [ops.take(pixels, i, axis=1) * w[:, None] for i, w in flat if w.any()]
        return ops.reshape(sum(taken[1:], taken[0]), (-1, height, width, images.shape[-1]))

    return transform
