"""Trigger inversion: which small stamp turns any image into one class?

B. Wang et al., "Neural Cleanse: Identifying and Mitigating Backdoor Attacks in Neural Networks",
IEEE S&P 2019. A trigger is a mask m (h, w, 1), 0..1, and a pattern d (h, w, c); an image x carries
it as (1 - m) x + m d. For a target class t

    minimise over m, d:   mean_x CE(f((1 - m) x + m d), t) + lambda |m|

where lambda grows while enough images flip to t and shrinks while too few do, so that the search
ends with the smallest stamp that works. Where the network was taught a trigger, it is far smaller
than for other classes.

`Search` runs K such minimisations side by side. Its second goal, `agreement`, names no class: it
drives images away from their own class and towards any class that all agree on. Where a backdoor
exists the search falls into it, which shortlists the target classes of a network with thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.classifier import Classifier

LEARNING_RATE = 0.1
FLIPPED = 0.9
PERIOD = 8
FIRST_LAMBDA, LAMBDA_FACTOR = 1e-3, 1.5
FORBIDDEN = -1e9

# (logits (K, B, N), the images' own classes (B,)) -> (loss (K,), flip rate (K,))
Goal = Callable[[Any, Any], tuple[Any, Any]]


@dataclass(frozen=True)
class Trigger:
    """A mask (h, w, 1), 0..1, and a pattern (h, w, c), 0..255, both float32."""

    mask: np.ndarray
    pattern: np.ndarray

    @property
    def size(self) -> float:
        """|m|, in pixels."""
        return float(self.mask.sum())

    def stamp(self, images: np.ndarray) -> np.ndarray:
        """The images, uint8 (n, h, w, c), with the trigger on."""
        stamped = (1 - self.mask) * images + self.mask * self.pattern
        return np.rint(stamped).astype(np.uint8)

    def moved(self, down: int, right: int) -> Trigger:
        """The same trigger elsewhere; what leaves the image comes in on the other side."""
        shift = {"shift": (down, right), "axis": (0, 1)}
        return Trigger(np.roll(self.mask, **shift), np.roll(self.pattern, **shift))


def towards(targets: Sequence[int] | np.ndarray, classes: int) -> Goal:
    """Neural Cleanse's goal: the k-th trigger leads to class `targets[k]`."""
    import tensorflow as tf

    wanted = tf.one_hot(targets, classes)[:, None]  # (K, 1, N)
    numbers = tf.constant(targets, tf.int64)[:, None]

    def goal(logits: Any, own: Any) -> tuple[Any, Any]:
        counted = tf.cast(own[None] != numbers, tf.float32)  # (K, B)
        loss = -tf.reduce_sum(wanted * tf.nn.log_softmax(logits), -1)
        flipped = tf.cast(tf.argmax(logits, -1) == numbers, tf.float32)
        images = tf.maximum(tf.reduce_sum(counted, -1), 1.0)
        return (
            tf.reduce_sum(counted * loss, -1) / images,
            tf.reduce_sum(counted * flipped, -1) / images,
        )

    return goal


def agreement(classes: int, forbidden: Sequence[int]) -> Goal:
    """All images agree on one class, whichever, that is neither their own nor `forbidden`.

    With q_t the mean probability of class t over the images whose own class it is not, the loss
    is - log sum_t q_t^2: how rarely two images agree.
    """
    import tensorflow as tf

    closed = FORBIDDEN * tf.reduce_sum(tf.one_hot(list(forbidden), classes), 0)

    def goal(logits: Any, own: Any) -> tuple[Any, Any]:
        barred = closed + FORBIDDEN * tf.one_hot(own, classes)  # (B, N)
        log_p = tf.nn.log_softmax(logits) + tf.maximum(barred, FORBIDDEN)
        log_q = tf.reduce_logsumexp(log_p, 1) - tf.math.log(tf.cast(tf.shape(own)[0], tf.float32))
        best = tf.argmax(log_q, -1)[:, None]
        flipped = tf.cast(tf.argmax(logits, -1) == best, tf.float32)
        return -tf.reduce_logsumexp(2 * log_q, -1), tf.reduce_mean(flipped, -1)

    return goal


class Search:
    """K triggers, each made as small as its goal allows.

    Attributes:
        best: for each trigger the smallest that worked so far, or the last one where none did.
    """

    def __init__(self, classifier: Classifier, count: int, goal: Goal, seed: int = 0) -> None:
        import keras
        import tensorflow as tf

        height, width, channels = classifier.image_shape
        rng = np.random.default_rng(seed)
        mask = rng.uniform(-1.0, 0.0, (count, height, width, 1)).astype(np.float32)
        pattern = rng.uniform(-1.0, 1.0, (count, height, width, channels)).astype(np.float32)
        self._mask, self._pattern = (
            tf.Variable(tf.constant(mask)),
            tf.Variable(tf.constant(pattern)),
        )
        optimizer = keras.optimizers.Adam(LEARNING_RATE, beta_1=0.5, beta_2=0.9)
        optimizer.build([self._mask, self._pattern])
        self._step = _step(classifier, goal, optimizer, self._mask, self._pattern)
        self._lambda = np.full(count, FIRST_LAMBDA, np.float32)
        self._flips: list[np.ndarray] = []
        self.flip_rate = np.zeros(count)
        self._smallest = np.full(count, np.inf)
        self.best = self.now()

    def step(self, images: np.ndarray, own: np.ndarray) -> None:
        """One step on a batch of clean images (B, h, w, c) and their classes (B,)."""
        self._flips.append(self._step(images, own, self._lambda).numpy())
        if len(self._flips) == PERIOD:
            self.flip_rate, self._flips = np.mean(self._flips, 0), []
            works = self.flip_rate >= FLIPPED
            self._keep_smallest(works)
            self._lambda *= np.where(works, LAMBDA_FACTOR, 1 / LAMBDA_FACTOR).astype(np.float32)

    def now(self) -> list[Trigger]:
        """The triggers as they are."""
        masks, patterns = _sigmoid(self._mask.numpy()), 255 * _sigmoid(self._pattern.numpy())
        return [Trigger(m, d) for m, d in zip(masks, patterns, strict=True)]

    def _keep_smallest(self, works: np.ndarray) -> None:
        for k, trigger in enumerate(self.now()):
            if works[k] and trigger.size < self._smallest[k]:
                self.best[k], self._smallest[k] = trigger, trigger.size
            elif np.isinf(self._smallest[k]):
                self.best[k] = trigger


def _step(classifier: Classifier, goal: Goal, optimizer: Any, mask: Any, pattern: Any) -> Any:
    import tensorflow as tf

    count, shape = mask.shape[0], classifier.image_shape

    def step(images: Any, own: Any, weight: Any) -> Any:
        x = tf.cast(images, tf.float32)[None]  # (1, B, h, w, c)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch([mask, pattern])
            m, d = tf.sigmoid(mask)[:, None], 255 * tf.sigmoid(pattern)[:, None]
            stamped = tf.reshape((1 - m) * x + m * d, (-1, *shape))
            answers = tf.reshape(classifier.logits(stamped), (count, -1, classifier.classes))
            loss, flipped = goal(answers, own)
            total = tf.reduce_sum(loss + weight * tf.reduce_sum(m, (1, 2, 3, 4)))
        optimizer.apply(tape.gradient(total, [mask, pattern]), [mask, pattern])
        return flipped

    signature = [
        tf.TensorSpec((None, *shape), tf.uint8),
        tf.TensorSpec((None,), tf.int64),
        tf.TensorSpec((count,), tf.float32),
    ]
    return tf.function(step, autograph=False, input_signature=signature)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))
