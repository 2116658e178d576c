"""Unlearn what the caught images have in common.

A batch holds clean images and flagged images. The target of a clean image is the BadNet's softmax,
or its label where the BadNet is wrong. The target of a flagged image is the BadNet's softmax
without the target class t,

    softmax of the logits z with z_t = -inf.

The loss is the cross-entropy on logits, because a clipped softmax has no gradient where a network
is sure of everything.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import numpy as np

from core.data.parts import CleanData
from core.network.channels import Channels, apply_masks
from core.network.classifier import Classifier
from core.network.keras_types import Tensor, Variable
from core.network.optimizers import adam
from core.records import LearnOptions, Progress
from core.repair.unlearning_data import UNKNOWN, jittered
from core.screen.goodnet import GoodNet


def unlearn_caught(
    goodnet: GoodNet,
    repaired: Classifier,
    caught: np.ndarray,
    target: int,
    parts: CleanData,
    options: LearnOptions,
) -> Generator[Progress, object, None]:
    """Train `repaired` in place until caught images, uint8 (n, h, w, c), leave `target`."""
    settings, rng = options.settings, np.random.default_rng(options.seed)
    step = _step(goodnet, repaired, target, settings.learning_rate)
    tuning = parts.tuning
    for done in range(1, settings.steps + 1):
        rows = rng.integers(0, len(tuning), settings.clean_batch)
        some = rng.integers(0, len(caught), settings.caught_batch)
        clean = tuning.dataset.read(tuning.indices[rows])
        images = np.concatenate([clean, jittered(caught[some], rng, settings.shift)])
        labels = np.concatenate([tuning.labels[rows], np.full(len(some), UNKNOWN)])
        step(images, labels.astype(np.int64))
        yield Progress("learn", done, settings.steps)


def _step(
    goodnet: GoodNet, repaired: Classifier, target: int, learning_rate: float
) -> Callable[[np.ndarray, np.ndarray], Any]:
    """A function that takes one Adam step on images with labels (`UNKNOWN`: a caught image)."""
    import tensorflow as tf

    badnet, classes = goodnet.badnet, goodnet.classes
    weights = repaired.network.trainable_variables
    masks, optimizer = _masks(goodnet, repaired), adam(learning_rate)
    optimizer.build(weights)

    def step(images: Tensor, labels: Tensor) -> None:
        given = badnet.logits(images)
        caught = labels == UNKNOWN
        misled = caught[:, None] & tf.one_hot(target, classes, True, False)[None]
        soft = tf.nn.softmax(tf.where(misled, given.dtype.min, given))
        wrong = ~caught & (tf.argmax(given, -1) != labels)
        answers = tf.where(wrong[:, None], tf.one_hot(labels, classes), soft)
        with tf.GradientTape() as tape:
            log_p = tf.nn.log_softmax(repaired.logits(images))
            loss = -tf.reduce_mean(tf.reduce_sum(answers * log_p, -1))
        optimizer.apply(tape.gradient(loss, weights), weights)
        apply_masks(masks)

    signature = [
        tf.TensorSpec((None, *badnet.image_shape), tf.uint8),
        tf.TensorSpec((None,), tf.int64),
    ]
    return tf.function(step, autograph=False, input_signature=signature)


def _masks(goodnet: GoodNet, repaired: Classifier) -> list[tuple[Variable, np.ndarray]]:
    """The masks that keep pruned channels at zero."""
    if not goodnet.record.channels_pruned:
        return []
    weights = Channels(repaired.network, goodnet.record.layer).masks(())
    return [(weight, (weight.numpy() != 0).astype(np.float32)) for weight, _ in weights]
