"""The maximum margin of each class: how much surer of it than of any other can the network get?

H. Wang, Z. Xiang, D. J. Miller, G. Kesidis, "MM-BD: Post-Training Detection of Backdoor Attacks
with Arbitrary Backdoor Pattern Types Using a Maximum Margin Statistic", IEEE S&P 2024, arXiv
2205.06900. With f_c(x) the logit of class c,

    r_c = max over x of  f_c(x) - max_{k != c} f_k(x),

over all images x, real or not. Learning a trigger drives a network to be far surer of the target
class than it ever is of others, whatever the trigger looks like: no clean image and no form of
trigger goes into it. Here x = 255 sigmoid(z), and Adam climbs from noise.

It says which class, not what the trigger looks like; small patches in large networks raise it
little. With many classes those that rise slowest are given up on the way.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

import numpy as np

from core.network.classifier import Classifier
from core.network.optimizers import adam
from core.records import Progress

# Searches for each class, and their steps; with more classes fewer at first.
STARTS, STEPS, STEPS_AT_FIRST = 2, 100, 24
CLIMB_ALL = 60
# Of many classes so many climb on.
CLIMB_ON = 60
AT_ONCE = 256
LEARNING_RATE = 0.2


def maximum_margins(
    classifier: Classifier, seed: int = 0
) -> Generator[Progress, object, np.ndarray]:
    """r_c for every class, (N,); with many classes a lower bound for those given up on the way.

    Args:
        classifier: is not changed.
        seed: of the noise.
    """
    classes, total = classifier.classes, steps_in_all(classifier.classes)
    everyone, begun = np.arange(classes), ("margins", 0, total)
    if classes <= CLIMB_ALL:
        return (yield from _climb(classifier, everyone, STARTS, STEPS, seed, begun))
    margins = yield from _climb(classifier, everyone, 1, STEPS_AT_FIRST, seed, begun)
    best, climbed = np.argsort(-margins)[:CLIMB_ON], ("margins", classes * STEPS_AT_FIRST, total)
    return (yield from climb_on(classifier, margins, best, seed, climbed))


def climb_on(
    classifier: Classifier,
    margins: np.ndarray,
    classes: np.ndarray,
    seed: int,
    progress: tuple[str, int, int],
) -> Generator[Progress, object, np.ndarray]:
    """The margins with those of some classes as high as more steps reach, (N,).

    Args:
        classifier: is not changed.
        margins: so far, (N,).
        classes: which of them climb.
        seed: of the noise.
        progress: the stage, how many images went through it so far, and how many will in all.
    """
    reached = yield from _climb(classifier, classes, 1, STEPS, seed, progress)
    higher = margins.copy()
    higher[classes] = np.maximum(higher[classes], reached)
    return higher


def steps_in_all(classes: int) -> int:
    """How many images go forward and back for so many classes."""
    if classes <= CLIMB_ALL:
        return classes * STARTS * STEPS
    return classes * STEPS_AT_FIRST + CLIMB_ON * STEPS


def _climb(
    classifier: Classifier,
    classes: np.ndarray,
    starts: int,
    steps: int,
    seed: int,
    progress: tuple[str, int, int],
) -> Generator[Progress, object, np.ndarray]:
    """The highest margins that Adam reaches from noise, (len(classes),)."""
    rng, wanted = np.random.default_rng(seed), np.repeat(classes, starts)
    size = min(AT_ONCE, classifier.batch, len(wanted))
    (stage, done, total), reached = progress, []
    climb, z, forget = _climber(classifier, size)
    for start in range(0, len(wanted), size):
        group = np.resize(wanted[start : start + size], size)
        z.assign(rng.normal(size=z.shape).astype(np.float32))
        forget()
        for _ in range(steps):
            margins = climb(group)
            done += min(size, len(wanted) - start)
            yield Progress(stage, done, total)
        reached.append(margins.numpy()[: len(wanted) - start])
    return np.concatenate(reached).reshape(-1, starts).max(1)


def _climber(classifier: Classifier, size: int) -> tuple[Any, Any, Any]:
    """A step up for `size` images at once, the images' variable, and what resets Adam."""
    import tensorflow as tf

    z = tf.Variable(tf.zeros((size, *classifier.image_shape)))
    optimizer = adam(LEARNING_RATE)
    optimizer.build([z])

    def climb(classes: Any) -> Any:
        own = tf.one_hot(classes, classifier.classes, True, False)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(z)
            logits = classifier.logits(255 * tf.sigmoid(z))
            others = tf.reduce_max(tf.where(own, -math.inf, logits), -1)
            margins = tf.reduce_sum(tf.where(own, logits, 0.0), -1) - others
            loss = -tf.reduce_sum(margins)
        optimizer.apply(tape.gradient(loss, [z]), [z])
        return margins

    def forget() -> None:
        for variable in optimizer.variables:
            if variable is not optimizer.learning_rate:
                variable.assign(tf.zeros_like(variable))

    signature = [tf.TensorSpec((size,), tf.int64)]
    return tf.function(climb, autograph=False, input_signature=signature), z, forget
