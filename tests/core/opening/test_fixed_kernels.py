"""Convolutions with fixed kernels, such as Sobel's filters and blurs, in each version's form."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.arithmetic import compare, function, image, node, of_tensorflow
from support.in_process import InProcess
from support.stock import computed_as_in_stock

from core.opening import badnet
from core.opening.arithmetic_reading import read_arithmetic
from core.opening.layer_settings import parse_table
from core.opening.operations import OPERATIONS
from core.opening.settings import NotRebuilt

DRAW = np.random.default_rng(5)
IMAGES = DRAW.random((3, 9, 8, 3)).astype(np.float32)
KERNEL = DRAW.normal(0, 0.5, (3, 3, 3, 2)).astype(np.float32)
ALONE = DRAW.normal(0, 0.5, (3, 2, 3, 2)).astype(np.float32)
POINTS = DRAW.normal(0, 0.5, (1, 1, 6, 4)).astype(np.float32)
LISTED = KERNEL.tolist()


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)


# In Keras 3: of the image, keras.layers and keras.ops.
MADE: dict[str, Callable[[Any, Any, Any], Any]] = {
    "same": lambda x, k, o: o.conv(x, KERNEL, padding="same"),
    "with strides": lambda x, k, o: o.conv(x, KERNEL, strides=(2, 1)),
    "with gaps": lambda x, k, o: o.conv(x, o.convert_to_tensor(KERNEL), 1, "same",
                                        dilation_rate=2),
    "rows": lambda x, k, o: o.conv(k.Reshape((9, 24))(x), np.tile(KERNEL[0], (1, 8, 1)),
                                   padding="same"),
    "a volume": lambda x, k, o: o.conv(k.Reshape((9, 8, 3, 1))(x), KERNEL[:, :, :2, :, None][..., 0]
                                       .reshape(3, 3, 2, 1, 2), padding="same"),
    "each channel": lambda x, k, o: o.depthwise_conv(x, ALONE, padding="same"),
    "each channel of rows": lambda x, k, o: o.depthwise_conv(k.Reshape((72, 3))(x), ALONE[0]),
    "in two steps": lambda x, k, o: o.separable_conv(x, ALONE, POINTS, strides=2, padding="same"),
    "a blur": lambda x, k, o: o.image.gaussian_blur(x, (3, 3), (0.7, 1.2)),
    "an uneven blur": lambda x, k, o: o.image.gaussian_blur(x, (3, 5), (0.7, 1.2)),
    "edges": lambda x, k, o: k.Reshape((9, 8, 6))(o.image.sobel_edges(x)),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_it_answers_as_in_stock_keras(name: str, tmp_path: Path) -> None:
    computed_as_in_stock(MADE[name], IMAGES, tmp_path)


# -- earlier versions, as they wrote it ----------------------------------------------------

CONV = {"filter": LISTED, "strides": 1, "padding": "SAME"}
BORDERS = [[0, 0], [1, 2], [0, 1], [0, 0]]


@pytest.mark.parametrize(
    ("name", "keywords"),
    [
        ("conv2d", CONV),
        ("conv2d", {**CONV, "strides": [1, 2, 2, 1], "padding": "VALID", "data_format": "NHWC"}),
        ("conv2d", {**CONV, "padding": BORDERS, "dilations": [1, 1, 1, 1]}),
        ("conv2d", {**CONV, "dilations": 2}),
        ("convolution", {"filter": LISTED, "padding": "SAME", "strides": [1, 1]}),
        ("convolution", {"filter": LISTED, "padding": "VALID", "dilation_rate": [2, 1]}),
        ("depthwise_conv2d",
         {"filter": ALONE.tolist(), "strides": [1, 2, 2, 1], "padding": "SAME", "rate": None}),
        ("depthwise_conv2d",
         {"filter": ALONE.tolist(), "strides": [1, 1, 1, 1], "padding": "VALID", "rate": [2, 2]}),
        ("separable_conv2d",
         {"depthwise_filter": ALONE.tolist(), "pointwise_filter": POINTS.tolist(),
          "strides": [1, 1, 1, 1], "padding": "SAME"}),
    ],
)  # fmt: skip
def test_functions_answer_as_in_tensorflow(name: str, keywords: dict[str, Any]) -> None:
    (made,) = read_arithmetic(function(f"compat.v1.nn.{name}", **keywords))
    compare(made, of_tensorflow(f"compat.v1.nn.{name}", keywords))


def test_functions_of_tensorflow_2_call_the_kernel_filters() -> None:
    keywords = {"filters": LISTED, "strides": [2], "padding": "SAME"}
    (made,) = read_arithmetic(function("nn.conv2d", **keywords))
    compare(made, of_tensorflow("nn.conv2d", keywords))


@pytest.mark.parametrize(
    "keywords", [{}, {"depth_radius": 1, "bias": 2, "alpha": 1e-1, "beta": 0.75}]
)
def test_local_responses_answer_as_in_tensorflow(keywords: dict[str, Any]) -> None:
    name = "nn.local_response_normalization"
    (made,) = read_arithmetic(function(name, **keywords))
    compare(made, of_tensorflow(name, keywords))


def test_responses_frame_no_more_than_there_are_channels() -> None:
    import keras
    import tensorflow as tf

    settings = {"radius": 512, "bias": 1.0, "alpha": 1.0, "beta": 0.5}
    seen = []

    class Seen:
        """keras.ops that remembers the largest tensor."""

        def __getattr__(self, name: str) -> Any:
            def call(*args: Any, **kwargs: Any) -> Any:
                made = getattr(keras.ops, name)(*args, **kwargs)
                seen.append(math.prod(made.shape))
                return made

            return call

    made = OPERATIONS["ops.local_response"].build(Seen(), [image()], settings)
    expected = tf.nn.local_response_normalization(image(), depth_radius=512)
    np.testing.assert_allclose(np.asarray(made), np.asarray(expected), atol=1e-5)
    assert max(seen) <= 3 * math.prod(image().shape)


def text(word: str) -> dict[str, str]:
    return {"s": base64.b64encode(word.encode()).decode()}


def listed(*numbers: int) -> dict[str, Any]:
    return {"list": {"i": [str(each) for each in numbers]}}


@pytest.mark.parametrize("padding", ["SAME", "VALID"])
@pytest.mark.parametrize(
    ("op", "kernel", "name"),
    [
        ("Conv2D", LISTED, "conv2d"),
        ("DepthwiseConv2dNative", ALONE.tolist(), "depthwise_conv2d"),
    ],
)
def test_nodes_answer_as_the_functions(op: str, kernel: Any, name: str, padding: str) -> None:
    entry = node(
        op, strides=listed(1, 2, 2, 1), padding=text(padding), data_format=text("NHWC"),
        dilations=listed(1, 1, 1, 1), explicit_paddings={"list": {}},
    )  # fmt: skip
    entry["config"]["constants"] = {"1": kernel}
    (made,) = read_arithmetic(entry)
    keywords = {"filter": kernel, "strides": [1, 2, 2, 1], "padding": padding}
    compare(made, of_tensorflow(f"compat.v1.nn.{name}", keywords))


@pytest.mark.parametrize(("op", "name"), [("MaxPool", "max_pool2d"), ("AvgPool", "avg_pool2d")])
def test_nodes_that_pool_answer_as_the_functions(op: str, name: str) -> None:
    lengths = {"ksize": listed(1, 3, 2, 1), "strides": listed(1, 2, 2, 1)}
    (made,) = read_arithmetic(node(op, padding=text("SAME"), data_format=text("NHWC"), **lengths))
    keywords = {"ksize": [1, 3, 2, 1], "strides": [1, 2, 2, 1], "padding": "SAME"}
    compare(made, of_tensorflow(f"nn.{name}", keywords))


def test_a_node_of_local_responses_answers_as_the_function() -> None:
    entry = node(
        "LRN", depth_radius={"i": "2"}, bias={"f": 1.5}, alpha={"f": 0.25}, beta={"f": 0.75}
    )
    (made,) = read_arithmetic(entry)
    keywords = {"depth_radius": 2, "bias": 1.5, "alpha": 0.25, "beta": 0.75}
    compare(made, of_tensorflow("nn.local_response_normalization", keywords))


# -- what stays refused --------------------------------------------------------------------

ONES = [[[[1.0, 1.0]] * 3] * 3] * 3
ROW = [[[1.0]] * 3] * 3


@pytest.mark.parametrize(
    ("kind", "config", "error"),
    [
        ("convolve table", {"kernel": "__import__('os')"}, "finite"),
        ("convolve table", {"kernel": [[[[math.inf]]]]}, "finite"),
        ("convolve table", {"kernel": [[1.0] * 3] * 3}, "a table"),
        ("convolve table", {"kernel": [[[[0.0] * 400] * 256] * 3]}, "a table of at most"),
        ("convolve table", {"kernel": ROW}, "sides and channels"),
        ("convolve table", {"kernel": [[[[1.0]] * 4] * 3] * 3}, "4 channels"),
        ("convolve table", {"kernel": ONES, "strides": 0}, "above zero"),
        ("convolve table", {"kernel": ONES, "strides": [1, 2, 3]}, "numbers are needed"),
        ("convolve table", {"kernel": ONES, "strides": 1 << 40}, "a number"),
        ("convolve table", {"kernel": ONES, "strides": 2, "dilation": 2}, "both"),
        ("convolve table", {"kernel": ONES, "dilation": 1 << 19, "padding": "same"}, "far wider"),
        ("convolve table", {"kernel": ONES, "padding": "causal"}, "one of"),
        ("convolve table", {"kernel": ONES, "borders": [[0, 0]]}, "numbers are needed"),
        ("convolve table", {"kernel": ONES, "borders": [[0, 0], [1 << 40, 0]]}, "a number"),
        (
            "convolve table",
            {"kernel": ONES, "borders": [[1 << 19, 0]] * 2, "strides": 1 << 19},
            "wider",
        ),
        ("depthwise table", {"kernel": ONES, "strides": [1, 2]}, "strides"),
        ("depthwise table", {"kernel": [[[[1.0]]]]}, "1 channels"),
        ("depthwise table", {"kernel": [[[[1.0]] * 2]], "shared": True}, "2 channels"),
        ("depthwise table", {"kernel": ONES, "dilation": 1 << 19, "padding": "same"}, "far wider"),
        ("local_response", {"radius": 1 << 19}, "more than 1025"),
        ("local_response", {"radius": -1}, "a number"),
        ("local_response", {"beta": math.nan}, "finite"),
    ],
)
def test_hostile_settings_are_refused(kind: str, config: dict[str, Any], error: str) -> None:
    operation = OPERATIONS[f"ops.{kind}"]
    with pytest.raises(ValueError, match=error):
        operation.shape([(8, 8, 3)], parse_table(operation.table, config, kind))


def test_a_shared_kernel_of_too_many_numbers_is_refused() -> None:
    operation = OPERATIONS["ops.depthwise table"]
    config = {"kernel": [[[[1.0]]] * 200] * 200, "shared": True, "padding": "same"}
    with pytest.raises(ValueError, match="at most"):
        operation.shape([(400, 400, 64)], parse_table(operation.table, config, "blur"))


def test_edges_of_a_single_row_are_refused() -> None:
    with pytest.raises(ValueError, match="image is needed"):
        OPERATIONS["ops.sobel"].shape([(1, 8, 3)], {})


@pytest.mark.parametrize(
    "keywords",
    [
        {**CONV, "data_format": "NCHW"},
        {**CONV, "strides": [2, 1, 1, 1]},
        {**CONV, "padding": [[1, 0], [0, 0], [0, 0], [0, 0]]},
        {**CONV, "padding": [[0, 0]]},
        {**CONV, "filter": ["image", 0, 0]},
        {**CONV, "filter": None},
    ],
)
def test_other_convolutions_are_not_supported_yet(keywords: dict[str, Any]) -> None:
    with pytest.raises(NotRebuilt):
        read_arithmetic(function("compat.v1.nn.conv2d", **keywords))


@pytest.mark.parametrize("padding", ["EXPLICIT", "../../etc/passwd", ""])
def test_a_node_with_other_padding_is_not_supported_yet(padding: str) -> None:
    entry = node("Conv2D", strides=listed(1, 1, 1, 1), padding=text(padding))
    entry["config"]["constants"] = {"1": LISTED}
    with pytest.raises(NotRebuilt, match="pads"):
        read_arithmetic(entry)


def test_two_kernels_that_do_not_match_are_refused() -> None:
    keywords = {"depthwise_filter": LISTED, "pointwise_filter": LISTED, "strides": 1}
    with pytest.raises(ValueError, match="do not match"):
        read_arithmetic(function("nn.separable_conv2d", padding="SAME", **keywords))


@pytest.mark.parametrize(
    "changed",
    [{"sigma": [0, 1]}, {"sigma": 1e-200}, {"kernel_size": [0, 3]}, {"kernel_size": 1 << 20}],
)
def test_a_blur_that_is_none_is_refused(changed: dict[str, Any]) -> None:
    entry = {
        "module": "keras.src.ops.image",
        "class_name": "GaussianBlur",
        "config": {"name": "blur", "kernel_size": [2, 2], "sigma": [1.0, 1.0], **changed},
        "inbound_nodes": [{"args": [["image", 0, 0]], "kwargs": {}}],
    }
    with pytest.raises(ValueError, match=r"above zero|at most|from 0"):
        read_arithmetic(entry)
