"""Sigmoids in place of a softmax, arithmetic between layers, and axes in another order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import networks

from core.network.classifier import Classifier
from core.network.graph import atomic, steps
from core.network.layout import axis_order, image_shape
from core.opening import badnet

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


# -- probabilities that were mixed ---------------------------------------------------------


def member(units: int, activation: str) -> Callable[[Any], Any]:
    from keras import layers

    def answer(image: Any) -> Any:
        x = layers.Conv2D(4, 3, activation="relu")(image)
        return layers.Dense(units, activation=activation)(layers.GlobalAveragePooling2D()(x))

    return answer


SHARES = np.array([0.25, 0.5, 0.25])
# Of the answers of three networks, keras.layers and keras.ops.
MIXED: dict[str, Callable[[list[Any], Any, Any], Any]] = {
    "mean": lambda p, k, o: k.Average()(p),
    "sum": lambda p, k, o: k.Add()(p),
    "weighted": lambda p, k, o: 0.5 * p[0] + 0.3 * p[1] + 0.2 * p[2],
    "nested mean": lambda p, k, o: k.Average()([k.Average()(p[:2]), p[2]]),
    "divided sum": lambda p, k, o: (p[0] + p[1] + p[2]) / 3.0,
    "mean of a stack": lambda p, k, o: o.mean(o.stack(p, axis=1), axis=1),
    "mean by weights": lambda p, k, o: o.average(o.stack(p, axis=1), axis=1, weights=SHARES),
    "most": lambda p, k, o: k.Maximum()(p),
    "product": lambda p, k, o: k.Multiply()(p),
    "clipped": lambda p, k, o: o.clip(k.Average()(p), 1e-7, 1.0),
    "reshaped": lambda p, k, o: k.Reshape((p[0].shape[-1],))(k.Reshape((1, -1))(p[0])),
    "with dropout": lambda p, k, o: k.Dropout(0.5)(p[0]),
}


def opened(path: Path, mix: Callable[[list[Any], Any, Any], Any], units: int, end: str) -> Any:
    """Three networks whose answers are mixed, and what the inspection says of the answer."""
    import keras

    image = keras.Input((12, 12, 3))
    made = [member(units, end)(image) for _ in range(3)]
    networks.randomized(keras.Model(image, mix(made, keras.layers, keras.ops))).save(path)
    inspection, model = badnet.load_inspected(path)
    return model, inspection.output


@pytest.mark.parametrize("name", MIXED)
def test_mixed_softmaxes_are_probabilities_and_no_logits(name: str, tmp_path: Path) -> None:
    model, output = opened(tmp_path / "model.keras", MIXED[name], 4, "softmax")
    p = answers(model)
    expected = p / p.sum(-1, keepdims=True)
    assert np.ptp(expected) > 0.05
    np.testing.assert_allclose(Classifier(model).softmax(IMAGES), expected, atol=1e-5)
    assert output == "softmax"


@pytest.mark.parametrize("name", ["mean", "sum", "weighted", "mean of a stack", "reshaped"])
def test_mixed_sigmoids_are_probabilities_of_the_second_class(name: str, tmp_path: Path) -> None:
    model, output = opened(tmp_path / "model.keras", MIXED[name], 1, "sigmoid")
    p = answers(model) / (3 if name == "sum" else 1)
    np.testing.assert_allclose(Classifier(model).softmax(IMAGES), np.hstack([1 - p, p]), atol=1e-5)
    assert output == "sigmoid"


@pytest.mark.parametrize("name", ["mean", "product", "with dropout"])
def test_of_several_mixed_sigmoids_the_strongest_wins(name: str, tmp_path: Path) -> None:
    model, output = opened(tmp_path / "model.keras", MIXED[name], 4, "sigmoid")
    classifier = Classifier(model)
    found = classifier.softmax(IMAGES)
    np.testing.assert_array_equal(found.argmax(-1), answers(model).argmax(-1))
    np.testing.assert_allclose(found.sum(-1), 1, atol=1e-5)
    np.testing.assert_allclose(answers(classifier.copy().export()), answers(model), atol=1e-6)
    assert output == "sigmoid"


@pytest.mark.parametrize(
    "mix",
    [
        lambda p, k, o: k.Subtract()(p[:2]),
        lambda p, k, o: -1.0 * p[0],
        lambda p, k, o: p[0] + 0.5,
        lambda p, k, o: k.Multiply()([p[0], k.Dense(4)(p[1])]),
        lambda p, k, o: k.Average()([p[0], k.Dense(4)(p[1])]),
        lambda p, k, o: k.Dense(4)(k.Average()(p)),
    ],
)
def test_what_is_computed_of_probabilities_are_logits(mix: Any, tmp_path: Path) -> None:
    model, output = opened(tmp_path / "model.keras", mix, 4, "softmax")
    powers = np.exp(answers(model))
    found = Classifier(model).softmax(IMAGES)
    np.testing.assert_allclose(found, powers / powers.sum(-1, keepdims=True), atol=1e-5)
    assert output == "logits"
