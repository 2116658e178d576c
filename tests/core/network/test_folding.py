"""Batch normalization folded into the convolution before it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.networks import randomized

from core.network.classifier import Classifier
from core.network.folding import foldable, folded
from core.network.graph import submodel


def network(order: str = "channels_last", *, watched: bool = False) -> Any:
    """Convolutions of both kinds, each before its batch normalization, and one that two read."""
    from keras import Model, layers

    axis = 1 if order == "channels_first" else -1
    form: dict[str, Any] = {"data_format": order, "padding": "same", "use_bias": False}
    image = layers.Input((3, 8, 8) if axis == 1 else (8, 8, 3))
    x = layers.Conv2D(6, 3, name="conv", **form)(image)
    before = x
    x = layers.ReLU(6.0)(layers.BatchNormalization(axis, name="norm")(x))
    x = layers.DepthwiseConv2D(3, depth_multiplier=2, name="depthwise", **form)(x)
    x = layers.BatchNormalization(axis, scale=False, name="unscaled")(x)
    shared = layers.Conv2D(4, 1, name="shared", **{**form, "use_bias": True})(x)
    norm = layers.BatchNormalization(axis, center=False, name="shared_norm")(shared)
    x = layers.GlobalAveragePooling2D(data_format=order)(layers.Add()([norm, shared]))
    outputs = layers.Dense(5, name="logits")(x)
    return Model(image, [outputs, before] if watched else outputs)


def values(order: str = "channels_last") -> np.ndarray:
    shape = (4, 3, 8, 8) if order == "channels_first" else (4, 8, 8, 3)
    return np.random.default_rng(1).random(shape).astype(np.float32)


def calls_of(model: Any, x: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], Any]:
    """Which batch normalizations were called as layers, and the answer."""
    import keras

    called, plain = list[str](), keras.layers.BatchNormalization.call

    def call(layer: Any, *args: Any, **kwargs: Any) -> Any:
        called.append(layer.name)
        return plain(layer, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(keras.layers.BatchNormalization, "call", call)
        answer = folded(model)(x)
    return called, answer


def test_the_answers_are_the_same_and_fewer_layers_run(monkeypatch):
    model, x = randomized(network()), values()
    called, answer = calls_of(model, x, monkeypatch)
    np.testing.assert_allclose(answer, model(x, training=False), rtol=1e-5, atol=1e-5)
    assert called == ["shared_norm"]  # another layer reads that convolution as it is


def test_a_convolution_that_is_asked_for_stays_as_it_is(monkeypatch):
    model, x = randomized(network(watched=True)), values()
    called, answers = calls_of(model, x, monkeypatch)
    assert "norm" in called
    for answer, expected in zip(answers, model(x, training=False), strict=True):
        np.testing.assert_allclose(answer, expected, rtol=1e-5, atol=1e-5)


def test_weights_that_change_change_the_answers_and_gradients_reach_them():
    import tensorflow as tf

    model, x = randomized(network()), values()
    run, gamma = folded(model), model.get_layer("norm").gamma
    gamma.assign(3 * gamma)
    np.testing.assert_allclose(run(x), model(x, training=False), rtol=1e-5, atol=1e-5)
    slopes = []
    for outputs in (run, lambda x: model(x, training=False)):
        with tf.GradientTape() as tape:
            total = tf.reduce_sum(tf.square(outputs(x)))
        slopes.append(tape.gradient(total, model.trainable_variables))
    for ours, plain in zip(*slopes, strict=True):
        np.testing.assert_allclose(ours, plain, rtol=1e-3, atol=1e-4)


def test_channels_first_is_found_as_well():
    # A processor runs no such convolution, so it is only looked at.
    model = randomized(network("channels_first"))
    assert {name: norm.name for name, norm in foldable(model).items()} == {
        "conv": "norm",
        "depthwise": "unscaled",
    }


def test_a_classifier_answers_as_its_network_does():
    model = randomized(network())
    classifier = Classifier(model)
    images = np.random.default_rng(2).integers(0, 256, (5, 8, 8, 3), np.uint8)
    plain = np.array(model(images / np.float32(255), training=False))
    np.testing.assert_allclose(classifier.logits(images), plain, rtol=1e-4, atol=1e-4)
    softmax = np.exp(plain) / np.exp(plain).sum(-1, keepdims=True)
    np.testing.assert_allclose(classifier.softmax(images), softmax, rtol=1e-4, atol=1e-5)


def test_a_symbolic_input_goes_through_the_layers():
    import keras

    model = randomized(network())
    image = keras.Input((8, 8, 3))
    (logits,) = submodel(model.inputs, model.outputs)(image)
    twin = keras.Model(image, logits)
    assert {"norm", "unscaled"} <= {layer.name for layer in twin._flatten_layers()}
    np.testing.assert_allclose(twin(values()), model(values(), training=False), rtol=1e-5)
