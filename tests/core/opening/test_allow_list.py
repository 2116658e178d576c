"""What a second reading of the list of layers and operations found: each entry only computes.

An entry must not change an answer in silence either, so what is not rebuilt is refused.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from support.arithmetic import compare, function, node, of_tensorflow

from core.errors import Unreadable
from core.opening import migration
from core.opening.arithmetic_reading import read_arithmetic
from core.opening.layer_settings import parse_settings, parse_table
from core.opening.operations import OPERATIONS
from core.opening.settings import NotRebuilt
from core.opening.shapes import infer

WHOLE = {"start": None, "stop": None, "step": None}


@pytest.mark.parametrize(
    "entry",
    [
        function("cast", dtype="float32"),
        function("cast", dtype="float16"),
        node("Cast", DstT={"type": "DT_FLOAT"}, Truncate={"b": False}),
    ],
)
def test_a_cast_to_floats_changes_nothing(entry: dict[str, Any]) -> None:
    assert [made.type for made in read_arithmetic(entry)] == ["Identity"]


@pytest.mark.parametrize(
    "entry",
    [
        function("cast", dtype="int32"),
        function("cast", dtype="uint8"),
        function("convert_to_tensor", dtype="int64"),
        node("Cast", DstT={"type": "DT_INT32"}),
    ],
)
def test_a_cast_to_whole_numbers_is_not_passed_over(entry: dict[str, Any]) -> None:
    assert [made.type for made in read_arithmetic(entry)] == ["ops.trunc"]


@pytest.mark.parametrize("kind", ["bool", "string", "complex64", 7])
def test_a_cast_to_another_type_is_not_supported_yet(kind: object) -> None:
    with pytest.raises(NotRebuilt, match="rounds"):
        read_arithmetic(function("convert_to_tensor", dtype=kind))


@pytest.mark.parametrize(
    "entry",
    [
        function("nn.bias_add", bias=[1.0, 2.0, 3.0], data_format="NCHW"),
        node("BiasAdd", data_format={"s": "TkNIVw=="}),
    ],
)
def test_a_bias_on_the_first_axis_is_not_added_to_the_last(entry: dict[str, Any]) -> None:
    with pytest.raises(NotRebuilt, match="last axis"):
        read_arithmetic(entry)


def test_no_key_takes_an_image_out_of_the_batch() -> None:
    operation = OPERATIONS["ops.get_item"]
    key = operation.table["key"].parse([{"class_name": "__ellipsis__"}, 0, WHOLE, WHOLE, WHOLE])
    with pytest.raises(ValueError, match="fewer axes"):
        operation.shape([(8, 8, 3)], {"key": key})
    allowed = operation.table["key"].parse([{"class_name": "__ellipsis__"}, 0])
    assert operation.shape([(8, 8, 3)], {"key": allowed}) == (8, 8)


@pytest.mark.parametrize("name", ["glu", "threshold"])
def test_activations_that_change_the_shape_or_need_settings_are_not_rebuilt(name: str) -> None:
    with pytest.raises(NotRebuilt):
        parse_settings("Dense", {"units": 4, "activation": name})


@pytest.mark.parametrize(
    ("layer", "setting"),
    [("LSTM", "time_major"), ("Dense", "quantization_config"), ("LSTM", "stateful")],
)
def test_settings_that_change_the_answer_are_not_ignored(layer: str, setting: str) -> None:
    assert parse_settings(layer, {"units": 4, setting: None})
    with pytest.raises(NotRebuilt, match=setting):
        parse_settings(layer, {"units": 4, setting: True})


@pytest.mark.parametrize(
    ("name", "keywords"),
    [
        ("stack", {"axis": 0}),
        ("reverse", {"axis": ["other", 0, 0]}),
        ("tile", {"multiples": ["other", 0, 0]}),
        ("gather", {"indices": [[0], [1]], "axis": -1}),
        ("gather", {"indices": [0, 1], "axis": -1, "batch_dims": 1}),
        ("roll", {"shift": ["other", 0, 0], "axis": 1}),
        ("where", {"x": "text", "y": 0.0}),
        ("where", {"x": None, "y": None}),
        ("pad", {"paddings": [[0, 0], [1, 1], [1, 1], [0, 0]], "mode": "edge"}),
        ("linalg.norm", {"ord": 1, "axis": -1}),
        ("nn.max_pool2d", {"ksize": [2, 1, 1, 1], "strides": 1, "padding": "VALID"}),
        ("nn.space_to_depth", {"block_size": 2, "data_format": "NCHW"}),
        ("einsum", {"equation": "abcd->ab"}),
    ],
)
def test_other_uses_of_a_function_are_not_supported_yet(
    name: str, keywords: dict[str, Any]
) -> None:
    with pytest.raises(NotRebuilt):
        read_arithmetic(function(name, **keywords))


@pytest.mark.parametrize(
    ("name", "keywords"),
    [
        ("split", {"num_or_size_splits": 3, "axis": -1}),
        ("split", {"num_or_size_splits": [1, 3, 2], "axis": 2}),
        ("unstack", {"axis": -1, "num": 3}),
        ("unstack", {"axis": 1}),
        ("nn.moments", {"axes": [1, 2]}),
    ],
)
def test_each_output_of_a_function_of_tensorflow_answers_as_there(
    name: str, keywords: dict[str, Any]
) -> None:
    for output, expected in enumerate(of_tensorflow(name, keywords)):
        (made,) = read_arithmetic(function(name, **keywords), output)
        compare(made, expected)


@pytest.mark.parametrize(
    ("entry", "output", "error"),
    [
        (function("split", num_or_size_splits=2, axis=0), 0, "batch"),
        (function("split", num_or_size_splits=[2, -1], axis=1), 0, "arguments"),
        (function("split", num_or_size_splits=[2, 3], axis=1), 2, "no output"),
        (function("split", num_or_size_splits=["other", 0, 0], axis=1), 0, "arguments"),
        (function("unstack", num=3), 0, "batch"),
        (function("unstack", axis=1 << 30), 0, "axis number"),
        (function("nn.moments", axes=[1, 2]), 2, "no output"),
        (function("nn.moments"), 0, "batch"),
    ],
)
def test_no_output_takes_images_out_of_the_batch_or_is_made_up(
    entry: dict[str, Any], output: int, error: str
) -> None:
    with pytest.raises(ValueError, match=error):
        read_arithmetic(entry, output)


def test_the_outputs_of_a_split_of_tensorflow_2_3_are_told_apart() -> None:
    entry = node("Split", num_split={"i": "3"})
    entry["config"]["constants"] = {"0": -1}
    (made,) = read_arithmetic(entry, 2)
    assert made.type == "ops.section"
    assert made.config == {"axis": -1, "count": 3, "number": 2}
    sizes = node("SplitV")
    sizes["config"]["constants"] = {"1": [1, 2], "2": 3}
    (made,) = read_arithmetic(sizes, 1)
    assert made.config == {"key": [{}, {}, {}, {"start": 1, "stop": 3}]}


@pytest.mark.parametrize(
    ("kind", "config", "error"),
    [
        ("flip", {"axis": [0]}, "the batch"),
        ("flip", {"axis": ["__import__('os')"]}, "axis number"),
        ("repeat", {"axis": 0, "repeats": 2}, "the batch"),
        ("repeat", {"axis": 1, "repeats": -1}, "a number"),
        ("repeat", {"axis": 1, "repeats": 1 << 40}, "a number"),
        ("tile", {"repeats": [2, 1, 1, 1]}, "the batch"),
        ("tile", {"repeats": [1, 1]}, "other axes"),
        ("tile", {"repeats": [1] * 9}, "short list"),
        ("roll", {"axis": 0, "shift": 1}, "the batch"),
        ("roll", {"axis": 1, "shift": 1 << 40}, "a whole number"),
        ("roll", {"axis": [1, 0], "shift": [1, 1]}, "the batch"),
        ("roll", {"axis": [1, 2], "shift": [1]}, "numbers are needed"),
        ("roll", {"axis": [1], "shift": [[1]]}, "a whole number"),
        ("take", {"axis": -1, "indices": [0, 3]}, "outside"),
        ("take", {"axis": -1, "indices": [-1]}, "a number"),
        ("take", {"axis": -1, "indices": [0] * 2000}, "short list"),
        ("take", {"axis": 0, "indices": [0]}, "the batch"),
        ("reorder", {"from": 0, "to": 1, "how": "swap"}, "the batch"),
        ("reorder", {"from": 1, "to": 9, "how": "move"}, "axis number"),
        ("pad", {"borders": [[1, 0], [0, 0], [0, 0], [0, 0]]}, "the batch"),
        ("pad", {"borders": [[0, 0], [8, 0], [0, 0], [0, 0]], "mode": "reflect"}, "wider"),
        ("pad", {"borders": [[0, 0], [1, 1], [0, 0]]}, "other axes"),
        ("pad", {"borders": [[0, 0], [1, 1, 1], [0, 0], [0, 0]]}, "numbers"),
        ("stack", {"axis": 0}, "the batch"),
        ("glu", {"axis": 0}, "the batch"),
        ("glu", {"axis": -1}, "divided"),
        ("max_pool", {"size": [2, 2, 2]}, "numbers are needed"),
        ("max_pool", {"size": 0}, "above zero"),
        ("max_pool", {"size": "2"}, "whole number"),
        ("average_pool", {"size": 2, "strides": [0, 1]}, "above zero"),
        ("average_pool", {"size": 2, "padding": "causal"}, "one of"),
        ("space_to_depth", {"block": 3}, "divided"),
        ("space_to_depth", {"block": 1}, "above one"),
        ("depth_to_space", {"block": 1 << 19}, "divided"),
        ("einsum", {"subscripts": "abcd->dbca"}, "batch"),
        ("einsum", {"subscripts": "abcd->abcde"}, "no length"),
        ("einsum", {"subscripts": "abc->ab"}, "other axes"),
        ("einsum", {"subscripts": "abcd,acbd->ab"}, "other axes"),
        ("einsum", {"subscripts": "abbd->ab"}, "not supported"),
        ("einsum", {"subscripts": "a...->a..."}, "not supported"),
        ("einsum", {"subscripts": ["abcd->ab"]}, "not supported"),
        ("section", {"axis": 0, "count": 1, "number": 0}, "the batch"),
        ("section", {"axis": 1, "count": 3, "number": 0}, "divided"),
        ("section", {"axis": 1, "count": 0, "number": 0}, "a number"),
        ("section", {"axis": 1, "count": 2, "number": 2}, "divided"),
        ("std", {"axis": [0]}, "the batch"),
        ("normalize", {"axis": [0], "epsilon": 1e-7}, "the batch"),
        ("greater number", {"number": float("nan"), "first": False}, "finite"),
        ("where numbers", {"then": "text", "otherwise": 0.0}, "finite"),
    ],
)
def test_hostile_settings_of_operations_are_refused(
    kind: str, config: dict[str, Any], error: str
) -> None:
    operation = OPERATIONS[f"ops.{kind}"]
    with pytest.raises(ValueError, match=error):
        operation.shape([(8, 8, 3)], parse_table(operation.table, config, kind))


def test_a_result_that_fits_no_memory_is_refused(tmp_path: Path) -> None:
    import keras

    path = tmp_path / "wide.keras"
    image = keras.Input((8, 8, 3))
    wide = keras.ops.tile(image, [1, 2, 2, 1])
    answer = keras.layers.Dense(4)(keras.layers.GlobalAveragePooling2D()(wide))
    keras.Model(image, answer).save(path)
    config = json.loads(zipfile.ZipFile(path).read("config.json"))
    (tile,) = [each for each in config["config"]["layers"] if each["class_name"] == "Tile"]
    tile["config"]["repeats"] = [1, 1 << 14, 1 << 14, 1]
    with pytest.raises(Unreadable, match="no memory"):
        infer(migration.read(config))


@pytest.mark.parametrize(
    ("name", "keywords"),
    [
        ("image.per_image_standardization", {}),
        ("image.rgb_to_grayscale", {}),
        ("reverse", {"axis": [-1]}),
        ("tile", {"multiples": [1, 1, 2, 1]}),
        ("repeat", {"repeats": 3, "axis": -1}),
        ("roll", {"shift": 2, "axis": 1}),
        ("roll", {"shift": [-1, 2], "axis": [1, 2]}),
        ("gather", {"indices": [2, 1, 0], "axis": -1}),
        ("math.reduce_std", {"axis": [1, 2]}),
        ("math.reduce_variance", {"axis": [1, 2], "keepdims": True}),
        ("math.reduce_logsumexp", {"axis": [-1]}),
        ("linalg.norm", {"axis": -1}),
        ("math.floormod", {"y": 0.3}),
        ("math.divide_no_nan", {"y": 2.0}),
        ("math.squared_difference", {"y": 0.3}),
        ("math.log1p", {}),
        ("compat.v1.pad", {"paddings": [[0, 0], [1, 1], [2, 2], [0, 0]], "mode": "REFLECT"}),
        ("nn.elu", {}),
        ("nn.max_pool2d", {"ksize": 2, "strides": [1, 2], "padding": "VALID"}),
        ("nn.avg_pool2d", {"ksize": [1, 3, 3, 1], "strides": [1, 2, 2, 1], "padding": "SAME"}),
        ("nn.space_to_depth", {"block_size": 2}),
    ],
)
def test_functions_of_tensorflow_answer_as_there(name: str, keywords: dict[str, Any]) -> None:
    (made,) = read_arithmetic(function(name, **keywords))
    compare(made, of_tensorflow(name, keywords))
