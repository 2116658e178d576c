"""Measure how fast a network runs on this machine, by timing passes."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from core.network.classifier import PASS_FLOATS, Classifier
from core.network.keras_types import Tensor
from core.records import Pace

# Images in a pass; with only a few, the preparation of each call would count too much.
MOST_IMAGES = 64
FEWEST_IMAGES = 4


def measure_pace(
    classifier: Classifier, images: np.ndarray, clock: Callable[[], float] = time.perf_counter
) -> Pace:
    """Time passes of some images, uint8 (n, h, w, c); the first pass of each kind compiles it.

    Args:
        classifier: is not changed.
        images: any images; they are repeated if there are fewer than one pass takes.
        clock: returns the time in seconds.
    """
    count = min(MOST_IMAGES, max(FEWEST_IMAGES, PASS_FLOATS // classifier.floats))
    batch = np.resize(images, (count, *classifier.image_shape))
    learn = _learning(classifier)

    def seconds(run: Callable[[np.ndarray], object]) -> float:
        started = clock()
        run(batch)
        return clock() - started

    classifier.softmax(batch)
    first = seconds(learn)
    forward = min(seconds(classifier.softmax) for _ in range(2))
    learning = min(seconds(learn) for _ in range(2))
    return Pace(forward / count, learning / count, max(0.0, first - learning))


def _learning(classifier: Classifier) -> Callable[[np.ndarray], object]:
    """A function that passes images forward, and back to the images."""
    import tensorflow as tf

    def slope(images: Tensor) -> Tensor:
        x = tf.cast(images, tf.float32)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(x)
            total = tf.reduce_sum(classifier.logits(x))
        return tf.reduce_sum(tape.gradient(total, x))

    signature = [tf.TensorSpec((None, *classifier.image_shape), tf.uint8)]
    run = tf.function(slope, autograph=False, input_signature=signature)
    return lambda images: run(images).numpy()
