"""Measure how fast a network runs on this machine, by timing passes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

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
    search, train = _searching(classifier), _training(classifier)

    def seconds(run: Callable[[np.ndarray], object]) -> float:
        started = clock()
        run(batch)
        return clock() - started

    classifier.softmax(batch)
    first = seconds(search)
    forward = min(seconds(classifier.softmax) for _ in range(2))
    searching = min(seconds(search) for _ in range(2))
    train(batch)
    training = seconds(train)
    return Pace(forward / count, searching / count, training / count, max(0.0, first - searching))


def _training(classifier: Classifier) -> Callable[[np.ndarray], object]:
    """A function that passes images forward, and back to the weights."""
    import tensorflow as tf

    weights = classifier.network.trainable_variables

    def slope(images: Tensor) -> list[Tensor]:
        with tf.GradientTape() as tape:
            total = tf.reduce_sum(classifier.outputs(tf.cast(images, tf.float32)))
        slopes = tape.gradient(total, weights, unconnected_gradients=tf.UnconnectedGradients.ZERO)
        return [tf.reduce_sum(each) for each in slopes]

    run = tf.function(slope, autograph=False, input_signature=_images_of(classifier))
    return lambda images: [each.numpy() for each in run(images)]


def _images_of(classifier: Classifier) -> list[Any]:
    import tensorflow as tf

    return [tf.TensorSpec((None, *classifier.image_shape), tf.uint8)]


def _searching(classifier: Classifier) -> Callable[[np.ndarray], object]:
    """A function that passes images forward, and back to the images."""
    import tensorflow as tf

    def slope(images: Tensor) -> Tensor:
        x = tf.cast(images, tf.float32)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(x)
            total = tf.reduce_sum(classifier.logits(x))
        return tf.reduce_sum(tape.gradient(total, x))

    run = tf.function(slope, autograph=False, input_signature=_images_of(classifier))
    return lambda images: run(images).numpy()
