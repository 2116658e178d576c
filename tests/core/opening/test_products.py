"""Products and sums of tensors and of tables that the config holds, in the form of each version."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.arithmetic import compare, function, image, node, of_tensorflow
from support.in_process import InProcess
from support.stock import computed_as_in_stock
from support.wider import operation, tensor

from core.opening import badnet
from core.opening.arithmetic_reading import read_arithmetic
from core.opening.layer_settings import parse_table
from core.opening.operations import OPERATIONS
from core.opening.settings import NotRebuilt

DRAW = np.random.default_rng(4)
IMAGES = DRAW.random((3, 6, 6, 3)).astype(np.float32)
TABLE = DRAW.normal(0, 1, (3, 5)).astype(np.float32)
SQUARE = DRAW.normal(0, 1, (6, 6)).astype(np.float32)
CUBE = DRAW.normal(0, 1, (6, 3, 4)).astype(np.float32)


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)


# In Keras 3: of the image and keras.ops.
MADE: dict[str, Callable[[Any, Any], Any]] = {
    "einsum": lambda x, o: o.einsum("bhwc,cd->bhwd", x, TABLE),
    "einsum, the table first": lambda x, o: o.einsum("wcd,bhwc->bhd", CUBE, x),
    "einsum with dots": lambda x, o: o.einsum("...c,cd->...d", x, TABLE),
    "einsum with dots behind the batch": lambda x, o: o.einsum("b...c,dc->b...d", x, TABLE.T),
    "einsum of two axes": lambda x, o: o.einsum("bhwc,hw->bc", x, SQUARE),
    "matmul": lambda x, o: o.matmul(x, TABLE),
    "dot": lambda x, o: o.dot(x, TABLE),
    "tensordot": lambda x, o: o.tensordot(x, TABLE, axes=[[3], [0]]),
    "tensordot of one axis": lambda x, o: o.tensordot(x, TABLE, axes=1),
}


def _heads(x: Any, o: Any) -> tuple[Any, ...]:
    """Query, key and value of two heads."""
    rows = o.reshape(x, (-1, 18, 2, 3))
    return rows[:, :9], rows * 2.0, rows + 1.0


MADE["attention"] = lambda x, o: o.dot_product_attention(*_heads(x, o))
MADE["attention, scaled"] = lambda x, o: o.dot_product_attention(*_heads(x, o), scale=0.3)
MADE["attention, causal"] = lambda x, o: o.dot_product_attention(
    *(each[:, :9] for each in _heads(x, o)), is_causal=True
)


# Keras compares the length of the batch, None, with a number.
@pytest.mark.filterwarnings("ignore:NotImplemented should not be used:DeprecationWarning")
@pytest.mark.parametrize("name", MADE)
def test_it_answers_as_in_stock_keras(name: str, tmp_path: Path) -> None:
    def joined(x: Any, _layers: Any, ops: Any) -> Any:
        return MADE[name](x, ops)

    computed_as_in_stock(joined, IMAGES, tmp_path)


@pytest.mark.parametrize("turned", ["transpose", "adjoint"])
@pytest.mark.parametrize("which", ["a", "b", ""])
def test_turned_tensors_are_multiplied_as_in_tensorflow(turned: str, which: str) -> None:
    import tensorflow as tf

    keywords: Any = {f"{turned}_{which}": True} if which else {}
    entry = function("linalg.matmul", b=["image", 0, 0], **keywords)
    (made,) = read_arithmetic(entry)
    squares = image()[..., :1] * image()[..., 1:2] @ tf.ones((1, 6))
    settings = parse_table(OPERATIONS[made.type].table, made.config, made.type)
    import keras

    found = OPERATIONS[made.type].build(keras.ops, [squares, squares], settings)
    expected = tf.matmul(squares, squares, **keywords)
    assert OPERATIONS[made.type].shape([(6, 6, 6)] * 2, settings) == (6, 6, 6)
    np.testing.assert_allclose(np.asarray(found), np.asarray(expected), atol=1e-5)


@pytest.mark.parametrize(
    ("name", "keywords"),
    [
        ("linalg.matmul", {"b": TABLE.tolist()}),
        ("linalg.matmul", {"b": TABLE.T.tolist(), "transpose_b": True}),
        ("linalg.matmul", {"b": TABLE.T.tolist(), "adjoint_b": True}),
        ("tensordot", {"b": TABLE.tolist(), "axes": [[3], [0]]}),
        ("tensordot", {"b": TABLE.tolist(), "axes": [[-1], [0]]}),
        ("tensordot", {"b": TABLE.tolist(), "axes": 1}),
    ],
)
def test_functions_answer_as_in_tensorflow(name: str, keywords: dict[str, Any]) -> None:
    (made,) = read_arithmetic(function(name, **keywords))
    compare(made, of_tensorflow(name, keywords))


@pytest.mark.parametrize("flag", ["adj_x", "adj_y"])
def test_nodes_of_two_turned_tensors_answer_as_the_function(flag: str) -> None:
    import tensorflow as tf

    entry = node("BatchMatMulV2", **{flag: {"b": True}, "T": {"type": "DT_FLOAT"}})
    entry["inbound_nodes"] = [[["image", 0, 0, {}], ["image", 0, 0, {}]]]
    (made,) = read_arithmetic(entry)
    turned: Any = {{"adj_x": "adjoint_a", "adj_y": "adjoint_b"}[flag]: True}
    compare(made, tf.matmul(image(), image(), **turned))


def test_a_node_of_an_einsum_with_a_table_answers_as_the_function() -> None:
    import tensorflow as tf

    text = "abcd,de->abce"
    entry = node("Einsum", equation={"s": base64.b64encode(text.encode()).decode()})
    entry["config"]["constants"] = {"1": TABLE.tolist()}
    (made,) = read_arithmetic(entry)
    compare(made, tf.einsum(text, image(), TABLE))


# -- what stays refused --------------------------------------------------------------------

FIXED = {"table": TABLE.tolist(), "first": False}


@pytest.mark.parametrize(
    ("subscripts", "error"),
    [
        ("bhwc,cd->hbwd", "mixes the images"),
        ("bhwc,bc->bhw", "mixes the images"),
        ("bhwc,cd->bhwx", "no length"),
        ("bhwc,cd->bhwdd", "not supported"),
        ("bhwc,cc->bhw", "not supported"),
        ("bhwc,hd->bwcd", "sides of 6, 3"),
        ("bwc,cd->bwd", "other axes"),
        ("bhwc,cde->bhwd", "other axes"),
        ("...c,c...->...", "other axes|not supported"),
        ("...c...,cd->...d", "not supported"),
        ("....c,cd->...d", "not supported"),
        ("...bhwcxyz,cd->...d", "other axes|not supported"),
        ("bhwc,cd", "not supported"),
        ("__import__('os')", "not supported"),
        ("b" * 50 + ",cd->b", "not supported"),
        (7, "not supported"),
    ],
)
def test_hostile_equations_are_refused(subscripts: object, error: str) -> None:
    operation = OPERATIONS["ops.einsum table"]
    with pytest.raises(ValueError, match=error):
        settings = parse_table(operation.table, {**FIXED, "subscripts": subscripts}, "einsum")
        operation.shape([(6, 6, 3)], settings)


@pytest.mark.parametrize(
    ("config", "error"),
    [
        ({**FIXED, "axis": 2}, "last axis"),
        ({**FIXED, "axis": 0}, "batch"),
        ({**FIXED, "axis": "c"}, "an axis number"),
        ({**FIXED, "first": True}, "cannot be multiplied"),
        ({"table": [[[1.0]]], "first": False}, "cannot be multiplied"),
    ],
)
def test_hostile_products_are_refused(config: dict[str, Any], error: str) -> None:
    operation = OPERATIONS["ops.matmul table"]
    with pytest.raises(ValueError, match=error):
        operation.shape([(6, 6, 3)], parse_table(operation.table, config, "matmul"))


@pytest.mark.parametrize("turned", [[True], "yes", [1, 7], None])
def test_hostile_turns_are_refused(turned: object) -> None:
    with pytest.raises(ValueError, match="turned"):
        parse_table(OPERATIONS["ops.matmul"].table, {"turned": turned}, "matmul")


@pytest.mark.parametrize(
    ("shapes", "error"),
    [
        ([(9, 2, 3), (9, 2, 3), (8, 2, 3)], "do not match"),
        ([(9, 2, 3), (9, 2, 4), (9, 2, 4)], "do not match"),
        ([(9, 2), (9, 2), (9, 2)], "do not match"),
        ([(9, 2, 3), (9, 2, 3)], "takes 3 tensors"),
        ([(1 << 15, 2, 3)] * 3, "fit no memory"),
    ],
)
def test_attention_that_does_not_fit_is_refused(shapes: list[tuple[int, ...]], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        OPERATIONS["ops.attend"].shape(list(shapes), {"scale": None, "causal": False})


def test_turned_lists_do_not_fit_and_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be multiplied"):
        OPERATIONS["ops.matmul"].shape([(6,), (6,)], {"turned": (True, True)})


@pytest.mark.parametrize(
    "entry",
    [
        function("linalg.matmul", b=TABLE.tolist(), transpose_a=True),
        function("linalg.matmul", b=CUBE.tolist(), transpose_b=True),
        function("tensordot", b=TABLE.tolist(), axes=[[2, 3], [0, 1]]),
        function("tensordot", b=TABLE.tolist(), axes=2),
        function("tensordot", b=["image", 0, 0], axes=1),
        operation("DotProductAttention", "mask", *[tensor("image")] * 3, None, [[True]]),
        operation("DotProductAttention", "two", *[tensor("image")] * 2, [[1.0]]),
        operation("DotProductAttention", "cap", *[tensor("image")] * 3, attn_logits_soft_cap=2.0),
        operation("Dot", "dot", TABLE.tolist(), tensor("image")),
        operation("Einsum", "three", tensor("image"), [[1.0]], [[1.0]], subscripts="a,b,c->a"),
    ],
)
def test_other_products_are_not_supported_yet(entry: dict[str, Any]) -> None:
    with pytest.raises(NotRebuilt):
        read_arithmetic(entry)
