"""The maximum margin of each class: by how much can its logit lead all others, over all images?

H. Wang, Z. Xiang, D. J. Miller, G. Kesidis, "MM-BD: Post-Training Detection of Backdoor Attacks
with Arbitrary Backdoor Pattern Types Using a Maximum Margin Statistic", IEEE S&P 2024, arXiv
2205.06900. With f_c(x) the logit of class c,

    r_c = max over x of  f_c(x) - max_{k != c} f_k(x),

over all images x, real or not. A network that learned a trigger can be far surer of the target
class than of any other class. The measure needs no clean images and assumes no form of trigger.
Here x = 255 sigmoid(z), and Adam maximises over z from random noise.

The margin names the class but does not show the trigger. Small patches in large networks hardly
raise it. With many classes the search drops the classes whose margins rise slowest.
"""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

import numpy as np

from core.network.classifier import Classifier
from core.network.keras_types import Tensor
from core.network.optimizers import adam
from core.records import ClassesMeasured, MarginSettings, Progress, StageKey

DEFAULT = MarginSettings()
SHOW_EVERY = 8  # steps

Climbing = Generator[Progress | ClassesMeasured, object, np.ndarray]


def maximum_margins(
    classifier: Classifier, seed: int = 0, settings: MarginSettings = DEFAULT
) -> Climbing:
    """r_c for every class, (N,); for classes that the search drops on the way, a lower bound.

    Args:
        classifier: is not changed.
        seed: of the noise.
        settings: how many steps the search takes.
    """
    classes, total = classifier.classes, steps_in_all(classifier.classes, settings)
    begun: tuple[StageKey, int, int] = ("margins", 0, total)
    everyone, unknown = np.arange(classes), np.full(classes, -np.inf, np.float32)
    if classes <= settings.climb_all:
        times = (settings.starts, settings.steps)
        return (yield from _climb(classifier, unknown, everyone, times, seed, begun, settings))
    times = (1, settings.steps_at_first)
    margins = yield from _climb(classifier, unknown, everyone, times, seed, begun, settings)
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
) -> Climbing:
    """The margins, (N,), after more steps for some classes.

    Args:
        classifier: is not changed.
        margins: so far, (N,).
        classes: the classes that climb on.
        seed: of the noise.
        progress: the stage, the number of images that went through it so far, and their total.
        settings: how many steps the classes climb.
    """
    times = (1, settings.steps)
    return (yield from _climb(classifier, margins, classes, times, seed, progress, settings))


def steps_in_all(classes: int, settings: MarginSettings = DEFAULT) -> int:
    """How many images pass forward and back for this number of classes."""
    if classes <= settings.climb_all:
        return classes * settings.starts * settings.steps
    return classes * settings.steps_at_first + settings.climb_on * settings.steps


def _climb(
    classifier: Classifier,
    known: np.ndarray,
    classes: np.ndarray,
    times: tuple[int, int],
    seed: int,
    progress: tuple[StageKey, int, int],
    settings: MarginSettings,
) -> Climbing:
    """The known margins (N,), raised to what Adam reaches from noise in (starts, steps)."""
    starts, steps = times
    rng, wanted = np.random.default_rng(seed), np.repeat(classes, starts)
    size = min(settings.at_once, classifier.batch, len(wanted))
    stage, done, total = progress
    climb, z, reset = _climber(classifier, size, settings.learning_rate)
    for start in range(0, len(wanted), size):
        climbing = wanted[start : start + size]
        group, higher = np.resize(climbing, size), known
        z.assign(rng.normal(size=z.shape).astype(np.float32))
        reset()
        for step in range(1, steps + 1):
            margins = climb(group)
            if step % SHOW_EVERY == 0 or step == steps:
                higher = _raised(known, climbing, margins.numpy()[: len(climbing)])
                values = {int(target): float(higher[target]) for target in climbing}
                yield ClassesMeasured("margin", values, len(known))
            done += len(climbing)
            yield Progress(stage, done, total)
        known = higher
    return known


def _raised(margins: np.ndarray, classes: np.ndarray, reached: np.ndarray) -> np.ndarray:
    """`margins`, raised for some classes, each of which may be named several times."""
    higher = margins.copy()
    np.maximum.at(higher, classes, reached)
    return higher


def _climber(classifier: Classifier, size: int, learning_rate: float) -> tuple[Any, Any, Any]:
    """An ascent step for `size` images, the images' variable, and a function that resets Adam."""
    import tensorflow as tf

    z = tf.Variable(tf.zeros((size, *classifier.image_shape)))
    optimizer = adam(learning_rate)
    optimizer.build([z])

    def climb(classes: Tensor) -> Tensor:
        own = tf.one_hot(classes, classifier.classes, True, False)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(z)
            logits = classifier.logits(255 * tf.sigmoid(z))
            others = tf.reduce_max(tf.where(own, -math.inf, logits), -1)
            margins = tf.reduce_sum(tf.where(own, logits, 0.0), -1) - others
            loss = -tf.reduce_sum(margins)
        optimizer.apply(tape.gradient(loss, [z]), [z])
        return margins

    def reset() -> None:
        for variable in optimizer.variables:
            if variable is not optimizer.learning_rate:
                variable.assign(tf.zeros_like(variable))

    signature = [tf.TensorSpec((size,), tf.int64)]
    return tf.function(climb, autograph=False, input_signature=signature), z, reset
