"""Configs of the operations that were added last, in each of the three forms."""

from __future__ import annotations

import base64
from typing import Any

from support.computed_sizes import SIDES, part, ref, several
from support.hostile import Config, layer
from support.wider import answer, called, function, functional, node, operation, tensor

KERNEL = [[[[0.1, -0.2], [0.3, 0.0], [-0.4, 0.5]]] * 3] * 3
ALONE = [[[[1.0], [-1.0], [0.5]]] * 2] * 2
POINTS = [[[[1.0, 2.0], [0.5, -1.0], [0.0, 1.0]]]]


def _word(text: str) -> Config:
    return {"s": base64.b64encode(text.encode()).decode()}


def _lengths(*numbers: int) -> Config:
    return {"list": {"i": [str(each) for each in numbers]}}


def _array(values: Any) -> Config:
    return {"class_name": "__numpy__", "config": {"value": values, "dtype": "float32"}}


def _fixed_kernels() -> Config:
    windows: dict[str, Any] = {"padding": "same", "data_format": "channels_last"}
    return functional(
        operation("GaussianBlur", "blur", tensor("image"), kernel_size=[3, 3], sigma=[1.0, 1.5]),
        operation("Conv", "conv", tensor("blur"), _array(KERNEL), strides=1, dilation_rate=2,
                  **windows),
        operation("Concatenate", "both", [tensor("conv"), tensor("image")], axis=-1),
        operation("GetItem", "three", tensor("both"), [{"class_name": "__ellipsis__",
                  "config": {}}, {"class_name": "__slice__", "config": {"start": 2}}]),
        operation("DepthwiseConv", "alone", tensor("three"), _array(ALONE), strides=2, **windows),
        operation("SeparableConv", "steps", tensor("alone"), _array(ALONE), _array(POINTS),
                  strides=1, **windows),
        operation("SobelEdges", "edges", tensor("steps"), data_format=None),
        *answer("edges"),
    )  # fmt: skip


def _fixed_kernels_of_tensorflow() -> Config:
    framed = [[0, 0], [1, 1], [2, 0], [0, 0]]
    return functional(
        function("conv", "compat.v1.nn.conv2d", "image", 0, 0, filter=KERNEL, strides=1,
                 padding=framed, data_format="NHWC", dilations=[1, 1, 1, 1]),
        node("again", "Conv2D", {"1": [[[[1.0, 2.0, 3.0]] * 2]]}, "conv", padding=_word("SAME"),
             strides=_lengths(1, 2, 2, 1), data_format=_word("NHWC")),
        function("alone", "compat.v1.nn.depthwise_conv2d", "again", 0, 0, filter=ALONE,
                 strides=[1, 1, 1, 1], padding="VALID", rate=[2, 2]),
        function("steps", "compat.v1.nn.separable_conv2d", "again", 0, 0, depthwise_filter=ALONE,
                 pointwise_filter=POINTS, strides=[1, 1, 1, 1], padding="SAME"),
        node("pool", "MaxPool", {}, "steps", ksize=_lengths(1, 2, 2, 1), padding=_word("SAME"),
             strides=_lengths(1, 1, 1, 1)),
        function("lrn", "nn.local_response_normalization", "pool", 0, 0, depth_radius=2, bias=1,
                 alpha=0.1, beta=0.75),
        node("lrn_2", "LRN", {}, "lrn", depth_radius={"i": "1"}, alpha={"f": 0.5}),
        *answer("lrn_2"),
    )  # fmt: skip


def _attention() -> Config:
    return functional(
        called(layer("AutoContrast", "most", value_range=[0, 1], data_format="channels_last"),
               [["image", 0, 0, {}]]),
        called(layer("Solarization", "none", value_range=[0, 1]), [["most", 0, 0, {}]]),
        operation("DotProductAttention", "heads", tensor("none"), tensor("most"), tensor("most"),
                  None, None, 0.5, is_causal=True, flash_attention=None),
        *answer("heads"),
    )  # fmt: skip


def _sizes_and_turns() -> Config:
    patch = {"sizes": [1, 2, 2, 1], "strides": [1, 1, 1, 1], "rates": [1, 2, 2, 1]}
    return functional(
        function("fit", "image.resize_with_pad", "image", 0, 0, target_height=9, target_width=6),
        function("kept", "image.resize", "fit", 0, 0, size=[5, 8], preserve_aspect_ratio=True),
        function("turn", "image.rot90", "kept", 0, 0, k=3),
        function("flip", "image.transpose", "turn", 0, 0),
        function("patch", "image.extract_patches", "flip", 0, 0, **patch, padding="SAME"),
        node("more", "ExtractImagePatches", {}, "patch", ksizes=_lengths(1, 1, 2, 1),
             strides=_lengths(1, 2, 2, 1), rates=_lengths(1, 1, 1, 1), padding=_word("VALID")),
        called(layer("Reshape", "volume", target_shape=[3, 1, 4, 6]), [["more", 0, 0, {}]]),
        called(layer("AdaptiveAveragePooling3D", "mean", output_size=[2, 1, 3]),
               [["volume", 0, 0, {}]]),
        called(layer("Reshape", "rows", target_shape=[6, 6]), [["mean", 0, 0, {}]]),
        called(layer("AdaptiveMaxPooling1D", "most", output_size=4), [["rows", 0, 0, {}]]),
        operation("Rot90", "turned", tensor("most"), k=-1, axes=[1, 2]),
        *answer("turned"),
    )  # fmt: skip


def _products() -> Config:
    square = [[0.5, -0.5, 1.0], [0.0, 1.0, 2.0], [1.0, 0.0, 0.0]]
    return functional(
        operation("Einsum", "joined", tensor("image"), _array(square), subscripts="...c,cd->...d"),
        operation("Einsum", "first", _array([square] * 8), tensor("joined"),
                  subscripts="hcd,bhwc->bhd"),
        operation("Dot", "dot", tensor("first"), _array(square)),
        operation("Tensordot", "sum", tensor("dot"), _array(square), axes=[[2], [0]]),
        function("turned", "linalg.matmul", "sum", 0, 0, b=["dot", 0, 0], transpose_b=True),
        node("square", "BatchMatMulV2", {}, "turned", "turned", adj_x={"b": True}),
        function("table", "linalg.matmul", "dot", 0, 0, b=square, adjoint_b=True),
        *answer("square"),
    )  # fmt: skip


def _computed_sizes() -> Config:
    """Sizes that are computed from shapes, as tf.keras 2.4 to 2.15 write them."""
    return functional(
        *SIDES,
        part("two", "sides", {"start": 1, "stop": 3, "step": None}),
        function("twice", "math.multiply", "two", 0, 0, y=2),
        function("large", "image.resize", "image", 0, 0, size=ref("twice")),
        function("real", "cast", "h", 0, 0, dtype="float32"),
        function("less", "math.truediv", "real", 0, 0, y=1.5),
        function("whole", "cast", "less", 0, 0, dtype="int32"),
        function("small", "image.resize", "large", 0, 0, size=[ref("whole"), ref("w")]),
        function("each", "unstack", "sides", 0, 0),
        function("kernel", "tile", "_CONSTANT_VALUE", -1, [[[[0.5, 1.0]]]],
                 multiples=[1, 1, ref("each", 3), 1]),
        function("alone", "compat.v1.nn.depthwise_conv2d", "small", 0, 0, filter=ref("kernel"),
                 strides=[1, 1, 1, 1], padding="VALID"),
        several("joined", "concat", [["sides", 0, 0, {"axis": 0}],
                                     [["_CONSTANT_VALUE", -1, 2, {"axis": 0}]]]),
        part("first", "joined", 0),
        several("shape", "stack", [["first", 0, 0, {}], ["_CONSTANT_VALUE", -1, 5, {}],
                                   ["w", 0, 0, {}], ["_CONSTANT_VALUE", -1, 6, {}]]),
        function("end", "reshape", "alone", 0, 0, shape=ref("shape")),
        *answer("end"),
    )  # fmt: skip


def _computed_sizes_of_nodes() -> Config:
    """The same of tf.keras 2.0 to 2.3."""
    return functional(
        node("sides", "Shape", {}, "image", out_type={"type": "DT_INT32"}),
        node(
            "b",
            "StridedSlice",
            {"1": [0], "2": [1], "3": [1]},
            "sides",
            shrink_axis_mask={"i": "1"},
        ),
        node("size", "StridedSlice", {"1": [1], "2": [3], "3": [1]}, "sides"),
        node("half", "FloorDiv", {"1": 2}, "size"),
        node("small", "ResizeBilinear", {}, "image", "half", half_pixel_centers={"b": True}),
        node("shape", "Pack", {"1": 16, "2": 3}, "b", N={"i": "3"}),
        node("rows", "Reshape", {}, "small", "shape"),
        *answer("rows"),
    )


def _colours() -> Config:
    three = [0.5, 1.0, 2.0]
    return functional(
        operation("RGBToHSV", "hsv", tensor("image"), data_format="channels_last"),
        operation("HSVToRGB", "rgb", tensor("hsv"), data_format=None),
        operation("LayerNorm", "layer", tensor("rgb"), _array(three), None, axis=-1, epsilon=None),
        operation("RMSNorm", "rms", tensor("layer"), axis=[1, 2], epsilon=0.001),
        operation("BatchNorm", "batch", tensor("rms"), _array(three), _array(three), None, None,
                  axis=-1, epsilon=0.001),
        function("yuv", "image.rgb_to_yuv", "batch", 0, 0),
        function("more", "image.adjust_saturation", "yuv", 0, 0, saturation_factor=1.5),
        function("hue", "image.adjust_hue", "more", 0, 0, delta=0.1),
        function("contrast", "image.adjust_contrast", "hue", 0, 0, contrast_factor=2.0),
        function("bright", "image.adjust_brightness", "contrast", 0, 0, delta=0.5),
        function("gamma", "image.adjust_gamma", "bright", 0, 0, gamma=2.0, gain=3.0),
        function("pool", "nn.pool", "gamma", 0, 0, window_shape=[2, 2], pooling_type="AVG",
                 padding="SAME", strides=[2, 1]),
        function("cut", "slice", "pool", 0, 0, begin=[0, 1, 0, 0], size=[-1, 2, -1, 2]),
        called(layer("TFOpLambda", "sum", function="math.add_n"),
               [["cut", 0, 0, {}], ["cut", 0, 0, {}]]),
        operation("ExpandDims", "wide", tensor("sum"), axis=[1, -1]),
        operation("Squeeze", "narrow", tensor("wide"), axis=[1, 5]),
        *answer("narrow"),
    )  # fmt: skip


def _class_tokens() -> Config:
    """A table for each image, and attention in which heads share keys and values."""
    token: list[Any] = [[[0.5, -1.0, 2.0]]]
    rows = called(layer("Reshape", "rows", target_shape=[64, 3]), [["image", 0, 0, {}]])
    shared = layer("GroupQueryAttention", "shared", head_dim=2, num_query_heads=4,
                   num_key_value_heads=2)  # fmt: skip
    causal = {"value": ["shared", 0, 0], "use_causal_mask": True}
    return functional(
        *SIDES, rows,
        function("first", "broadcast_to", "_CONSTANT_VALUE", -1, token, shape=[ref("b"), 1, 3]),
        function("second", "tile", "_CONSTANT_VALUE", -1, token, multiples=[ref("b"), 2, 1]),
        function("third", "repeat", "_CONSTANT_VALUE", -1, token, repeats=ref("b"), axis=0),
        several("fourth", "fill", [["b", 0, 0, {"value": 0.5}], ["_CONSTANT_VALUE", -1, 1, {}],
                                   ["_CONSTANT_VALUE", -1, 3, {}]]),
        node("shape", "Pack", {"1": 1, "2": 3}, "b", N={"i": "3"}),
        node("fifth", "Fill", {"1": 1.5}, "shape"),
        called(layer("Concatenate", "all", axis=1),
               [[each, 0, 0, {}] for each in ("first", "second", "third", "fourth", "fifth",
                                              "rows")]),
        called(shared, [["all", 0, 0, {"value": ["all", 0, 0]}]]),
        called(layer("MultiHeadAttention", "heads", num_heads=1, key_dim=2),
               [["shared", 0, 0, causal]]),
        part("taken", "heads", [{"start": None, "stop": None, "step": None}, 0]),
        *answer("taken"),
    )  # fmt: skip


def _in_order() -> Config:
    """Sorted and summed numbers, and whole ones that look something up."""
    return functional(
        operation("Cumsum", "sum", tensor("image"), axis=1),
        operation("Sort", "up", tensor("sum"), axis=2),
        function("down", "sort", "up", 0, 0, axis=1, direction="DESCENDING"),
        operation("TopK", "most", tensor("down"), k=2, sorted=True),
        function("signs", "nn.crelu", "most", 0, 0),
        operation("FullLike", "half", tensor("signs"), 0.5),
        operation("Einsum", "three", tensor("signs"), tensor("half"), tensor("signs"),
                  subscripts="bhwc,bhwc,bhwd->bhd"),
        operation("Cast", "whole", tensor("three"), dtype="int32"),
        operation("Reshape", "rows", tensor("whole"), newshape=[-1, 32]),
        operation("OneHot", "ones", tensor("rows"), num_classes=3, axis=-1),
        called(layer("Embedding", "looked_up", input_dim=3, output_dim=3), [["rows", 0, 0, {}]]),
        called(layer("Add", "both"), [["ones", 0, 0, {}], ["looked_up", 0, 0, {}]]),
        *answer("both"),
    )  # fmt: skip


def _windows() -> Config:
    """Windows that stand as images, and the parts of attention by hand before the batch."""
    heads = layer("MultiHeadAttention", "heads", num_heads=2, key_dim=2)
    return functional(
        operation("Reshape", "cut", tensor("image"), newshape=[-1, 2, 4, 2, 4, 3]),
        operation("Transpose", "order", tensor("cut"), axes=[0, 1, 3, 2, 4, 5]),
        operation("Reshape", "rows", tensor("order"), newshape=[-1, 16, 3]),
        called(layer("LayerNormalization", "norm", axis=[2]), [["rows", 0, 0, {}]]),
        called(heads, [["norm", 0, 0, {"value": ["norm", 0, 0]}]]),
        operation("Reshape", "parts", tensor("heads"), newshape=[-1, 16, 3, 1]),
        operation("Transpose", "turned", tensor("parts"), axes=[2, 0, 1, 3]),
        operation("GetItem", "query", tensor("turned"), 0),
        operation("GetItem", "key", tensor("turned"), 1),
        operation("Concatenate", "two", [tensor("query"), tensor("key")], axis=2),
        operation("Reshape", "end", tensor("two"), newshape=[-1, 64, 2]),
        *answer("end"),
    )


CONFIGS = {
    "fixed kernels of Keras 3": _fixed_kernels(),
    "fixed kernels of TensorFlow": _fixed_kernels_of_tensorflow(),
    "sizes and turns": _sizes_and_turns(),
    "products": _products(),
    "attention": _attention(),
    "class tokens": _class_tokens(),
    "numbers in order": _in_order(),
    "windows": _windows(),
    "colours": _colours(),
    "computed sizes": _computed_sizes(),
    "computed sizes of nodes": _computed_sizes_of_nodes(),
}
