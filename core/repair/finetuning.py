"""Fine-Pruning, second half: train on clean data while pruned channels stay at zero.

Liu et al., RAID 2018 (see core/repair/pruning.py). Training restores the clean accuracy that
pruning cost, and overwrites what is left of the backdoor. Early stopping keeps the epoch with the
best accuracy on images that are never trained on.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal, NamedTuple

import numpy as np

from core.data.measuring import measure
from core.data.parts import Part
from core.jobs import memory
from core.network.channels import apply_masks
from core.network.classifier import Classifier
from core.network.keras_types import Network, Tensor, Variable
from core.network.optimizers import adam
from core.records import Epoch, FineTuneSettings, Progress, StageKey
from core.repair.sharpness import shifted, steepest


class TrainingBatch(NamedTuple):
    """The batch of one training step.

    Attributes:
        images: uint8 (n, h, w, c).
        targets: the wanted probabilities of each image, (n, N), multiplied by its weight.
        margins: added to the logits (n, N) in training only, so that the right class has to exceed
            a raised wrong class (after K. Cao et al., "Learning imbalanced datasets with
            label-distribution-aware margin loss", NeurIPS 2019).
    """

    images: np.ndarray
    targets: np.ndarray
    margins: np.ndarray


TrainingBatches = Callable[[np.random.Generator], Iterator[TrainingBatch]]


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
    seed: int = 0
    settings: FineTuneSettings = field(default_factory=FineTuneSettings)

    def rate(self) -> Any:
        """The learning rate in the form that Keras takes."""
        import keras

        first = self.learning_rate or self.settings.learning_rate
        if not self.anneal:
            return first
        return keras.optimizers.schedules.CosineDecay(first, self.epochs * self.steps)


def hard_batches(classifier: Classifier, tuning: Part, size: int) -> TrainingBatches:
    """Batches of a part with `size` images each, and one-hot targets (n, N)."""

    def batches(rng: np.random.Generator) -> Iterator[TrainingBatch]:
        identity = np.eye(classifier.classes, dtype=np.float32)
        for images, labels, _ in tuning.batches(rng, size):
            targets = identity[labels]
            yield TrainingBatch(images, targets, np.zeros_like(targets))

    return batches


def finetune(
    classifier: Classifier,
    masks: Sequence[tuple[Variable, np.ndarray]],
    batches: TrainingBatches,
    stopping: Part,
    schedule: Schedule,
    *,
    stage: StageKey = "fine-tune",
    attacks: Mapping[str, Part] | None = None,
    stamped: Mapping[str, Part] | None = None,
) -> Generator[Progress | Epoch, object, tuple[Epoch, ...]]:
    """Train `classifier` in place under the masks; by default it ends with the best weights.

    Yields `Progress` for each batch and `Epoch` for each epoch; epoch 0 is the network before
    training. If the caller sends anything, training ends after the current epoch.

    Args:
        classifier: trained in place.
        masks: weights of pruned channels, see `Channels.masks`.
        batches: gives the batches of one epoch.
        stopping: images for early stopping; never trained on.
        schedule: how long, how fast, and which epoch is kept.
        stage: the name in the records.
        attacks: poisoned sets; only displayed.
        stamped: clean images with suspected triggers on; only displayed.
    """
    rng = np.random.default_rng(schedule.seed)
    _seed_noise(classifier, rng)
    step = training_step(classifier, masks, schedule)
    training = _Training(classifier, stopping, (attacks or {}, stamped or {}), schedule, stage)
    yield (yield from training.measure(None))
    for _ in range(schedule.epochs):
        loss = yield from training.train(step, batches(rng))
        stop_early = (yield (yield from training.measure(loss))) is not None
        if stop_early or training.is_over():
            break
    return (yield from training.end())


class _Training:
    """A training in progress: its position, its curve, and the weights that it will end with."""

    def __init__(
        self,
        classifier: Classifier,
        stopping: Part,
        shown: tuple[Mapping[str, Part], Mapping[str, Part]],
        schedule: Schedule,
        stage: StageKey,
    ) -> None:
        self._classifier = classifier
        self._stopping = stopping
        self._shown = shown
        self._schedule = schedule
        self._now = Progress(stage, 0, schedule.epochs * schedule.steps)
        self._curve: list[Epoch] = []
        self._kept: Epoch | None = None
        self._weights: list[np.ndarray] = []

    def is_over(self) -> bool:
        """Whether the epochs since the kept one used up the patience of early stopping."""
        since_best = len(self._curve) - 1 - (self._kept.epoch if self._kept else 0)
        return since_best >= self._schedule.settings.patience and not self._schedule.anneal

    def train(
        self,
        step: Callable[[np.ndarray, np.ndarray, np.ndarray], Any],
        batches: Iterator[TrainingBatch],
    ) -> Generator[Progress, object, float]:
        """Train for one epoch; returns the mean loss."""
        steps = self._schedule.steps
        losses, begun = [], (len(self._curve) - 1) * steps
        for number, batch in enumerate(batches, 1):
            losses.append(float(step(*batch)))
            self._now = replace(self._now, done=begun + min(number, steps))
            yield self._now
        return float(np.mean(losses))

    def measure(self, loss: float | None) -> Generator[Progress, object, Epoch]:
        """Measure the epoch that was trained last; without `loss`, the network before training."""
        measured = yield from measure(self._classifier, self._stopping, *self._shown, self._now)
        best = measured.clean_accuracy > max((e.clean_accuracy for e in self._curve), default=-1.0)
        epoch = Epoch(
            self._now.stage,
            len(self._curve),
            loss,
            clean_accuracy=measured.clean_accuracy,
            attack_success=measured.attack_success,
            suspected_attack_success=measured.suspected_attack_success,
            kept=best or self._schedule.keep == "last",
            best=best,
        )
        self._curve.append(epoch)
        if epoch.kept:
            self._kept = epoch
            self._weights = [np.array(weight) for weight in self._classifier.network.weights]
        return epoch

    def end(self) -> Generator[Progress, object, tuple[Epoch, ...]]:
        """Put the kept weights back; returns the curve."""
        for weight, value in zip(self._classifier.network.weights, self._weights, strict=True):
            weight.assign(value)
        yield replace(self._now, done=self._now.total)
        return tuple(self._curve)


def training_step(
    classifier: Classifier,
    masks: Sequence[tuple[Variable, np.ndarray]],
    schedule: Schedule,
) -> Callable[[np.ndarray, np.ndarray, np.ndarray], Any]:
    """A function that takes one Adam step on the cross-entropy and keeps pruned weights at zero.

    Args:
        classifier: see `finetune`.
        masks: see `finetune`.
        schedule: rate, rho and dropout are used.

    Raises:
        OutOfMemory: there is too little memory for what a step stores.
    """
    import tensorflow as tf

    network = classifier.network
    # A step stores all activations of a batch, and for each weight a gradient and Adam's two
    # moments.
    memory.require(4 * (classifier.floats * schedule.settings.batch + 3 * network.count_params()))
    optimizer = adam(schedule.rate())
    weights = _trained_weights(network, schedule.rho)
    optimizer.build(weights)
    slope = partial(_slope, classifier, weights, schedule.dropout)
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

    by_class = tf.TensorSpec((None, classifier.classes), tf.float32)
    signature = [tf.TensorSpec((None, *classifier.image_shape), tf.uint8), by_class, by_class]
    return tf.function(step, autograph=False, input_signature=signature)


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
    dropout: bool,
    images: Tensor,
    targets: Tensor,
    margins: Tensor,
) -> tuple[Tensor, list[Tensor]]:
    """The cross-entropy on a batch, and its gradient with respect to each of the weights."""
    import tensorflow as tf

    with tf.GradientTape() as tape:
        if dropout:
            outputs = classifier.network(classifier.scaled(images), training=True)
        else:
            outputs = classifier.outputs(images)
        p = tf.clip_by_value(classifier.probabilities(outputs), 1e-7, 1.0)
        log_p = tf.nn.log_softmax(tf.math.log(p) + margins)
        loss = -tf.reduce_mean(tf.reduce_sum(targets * log_p, -1))
    return loss, tape.gradient(loss, weights)


def _seed_noise(classifier: Classifier, rng: np.random.Generator) -> None:
    """Give dropout and noise layers the same random numbers in every run."""
    for layer in classifier.network.layers:
        generator = getattr(layer, "seed_generator", None)
        if generator is not None:
            generator.state.assign(rng.integers(0, 2**32, 2, np.uint32))
