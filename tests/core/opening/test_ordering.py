"""Sorting, the largest, running sums, whole numbers, and other arithmetic that came with these."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.arithmetic import compare, function, of_tensorflow
from support.in_process import InProcess
from support.stock import computed_as_in_stock
from support.wider import answer, functional, operation, tensor
from support.wider import function as called_function

from core.errors import NotSupported, Unreadable
from core.opening import badnet, migration
from core.opening.arithmetic_reading import read_arithmetic
from core.opening.layer_settings import parse_table
from core.opening.operations import OPERATIONS
from core.opening.settings import NotRebuilt
from core.opening.shapes import infer

IMAGES = np.random.default_rng(5).random((3, 6, 5, 3)).astype(np.float32)
TABLE = np.random.default_rng(1).normal(0, 1, (1, 1, 3)).astype(np.float32)


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)


# In Keras 3: of images, keras.layers and keras.ops.
MADE: dict[str, Callable[[Any, Any, Any], Any]] = {
    "cumsum": lambda x, k, o: o.cumsum(x, axis=1),
    "sort": lambda x, k, o: o.sort(x, axis=2),
    "top_k": lambda x, k, o: o.top_k(o.transpose(x, (0, 1, 3, 2)), 2)[0],
    "quantized": lambda x, k, o: o.cast(o.cast(x * 255.0, "uint8"), "float32") / 255.0,
    "quantized, rescaled": lambda x, k, o: k.Rescaling(1 / 255)(o.cast(x * 255.0, "int32")),
    "quantized, divided": lambda x, k, o: o.cast(x * 255.0, "uint8") / 255,
    "one_hot": lambda x, k, o: o.one_hot(o.cast(x * 4.0, "int32"), 4),
    "one_hot, first": lambda x, k, o: o.one_hot(o.cast(x[..., 0] * 4.0, "int32"), 4, axis=1),
    "looked up": lambda x, k, o: k.Embedding(5, 2)(o.cast(x[..., 1] * 5.0, "int32")),
    "looked up by place": lambda x, k, o: (
        k.Embedding(6, 3)(o.cast(o.cumsum(o.ones_like(x[:, :, 0, 0]), axis=1) - 1, "int32"))
        + x[:, :, 0]
    ),
    "place of the largest": lambda x, k, o: x * o.one_hot(o.argmax(x, axis=-1), 3),
    "place of the smallest": lambda x, k, o: (
        x * o.cast(o.argmin(x, axis=1, keepdims=True), "float32")
    ),
    "full_like": lambda x, k, o: o.full_like(x, 0.3) - x,
    "full_like of a table": lambda x, k, o: o.concatenate([o.full_like(x[:, :1], TABLE), x], 1),
    "take one": lambda x, k, o: o.take(x, 2, axis=1),
    "einsum of three": lambda x, k, o: o.einsum("bhwc,bhvc,bhwd->bvd", x, x * 2.0, x + 1.0),
    "diff": lambda x, k, o: o.diff(x, axis=1),
    "nan_to_num": lambda x, k, o: o.nan_to_num(o.log(x - 0.5), nan=0.3, neginf=-4.0),
    "hstack and dstack": lambda x, k, o: o.hstack([x, o.dstack([x, x])[:, :, :5]]),
    "fliplr": lambda x, k, o: o.fliplr(x),
    "a table that enlarges": lambda x, k, o: o.concatenate(
        [o.zeros_like(x[:, :1, :1, :1]) + np.arange(15, dtype=np.float32).reshape(1, 5, 3), x], 1
    ),
    "a factor that enlarges": lambda x, k, o: o.mean(x, -1, keepdims=True) * TABLE - x,
    "mean of five axes": lambda x, k, o: o.mean(o.stack([x, x * x], axis=1), axis=(1, 2)),
    "most of three axes": lambda x, k, o: o.max(k.Reshape((6, 15))(x), axis=(1, 2), keepdims=True),
    "five sides": lambda x, k, o: o.transpose(
        o.reshape(x, (-1, 2, 3, 5, 1, 3)), (0, 1, 3, 2, 4, 5)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_it_answers_as_in_stock_keras(name: str, tmp_path: Path) -> None:
    computed_as_in_stock(MADE[name], IMAGES, tmp_path)


@pytest.mark.parametrize(
    ("name", "keywords"),
    [
        ("nn.crelu", {}),
        ("nn.crelu", {"axis": 1}),
        ("math.cumsum", {"axis": 2}),
        ("math.cumsum", {"axis": 1, "reverse": True}),
        ("math.cumsum", {"axis": -1, "exclusive": True}),
        ("math.cumsum", {"axis": 2, "exclusive": True, "reverse": True}),
        ("sort", {"axis": 1}),
        ("sort", {"axis": -1, "direction": "DESCENDING"}),
        ("gather", {"indices": 1, "axis": 1}),
    ],
)
def test_functions_answer_as_in_tensorflow(name: str, keywords: dict[str, Any]) -> None:
    (made,) = read_arithmetic(function(name, **keywords))
    compare(made, of_tensorflow(name, keywords))


def test_the_largest_are_those_of_tensorflow() -> None:
    (made,) = read_arithmetic(function("math.top_k", k=2, sorted=True))
    compare(made, of_tensorflow("math.top_k", {"k": 2})[0])


def test_numbers_are_cast_to_whole_ones_as_in_tensorflow() -> None:
    (made,) = read_arithmetic(function("cast", dtype="int32"))
    compare(made, of_tensorflow("cast", {"dtype": "int32"}))


# -- what stays refused --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "config", "error"),
    [
        ("cumsum", {"axis": 0}, "the batch"),
        ("cumsum", {"axis": None}, "an axis number"),
        ("cumsum", {"axis": 9}, "an axis number"),
        ("cumsum", {"axis": 1, "exclusive": "os.system"}, "true or false"),
        ("argmax", {"axis": 0}, "the batch"),
        ("argmax", {"axis": None}, "an axis number"),
        ("argmin", {"axis": 1 << 40}, "an axis number"),
        ("argmin", {"axis": float("nan")}, "an axis number"),
        ("argmax", {"axis": 1, "keepdims": 7}, "true or false"),
        ("sort", {"axis": 0}, "the batch"),
        ("sort", {"axis": 1, "descending": "os.system"}, "true or false"),
        ("largest", {"count": 4}, "outside of 3"),
        ("largest", {"count": 0}, "above zero"),
        ("largest", {"count": 1 << 40}, "a number from"),
        ("one_hot", {"count": 0, "axis": -1}, "above zero"),
        ("one_hot", {"count": 1 << 40, "axis": -1}, "a number from"),
        ("one_hot", {"count": 3, "axis": 0}, "the batch"),
        ("crelu", {"axis": 0}, "the batch"),
        ("crelu", {"axis": "c"}, "an axis number"),
        ("diff", {"axis": 0}, "the batch"),
        ("diff", {"axis": None}, "an axis number"),
        ("nan_to_num", {"nan": "os.system"}, "finite"),
        ("nan_to_num", {"posinf": float("inf")}, "finite"),
        ("rescale", {"scale": 1.0, "offset": [1.0, 2.0]}, "do not match"),
        ("rescale", {"scale": [[[[1.0]]]], "offset": 0.0}, "different ranks"),
        ("rescale", {"scale": 1.0}, "missing"),
        ("full_like", {"number": [1.0, 2.0]}, "does not fit"),
        ("full_like", {"number": "os.system"}, "finite"),
        ("full_like", {"number": 1e39}, "finite"),
    ],
)
def test_hostile_settings_are_refused(kind: str, config: dict[str, Any], error: str) -> None:
    ordered = OPERATIONS[f"ops.{kind}"]
    with pytest.raises(ValueError, match=error):
        ordered.shape([(6, 5, 3)], parse_table(ordered.table, config, kind))


@pytest.mark.parametrize("first", ["Add", "Greater"])
def test_a_table_that_enlarges_beyond_memory_is_refused(first: str) -> None:
    column = [[[1.0]]] * 60_000
    config = functional(
        operation("GetItem", "one", tensor("image"), [{}, {"start": 0, "stop": 1},
                                                     {"start": 0, "stop": 1}]),
        operation(first, "tall", tensor("one"), column),
        operation("Multiply", "end", tensor("tall"), [[[1.0, 1.0, 1.0]] * 60_000]),
        *answer("end"),
    )  # fmt: skip
    with pytest.raises(Unreadable, match="fits no memory"):
        infer(migration.read(config))


def test_ones_that_fit_no_memory_are_refused() -> None:
    entry = operation("OneHot", "end", tensor("image"), num_classes=1 << 20, axis=-1)
    config = functional(
        operation("Tile", "wide", tensor("image"), repeats=[1, 9, 9, 1]),
        operation("OneHot", "end", tensor("wide"), num_classes=1 << 20, axis=-1), *answer("end"),
    )  # fmt: skip
    with pytest.raises(Unreadable, match="fits no memory"):
        infer(migration.read(config))
    assert infer(migration.read(functional(entry, *answer("end"))))


@pytest.mark.parametrize(
    "entry",
    [
        operation("Cumsum", "sum", tensor("image"), axis=1, dtype="int32"),
        function("one_hot", depth=3, on_value=5.0),
        operation("Diff", "diff", tensor("image"), n=2, axis=1),
        function("cast", dtype="bool"),
        function("cast", dtype="string"),
        function("sort", axis=["image", 0, 0]),
        operation("FullLike", "full", tensor("image"), tensor("image")),
        operation("OneHot", "ones", tensor("image"), num_classes=3, sparse=True),
    ],
)
def test_other_arguments_are_not_supported_yet(entry: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"not supported|an axis number|rounds"):
        made = read_arithmetic(entry)
        parse_table(OPERATIONS[made[0].type].table, made[0].config, made[0].type)


def test_the_places_of_the_largest_are_not_supported_yet() -> None:
    with pytest.raises(NotRebuilt, match="a place"):
        read_arithmetic(operation("TopK", "top", tensor("image"), k=2), output=1)


@pytest.mark.parametrize(
    ("reader", "told"),
    [
        (operation("Add", "end", tensor("whole"), 1.0), "end"),
        (operation("Mean", "end", tensor("whole"), axis=[1], keepdims=True), "end"),
        (called_function("end", "math.divide", "whole", 0, 0, y=255), "end"),
        (called_function("end", "math.multiply", "image", 0, 0, y=["whole", 0, 0]), "end"),
    ],
)
def test_what_computes_with_whole_numbers_is_not_supported_yet(
    reader: dict[str, Any], told: str
) -> None:
    whole = operation("Cast", "whole", tensor("image"), dtype="int32")
    with pytest.raises(NotSupported, match=f"{told}.*whole numbers"):
        migration.read(functional(whole, reader, *answer("end")))


def test_whole_numbers_stay_whole_behind_a_reshape() -> None:
    whole = operation("Cast", "whole", tensor("image"), dtype="int32")
    rows = operation("Reshape", "rows", tensor("whole"), newshape=[-1, 64, 3])
    end = operation("Multiply", "end", tensor("rows"), 2)
    with pytest.raises(NotSupported, match=r"end.*whole numbers"):
        migration.read(functional(end, rows, whole, *answer("end")))


@pytest.mark.parametrize(
    ("subscripts", "error"),
    [
        ("bhwc,bhwc,bhwc,bhwc->bc", "not supported"),
        ("bhwc,hbwc,bhwc->bc", "mixes the images"),
        ("bhwc,bhwc,bhwd->bhwcx", "no length"),
        ("bhwc,bhwc,bwhc->bc", "do not match"),
    ],
)
def test_hostile_equations_of_three_are_refused(subscripts: str, error: str) -> None:
    joined = OPERATIONS["ops.einsum"]
    with pytest.raises(ValueError, match=error):
        joined.shape([(6, 5, 3)] * 3, parse_table(joined.table, {"subscripts": subscripts}, "e"))


def test_two_of_three_tensors_that_make_too_large_a_one_are_refused() -> None:
    joined = OPERATIONS["ops.einsum"]
    settings = parse_table(joined.table, {"subscripts": "bi,bj,bij->b"}, "einsum")
    assert joined.shape([(100,), (100,), (100, 100)], settings) == ()
    with pytest.raises(ValueError, match="fits no memory"):
        joined.shape([(1 << 15,), (1 << 15,), (1 << 15, 1 << 15)], settings)
