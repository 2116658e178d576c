"""Fine-Pruning, second half: train on clean data while pruned channels stay at zero.

Liu et al., RAID 2018 (see core/repair/pruning.py). Training restores the clean accuracy that
pruning cost, and overwrites what is left of the backdoor. Early stopping keeps the epoch with the
best accuracy on images that are never trained on.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from core.data.measuring import measure
from core.data.parts import Part
from core.network.classifier import Classifier
from core.network.keras_types import Variable
from core.records import Epoch, Progress, StageKey
from core.repair.training_step import Schedule, training_step


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
        above = measured.clean_accuracy > max((e.clean_accuracy for e in self._curve), default=-1.0)
        keep = self._schedule.keep
        epoch = Epoch(
            self._now.stage,
            len(self._curve),
            loss,
            clean_accuracy=measured.clean_accuracy,
            attack_success=measured.attack_success,
            suspected_attack_success=measured.suspected_attack_success,
            kept=above or keep == "last",
            best=above and keep == "best",
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


def _seed_noise(classifier: Classifier, rng: np.random.Generator) -> None:
    """Give dropout and noise layers the same random numbers in every run."""
    for layer in classifier.network.layers:
        generator = getattr(layer, "seed_generator", None)
        if generator is not None:
            generator.state.assign(rng.integers(0, 2**32, 2, np.uint32))
