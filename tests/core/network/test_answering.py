"""Sigmoids in place of a softmax, arithmetic between layers, and axes in another order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support import networks

from core.network.classifier import Classifier
from core.network.graph import atomic, steps
from core.network.layout import axis_order, image_shape

IMAGES = np.random.default_rng(0).integers(0, 256, (5, 12, 12, 3), np.uint8)


def network(units: int, activation: str | None) -> Any:
    from keras import Sequential, layers

    return networks.randomized(
        Sequential(
            [
                layers.Input((12, 12, 3)),
                layers.Conv2D(4, 3, activation="relu", name="conv"),
                layers.GlobalAveragePooling2D(),
                layers.Dense(units, activation=activation, name="answer"),
            ]
        )
    )


def answers(model: Any) -> np.ndarray:
    return np.asarray(model(IMAGES.astype(np.float32) / 255, training=False))


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


@pytest.mark.parametrize("activation", ["sigmoid", None])
def test_one_number_is_two_classes(activation: str | None) -> None:
    model = network(1, activation)
    p = answers(model) if activation else sigmoid(answers(model))
    classifier = Classifier(model)
    assert classifier.classes == 2
    np.testing.assert_allclose(classifier.softmax(IMAGES), np.hstack([1 - p, p]), atol=1e-6)
    logits = np.asarray(classifier.logits(IMAGES))
    np.testing.assert_allclose(sigmoid(logits[:, 1] - logits[:, 0])[:, None], p, atol=1e-6)
    np.testing.assert_allclose(answers(classifier.export()), answers(model), atol=1e-6)


def test_of_several_sigmoids_the_strongest_wins() -> None:
    model = network(4, "sigmoid")
    classifier = Classifier(model)
    p = classifier.softmax(IMAGES)
    np.testing.assert_allclose(p.sum(-1), 1, atol=1e-6)
    np.testing.assert_array_equal(p.argmax(-1), answers(model).argmax(-1))
    np.testing.assert_allclose(answers(classifier.copy().export()), answers(model), atol=1e-6)


def test_arithmetic_between_layers_is_a_step() -> None:
    import keras

    image: Any = keras.layers.Input((12, 12, 3))
    x = keras.layers.Conv2D(4, 3, name="conv")(image[..., ::-1] / 2.0)
    x = keras.ops.mean(x * keras.ops.relu6(x + 3.0), axis=[1, 2])
    inner = keras.Model(image, keras.layers.Dense(3, name="dense")(x), name="inner")
    outer = keras.Model(image, keras.layers.Softmax()(inner(1.0 - image)))
    model = networks.randomized(outer)
    flat = atomic(model)
    np.testing.assert_allclose(answers(flat), answers(model), atol=1e-6)
    assert "GetItem" in [type(step).__name__ for step in steps(flat)]
    classifier = Classifier(model)
    np.testing.assert_allclose(classifier.softmax(IMAGES), answers(model), atol=1e-5)
    np.testing.assert_allclose(answers(classifier.export()), answers(model), atol=1e-6)


@pytest.mark.parametrize(
    ("shape", "formats", "order", "image"),
    [
        ((28, 28), [], "h w", (28, 28, 1)),
        ((8, 9, 3), [], "h w c", (8, 9, 3)),
        ((3, 8, 9), [], "c h w", (8, 9, 3)),
        ((3, 8, 9), ["channels_last"], "c h w", (8, 9, 3)),
        ((3, 8, 3), ["channels_first"], "c h w", (8, 3, 3)),
        ((3, 8, 3), ["channels_last", "channels_first"], "h w c", (3, 8, 3)),
        ((None, None, 3), [], "h w c", (None, None, 3)),
        ((None, None), [], "h w", (None, None, 1)),
    ],
)
def test_the_order_of_axes_follows_from_the_shape(
    shape: tuple[int, ...], formats: list[str], order: str, image: tuple[int, ...]
) -> None:
    found = axis_order(shape, formats)
    assert found == order
    assert image_shape(shape, found) == image


@pytest.mark.parametrize("first", ["Reshape", "Permute"])
def test_images_are_arranged_as_the_network_takes_them(first: str) -> None:
    from keras import Sequential, layers

    make: dict[str, Callable[[], list[Any]]] = {
        "Reshape": lambda: [layers.Input((12, 12)), layers.Reshape((12, 12, 1))],
        "Permute": lambda: [layers.Input((3, 12, 12)), layers.Permute((2, 3, 1))],
    }
    model = networks.randomized(
        Sequential([*make[first](), layers.Conv2D(4, 3), layers.Flatten(), layers.Dense(3)])
    )
    images = IMAGES[..., : 1 if first == "Reshape" else 3]
    classifier = Classifier(model)
    assert classifier.image_shape == images.shape[1:]
    values = images.astype(np.float32) / 255
    given = values[..., 0] if first == "Reshape" else values.transpose(0, 3, 1, 2)
    logits = np.asarray(model(given, training=False))
    np.testing.assert_allclose(np.asarray(classifier.logits(images)), logits, atol=1e-5)
