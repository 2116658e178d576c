"""Least channel perturbations: how far a class is, and that a taught one is nearest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from support import tiles
from support.tiny import figures_of, records_of

from core.network.classifier import Classifier
from core.records import InversionSettings, ScanSettings
from core.scan.channel_perturbation import least_perturbations, steps_in_all
from core.scan.images import Sample

# What each class's channel answers to a white image; the last is dead.
ACTIVATIONS = (1.0, 0.2, 0.7, 0.9, 0.0)
ALL = range(len(ACTIVATIONS))


def network_of(
    activations: tuple[float, ...], layout: str = "channels_last", first: Sequence[Any] = ()
) -> Classifier:
    """One channel a class, whose activation is the class's logit, ten times."""
    import keras

    shape = (4, 4, 1) if layout == "channels_last" else (1, 4, 4)
    layers = keras.layers
    network = keras.Sequential(
        [
            keras.Input(shape),
            *first,
            layers.Conv2D(len(activations), 1, activation="relu", data_format=layout),
            layers.GlobalAveragePooling2D(data_format=layout),
            layers.Dense(len(activations), activation="softmax"),
        ]
    )
    kernel = np.reshape(np.array(activations, np.float32), (1, 1, 1, -1))
    network.layers[-3].set_weights([kernel, np.zeros(len(activations))])
    classes = len(activations)
    network.layers[-1].set_weights([10 * np.eye(classes), np.zeros(classes)])
    return Classifier(network)


def white(count: int = 50) -> Sample:
    return Sample(np.full((count, 4, 4, 1), 255, np.uint8), np.zeros(count, np.int64))


@pytest.mark.parametrize("layout", ["channels_last", "channels_first"])
def test_it_is_the_distance_to_the_class(layout):
    classifier = network_of(ACTIVATIONS, layout)
    records, least = records_of(least_perturbations(classifier, white(), ALL))
    # Two channels change: (1 + d) a = (1 + d') a' is met first at (a - a') / |(a, a')|.
    nearest = np.array([(1 - a) / np.hypot(1, a) for a in ACTIVATIONS[1:4]])
    assert (least[1:4] > 0.99 * nearest).all() and (least[1:4] < 2.1 * nearest).all()
    assert least[1:4].argsort().tolist() == [2, 1, 0]
    assert np.isinf(least[4])
    found = figures_of(records, "perturbation")
    assert found == {k: pytest.approx(least[k]) for k in ALL if np.isfinite(least[k])}
    assert records[-1].done == records[-1].total


def test_classes_that_are_searched_one_by_one_get_the_same():
    classifier = network_of(ACTIVATIONS)
    _, together = records_of(least_perturbations(classifier, white(), ALL))
    one_by_one = ScanSettings(inversion=InversionSettings(pixels_at_once=1))
    _, alone = records_of(least_perturbations(classifier, white(), ALL, settings=one_by_one))
    np.testing.assert_allclose(alone, together, rtol=1e-3)


def test_some_of_the_classes_get_the_same():
    classifier = network_of(ACTIVATIONS)
    _, everyone = records_of(least_perturbations(classifier, white(), ALL))
    _, some = records_of(least_perturbations(classifier, white(), (3, 1)))
    np.testing.assert_allclose(some, everyone[[3, 1]], rtol=1e-3)


def test_the_class_that_a_trigger_was_taught_for_is_nearest_and_nothing_changes():
    badnet = Classifier(tiles.trained(poison=200, stamp=tiles.striped))
    before = [weight.numpy() for weight in badnet.network.weights]
    images, _ = tiles.pictures(200, 40)
    sample = Sample(images, badnet.softmax(images).argmax(-1))
    _, least = records_of(least_perturbations(badnet, sample, range(tiles.CLASSES)))
    assert least.argmin() == tiles.TARGET
    for weight, kept in zip(badnet.network.weights, before, strict=True):
        np.testing.assert_array_equal(weight.numpy(), kept)


def test_layers_that_augment_images_do_not_while_it_is_searched():
    import keras

    _, plain = records_of(least_perturbations(network_of(ACTIVATIONS), white(), ALL))
    dark = keras.layers.RandomBrightness((-0.9, -0.8), value_range=(0, 1))
    _, least = records_of(least_perturbations(network_of(ACTIVATIONS, first=[dark]), white(), ALL))
    np.testing.assert_allclose(least, plain, rtol=1e-3)


def test_a_network_without_inner_channels_has_no_perturbations():
    import keras

    layers = keras.layers
    network = keras.Sequential([keras.Input((4, 4, 1)), layers.Flatten(), layers.Dense(6)])
    _, least = records_of(least_perturbations(Classifier(network), white(), range(6)))
    assert least.tolist() == [np.inf] * 6


def test_the_work_is_counted_in_images():
    assert steps_in_all(10) == 10 * steps_in_all(1)
