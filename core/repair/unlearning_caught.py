"""Unlearn what the caught images have in common.

A batch holds clean images and flagged images. The right answer to a clean image is the BadNet's
softmax, or its label where the BadNet is wrong. The right answer to a flagged image is the BadNet's
softmax without the target class t,

    softmax of the logits z with z_t = -inf.

There are few flagged images, and a network soon knows them by heart. So flagged images are mixed
with one another (mixup): their contents mix, but a trigger that lies over all of them stays whole.
In training t's logit of a flagged image is raised by a margin, which the other classes have to
exceed, and that of t's own images is lowered, so that t is not unlearned (as in
core/repair/unlearning_data.py). Half of the clean images are mixed as well.

The loss is the cross-entropy on logits, because a clipped softmax has no gradient where a network
is sure of everything.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.data.parts import CleanData, Part
from core.network.channels import Channels, apply_masks
from core.network.classifier import Classifier
from core.network.keras_types import Tensor, Variable
from core.network.optimizers import adam
from core.records import LearnOptions, LearnSettings, Progress
from core.repair.unlearning import DEFAULT
from core.repair.unlearning_data import jittered, mixed_up, own_weight
from core.screen.goodnet import GoodNet

UNKNOWN = -1


@dataclass(frozen=True)
class Batch:
    """What one step learns from.

    Attributes:
        images: uint8 (n, h, w, c).
        labels: (n,); `UNKNOWN` for caught and for mixed images.
        caught: whether an image was caught, (n,).
    """

    images: np.ndarray
    labels: np.ndarray
    caught: np.ndarray


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
    step, tuning = _step(goodnet, repaired, target, settings), parts.tuning
    # Where the class is rare, its own images come more often, as in core/repair/unlearning_data.py.
    weight = own_weight(tuning, target, settings.least_share, settings.most_weight)
    weights = np.where(tuning.labels == target, weight, 1.0)
    chances = weights / weights.sum()
    for done in range(1, settings.steps + 1):
        rows = rng.choice(len(tuning), settings.clean_batch, p=chances)
        batch = _batch(tuning, rows, caught, rng, settings)
        step(batch.images, batch.labels, batch.caught)
        yield Progress("learn", done, settings.steps)


def _batch(
    tuning: Part,
    rows: np.ndarray,
    caught: np.ndarray,
    rng: np.random.Generator,
    settings: LearnSettings,
) -> Batch:
    """Clean images in `rows`, some of them mixed, and mixed caught images; all are shifted."""
    clean = tuning.dataset.read(tuning.indices[rows])
    mixed = rng.random(len(clean)) < settings.mixed
    clean[mixed] = mixed_up(clean, rng)[mixed]
    some = mixed_up(caught[rng.integers(0, len(caught), settings.caught_batch)], rng)
    labels = np.where(mixed, UNKNOWN, tuning.labels[rows])
    return Batch(
        jittered(np.concatenate([clean, some]), rng, settings.shift),
        np.concatenate([labels, np.full(len(some), UNKNOWN)]).astype(np.int64),
        np.arange(len(clean) + len(some)) >= len(clean),
    )


def _step(
    goodnet: GoodNet, repaired: Classifier, target: int, settings: LearnSettings
) -> Callable[[np.ndarray, np.ndarray, np.ndarray], Any]:
    """A function that takes one Adam step on the images, labels and `caught` of a `Batch`."""
    import tensorflow as tf

    badnet, classes = goodnet.badnet, goodnet.classes
    weights = repaired.network.trainable_variables
    rate = DEFAULT.share_of_rate(badnet.kernels) * settings.learning_rate
    masks, optimizer = _masks(goodnet, repaired), adam(rate)
    optimizer.build(weights)

    def step(images: Tensor, labels: Tensor, caught: Tensor) -> None:
        given = badnet.logits(images)
        answered = tf.argmax(given, -1)
        t = tf.one_hot(target, classes, True, False)[None]
        misled, own = caught[:, None] & t, (~caught & (answered == target))[:, None] & t
        soft = tf.nn.softmax(tf.where(misled, given.dtype.min, given))
        wrong = (labels != UNKNOWN) & (answered != labels)
        answers = tf.where(wrong[:, None], tf.one_hot(labels, classes), soft)
        raised, lowered = tf.cast(misled, given.dtype), tf.cast(own, given.dtype)
        margins = settings.margin * raised - settings.own_margin * lowered
        with tf.GradientTape() as tape:
            log_p = tf.nn.log_softmax(repaired.logits(images) + margins)
            loss = -tf.reduce_mean(tf.reduce_sum(answers * log_p, -1))
        optimizer.apply(tape.gradient(loss, weights), weights)
        apply_masks(masks)

    signature = [
        tf.TensorSpec((None, *badnet.image_shape), tf.uint8),
        tf.TensorSpec((None,), tf.int64),
        tf.TensorSpec((None,), tf.bool),
    ]
    return tf.function(step, autograph=False, input_signature=signature)


def _masks(goodnet: GoodNet, repaired: Classifier) -> list[tuple[Variable, np.ndarray]]:
    """The masks that keep pruned channels at zero."""
    if not goodnet.record.channels_pruned:
        return []
    weights = Channels(repaired.network, goodnet.record.layer).masks(())
    return [(weight, (weight.numpy() != 0).astype(np.float32)) for weight, _ in weights]
