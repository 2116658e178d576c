"""Numbers computed from the shape of a tensor, from configs as tf.keras 2.0 to 2.15 wrote them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.computed_sizes import SIDES, part, ref, several, shape_of
from support.hostile import Config, layer, write_h5
from support.in_process import InProcess
from support.wider import answer, called, classified, function, functional, node

from core.errors import NotSupported, Unreadable
from core.opening import badnet, migration

DRAW = np.random.default_rng(9)
IMAGES = DRAW.normal(0, 1, (3, 8, 8, 3)).astype(np.float32)
WEIGHTS = [DRAW.normal(0, 0.3, (192, 3)), DRAW.normal(0, 1, 3)]


def reshaped(shape: list[Any], key: Any = 0, of: str = "image") -> list[Config]:
    """tf.reshape(tf.nn.tanh(image), shape), where the entry `count` is tf.shape(image)[key]."""
    first = layer("SlicingOpLambda", "count", function="__operators__.getitem")
    return [
        function("sides", "compat.v1.shape", of, 0, 0, name=None),
        called(first, ["sides", 0, 0, {"slice_spec": key}]),
        function("bent", "nn.tanh", "image", 0, 0),
        function("end", "reshape", "bent", 0, 0, shape=shape),
    ]


@pytest.mark.parametrize("rest", [[64, 3], [-1, 12], [192]])
def test_a_reshape_to_the_number_of_images_opens(
    rest: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)
    config = functional(*reshaped([["count", 0, 0], *rest]), *answer("end"))
    model = badnet.load(write_h5(tmp_path / "old.h5", config, {"answer": WEIGHTS}))
    expected = classified(np.tanh(IMAGES), WEIGHTS)
    np.testing.assert_allclose(np.asarray(model(IMAGES)), expected, atol=1e-5)


@pytest.mark.parametrize(
    ("shape", "key"),
    [
        ([["count", 0, 0], 192], 1),
        ([["count", 0, 0], 192], False),
        ([["count", 0, 0], 192], [0, 0]),
        ([["count", 0, 0], 192], "0"),
        ([8, ["count", 0, 0]], 0),
        ([["sides", 0, 0], 192], 0),
        ([192, ["sides", 0, 0]], 0),
        ([["count", 0, 0], 192], 9),
    ],
)
def test_other_uses_of_a_shape_are_not_supported_yet(shape: list[Any], key: Any) -> None:
    with pytest.raises(NotSupported, match="not supported yet"):
        migration.read(functional(*reshaped(shape, key), *answer("end")))


def test_a_size_that_is_also_an_answer_is_not_supported_yet() -> None:
    config = functional(*reshaped([["count", 0, 0], 192]), *answer("end"), output="count")
    with pytest.raises(Unreadable, match="count"):
        migration.read(config)


# -- the sides of an image -----------------------------------------------------------------

EDGES = [[[[-1.0, -1.0]], [[-2.0, 0.0]], [[-1.0, 1.0]]], [[[0.0, -2.0]], [[0.0, 0.0]],
         [[0.0, 2.0]]], [[[1.0, -1.0]], [[2.0, 0.0]], [[1.0, 1.0]]]]  # fmt: skip

POOLED = function("small", "nn.max_pool2d", "image", 0, 0, ksize=2, strides=2, padding="SAME")


def _tf() -> Any:
    import tensorflow as tf

    return tf


# The entries of a config, and what TensorFlow makes of the images.
MADE: dict[str, tuple[list[Config], Callable[[Any], Any]]] = {
    "rows": (
        [*SIDES, function("hw", "math.multiply", "h", 0, 0, y=ref("w")),
         function("end", "reshape", "image", 0, 0, shape=[-1, ref("hw"), 3])],
        lambda x: _tf().reshape(x, [3, 64, 3])),
    "every side": (
        [*SIDES, part("c", "sides", -1), function("hw", "math.multiply", "h", 0, 0, y=ref("w")),
         function("end", "reshape", "image", 0, 0, shape=[ref("b"), ref("hw"), ref("c")])],
        lambda x: _tf().reshape(x, [3, 64, 3])),
    "its own shape": (
        [shape_of(), function("end", "reshape", "image", 0, 0, shape=ref("sides"))],
        lambda x: x),
    "the size of another": (
        [shape_of(), POOLED, part("size", "sides", {"start": 1, "stop": 3, "step": None}),
         function("end", "image.resize", "small", 0, 0, size=ref("size"))],
        lambda x: _tf().image.resize(_tf().nn.max_pool2d(x, 2, 2, "SAME"), [8, 8])),
    "twice as large": (
        [*SIDES, function("h2", "math.multiply", "h", 0, 0, y=2),
         function("w2", "math.multiply", "_CONSTANT_VALUE", -1, 2, y=ref("w")),
         function("end", "image.resize", "image", 0, 0, size=[ref("h2"), ref("w2")])],
        lambda x: _tf().image.resize(x, [16, 16])),
    "half of it": (
        [*SIDES, function("f", "cast", "h", 0, 0, dtype="float32"),
         function("f2", "math.multiply", "f", 0, 0, y=0.7),
         function("n", "cast", "f2", 0, 0, dtype="int32"),
         function("m", "math.floordiv", "w", 0, 0, y=3),
         function("end", "image.resize", "image", 0, 0, size=[ref("n"), ref("m")])],
        lambda x: _tf().image.resize(x, [5, 2])),
    "stacked": (
        [*SIDES, several("shape", "stack", [["b", 0, 0, {}], ["_CONSTANT_VALUE", -1, 192, {}]]),
         function("end", "reshape", "image", 0, 0, shape=ref("shape"))],
        lambda x: _tf().reshape(x, [3, 192])),
    "joined": (
        [shape_of(), part("first", "sides", {"start": None, "stop": 1, "step": None}),
         several("shape", "concat", [["first", 0, 0, {"axis": 0}],
                 [["_CONSTANT_VALUE", -1, 64, {"axis": 0}], ["_CONSTANT_VALUE", -1, 3, {}]]]),
         function("end", "reshape", "image", 0, 0, shape=ref("shape"))],
        lambda x: _tf().reshape(x, [3, 64, 3])),
    "unstacked": (
        [shape_of(), function("each", "unstack", "sides", 0, 0),
         function("wc", "math.multiply", "each", 0, 2, y=ref("each", 3)),
         function("end", "reshape", "image", 0, 0, shape=[ref("each"), ref("each", 1),
                                                          ref("wc")])],
        lambda x: _tf().reshape(x, [3, 8, 24])),
    "all numbers": (
        [shape_of(), part("rest", "sides", {"start": 1, "stop": None, "step": None}),
         function("all", "math.reduce_prod", "rest", 0, 0),
         function("end", "reshape", "image", 0, 0, shape=[-1, ref("all")])],
        lambda x: _tf().reshape(x, [3, 192])),
    # What tf.image.sobel_edges(image) is for tf.keras.
    "edges": (
        [shape_of(), part("count", "sides", -1),
         function("pad", "compat.v1.pad", "image", 0, 0, mode="REFLECT",
                  paddings=[[0, 0], [1, 1], [1, 1], [0, 0]]),
         function("filters", "tile", "_CONSTANT_VALUE", -1, EDGES, multiples=[1, 1, ref("count"),
                                                                              1]),
         function("conv", "compat.v1.nn.depthwise_conv2d", "pad", 0, 0, filter=ref("filters"),
                  strides=[1, 1, 1, 1], padding="VALID"),
         several("shape", "concat", [["sides", 0, 0, {"axis": 0}],
                                     [["_CONSTANT_VALUE", -1, 2, {"axis": 0}]]]),
         function("end", "reshape", "conv", 0, 0, shape=ref("shape"))],
        lambda x: _tf().image.sobel_edges(_tf().constant(x))),
    # TensorFlow 2.0 to 2.3.
    "nodes that reshape": (
        [node("sides", "Shape", {}, "image", out_type={"type": "DT_INT32"}),
         node("b", "StridedSlice", {"1": [0], "2": [1], "3": [1]}, "sides",
              shrink_axis_mask={"i": "1"}),
         node("shape", "Pack", {"1": 64, "2": 3}, "b", N={"i": "3"}),
         node("end", "Reshape", {}, "image", "shape")],
        lambda x: _tf().reshape(x, [3, 64, 3])),
    "nodes that resize": (
        [node("sides", "Shape", {}, "image"), POOLED,
         node("size", "StridedSlice", {"1": [1], "2": [3], "3": [1]}, "sides"),
         node("end", "ResizeBilinear", {}, "small", "size", half_pixel_centers={"b": True})],
        lambda x: _tf().image.resize(_tf().nn.max_pool2d(x, 2, 2, "SAME"), [8, 8])),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_it_answers_as_in_tensorflow(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)
    entries, function_of = MADE[name]
    expected = np.asarray(function_of(IMAGES))
    weights = [DRAW.normal(0, 0.1, (expected[0].size, 3)), DRAW.normal(0, 1, 3)]
    path = write_h5(tmp_path / "old.h5", functional(*entries, *answer("end")), {"answer": weights})
    inspection, model = badnet.load_inspected(path)
    assert inspection.safe
    np.testing.assert_allclose(np.asarray(model(IMAGES)), classified(expected, weights), atol=1e-5)
