"""Sums in which Keras since 3.7 takes a tensor for a bias, and adds it along another axis."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import networks
from support.hostile import Config, layer, sequential, write_h5
from support.in_process import InProcess
from support.stock import compared
from support.wider import answer, classified, functional, operation, tensor

from core.errors import NotSupported
from core.opening import badnet
from core.opening.biases import may_be_misplaced, misplaced, takes_biases

DRAW = np.random.default_rng(7)
IMAGES = DRAW.random((3, 8, 8, 3)).astype(np.float32)


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)


SHAPES = [shape for rank in (1, 2, 3) for shape in itertools.product((1, 2, 3), repeat=rank)]
PAIRS = [
    (x, y)
    for x, y in itertools.product(SHAPES, repeat=2)
    if len(y) <= len(x)
    and all(a == b or 1 in (a, b) for a, b in zip(x[::-1], y[::-1], strict=False))
]


def is_elsewhere(x: np.ndarray, y: np.ndarray) -> bool:
    """Whether Keras adds y elsewhere than where it lies."""
    import keras

    made = np.asarray(keras.ops.add(x, y))
    return made.shape != (x + y).shape or not np.allclose(made, x + y)


def test_the_rule_is_that_of_the_keras_that_is_installed() -> None:
    for x, y in PAIRS:
        found = is_elsewhere(DRAW.random((2, *x)), DRAW.random(y))
        assert found == misplaced(x, y), (x, y)


@pytest.mark.parametrize("images", [1, 2, 3])
def test_the_rule_is_known_for_any_number_of_images(images: int) -> None:
    count = 0
    for x, y in PAIRS:
        ones = (1,) * (len(x) - len(y))
        if is_elsewhere(DRAW.random((images, *x)), DRAW.random((images, *ones, *y))):
            assert may_be_misplaced(x, y), (x, y)
            count += 1
    assert count > 10


@pytest.mark.parametrize(
    ("version", "takes"),
    [("3.15.1", True), ("3.7.0", True), ("3.10.0", True), ("", True), ("3.6.0", False),
     ("2.15.0", False), ("2.2.4-tf", False), ("1.2.2", False), ("nonsense", True)],
)  # fmt: skip
def test_versions_before_3_7_take_nothing_for_a_bias(version: str, takes: bool) -> None:
    assert takes_biases(version) == takes


# -- tensors of a batch --------------------------------------------------------------------

# In Keras 3: of images, keras.layers and keras.ops.
MADE: dict[str, Callable[[Any, Any, Any], Any]] = {
    "rows of a table": lambda x, k, o: k.Add()([x[..., 0], o.max(x[..., 1], -1, keepdims=True)]),
    "columns of an image": lambda x, k, o: x + o.mean(x, axis=(1, 3), keepdims=True),
    "a number for each image": lambda x, k, o: k.Add()([x, o.max(x, (1, 2, 3), keepdims=True)]),
    "an advantage": lambda x, k, o: k.Add()([k.Dense(3)(k.Flatten()(x)),
                                            k.Dense(1)(k.Flatten()(x))]),
    "both enlarged": lambda x, k, o: k.Add()([o.max(x, (2, 3), keepdims=True)[..., 0],
                                             o.max(x, (1, 3), keepdims=True)[..., 0]]),
    "other ranks": lambda x, k, o: k.Add()([x[..., 0], o.max(x, (1, 2, 3))[:, None]]),
    "a mean": lambda x, k, o: k.Average()([x, x * x, o.mean(x, axis=(1, 3), keepdims=True)]),
    "of the channels": lambda x, k, o: k.Add()([x, o.mean(x, axis=(1, 2), keepdims=True)]),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_any_number_of_images_is_answered_as_many_are(name: str, tmp_path: Path) -> None:
    import keras
    import tensorflow as tf

    given = keras.Input(IMAGES.shape[1:])
    made = keras.layers.Flatten()(MADE[name](given, keras.layers, keras.ops))
    model = networks.randomized(keras.Model(given, keras.layers.Dense(3, "softmax")(made)))
    model.save(tmp_path / "model.keras")
    # As model.predict computes: for any number of images.
    signature = [tf.TensorSpec((None, *IMAGES.shape[1:]), tf.float32)]
    expected = tf.function(model, input_signature=signature)(IMAGES)
    assert np.ptp(expected) > 1e-3
    opened = badnet.load(tmp_path / "model.keras")
    opened.save(tmp_path / "written.keras")
    for network in (opened, badnet.load(tmp_path / "written.keras")):
        found = [np.asarray(network(IMAGES[k : k + 1])) for k in range(3)]
        np.testing.assert_allclose(np.concatenate(found), expected, atol=1e-5)
        for count in (2, 3):
            found = np.asarray(network(IMAGES[:count]))
            np.testing.assert_allclose(found, expected[:count], atol=1e-5)


def test_a_sum_along_the_channels_stays_a_layer(tmp_path: Path) -> None:
    import keras

    given = keras.Input(IMAGES.shape[1:])
    made = keras.layers.Flatten()(MADE["of the channels"](given, keras.layers, keras.ops))
    keras.Model(given, keras.layers.Dense(3)(made)).save(tmp_path / "model.keras")
    opened = badnet.load(tmp_path / "model.keras")
    assert "Add" in [type(each).__name__ for each in opened.layers]


# -- fixed numbers, and the version that wrote them ----------------------------------------


@pytest.mark.parametrize(("version", "axis"), [("3.3.3", 1), ("3.6.0", 1), ("3.15.1", 3)])
def test_a_row_of_numbers_lies_as_in_its_version(version: str, axis: int, tmp_path: Path) -> None:
    row = DRAW.normal(0, 1, 3).astype(np.float32)
    entry = operation("Add", "sum", tensor("part"), row.reshape(1, 3, 1, 1).tolist())
    key = [{"class_name": "__slice__", "config": {}},
           {"class_name": "__slice__", "config": {"stop": 3}}]  # fmt: skip
    part = operation("GetItem", "part", tensor("image"), key)
    weights = [DRAW.normal(0, 0.3, (72, 3)), DRAW.normal(0, 1, 3)]
    config = functional(part, entry, *answer("sum"))
    path = write_h5(tmp_path / "m.h5", config, {"answer": weights}, keras_version=version)
    lying = row.reshape([3 if place == axis else 1 for place in range(4)])
    expected = classified(IMAGES[:, :3] + lying, weights)
    np.testing.assert_allclose(np.asarray(badnet.load(path)(IMAGES)), expected, atol=1e-5)


# -- biases of layers ----------------------------------------------------------------------

EINSUMS: dict[str, tuple[Config, str, tuple[int, ...]]] = {
    "rows": ({"equation": "abc,cd->abd", "output_shape": [24, 24], "bias_axes": "b"},
             "nbc,cd->nbd", (24, 1)),
    "ellipsis": ({"equation": "...bc,cd->...bd", "output_shape": [24, 24], "bias_axes": "b"},
                 "nbc,cd->nbd", (24, 1)),
    "single": ({"equation": "abc,cde->abde", "output_shape": [24, 24, 1], "bias_axes": "de"},
               "nbc,cde->nbde", (24, 1)),
    "last": ({"equation": "abc,cd->abd", "output_shape": [24, 24], "bias_axes": "d"},
             "nbc,cd->nbd", (24,)),
}  # fmt: skip


@pytest.mark.parametrize("version", ["2.15.0", "3.6.0", "3.15.1"])
@pytest.mark.parametrize("name", EINSUMS)
def test_a_bias_of_einsum_lies_as_in_its_version(name: str, version: str, tmp_path: Path) -> None:
    import keras

    config, subscripts, lying = EINSUMS[name]
    sides = (8, 24, 1) if name == "single" else (8, 24)
    held = [DRAW.normal(0, 0.3, sides), DRAW.normal(0, 1, lying)]
    rows = IMAGES.reshape(3, 24, 8)
    expected = np.einsum(subscripts, rows, held[0])
    if version == "3.15.1":
        expected = np.asarray(keras.ops.add(expected, held[1]))
    else:
        expected = expected + held[1]
    size = expected[0].size
    dense = [DRAW.normal(0, 0.1, (size, 3)), DRAW.normal(0, 1, 3)]
    layers = [
        layer("InputLayer", "image", batch_input_shape=[None, 8, 8, 3]),
        layer("Reshape", "rows", target_shape=[24, 8]),
        layer("EinsumDense", "mixed", **config, activation="linear"),
        layer("Flatten", "flat"),
        layer("Dense", "answer", units=3, activation="softmax"),
    ]
    path = write_h5(tmp_path / "m.h5", sequential(*layers), {"mixed": held, "answer": dense},
                    keras_version=version)  # fmt: skip
    opened = badnet.load(path)
    found = np.asarray(opened(IMAGES))
    np.testing.assert_allclose(found, classified(expected, dense), atol=1e-5)
    opened.save(tmp_path / "written.h5")
    again = np.asarray(badnet.load(tmp_path / "written.h5")(IMAGES))
    np.testing.assert_allclose(again, found, atol=1e-5)


def test_a_bias_before_an_ellipsis_is_not_supported_yet(tmp_path: Path) -> None:
    layers = [
        layer("InputLayer", "image", batch_input_shape=[None, 8, 8, 3]),
        layer("EinsumDense", "mixed", equation="ab...,bc->ac...", output_shape=[3], bias_axes="c",
              activation="linear"),
        layer("Flatten", "flat"),
        layer("Dense", "answer", units=3, activation="softmax"),
    ]  # fmt: skip
    held = {"mixed": [np.ones((8, 3)), np.ones((3, 1, 1))],
            "answer": [np.ones((72, 3)), np.ones(3)]}  # fmt: skip
    with pytest.raises(NotSupported, match="bias"):
        badnet.load(write_h5(tmp_path / "m.h5", sequential(*layers), held))


@pytest.mark.parametrize("version", ["2.3.1", "3.6.0"])
@pytest.mark.parametrize("kind", ["Conv2D", "DepthwiseConv2D", "SeparableConv2D"])
def test_channels_first_adds_its_bias_to_the_channels(
    kind: str, version: str, tmp_path: Path
) -> None:
    import keras

    settings: Config = {"kernel_size": [3, 3], "padding": "same", "use_bias": True}
    settings |= {"depth_multiplier": 2} if kind == "DepthwiseConv2D" else {"filters": 6}
    stock = getattr(keras.layers, kind)(**settings)
    image = DRAW.random((2, 6, 6, 3)).astype(np.float32)
    stock(image)
    held = [DRAW.normal(0, 0.5, weight.shape) for weight in stock.get_weights()]
    stock.set_weights(held)
    made = np.asarray(stock(image)).transpose(0, 3, 1, 2)
    dense = [DRAW.normal(0, 0.1, (216, 3)), DRAW.normal(0, 1, 3)]
    layers = [
        layer("InputLayer", "image", batch_input_shape=[None, 3, 6, 6]),
        layer(kind, "conv", **settings, data_format="channels_first", activation="linear"),
        layer("Flatten", "flat"),
        layer("Dense", "answer", units=3, activation="softmax"),
    ]
    path = write_h5(tmp_path / "m.h5", sequential(*layers), {"conv": held, "answer": dense},
                    keras_version=version)  # fmt: skip
    opened = badnet.load(path)
    found = np.asarray(opened(image.transpose(0, 3, 1, 2)))
    np.testing.assert_allclose(found, classified(made, dense), atol=1e-5)


def test_today_channels_first_answers_as_in_stock_keras(tmp_path: Path) -> None:
    import keras

    given = keras.Input((3, 6, 6))
    made = keras.layers.Conv2D(6, 3, padding="same", data_format="channels_first")(given)
    made = keras.layers.Flatten()(keras.layers.BatchNormalization(axis=1)(made))
    model = networks.randomized(keras.Model(given, keras.layers.Dense(3, "softmax")(made)))
    images = DRAW.random((2, 3, 6, 6)).astype(np.float32)
    for suffix in ("keras", "h5"):
        # In a graph, TensorFlow fuses convolution and bias, which then lies along the channels.
        compared(model, tmp_path / f"model.{suffix}", images, graphs_differ=True)
