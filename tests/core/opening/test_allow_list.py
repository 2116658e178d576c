"""What a second reading of the list of layers and operations found: each entry only computes.

An entry must not change an answer in silence either, so what is not rebuilt is refused.
"""

from __future__ import annotations

from typing import Any

import pytest

from core.opening.arithmetic_reading import read_arithmetic
from core.opening.layers import parse_settings
from core.opening.operations import OPERATIONS
from core.opening.settings import NotRebuilt

WHOLE = {"start": None, "stop": None, "step": None}


def function(name: str, **keywords: Any) -> dict[str, Any]:
    """A TFOpLambda as tf.keras 2.15 writes it."""
    return {
        "class_name": "TFOpLambda",
        "config": {"name": "op", "function": name},
        "inbound_nodes": [["image", 0, 0, keywords]],
    }


def node(op: str, **attributes: Any) -> dict[str, Any]:
    """A TensorFlowOpLayer as tf.keras 2.3 writes it."""
    return {
        "class_name": "TensorFlowOpLayer",
        "config": {"name": "op", "node_def": {"op": op, "attr": attributes}, "constants": {}},
        "inbound_nodes": [[["image", 0, 0, {}]]],
    }


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
        function("convert_to_tensor", dtype="bool"),
        node("Cast", DstT={"type": "DT_INT32"}),
    ],
)
def test_a_cast_to_whole_numbers_is_not_passed_over(entry: dict[str, Any]) -> None:
    with pytest.raises(NotRebuilt, match="rounds"):
        read_arithmetic(entry)


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
    ("layer", "setting"), [("LSTM", "time_major"), ("Dense", "quantization_config")]
)
def test_settings_that_change_the_answer_are_not_ignored(layer: str, setting: str) -> None:
    assert parse_settings(layer, {"units": 4, setting: None})
    with pytest.raises(NotRebuilt, match=setting):
        parse_settings(layer, {"units": 4, setting: True})
