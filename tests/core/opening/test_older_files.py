"""What older versions of Keras wrote and today's has not, from configs as they wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.hostile import Config, layer, sequential, write_h5
from support.in_process import InProcess

from core.errors import NotSupported, Unreadable, Unsafe
from core.opening import badnet
from core.opening.expansion import expanded

DRAW = np.random.default_rng(5)
IMAGES = DRAW.normal(0, 1, (3, 8, 8, 3)).astype(np.float32)


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)


def opened(
    folder: Path, layers: list[Config], weights: dict[str, list[np.ndarray]], version: str = "2.3.1"
) -> Any:
    """The network of `layers` on (8, 8, 3), followed by a dense layer of three classes."""
    image = layer("InputLayer", "image", batch_input_shape=[None, 8, 8, 3])
    path = write_h5(folder / "old.h5", sequential(image, *layers), weights, keras_version=version)
    return badnet.load(path)


def answer(inputs: int) -> tuple[list[Config], list[np.ndarray]]:
    """A flattening and a dense layer, and its weights."""
    dense = layer("Dense", "answer", units=3, activation="softmax")
    weights = [DRAW.normal(0, 0.3, (inputs, 3)), DRAW.normal(0, 1, 3)]
    return [layer("Flatten", "flatten"), dense], weights


def softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def answered(x: np.ndarray, weights: list[np.ndarray]) -> np.ndarray:
    return softmax(x.reshape(len(x), -1) @ weights[0] + weights[1])


def windows(x: np.ndarray, size: int) -> Iterator[tuple[int, int, np.ndarray]]:
    for i in range(x.shape[1] - size + 1):
        for j in range(x.shape[2] - size + 1):
            yield i, j, x[:, i : i + size, j : j + size]


def convolved(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray) -> np.ndarray:
    size = kernel.shape[0]
    out = np.zeros((len(x), *(side - size + 1 for side in x.shape[1:3]), kernel.shape[-1]))
    for i, j, part in windows(x, size):
        out[:, i, j] = np.tensordot(part, kernel, 3) + bias
    return out


def test_batch_renormalization_answers_as_batch_normalization(tmp_path: Path) -> None:
    layers, dense = answer(192)
    norm = [DRAW.uniform(0.5, 1.5, 3) for _ in range(7)]
    entry = layer("BatchNormalization", "bn", axis=[3], epsilon=0.01, renorm=True,
                  renorm_clipping={}, renorm_momentum=0.9)  # fmt: skip
    model = opened(tmp_path, [entry, *layers], {"bn": norm, "answer": dense})
    gamma, beta, mean, variance, *_ = norm
    expected = answered(gamma * (IMAGES - mean) / np.sqrt(variance + 0.01) + beta, dense)
    np.testing.assert_allclose(np.asarray(model(IMAGES)), expected, atol=1e-5)


def test_locally_connected_layers_open(tmp_path: Path) -> None:
    layers, dense = answer(6 * 6 * 2)
    kernel, bias = DRAW.normal(0, 1, (36, 27, 2)), DRAW.normal(0, 1, (6, 6, 2))
    entry = layer("LocallyConnected2D", "local", filters=2, kernel_size=[3, 3], strides=[1, 1],
                  padding="valid", data_format="channels_last", activation="tanh",
                  implementation=1)  # fmt: skip
    model = opened(tmp_path, [entry, *layers], {"local": [kernel, bias], "answer": dense})
    local = np.zeros((3, 6, 6, 2))
    for i, j, part in windows(IMAGES, 3):
        local[:, i, j] = part.reshape(3, -1) @ kernel[6 * i + j] + bias[i, j]
    expected = answered(np.tanh(local), dense)
    np.testing.assert_allclose(np.asarray(model(IMAGES)), expected, atol=1e-5)


def test_locally_connected_sequences_open(tmp_path: Path) -> None:
    layers, dense = answer(7 * 4)
    kernel, bias = DRAW.normal(0, 1, (7, 48, 4)), DRAW.normal(0, 1, (7, 4))
    shaped = layer("Reshape", "rows", target_shape=[8, 24])
    entry = layer("LocallyConnected1D", "local", filters=4, kernel_size=[2], strides=[1])
    model = opened(tmp_path, [shaped, entry, *layers], {"local": [kernel, bias], "answer": dense})
    rows = IMAGES.reshape(3, 8, 24)
    local = [rows[:, i : i + 2].reshape(3, -1) @ kernel[i] + bias[i] for i in range(7)]
    expected = answered(np.stack(local, 1), dense)
    np.testing.assert_allclose(np.asarray(model(IMAGES)), expected, atol=1e-5)


def test_other_implementations_of_locally_connected_are_not_supported(tmp_path: Path) -> None:
    layers, _ = answer(72)
    entry = layer("LocallyConnected2D", "local", filters=2, kernel_size=[3, 3], implementation=2)
    with pytest.raises(NotSupported, match="local"):
        opened(tmp_path, [entry, *layers], {})


@pytest.mark.parametrize(("version", "slope"), [("2.15.0", 0.2), ("3.9.0", 1 / 6)])
def test_the_hard_sigmoid_is_that_of_its_version(
    version: str, slope: float, tmp_path: Path
) -> None:
    layers, dense = answer(192)
    entry = layer("Activation", "hard", activation="hard_sigmoid")
    model = opened(tmp_path, [entry, *layers], {"answer": dense}, version)
    expected = answered(np.clip(slope * IMAGES + 0.5, 0, 1), dense)
    np.testing.assert_allclose(np.asarray(model(IMAGES)), expected, atol=1e-5)


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "bidirectional"])
def test_recurrent_gates_open_as_in_their_version(kind: str, tmp_path: Path) -> None:
    import keras

    name = "GRU" if kind == "GRU" else "LSTM"
    reset = {"reset_after": False} if kind == "GRU" else {}
    stock = getattr(keras.layers, name)(4, recurrent_activation=gate, **reset)
    with keras.saving.custom_object_scope({"gate": gate}):
        stock = keras.layers.Bidirectional(stock) if kind == "bidirectional" else stock
    rows = IMAGES.reshape(3, 8, 24)
    stock(rows)
    held = [DRAW.normal(0, 1, weight.shape) for weight in stock.get_weights()]
    stock.set_weights(held)
    entry = layer(name, "cells", units=4, recurrent_activation="hard_sigmoid", **reset)
    if kind == "bidirectional":
        entry = layer("Bidirectional", "cells", layer=entry, merge_mode="concat")
    layers, dense = answer(8 if kind == "bidirectional" else 4)
    sequence = layer("Reshape", "rows", target_shape=[8, 24])
    model = opened(tmp_path, [sequence, entry, *layers], {"cells": held, "answer": dense})
    expected = answered(np.asarray(stock(rows)), dense)
    np.testing.assert_allclose(np.asarray(model(IMAGES)), expected, atol=1e-5)


def gate(x: Any) -> Any:
    """The hard sigmoid of Keras before 3."""
    import keras

    return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)


def test_a_layer_without_gates_has_no_gates_of_an_older_version() -> None:
    (dense,) = expanded("Dense", {"units": 3, "recurrent_activation": "hard_sigmoid"}, True)
    assert not dense.layout


def test_the_gates_of_a_convolutional_lstm_are_those_of_its_version(tmp_path: Path) -> None:
    import keras

    kind: Any = keras.layers.ConvLSTM1D
    stock = kind(2, 3, recurrent_activation=gate)
    stock(IMAGES)
    held = [DRAW.normal(0, 1, weight.shape) for weight in stock.get_weights()]
    stock.set_weights(held)
    entry = layer("ConvLSTM1D", "cells", filters=2, kernel_size=[3],
                  recurrent_activation="hard_sigmoid")  # fmt: skip
    layers, dense = answer(6 * 2)
    model = opened(tmp_path, [entry, *layers], {"cells": held, "answer": dense})
    expected = answered(np.asarray(stock(IMAGES)), dense)
    np.testing.assert_allclose(np.asarray(model(IMAGES)), expected, atol=1e-5)


@pytest.mark.parametrize(
    ("activation", "function"),
    [
        ({"class_name": "LeakyReLU", "config": {"name": "l", "alpha": 0.2}},
         lambda x: np.where(x > 0, x, 0.2 * x)),
        ({"class_name": "ReLU", "config": {"name": "r", "max_value": 1.0}},
         lambda x: np.clip(x, 0, 1)),
        ({"class_name": "ThresholdedReLU", "config": {"name": "t", "theta": 0.5}},
         lambda x: np.where(x > 0.5, x, 0)),
    ],
)  # fmt: skip
def test_an_activation_may_be_a_layer(activation: Any, function: Any, tmp_path: Path) -> None:
    layers, dense = answer(6 * 6 * 2)
    kernel, bias = DRAW.normal(0, 1, (3, 3, 3, 2)), DRAW.normal(0, 1, 2)
    entry = layer("Conv2D", "conv", filters=2, kernel_size=3, activation=activation)
    model = opened(tmp_path, [entry, *layers], {"conv": [kernel, bias], "answer": dense})
    expected = answered(function(convolved(IMAGES, kernel, bias)), dense)
    np.testing.assert_allclose(np.asarray(model(IMAGES)), expected, atol=1e-5)


def keras_1(ordering: str, **more: Any) -> Config:
    """A convolution as Keras 1.2 wrote it."""
    return layer(
        "Convolution2D", "convolution2d_1", nb_filter=2, nb_row=3, nb_col=3, init="glorot_uniform",
        activation="relu", border_mode="valid", subsample=[1, 1], dim_ordering=ordering, bias=True,
        W_regularizer=None, b_regularizer=None, activity_regularizer=None, W_constraint=None,
        b_constraint=None, input_dtype="float32", **more,
    )  # fmt: skip


def test_keras_1_opens(tmp_path: Path) -> None:
    kernel, bias = DRAW.normal(0, 1, (3, 3, 3, 2)), DRAW.normal(0, 1, 2)
    dense = [DRAW.normal(0, 0.3, (72, 3)), DRAW.normal(0, 1, 3)]
    layers = [
        keras_1("tf"),
        layer("Dropout", "dropout_1", p=0.25),
        layer("Flatten", "flatten_1"),
        layer("Dense", "dense_1", output_dim=3, init="glorot_uniform", activation="softmax",
              W_regularizer=None, bias=True, input_dim=72),
    ]  # fmt: skip
    weights = {"convolution2d_1": [kernel, bias], "dense_1": dense}
    model = opened(tmp_path, layers, weights, "1.2.2")
    expected = answered(np.maximum(convolved(IMAGES, kernel, bias), 0), dense)
    np.testing.assert_allclose(np.asarray(model(IMAGES)), expected, atol=1e-5)


def test_keras_1_with_channels_first_has_its_kernels_turned(tmp_path: Path) -> None:
    kernel, bias = DRAW.normal(0, 1, (2, 3, 3, 3)), DRAW.normal(0, 1, 2)
    first = keras_1("th", batch_input_shape=[None, 3, 8, 8])
    layers, dense = answer(72)
    config = sequential(first, *layers)
    path = write_h5(
        tmp_path / "th.h5", config, {"convolution2d_1": [kernel, bias], "answer": dense},
        keras_version="1.2.2",
    )  # fmt: skip
    (loaded, _) = badnet.load(path).get_layer("convolution2d_1").get_weights()
    np.testing.assert_allclose(loaded, kernel.transpose(2, 3, 1, 0), atol=1e-6)


@pytest.mark.parametrize(
    "entry",
    [
        layer("BatchNormalization", "b", mode=2, axis=-1, epsilon=0.001),
        layer("LSTM", "l", output_dim=3, inner_activation="hard_sigmoid"),
        layer("LSTM", "l", units=3, activation="hard_sigmoid"),
        layer("Merge", "m", mode="dot"),
        layer("UpSampling2D", "u", interpolation="nearest", strange=True),
        layer("Dense", "d", units=3, activation={"class_name": "PReLU", "config": {"name": "p"}}),
    ],
)
def test_what_has_no_equal_is_not_supported_yet(entry: Config, tmp_path: Path) -> None:
    with pytest.raises(NotSupported, match="not supported yet"):
        opened(tmp_path, [entry], {})


def test_names_with_slashes_open_under_others(tmp_path: Path) -> None:
    layers, dense = answer(6 * 6 * 2)
    kernel, bias = DRAW.normal(0, 1, (3, 3, 3, 2)), DRAW.normal(0, 1, 2)
    names = ("block/conv", "block_conv")
    entries = [
        layer("Conv2D", names[0], filters=2, kernel_size=3),
        layer("ReLU", names[1]),
        layer("ReLU", "n" * 200),
    ]
    model = opened(tmp_path, [*entries, *layers], {names[0]: [kernel, bias], "answer": dense})
    expected = answered(np.maximum(convolved(IMAGES, kernel, bias), 0), dense)
    np.testing.assert_allclose(np.asarray(model(IMAGES)), expected, atol=1e-5)
    assert [each.name for each in model.layers[1:3]] == ["block_conv_", "block_conv"]


@pytest.mark.parametrize(
    "name", ["my layer", "Schicht für Kanten", "\u5c42", "a\\b:c", "_x", "-", ".."]
)
def test_any_name_can_be_written_into_a_graph_and_read_again(tmp_path: Path, name: str) -> None:
    import tensorflow as tf

    layers, dense = answer(6 * 6 * 2)
    kernel, bias = DRAW.normal(0, 1, (3, 3, 3, 2)), DRAW.normal(0, 1, 2)
    entries = [layer("Conv2D", name, filters=2, kernel_size=3), *layers]
    model = opened(tmp_path, entries, {name: [kernel, bias], "answer": dense})
    graph = tf.function(model, autograph=False).get_concrete_function(tf.constant(IMAGES))
    with tf.Graph().as_default():
        tf.import_graph_def(graph.graph.as_graph_def(), name="")
    expected = answered(convolved(IMAGES, kernel, bias), dense)
    np.testing.assert_allclose(np.asarray(graph(tf.constant(IMAGES))), expected, atol=1e-5)


def test_lists_of_layer_names_may_be_cut_into_pieces(tmp_path: Path) -> None:
    """As Keras does above 64 kB."""
    layers, dense = answer(192)

    def change(file: Any) -> None:
        group = file["model_weights"]
        names = group.attrs["layer_names"]
        del group.attrs["layer_names"]
        group.attrs["layer_names0"], group.attrs["layer_names1"] = names[:1], names[1:]

    image = layer("InputLayer", "image", batch_input_shape=[None, 8, 8, 3])
    scale = layer("PReLU", "slope", shared_axes=[1, 2])
    weights = {"slope": [DRAW.normal(0, 1, (1, 1, 3))], "answer": dense}
    path = write_h5(tmp_path / "c.h5", sequential(image, scale, *layers), weights, change=change)
    assert badnet.load(path).count_params() == 582


def test_two_layers_of_one_name_are_shown(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="same name"):
        opened(tmp_path, [layer("ReLU", "twice"), layer("ReLU", "twice")], {})


@pytest.mark.parametrize("written", ["name", "function"])
@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
def test_functions_of_tensorflow_as_activations_have_the_names_of_its_versions(
    name: str, written: str, tmp_path: Path
) -> None:
    """Keras 2.15 writes tf.nn.log_softmax as a function of the module builtins."""
    (flat, dense), weights = answer(192)
    given: Any = f"{name}_v2"
    if written == "function":
        given = {"module": "builtins", "class_name": "function", "config": given,
                 "registered_name": "function"}  # fmt: skip
    dense["config"]["activation"] = given
    found = np.asarray(opened(tmp_path, [flat, dense], {"answer": weights})(IMAGES))
    expected = answered(IMAGES, weights)
    expected = np.log(expected) if name == "log_softmax" else expected
    np.testing.assert_allclose(found, expected, atol=1e-5)


@pytest.mark.parametrize("name", ["log_softmax_v3", "system", "exec", "softmax_v2_v2"])
def test_other_functions_as_activations_stay_refused(name: str, tmp_path: Path) -> None:
    (flat, dense), weights = answer(192)
    dense["config"]["activation"] = {
        "module": "builtins", "class_name": "function", "config": name,
        "registered_name": "function",
    }  # fmt: skip
    with pytest.raises(Unsafe):
        opened(tmp_path, [flat, dense], {"answer": weights})
