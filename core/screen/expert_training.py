"""Train the backdoor expert: a copy of the BadNet that unlearns its classes, not its backdoor.

core/screen/votes/expert.py cites the paper. All weights are trained with Adam on clean images with
wrong labels, (y + 1) mod N, and batch normalization in its inference form. Training stops when the
accuracy on some of the images is a fifth of what it was. This takes only a few steps; more would
remove the backdoor as well.
"""

# pyright: basic
# TensorFlow has no types.
from __future__ import annotations

from collections.abc import Generator

import numpy as np

from core.data.parts import Part
from core.network.classifier import Classifier
from core.network.keras_types import Compiled, Tensor
from core.network.optimizers import adam
from core.network.slopes import images_at_once, in_parts
from core.records import FineTuneSettings, Progress, ScreenSettings

# So many steps an expert usually takes to forget its classes, see docs/results.md#six-votes.
STEPS_OF_AN_EXPERT = 10
# The cost of a pass forward and back, in forward passes.
BACK = 3


def work_of_an_expert(settings: ScreenSettings) -> float:
    """The expected work of training one expert, in images through a forward pass."""
    return STEPS_OF_AN_EXPERT * (BACK * settings.expert_batch + settings.expert_probe)


def train_expert(
    badnet: Classifier, clean: Part, settings: ScreenSettings, seed: int
) -> Generator[Progress, object, Classifier | None]:
    """The expert, or None if it did not unlearn its classes in time.

    Args:
        badnet: the network as received; it is not changed.
        clean: labelled images, none of which may calibrate the expert's vote.
        settings: the numbers of the training.
        seed: of the order of the images.
    """
    rng = np.random.default_rng([seed, *b"expert"])
    rows = rng.permutation(len(clean))[: settings.expert_images]
    probe = np.sort(rows[: settings.expert_probe])
    shown, labels = clean.dataset.read(clean.indices[probe]), clean.labels[probe]
    expert = badnet.copy()
    enough = settings.expert_accuracy * _accuracy(badnet, shown, labels)
    step = _step(expert, settings)
    for _ in range(settings.expert_steps):
        batch = np.sort(rng.choice(rows, min(settings.expert_batch, len(rows)), replace=False))
        wrong = (clean.labels[batch] + 1) % badnet.classes
        step(clean.dataset.read(clean.indices[batch]), wrong.astype(np.int32))
        yield Progress("calibrate", 0, 1)
        if _accuracy(expert, shown, labels) <= enough:
            return expert
    return None


def _accuracy(classifier: Classifier, images: np.ndarray, labels: np.ndarray) -> float:
    return float((classifier.softmax(images).argmax(-1) == labels).mean())


def _step(expert: Classifier, settings: ScreenSettings) -> Compiled:
    """A function that takes one Adam step on the cross-entropy to labels (n,)."""
    import tensorflow as tf

    network = expert.network
    weights = network.trainable_variables
    optimizer = adam(settings.expert_rate)
    optimizer.build(weights)

    def slope(images: Tensor, labels: Tensor) -> tuple[Tensor, list[Tensor]]:
        with tf.GradientTape() as tape:
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, expert.logits(images))
            loss = tf.reduce_mean(losses)
        unused = tf.UnconnectedGradients.ZERO
        return loss, tape.gradient(loss, weights, unconnected_gradients=unused)

    batch, floats = settings.expert_batch, FineTuneSettings().floats_at_once  # as in fine-tuning
    whole = in_parts(slope, batch, images_at_once(expert, batch, floats))

    def step(images: Tensor, labels: Tensor) -> Tensor:
        loss, gradients = whole(images, labels)
        optimizer.apply(gradients, weights)
        return loss

    signature = [
        tf.TensorSpec((None, *expert.image_shape), tf.uint8),
        tf.TensorSpec((None,), tf.int32),
    ]
    return tf.function(step, autograph=False, input_signature=signature)
