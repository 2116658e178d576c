"""The least channel perturbation of each class: how little must channels change to answer it?

D. Wu, Y. Wang, "Adversarial Neuron Pruning Purifies Backdoored Deep Models", NeurIPS 2021, arXiv
2110.14430. When the neurons (here channels) of a backdoored network are perturbed, it collapses to
its target class far sooner than to any other, because it already has the channels through which the
trigger works. With f_d the network whose channels are scaled by 1 + d, the search solves

    minimise over d:   mean_x CE(f_d(x), t) + lambda |d|

for each class t over clean images x. Lambda adapts as in core/scan/inversion.py. The measure
assumes nothing about the form of the trigger. Like the margin, it hardly shows small patches in
large networks.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any

import numpy as np

from core.network.classifier import Classifier, logits_of
from core.network.graph import CONVOLUTIONS, channel_axis
from core.network.keras_internals import run_through_graph, takes_training
from core.network.keras_types import Compiled, Layer, Network, Tensor
from core.network.optimizers import adam
from core.records import ClassesMeasured, PerturbationSettings, Progress, ScanSettings
from core.scan.images import Sample
from core.scan.inversion import Penalty, side_by_side, those_found, towards

DEFAULT = ScanSettings()


def least_perturbations(
    classifier: Classifier,
    sample: Sample,
    targets: Sequence[int],
    seed: int = 0,
    settings: ScanSettings = DEFAULT,
) -> Generator[Progress | ClassesMeasured, object, np.ndarray]:
    """The least |d| found for each of K classes, (K,).

    It is infinite for a class to which no perturbation led enough images. A network whose only
    channels are the classes has nothing to perturb: all its values are infinite.

    Args:
        classifier: is not changed.
        sample: clean images.
        targets: the K classes.
        seed: of the batches.
        settings: `perturbation` is used, and of `inversion` the flip rate and the step size.
    """
    own = settings.perturbation
    if not _perturbed_layers(classifier.network):
        return np.full(len(targets), np.inf)
    rng, least = np.random.default_rng(seed), list[float]()
    done, total = 0, len(targets) * own.steps
    for group in side_by_side(classifier, targets, own.batch, settings.inversion):
        step = _stepper(classifier, group, own.learning_rate)
        penalty = Penalty(own.first_weight, len(group), settings.inversion)
        smallest = np.full(len(group), np.inf)
        for _ in range(own.steps):
            flipped, norms = step(*sample.batch(rng, own.batch), penalty.weights)
            if penalty.judge(flipped.numpy()):
                smallest = np.where(penalty.works, np.minimum(smallest, norms), smallest)
                yield ClassesMeasured("perturbation", those_found(group, smallest), len(targets))
            done += len(group)
            yield Progress("channels", done, total)
        least += smallest.tolist()
    return np.array(least)


def steps_in_all(classes: int, settings: PerturbationSettings = DEFAULT.perturbation) -> int:
    """How many images pass forward and back for this number of classes."""
    return classes * settings.steps * settings.batch


def _stepper(classifier: Classifier, targets: np.ndarray, learning_rate: float) -> Compiled:
    """One step towards each of `targets`, on shared images; gives flip rates and |d|, both (K,)."""
    import tensorflow as tf

    count = len(targets)
    changes = {
        layer.name: tf.Variable(tf.zeros((count, layer.output.shape[channel_axis(layer)])))
        for layer in _perturbed_layers(classifier.network)
    }
    d, goal = [*changes.values()], towards(targets, classifier.classes)
    logits = _perturbed(classifier, changes)
    optimizer = adam(learning_rate)
    optimizer.build(d)

    def step(images: Tensor, own: Tensor, weights: Tensor) -> Tensor:
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(d)
            answers = logits(tf.tile(images, (count, 1, 1, 1)))
            loss, flipped = goal(tf.reshape(answers, (count, -1, classifier.classes)), own)
            squares = tf.add_n([tf.reduce_sum(tf.square(each), -1) for each in d])
            # The square root has an infinite gradient at zero.
            norms = tf.sqrt(squares + 1e-9)
            total = tf.reduce_sum(loss + weights * norms)
        optimizer.apply(tape.gradient(total, d), d)
        return flipped, norms

    signature = [
        tf.TensorSpec((None, *classifier.image_shape), tf.uint8),
        tf.TensorSpec((None,), tf.int64),
        tf.TensorSpec((count,), tf.float32),
    ]
    return tf.function(step, autograph=False, input_signature=signature)


def _perturbed_layers(network: Network) -> list[Layer]:
    """The layers with channels of their own, except the last, whose channels are the classes."""
    kinds = (*CONVOLUTIONS, "Dense")
    return [layer for layer in network.layers if type(layer).__name__ in kinds][:-1]


def _perturbed(classifier: Classifier, changes: Mapping[str, Tensor]) -> Compiled:
    """Maps images (K B, h, w, c) to logits (K B, N); the k-th B images get the k-th d."""
    import keras
    import tensorflow as tf

    network = keras.Model(classifier.network.inputs, logits_of(classifier.network))

    def scaled(layer: Layer) -> Compiled:
        def call(*args: Any, **kwargs: Any) -> Tensor:
            if takes_training(layer):
                kwargs["training"] = False  # otherwise layers that augment images would do so
            out = layer(*args, **kwargs)
            if layer.name not in changes:
                return out
            change = changes[layer.name]
            factor = 1 + tf.repeat(change, tf.shape(out)[0] // change.shape[0], axis=0)
            shape = [-1, *(1 for _ in out.shape[1:])]
            shape[channel_axis(layer)] = change.shape[-1]
            return out * tf.reshape(factor, shape)

        return call

    def logits(images: Tensor) -> Tensor:
        return run_through_graph(network, classifier.scaled(images), scaled)

    return logits
