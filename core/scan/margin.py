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
from core.records import MarginSettings, Progress, StageKey

DEFAULT = MarginSettings()


def maximum_margins(
    classifier: Classifier, seed: int = 0, settings: MarginSettings = DEFAULT
) -> Generator[Progress, object, np.ndarray]:
    """r_c for every class, (N,); with many classes a lower bound for those given up on the way.

    Args:
        classifier: is not changed.
        seed: of the noise.
        settings: how long they are searched.
    """
    classes, total = classifier.classes, steps_in_all(classifier.classes, settings)
    begun: tuple[StageKey, int, int] = ("margins", 0, total)
    everyone = np.arange(classes)
    if classes <= settings.climb_all:
        times = (settings.starts, settings.steps)
        return (yield from _climb(classifier, everyone, times, seed, begun, settings))
    times = (1, settings.steps_at_first)
    margins = yield from _climb(classifier, everyone, times, seed, begun, settings)
    best = np.argsort(-margins)[: settings.climb_on]
    climbed = ("margins", classes * settings.steps_at_first, total)
    return (yield from climb_on(classifier, margins, best, seed, climbed, settings))


def climb_on(
    classifier: Classifier,
    margins: np.ndarray,
    classes: np.ndarray,
    seed: int,
    progress: tuple[StageKey, int, int],
    settings: MarginSettings = DEFAULT,
) -> Generator[Progress, object, np.ndarray]:
    """The margins with those of some classes as high as more steps reach, (N,).

    Args:
        classifier: is not changed.
        margins: so far, (N,).
        classes: which of them climb.
        seed: of the noise.
        progress: the stage, how many images went through it so far, and how many will in all.
        settings: how long they climb.
    """
    times = (1, settings.steps)
    reached = yield from _climb(classifier, classes, times, seed, progress, settings)
    higher = margins.copy()
    higher[classes] = np.maximum(higher[classes], reached)
    return higher


def steps_in_all(classes: int, settings: MarginSettings = DEFAULT) -> int:
    """How many images go forward and back for so many classes."""
    if classes <= settings.climb_all:
        return classes * settings.starts * settings.steps
    return classes * settings.steps_at_first + settings.climb_on * settings.steps


def _climb(
    classifier: Classifier,
    classes: np.ndarray,
    times: tuple[int, int],
    seed: int,
    progress: tuple[StageKey, int, int],
    settings: MarginSettings,
) -> Generator[Progress, object, np.ndarray]:
    """The highest margins that Adam reaches from noise in (starts, steps), (len(classes),)."""
    starts, steps = times
    rng, wanted = np.random.default_rng(seed), np.repeat(classes, starts)
    size = min(settings.at_once, classifier.batch, len(wanted))
    (stage, done, total), reached = progress, []
    climb, z, forget = _climber(classifier, size, settings.learning_rate)
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


def _climber(classifier: Classifier, size: int, learning_rate: float) -> tuple[Any, Any, Any]:
    """A step up for `size` images at once, the images' variable, and what resets Adam."""
    import tensorflow as tf

    z = tf.Variable(tf.zeros((size, *classifier.image_shape)))
    optimizer = adam(learning_rate)
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
