"""Fine-Pruning, second half: train on clean data while pruned channels stay at zero.

Liu et al., RAID 2018 (see core/pruning.py). Training restores the clean accuracy that pruning
cost and overwrites what is left of the backdoor. Early stopping keeps the epoch with the best
accuracy on images that training never sees.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from core.channels import apply_masks
from core.classifier import Classifier
from core.measuring import measure
from core.parts import Part
from core.records import Epoch, Progress

PATIENCE = 3
LEARNING_RATE = 2e-4
BATCH = 64

Batches = Callable[[np.random.Generator], Iterator[tuple[np.ndarray, np.ndarray]]]


def hard_batches(classifier: Classifier, tuning: Part) -> Batches:
    """Batches of a part with one-hot targets (n, N)."""

    def batches(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        identity = np.eye(classifier.classes, dtype=np.float32)
        for images, labels, _ in tuning.batches(rng, BATCH):
            yield images, identity[labels]

    return batches


def finetune(
    classifier: Classifier,
    masks: Sequence[tuple[Any, np.ndarray]],
    batches: Batches,
    steps: int,
    stopping: Part,
    *,
    epochs: int,
    learning_rate: float = LEARNING_RATE,
    keep: Literal["best", "last"] = "best",
    seed: int = 0,
    stage: str = "fine-tune",
    attacks: Mapping[str, Part] | None = None,
    stamped: Mapping[str, Part] | None = None,
) -> Generator[Progress | Epoch, object, tuple[Epoch, ...]]:
    """Train `classifier` in place under the masks; by default it ends with the best weights.

    Yields `Progress` a batch and `Epoch` an epoch; epoch 0 is the network as it came. A watcher
    that sends anything ends the training after this epoch and keeps the best so far.

    Args:
        classifier: trained in place.
        masks: weights of pruned channels, see `Channels.masks`.
        batches: gives (uint8 images, target probabilities (n, N)) for one epoch.
        steps: how many batches make an epoch.
        stopping: early stopping's images; never trained on.
        epochs: at most so many.
        learning_rate: Adam's.
        keep: which epoch's weights the network ends with.
        seed: of the shuffling, and of dropout.
        stage: the name that the records bear.
        attacks: poisoned sets, only shown.
        stamped: clean images with suspected triggers on, only shown.
    """
    step = training_step(classifier, masks, learning_rate)
    rng = np.random.default_rng(seed)
    _seed_noise(classifier, rng)
    shown, total = (attacks or {}, stamped or {}), epochs * steps
    start = Epoch(stage, 0, None, clean_accuracy=-1.0)
    curve = [(yield from _epoch(classifier, start, stopping, shown, Progress(stage, 0, total)))]
    best, best_epoch = _weights(classifier), curve[0]
    yield best_epoch
    for number in range(1, epochs + 1):
        losses = []
        for batch, (images, targets) in enumerate(batches(rng), 1):
            losses.append(float(step(images, targets)))
            now = Progress(stage, (number - 1) * steps + min(batch, steps), total)
            yield now
        trained = Epoch(stage, number, float(np.mean(losses)), best_epoch.clean_accuracy)
        curve.append((yield from _epoch(classifier, trained, stopping, shown, now)))
        if curve[-1].kept or keep == "last":
            best, best_epoch = _weights(classifier), curve[-1]
        stop_early = (yield curve[-1]) is not None
        if stop_early or number - best_epoch.epoch >= PATIENCE:
            break
    for weight, value in zip(classifier.network.weights, best, strict=True):
        weight.assign(value)
    yield Progress(stage, total, total)
    return tuple(curve)


def training_step(
    classifier: Classifier, masks: Sequence[tuple[Any, np.ndarray]], learning_rate: float
) -> Callable[[np.ndarray, np.ndarray], Any]:
    """One step of Adam on the cross-entropy, after which pruned weights are zero again."""
    import keras
    import tensorflow as tf

    network = classifier.network
    optimizer = keras.optimizers.Adam(learning_rate)
    optimizer.build(network.trainable_variables)

    def step(images: Any, targets: Any) -> Any:
        with tf.GradientTape() as tape:
            outputs = network(classifier.scaled(images), training=True)
            p = tf.clip_by_value(classifier.probabilities(outputs), 1e-7, 1.0)
            loss = -tf.reduce_mean(tf.reduce_sum(targets * tf.math.log(p), -1))
        gradients = tape.gradient(loss, network.trainable_variables)
        optimizer.apply(gradients, network.trainable_variables)
        apply_masks(masks)
        return loss

    signature = [
        tf.TensorSpec((None, *classifier.image_shape), tf.uint8),
        tf.TensorSpec((None, classifier.classes), tf.float32),
    ]
    return tf.function(step, autograph=False, input_signature=signature)


def _seed_noise(classifier: Classifier, rng: np.random.Generator) -> None:
    """Have dropout and noise layers draw the same in every run."""
    for layer in classifier.network.layers:
        generator = getattr(layer, "seed_generator", None)
        if generator is not None:
            generator.state.assign(rng.integers(0, 2**32, 2, np.uint32))


def _epoch(
    classifier: Classifier,
    epoch: Epoch,
    stopping: Part,
    shown: tuple[Mapping[str, Part], Mapping[str, Part]],
    heartbeat: Progress,
) -> Generator[Progress, object, Epoch]:
    """`epoch` with what is measured after it; it is kept if it beats the best so far."""
    measured = yield from measure(classifier, stopping, *shown, heartbeat)
    return replace(
        epoch,
        clean_accuracy=measured.clean_accuracy,
        attack_success=measured.attack_success,
        suspected_attack_success=measured.suspected_attack_success,
        kept=measured.clean_accuracy > epoch.clean_accuracy,
    )


def _weights(classifier: Classifier) -> list[np.ndarray]:
    return [np.array(weight) for weight in classifier.network.weights]
