"""Configs of the rarer layers, and of arithmetic in each of its forms, written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from support.hostile import Config, layer, sequential

SHAPE = [None, 8, 8, 3]


def functional(*entries: Config, output: str = "answer") -> Config:
    """A functional network on (8, 8, 3) whose entries contain their calls."""
    image = layer("InputLayer", "image", batch_input_shape=SHAPE)
    first = {**image, "name": "image", "inbound_nodes": []}
    ends = {"input_layers": [["image", 0, 0]], "output_layers": [[output, 0, 0]]}
    return {
        "class_name": "Functional",
        "config": {"name": "n", "layers": [first, *entries], **ends},
    }


def called(entry: Config, *nodes: Any) -> Config:
    """`entry` with its calls."""
    return {**entry, "name": entry["config"]["name"], "inbound_nodes": list(nodes)}


def tensor(name: str) -> Config:
    """A tensor in the form of Keras 3."""
    config = {"shape": SHAPE, "dtype": "float32", "keras_history": [name, 0, 0]}
    return {"class_name": "__keras_tensor__", "config": config}


def operation(class_name: str, name: str, *args: Any, **settings: Any) -> Config:
    """An operation of Keras 3, called on `args`."""
    entry = {"module": "keras.src.ops.numpy", **layer(class_name, name, **settings)}
    return called({**entry, "registered_name": class_name}, {"args": list(args), "kwargs": {}})


def function(title: str, call: str, *given: Any, **arguments: Any) -> Config:
    """A function of TensorFlow in the form of tf.keras 2.4 to 2.15."""
    return called(layer("TFOpLambda", title, function=call), [*given, arguments])


def node(name: str, op: str, constants: Config, *tensors: str, **attributes: Any) -> Config:
    """An operation of TensorFlow in the form of tf.keras 2.0 to 2.3."""
    inputs = [*tensors, *(f"{name}/{place}" for place in constants)]
    definition = {"name": name, "op": op, "input": inputs, "attr": attributes}
    entry = layer("TensorFlowOpLayer", name, node_def=definition, constants=constants)
    return called(entry, [[each, 0, 0, {}] for each in tensors])


def answer(of: str) -> list[Config]:
    """A Flatten and a Dense layer after the layer `of`."""
    return [
        called(layer("Flatten", "flat"), [[of, 0, 0, {}]]),
        called(layer("Dense", "answer", units=3, activation="softmax"), [["flat", 0, 0, {}]]),
    ]


def classified(made: np.ndarray, weights: Sequence[np.ndarray]) -> np.ndarray:
    """What the layers of `answer`, with kernel and bias, make of what they are given."""
    powers = np.exp(made.reshape(len(made), -1) @ weights[0] + weights[1])
    return powers / powers.sum(-1, keepdims=True)


def _keras_3() -> Config:
    ellipsis = {"class_name": "__ellipsis__", "config": {}}
    backwards = {"class_name": "__slice__", "config": {"start": None, "stop": None, "step": -1}}
    return functional(
        operation("GetItem", "bgr", tensor("image"), [ellipsis, backwards]),
        operation("TrueDivide", "ratio", tensor("bgr"), 127.5),
        operation("Subtract", "less", 1.0, tensor("ratio")),
        operation("Power", "power", tensor("less"), 2.0),
        operation("Multiply", "times", tensor("power"), tensor("less")),
        operation("Clip", "clip", tensor("times"), x_min=-1.0, x_max=1.0),
        operation("Pad", "pad", tensor("clip"), pad_width=[[0, 0], [1, 1], [2, 0], [0, 0]]),
        operation("Reshape", "rows", tensor("pad"), newshape=[-1, 10, 30]),
        operation("Transpose", "turned", tensor("rows"), axes=[0, 2, 1]),
        operation("Matmul", "product", tensor("rows"), tensor("turned")),
        operation("Mean", "mean", tensor("product"), axis=[1], keepdims=True),
        operation("ExpandDims", "wide", tensor("mean"), axis=1),
        operation("Squeeze", "narrow", tensor("wide"), axis=1),
        *answer("narrow"),
    )  # fmt: skip


def _tensorflow() -> Config:
    backwards = {"start": None, "stop": None, "step": -1}
    bgr = layer("SlicingOpLambda", "bgr", function="__operators__.getitem")
    return functional(
        called(bgr, ["image", 0, 0, {"slice_spec": [{"class_name": "__ellipsis__"}, backwards]}]),
        function("shift", "nn.bias_add", "bgr", 0, 0, bias=[-103.9, -116.8, -123.7]),
        function("twice", "math.multiply", "_CONSTANT_VALUE", -1, 2.0, y=["shift", 0, 0]),
        function("ratio", "math.truediv", "twice", 0, 0, y=["shift", 0, 0], name=None),
        function("small", "image.resize", "ratio", 0, 0, size=[6, 6]),
        function("pad", "compat.v1.pad", "small", 0, 0, paddings=[[0, 0], [1, 1], [0, 0], [0, 0]]),
        called(layer("TFOpLambda", "both", function="concat"),
               [["pad", 0, 0, {"axis": -1}], ["pad", 0, 0, {"axis": -1}]]),
        function("mean", "math.reduce_mean", "both", 0, 0, axis=[1, 2], keepdims=False),
        *answer("mean"),
    )  # fmt: skip


def _tensorflow_nodes() -> Config:
    masks = {"begin_mask": {"i": "7"}, "end_mask": {"i": "7"}}
    ends = {"1": [0, 0, 0, 2], "2": [0, 0, 0, -4], "3": [1, 1, 1, -1]}
    return functional(
        node("ratio", "RealDiv", {"1": 127.5}, "image", T={"type": "DT_FLOAT"}),
        node("less", "Sub", {"1": [1.0, 1.0, 1.0]}, "ratio"),
        node("bgr", "StridedSlice", ends, "less", **masks, shrink_axis_mask={"i": "0"}),
        node("both", "ConcatV2", {"2": -1}, "bgr", "less"),
        node("mean", "Mean", {"1": [1, 2]}, "both", keep_dims={"b": True}),
        *answer("mean"),
    )


def _layers() -> Config:
    recurrent = layer("LSTM", "cells", units=4, activation="tanh", recurrent_activation="sigmoid",
                      return_sequences=True, go_backwards=False)  # fmt: skip
    each = layer("Conv1D", "each", filters=3, kernel_size=[3], strides=[1], padding="causal")
    rows = layer("Reshape", "rows", target_shape=[64, 4])
    places = ["rows", 0, 0, {"value": ["rows", 0, 0]}]
    attention = layer("MultiHeadAttention", "heads", num_heads=2, key_dim=3, attention_axes=[1])
    return functional(
        called(layer("Conv2D", "conv", filters=4, kernel_size=[1, 1], activation={
            "class_name": "LeakyReLU", "config": {"name": "leaky", "alpha": 0.2}}),
            [["image", 0, 0, {}]]),
        called(layer("GroupNormalization", "groups", groups=2, axis=-1), [["conv", 0, 0, {}]]),
        called(layer("TimeDistributed", "times", layer=each), [["groups", 0, 0, {}]]),
        called(layer("LocallyConnected2D", "local", filters=4, kernel_size=[1, 1],
                     implementation=1), [["times", 0, 0, {}]]),
        called(layer("Resizing", "sized", height=8, width=8, interpolation="bilinear"),
               [["local", 0, 0, {}]]),
        called(rows, [["sized", 0, 0, {}]]),
        called(attention, [places]),
        called(layer("Bidirectional", "ways", layer=recurrent, merge_mode="concat"),
               [["heads", 0, 0, {}]]),
        called(layer("GlobalMaxPooling1D", "pool"), [["ways", 0, 0, {}]]),
        called(layer("RepeatVector", "again", n=3), [["pool", 0, 0, {}]]),
        *answer("again"),
    )  # fmt: skip


def _wrapped_layers() -> Config:
    cell = layer("LSTMCell", "cell", units=3, activation="tanh", recurrent_activation="sigmoid")
    dense = layer("Dense", "inner", units=4, activation="relu")
    mixed = layer("EinsumDense", "mixed", equation="abcd,de->abce", output_shape=[None, None, 5],
                  bias_axes="e", activation="relu")  # fmt: skip
    number = layer("Discretization", "number", bin_boundaries=[-0.5, 0.5], output_mode="int")
    looked_up = layer("Embedding", "looked_up", input_dim=3, output_dim=2, mask_zero=False)
    rows = layer("Reshape", "rows", target_shape=[8, 40])
    return functional(
        called(layer("SpectralNormalization", "divided", layer=dense), [["image", 0, 0, {}]]),
        called(mixed, [["divided", 0, 0, {}]]),
        called(number, [["mixed", 0, 0, {}]]),
        called(layer("Reshape", "flat_places", target_shape=[64, 5]), [["number", 0, 0, {}]]),
        called(looked_up, [["flat_places", 0, 0, {}]]),
        called(layer("Reshape", "again", target_shape=[64, 10]), [["looked_up", 0, 0, {}]]),
        called(layer("AdditiveAttention", "seen", use_scale=True),
               [["again", 0, 0, {}], ["again", 0, 0, {}]]),
        called(layer("Conv1DTranspose", "wide", filters=5, kernel_size=[2], strides=[1],
                     padding="same"), [["seen", 0, 0, {}]]),
        called(rows, [["wide", 0, 0, {}]]),
        called(layer("RNN", "cells", cell=cell, return_sequences=True), [["rows", 0, 0, {}]]),
        called(layer("Dot", "product", axes=[1, 1], normalize=False),
               [["cells", 0, 0, {}], ["cells", 0, 0, {}]]),
        *answer("product"),
    )  # fmt: skip


def _rearranged() -> Config:
    ellipsis = {"class_name": "__ellipsis__", "config": {}}
    channels = [operation("GetItem", f"c{i}", tensor("image"), [ellipsis, i]) for i in (2, 1, 0)]
    return functional(
        *channels,
        operation("Stack", "bgr", [tensor("c2"), tensor("c1"), tensor("c0")], axis=-1),
        operation("Repeat", "often", tensor("bgr"), repeats=2, axis=1),
        operation("Tile", "tiled", tensor("often"), repeats=[1, 1, 2, 1]),
        operation("Roll", "rolled", tensor("tiled"), shift=3, axis=2),
        operation("Take", "taken", tensor("rolled"), [0, 2], axis=-1),
        operation("Flip", "flipped", tensor("taken"), axis=[1]),
        operation("Swapaxes", "swapped", tensor("flipped"), axis1=1, axis2=2),
        operation("Pad", "wide", tensor("swapped"), pad_width=[[0, 0], [1, 1], [2, 2], [0, 1]],
                  mode="reflect"),
        operation("Greater", "bright", tensor("wide"), 0.5),
        operation("Where", "chosen", tensor("bright"), tensor("wide"), 0.0),
        operation("Std", "std", tensor("chosen"), axis=[1, 2], keepdims=False),
        operation("Norm", "norm", tensor("std"), ord=None, axis=[-1], keepdims=True),
        *answer("norm"),
    )  # fmt: skip


def _several_outputs() -> Config:
    """Splits, pooling, blocks and joined tensors, in all three forms."""

    def part(name: str, place: int) -> Config:
        made = tensor(name)
        made["config"]["keras_history"] = [name, 0, place]
        return made

    return functional(
        operation("MaxPool", "pool", tensor("image"), pool_size=[2, 2], strides=1, padding="same"),
        operation("SpaceToDepth", "deep", tensor("pool"), block_size=2),
        operation("Split", "parts", tensor("deep"), indices_or_sections=3, axis=-1),
        operation("Split", "places", part("parts", 2), indices_or_sections=[1, 2], axis=1),
        operation("Unstack", "rows", part("parts", 1), num=4, axis=1),
        operation("Stack", "again", [part("rows", 0), part("rows", 3)], axis=1),
        operation("Concatenate", "wide", [part("places", 2), tensor("again")], axis=1),
        operation("Einsum", "joined", tensor("wide"), part("parts", 0),
                  subscripts="abcd,aecd->abe"),
        operation("Moments", "moments", tensor("joined"), axes=[1], keepdims=True),
        operation("Glu", "gated", part("moments", 1), axis=-1),
        function("halves", "split", "gated", 0, 0, num_or_size_splits=[1, 1], axis=2),
        function("pooled", "nn.avg_pool2d", "image", 0, 0, ksize=2, strides=2, padding="VALID"),
        node("thirds", "Split", {"0": -1}, "pooled", num_split={"i": "3"}),
        called(layer("TFOpLambda", "both", function="concat"),
               [["halves", 0, 1, {"axis": -1}], ["gated", 0, 0, {"axis": -1}]]),
        called(layer("Flatten", "one"), [["thirds", 0, 2, {}]]),
        called(layer("Flatten", "two"), [["both", 0, 0, {}]]),
        called(layer("Concatenate", "ends", axis=-1), [[["one", 0, 0, {}], ["two", 0, 0, {}]]]),
        *answer("ends"),
    )  # fmt: skip


def _in_turn() -> Config:
    """Convolutions with a memory, in the form of Keras 2."""
    settings = {"padding": "same", "recurrent_activation": "hard_sigmoid", "activation": "tanh"}
    return functional(
        called(layer("ConvLSTM1D", "rows", filters=2, kernel_size=[3], return_sequences=True,
                     **settings), [["image", 0, 0, {}]]),
        called(layer("Reshape", "volume", target_shape=[4, 2, 8, 2]), [["rows", 0, 0, {}]]),
        called(layer("ConvLSTM2D", "images", filters=3, kernel_size=[2, 2], strides=[1, 2],
                     **settings), [["volume", 0, 0, {}]]),
        *answer("images"),
    )  # fmt: skip


def _keras_1() -> Config:
    first = layer("Convolution2D", "c", nb_filter=4, nb_row=3, nb_col=3, border_mode="same",
                  subsample=[1, 1], dim_ordering="tf", bias=True, activation="hard_sigmoid",
                  batch_input_shape=SHAPE)  # fmt: skip
    return sequential(
        first,
        layer("BatchNormalization", "b", mode=0, axis=-1, epsilon=0.001),
        layer("MaxPooling2D", "m", pool_size=[2, 2], border_mode="valid", dim_ordering="tf"),
        layer("ThresholdedReLU", "t", theta=0.5),
        layer("Flatten", "f"),
        layer("Dense", "d", output_dim=3, activation="sigmoid", bias=True),
    )


CONFIGS = {
    "operations of Keras 3": _keras_3(),
    "functions of TensorFlow": _tensorflow(),
    "operations of TensorFlow": _tensorflow_nodes(),
    "rarer layers": _layers(),
    "Keras 1": _keras_1(),
    "layers around layers": _wrapped_layers(),
    "rearranged numbers": _rearranged(),
    "several outputs": _several_outputs(),
    "layers in turn": _in_turn(),
}
