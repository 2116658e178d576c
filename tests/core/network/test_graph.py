"""Networks taken apart into single operations, and put together again."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.networks import NETWORKS, randomized

from core.errors import Unreadable
from core.network.graph import atomic, consumers, copy_weights, frontier, submodel


def values_for(model: Any, count: int = 4) -> np.ndarray:
    return np.random.default_rng(0).random((count, *model.input_shape[1:])).astype(np.float32)


@pytest.mark.parametrize("name", NETWORKS)
def test_an_atomic_copy_answers_the_same_and_its_weights_go_back(name):
    model = randomized(NETWORKS[name]())
    flat, values = atomic(model), values_for(model)
    expected = np.array(model(values, training=False))
    np.testing.assert_allclose(flat(values, training=False), expected, atol=1e-5)
    for layer in flat.layers:
        assert not hasattr(layer, "layers")
        if getattr(layer, "kernel_size", None):
            assert layer.activation.__name__ == "linear"
    for weight in flat.trainable_weights:
        weight.assign(weight * 0.5)
    np.testing.assert_allclose(model(values, training=False), expected)  # weights of its own
    copy_weights(flat, model)
    np.testing.assert_allclose(
        model(values, training=False), np.array(flat(values, training=False)), atol=1e-5
    )


def test_a_layer_with_weights_in_two_places_is_refused():
    from keras import Model, layers

    image = layers.Input((6, 6, 3))
    shared = layers.Conv2D(3, 3, padding="same", name="twice")
    model = Model(image, layers.Flatten()(shared(shared(image))))
    with pytest.raises(Unreadable, match="Layer twice is used more than once"):
        atomic(model)


def test_the_frontier_names_the_shortcut_and_the_parts_make_the_whole():
    model = randomized(NETWORKS["resnet"]())
    flat, values = atomic(model), values_for(model)
    body = flat.get_layer("body").output
    sides = frontier(flat, [body])
    assert [t is flat.get_layer("stem").output for t in sides] == [True]
    before = submodel(flat.inputs, [body, *sides])
    behind = submodel([body, *sides], flat.outputs)
    np.testing.assert_allclose(behind(before(values))[0], flat(values), atol=1e-5)


def test_outputs_that_are_inputs_pass_through():
    flat = atomic(randomized(NETWORKS["vgg"]()))
    stem = flat.get_layer("first").output
    values = np.ones((2, *stem.shape[1:]), np.float32)
    (same,) = submodel([stem], [stem])(values)
    np.testing.assert_array_equal(same, values)
    behind, same = submodel([stem], [flat.outputs[0], stem])([values])
    np.testing.assert_array_equal(same, values)
    assert behind.shape == (2, 5)


def test_consumers_of_a_branching_tensor_are_all_found():
    flat = atomic(NETWORKS["deepid"]())
    readers = consumers(flat, flat.get_layer("pool_3").output)
    assert {type(layer).__name__ for layer in readers} == {"Flatten", "Conv2D"}
