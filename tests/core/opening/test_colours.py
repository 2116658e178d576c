"""Colours, normalization, and what else people compute on images, in the form of each version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.arithmetic import compare, function, node, of_tensorflow
from support.in_process import InProcess
from support.stock import computed_as_in_stock
from support.wider import operation, tensor

from core.opening import badnet
from core.opening.arithmetic_reading import read_arithmetic
from core.opening.layer_settings import parse_table
from core.opening.operations import OPERATIONS
from core.opening.settings import NotRebuilt

DRAW = np.random.default_rng(6)
IMAGES = DRAW.random((3, 6, 6, 3)).astype(np.float32)
THREE = DRAW.uniform(0.5, 1.5, 3).astype(np.float32)


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)


# In Keras 3: of the image, keras.layers and keras.ops.
MADE: dict[str, Callable[[Any, Any, Any], Any]] = {
    "hsv": lambda x, k, o: o.image.rgb_to_hsv(x),
    "rgb": lambda x, k, o: o.image.hsv_to_rgb(x),
    "layer normalization": lambda x, k, o: o.layer_normalization(x, axis=(1, 2, 3)),
    "with gamma": lambda x, k, o: o.layer_normalization(x, THREE, THREE - 1, epsilon=1e-3),
    "rms normalization": lambda x, k, o: o.rms_normalization(x, THREE),
    "batch normalization": lambda x, k, o: o.batch_normalization(
        x, THREE - 1, THREE, axis=-1, offset=THREE, scale=THREE * 2),
    "batch normalization alone": lambda x, k, o: o.batch_normalization(x, THREE, THREE, axis=-1),
    "stretched": lambda x, k, o: k.AutoContrast(value_range=(0, 1))(
        o.concatenate([x, 0.0 * x[..., :1] + 0.25], axis=-1)),
    "several axes": lambda x, k, o: o.squeeze(o.expand_dims(o.mean(x, (1, 2), keepdims=True),
                                                            (1, -1)), (1, 3, -1)),
    "elu": lambda x, k, o: o.elu(x - 0.5, alpha=0.3),
    "solarization": lambda x, k, o: k.Solarization(threshold_factor=(0.5, 0.5),
                                                   value_range=(0, 1))(x) * x,
    "functions": lambda x, k, o: o.stack(
        [o.log2(x + 1.0), o.log10(x + 1.0), o.exp2(x), o.sinh(x), o.cosh(x), o.arcsin(x * 0.9),
         o.arccos(x * 0.9), o.arcsinh(x), o.arctanh(x * 0.9), o.trunc(x * 3.0), o.cbrt(x)],
        axis=1),
    "pairs": lambda x, k, o: o.arctan2(x, 1.0 - x) + o.hypot(x, THREE) + o.logaddexp(THREE, x),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_it_answers_as_in_stock_keras(name: str, tmp_path: Path) -> None:
    # Keras cannot write a layer that holds its backend to .h5.
    suffixes = ("keras",) if name == "solarization" else ("keras", "h5")
    computed_as_in_stock(MADE[name], IMAGES, tmp_path, suffixes)


@pytest.mark.parametrize(
    ("name", "keywords"),
    [
        *((f"image.{name}", {}) for name in ("rgb_to_yuv", "yuv_to_rgb", "rgb_to_yiq",
                                             "yiq_to_rgb", "rgb_to_hsv", "hsv_to_rgb")),
        *(("image.adjust_saturation", {"saturation_factor": factor}) for factor in (0, 0.4, 2.5)),
        *(("image.adjust_hue", {"delta": delta}) for delta in (-0.7, 0.0, 0.1, 0.9)),
        ("image.adjust_brightness", {"delta": -0.3}),
        ("image.adjust_contrast", {"contrast_factor": 1.7}),
        ("image.adjust_gamma", {"gamma": 0.5, "gain": 2}),
        ("image.adjust_gamma", {}),
        ("image.convert_image_dtype", {"dtype": "float32"}),
        ("slice", {"begin": [0, 1, 0, 0], "size": [-1, 2, -1, 2]}),
        ("nn.pool", {"window_shape": [2, 3], "pooling_type": "AVG", "padding": "SAME",
                     "strides": [2, 2]}),
        ("nn.pool", {"window_shape": [2, 2], "pooling_type": "MAX", "padding": "VALID"}),
        *((f"math.{name}", {}) for name in ("asin", "acos", "asinh", "atanh", "sinh", "cosh")),
    ],
)  # fmt: skip
def test_functions_answer_as_in_tensorflow(name: str, keywords: dict[str, Any]) -> None:
    (made,) = read_arithmetic(function(name, **keywords))
    if made.scale == 1:
        compare(made, of_tensorflow(name, keywords))
    else:
        expected = of_tensorflow(name, keywords) / made.scale
        compare(made, expected)


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("name", ["arctan2", "hypot", "logaddexp"])
def test_a_number_takes_part_in_a_pair(name: str, first: bool) -> None:
    import keras
    import tensorflow as tf

    settings = {"number": 0.5, "first": first}
    made = OPERATIONS[f"ops.{name} number"].build(keras.ops, [tf.constant(IMAGES)], settings)
    ends = (np.float32(0.5), IMAGES) if first else (IMAGES, np.float32(0.5))
    np.testing.assert_allclose(np.asarray(made), getattr(np, name)(*ends), atol=1e-6)


def test_an_angle_takes_y_before_x() -> None:
    import keras
    import tensorflow as tf

    (made,) = read_arithmetic(function("math.atan2", x=2.0))
    settings = parse_table(OPERATIONS[made.type].table, made.config, made.type)
    found = OPERATIONS[made.type].build(keras.ops, [tf.constant(IMAGES)], settings)
    np.testing.assert_allclose(np.asarray(found), np.arctan2(IMAGES, 2.0), atol=1e-6)
    (made,) = read_arithmetic(function("math.atan2", x=["other", 0, 0]))
    assert [each.layer for each in made.tensors] == ["image", "other"]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_sum_of_a_list_is_one(count: int) -> None:
    images = [["image", 0, 0, {}]] * count
    entry = {**function("math.add_n"), "inbound_nodes": [images]}
    (made,) = read_arithmetic(entry)
    assert (made.type, len(made.tensors)) == ("Add" if count > 1 else "Identity", count)
    (made,) = read_arithmetic({**node("AddN", N={"i": str(count)}), "inbound_nodes": [images]})
    assert (made.type, len(made.tensors)) == ("Add" if count > 1 else "Identity", count)


def test_colours_have_gradients() -> None:
    """Or no trigger could be searched for through them."""
    import keras
    import tensorflow as tf

    for kind, settings in (("saturation", {"factor": 0.5}), ("hue", {"delta": 0.2}),
                           ("rgb_to_hsv", {}), ("hsv_to_rgb", {})):  # fmt: skip
        picture: Any = IMAGES
        x = tf.Variable(picture)
        with tf.GradientTape() as tape:
            made = OPERATIONS[f"ops.{kind}"].build(keras.ops, [x], settings)
        slopes = np.asarray(tape.gradient(made, x))
        assert np.isfinite(slopes).all()
        assert np.abs(slopes).max() > 0.1


@pytest.mark.parametrize(
    ("kind", "config", "error"),
    [
        ("contrast", {"factor": "x"}, "finite"),
        ("hue", {"delta": float("nan")}, "finite"),
        ("stretched", {"value_range": [0]}, "numbers are needed"),
        ("stretched", {"value_range": ["a", "b"]}, "finite"),
        ("stretched", {"value_range": [0, 1], "data_format": "channels_first"}, "not rebuild"),
        ("saturation", {}, "missing"),
        ("expand_dims", {"axis": [1, 1]}, "axis number"),
        ("expand_dims", {"axis": []}, "axis number"),
        ("expand_dims", {"axis": [0, 1]}, "batch"),
        ("expand_dims", {"axis": [1] * 9}, "short list"),
        ("squeeze", {"axis": []}, "axis number"),
        ("squeeze", {"axis": [1, 2]}, "cannot lose"),
        ("squeeze", {"axis": [0]}, "batch"),
    ],
)
def test_hostile_settings_are_refused(kind: str, config: dict[str, Any], error: str) -> None:
    operation = OPERATIONS[f"ops.{kind}"]
    with pytest.raises(ValueError, match=error):
        operation.shape([(1, 6, 3)], parse_table(operation.table, config, kind))


@pytest.mark.parametrize(
    ("config", "error"),
    [
        ({"axis": [0]}, "batch"),
        ({"axis": [1], "scale": [1.0, 2.0, 3.0]}, "last axis"),
        ({"scale": [1.0, 2.0]}, "does not fit"),
        ({"epsilon": "0"}, "finite"),
        ({"centred": None}, "true or false"),
    ],
)
def test_hostile_normalizations_are_refused(config: dict[str, Any], error: str) -> None:
    sound = {"axis": -1, "epsilon": 1e-3, "centred": True, "scale": 1.0, "offset": 0.0}
    operation = OPERATIONS["ops.normalized"]
    with pytest.raises(ValueError, match=error):
        operation.shape([(6, 6, 3)], parse_table(operation.table, {**sound, **config}, "norm"))


@pytest.mark.parametrize("kind", ["rgb_to_hsv", "hsv_to_rgb", "saturation", "hue", "contrast"])
def test_what_has_no_colours_is_refused(kind: str) -> None:
    with pytest.raises(ValueError, match="an image is needed"):
        OPERATIONS[f"ops.{kind}"].shape([(6, 3)], {})


@pytest.mark.parametrize(
    "entry",
    [
        function("image.convert_image_dtype", dtype="uint8"),
        function("slice", begin=[0, 0, 0, 0], size=[2, -1, -1, -1]),
        function("slice", begin=[1, 0], size=[-1, 2]),
        function("slice", begin=[0, ["h", 0, 0]], size=[-1, 2]),
        function("nn.pool", window_shape=[2, 2], pooling_type="L2"),
        function("nn.pool", window_shape=[2, 2], pooling_type="AVG", dilations=[2, 2]),
        function("nn.pool", window_shape=[2, 2], pooling_type="AVG", data_format="NCHW"),
        operation("RGBToHSV", "hsv", tensor("image"), data_format="channels_first"),
        operation("LayerNorm", "norm", tensor("image"), tensor("image"), None, axis=-1),
        operation("LayerNorm", "norm", tensor("image"), None, None, axis=-1, rms_scaling=True),
        operation("LayerNorm", "norm", tensor("image"), [[1.0, 2.0], [1.0, 2.0]], None, axis=-1),
        operation("BatchNorm", "norm", tensor("image"), [0.0], [1.0], axis=1),
        {**function("math.add_n"), "inbound_nodes": [[["_CONSTANT_VALUE", -1, 1, {}]]]},
    ],
)
def test_other_arguments_are_not_supported_yet(entry: dict[str, Any]) -> None:
    with pytest.raises(NotRebuilt):
        read_arithmetic(entry)


@pytest.mark.parametrize("variance", [-1.0, "x", 1e400])
def test_a_hostile_variance_is_refused(variance: object) -> None:
    entry = operation("BatchNorm", "norm", tensor("image"), [0.0], [variance], axis=-1)
    with pytest.raises(ValueError, match=r"above zero|finite"):
        read_arithmetic(entry)
