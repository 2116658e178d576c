"""One Adam step on the cross-entropy; pruned weights stay at zero."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

import numpy as np

from core.jobs import memory
from core.network.channels import apply_masks
from core.network.classifier import Classifier
from core.network.keras_types import Network, Tensor, Variable
from core.network.optimizers import adam
from core.network.slopes import images_at_once, in_parts
from core.records import FineTuneSettings
from core.repair.sharpness import shifted, steepest


@dataclass(frozen=True)
class Schedule:
    """How long and how fast a network is trained.

    Attributes:
        epochs: the most epochs to train.
        steps: how many batches make an epoch.
        learning_rate: Adam's initial rate; None takes the rate of the settings.
        anneal: whether the rate falls to zero along a cosine; all epochs are then trained.
        rho: the size of the neighbourhood of the weights in which the loss must be low
            (core/repair/sharpness.py); 0 turns this off.
        dropout: whether dropout and noise layers are active. They are not where the targets are the
            softmax of another network: that network answered with all its units, so dropping some
            would pull even an identical network away from it.
        keep: which epoch's weights the network ends with.
        temperature: the logits are divided by it (G. Hinton, O. Vinyals, J. Dean, "Distilling the
            Knowledge in a Neural Network", 2015); the targets were softened by the same.
        seed: of the shuffling and of dropout.
        settings: all other numbers.
    """

    epochs: int
    steps: int
    learning_rate: float | None = None
    anneal: bool = False
    rho: float = 0.0
    dropout: bool = True
    keep: Literal["best", "last"] = "best"
    temperature: float = 1.0
    seed: int = 0
    settings: FineTuneSettings = field(default_factory=FineTuneSettings)

    def rate(self) -> Any:
        """The learning rate in the form that Keras takes."""
        import keras

        first = self.learning_rate or self.settings.learning_rate
        if not self.anneal:
            return first
        return keras.optimizers.schedules.CosineDecay(first, self.epochs * self.steps)


def training_step(
    classifier: Classifier,
    masks: Sequence[tuple[Variable, np.ndarray]],
    schedule: Schedule,
) -> Callable[[np.ndarray, np.ndarray, np.ndarray], Any]:
    """A function that takes one Adam step on the cross-entropy and keeps pruned weights at zero.

    Args:
        classifier: see `finetune`.
        masks: see `finetune`.
        schedule: rate, rho, dropout and temperature are used.

    Raises:
        OutOfMemory: there is too little memory for what a step stores.
    """
    import tensorflow as tf

    network = classifier.network
    part = images_at_once(classifier, schedule.settings.batch, schedule.settings.floats_at_once)
    # A step stores all activations of a part, for each weight a gradient and Adam's two moments.
    memory.require(4 * (classifier.floats * part + 3 * network.count_params()))
    optimizer = adam(schedule.rate())
    weights = _trained_weights(network, schedule.rho)
    optimizer.build(weights)
    whole = partial(_slope, classifier, weights, schedule)
    slope = in_parts(whole, schedule.settings.batch, part)
    first = [each for each in classifier.input_kernels() if not (each[1] == 1).all()]

    def step(images: Tensor, targets: Tensor, margins: Tensor) -> Tensor:
        loss, gradients = slope(images, targets, margins)
        if schedule.rho:
            with shifted(weights, steepest(weights, gradients, schedule.rho)):
                _, gradients = slope(images, targets, margins)
        with _steps_scaled(first):
            optimizer.apply(gradients, weights)
        apply_masks(masks)
        return loss

    return tf.function(step, autograph=False, input_signature=_signature(classifier))


def _signature(classifier: Classifier) -> list[Any]:
    """Images, targets and margins of any number of images."""
    import tensorflow as tf

    by_class = tf.TensorSpec((None, classifier.classes), tf.float32)
    return [tf.TensorSpec((None, *classifier.image_shape), tf.uint8), by_class, by_class]


@contextmanager
def _steps_scaled(kernels: Sequence[tuple[Variable, np.ndarray]]) -> Iterator[None]:
    """Multiply the change of each kernel within the block by the factors given with it."""
    before = [kernel.value + 0.0 for kernel, _ in kernels]
    yield
    for old, (kernel, factors) in zip(before, kernels, strict=True):
        kernel.assign(old + factors * (kernel - old))


def _trained_weights(network: Network, rho: float) -> list[Variable]:
    """All trainable weights; the statistics of batch normalizations stay as they are.

    A few images, some of them stamped, would estimate those statistics poorly. With `rho`, the
    scales and shifts of batch normalizations stay as well: a neighbourhood in proportion to them
    would change all channels at once.
    """
    norms = [layer for layer in network.layers if type(layer).__name__ == "BatchNormalization"]
    for norm in norms:
        norm.trainable = False
    pairs = [] if rho else [(norm.gamma, norm.beta) for norm in norms]
    moved = [weight for pair in pairs for weight in pair if weight is not None]
    return [*network.trainable_variables, *moved]


def _slope(
    classifier: Classifier,
    weights: Sequence[Tensor],
    schedule: Schedule,
    images: Tensor,
    targets: Tensor,
    margins: Tensor,
) -> tuple[Tensor, list[Tensor]]:
    """The cross-entropy on a batch, and its gradient with respect to each of the weights."""
    import tensorflow as tf

    with tf.GradientTape() as tape:
        logits = _logits(classifier, images, schedule.dropout)
        log_p = tf.nn.log_softmax((logits + margins) / schedule.temperature)
        loss = -tf.reduce_mean(tf.reduce_sum(targets * log_p, -1))
    unused = tf.UnconnectedGradients.ZERO
    return loss, tape.gradient(loss, weights, unconnected_gradients=unused)


def _logits(classifier: Classifier, images: Tensor, dropout: bool) -> Tensor:
    """The logits (n, N) of a batch, with dropout and noise or without."""
    import tensorflow as tf

    if not dropout:
        return classifier.logits(images)
    outputs = classifier.network(classifier.scaled(images), training=True)
    return tf.math.log(tf.clip_by_value(classifier.probabilities(outputs), 1e-7, 1.0))
