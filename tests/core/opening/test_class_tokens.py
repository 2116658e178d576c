"""Tables for each image, such as class tokens, in configs as tf.keras 2.0 to 2.15 wrote them."""

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
from core.opening.layer_settings import parse_table
from core.opening.operations import OPERATIONS
from core.opening.shapes import infer

DRAW = np.random.default_rng(6)
IMAGES = DRAW.normal(0, 1, (3, 8, 8, 3)).astype(np.float32)
TOKEN = DRAW.normal(0, 1, (1, 1, 3)).astype(np.float32)
TABLE = TOKEN.tolist()
ROWS = called(layer("Reshape", "rows", target_shape=[64, 3]), [["image", 0, 0, {}]])


def number(value: Any) -> list[Any]:
    return ["_CONSTANT_VALUE", -1, value]


def with_rows(*entries: Config) -> list[Config]:
    """The entries, the last one of which makes `token`, and rows of pixels behind it."""
    return [*SIDES, ROWS, *entries, called(
        layer("Concatenate", "end", axis=1), [["token", 0, 0, {}], ["rows", 0, 0, {}]]
    )]  # fmt: skip


def _behind(token: Any) -> Callable[[Any], Any]:
    """What the entries of `with_rows` make of the images."""
    rows = np.broadcast_to(token, (3, *np.shape(token)[1:]))
    return lambda x: np.concatenate([rows, x.reshape(3, 64, 3)], 1)


PLACES = [[each] for each in DRAW.normal(0, 1, 8).tolist()]
TILED = np.tile(TOKEN, (1, 2, 1))
FUNCTIONS: dict[str, tuple[list[Config], Callable[[Any], Any]]] = {
    "broadcast_to": (
        with_rows(function("token", "broadcast_to", *number(TABLE), shape=[ref("b"), 1, 3])),
        _behind(TOKEN)),
    "broadcast_to a stack": (
        with_rows(several("shape", "stack", [["b", 0, 0, {}], [*number(2), {}], [*number(3), {}]]),
                  function("token", "broadcast_to", *number(TABLE), shape=ref("shape"))),
        _behind(TILED)),
    "broadcast_to of a list": (
        with_rows(function("token", "broadcast_to", *number(TABLE[0][0]), shape=[ref("b"), 1, 3])),
        _behind(TOKEN)),
    "tile": (
        with_rows(function("token", "tile", *number(TABLE), multiples=[ref("b"), 2, 1])),
        _behind(TILED)),
    # A table with one side above 1, for which Keras has a sum of its own.
    "places along the width": (
        [*SIDES, function("token", "tile", *number([[PLACES]]), multiples=[ref("b"), 8, 1, 1]),
         called(layer("Concatenate", "end", axis=-1), [["token", 0, 0, {}], ["image", 0, 0, {}]])],
        lambda x: np.concatenate(
            [np.broadcast_to(np.reshape(PLACES, (1, 1, 8, 1)), (3, 8, 8, 1)), x], -1)),
    "a row that enlarges": (
        [*SIDES, function("token", "zeros_like", "image", 0, 0),
         called(layer("SlicingOpLambda", "one", function="__operators__.getitem"),
                ["token", 0, 0, {"slice_spec": [{"class_name": "__ellipsis__"},
                                                {"start": 0, "stop": 1, "step": None}]}]),
         called(layer("MaxPooling2D", "row", pool_size=[1, 8]), [["one", 0, 0, {}]]),
         function("sum", "math.add", "row", 0, 0, y=[PLACES]),
         called(layer("Add", "end"), [["sum", 0, 0, {}], ["image", 0, 0, {}]])],
        lambda x: x + np.reshape(PLACES, (1, 1, 8, 1))),
    "repeat": (
        with_rows(function("token", "repeat", *number(TABLE), repeats=ref("b"), axis=0)),
        _behind(TOKEN)),
    "zeros": (
        with_rows(several("token", "zeros", [["b", 0, 0, {}], [*number(1), {}], [*number(3), {}]])),
        _behind(TOKEN * 0)),
    "ones of a shape": (
        with_rows(several("shape", "stack", [["b", 0, 0, {}], [*number(1), {}], [*number(3), {}]]),
                  function("token", "ones", "shape", 0, 0, dtype="float32")),
        _behind(TOKEN * 0 + 1)),
    "fill": (
        with_rows(several("token", "fill", [["b", 0, 0, {"value": 0.5}], [*number(1), {}],
                                            [*number(3), {}], ])),
        _behind(TOKEN * 0 + 0.5)),
    "broadcast_to of a tensor": (
        [*SIDES, function("mean", "math.reduce_mean", "image", 0, 0, axis=[1, 2], keepdims=True),
         function("end", "broadcast_to", "mean", 0, 0, shape=ref("sides"))],
        lambda x: np.broadcast_to(x.mean((1, 2), keepdims=True), x.shape)),
    "nodes that tile": (
        with_rows(node("all", "Pack", {"1": 2, "2": 1}, "b", N={"i": "3"}),
                  node("token", "Tile", {"0": TABLE}, "all")),
        _behind(TILED)),
    "nodes that fill": (
        with_rows(node("all", "Pack", {"1": 1, "2": 3}, "b", N={"i": "3"}),
                  node("token", "Fill", {"1": 0.5}, "all")),
        _behind(TOKEN * 0 + 0.5)),
    "nodes that broadcast": (
        with_rows(node("all", "Pack", {"1": 1, "2": 3}, "b", N={"i": "3"}),
                  node("token", "BroadcastTo", {"0": TABLE}, "all")),
        _behind(TOKEN)),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_it_answers_as_in_tensorflow(name: str, tmp_path: Path) -> None:
    entries, expected_of = FUNCTIONS[name]
    rows = expected_of(IMAGES).reshape(3, -1)
    weights = [DRAW.normal(0, 0.1, (rows.shape[1], 3)), DRAW.normal(0, 1, 3)]
    path = write_h5(tmp_path / "old.h5", functional(*entries, *answer("end")), {"answer": weights})
    model, expected = badnet.load(path), classified(rows, weights)
    np.testing.assert_allclose(np.asarray(model(IMAGES)), expected, atol=1e-5)
    # A network that GoodNet has written opens again.
    model.save(tmp_path / "written.h5")
    again = badnet.load(tmp_path / "written.h5")
    np.testing.assert_allclose(np.asarray(again(IMAGES)), expected, atol=1e-5)


def test_a_token_is_looked_up_by_the_number_of_images(tmp_path: Path) -> None:
    """Embedding(1, 3)(tf.zeros([tf.shape(image)[0], 1])), which is then a weight."""
    zeros = several("zeros", "zeros", [["b", 0, 0, {"dtype": "int32"}], [*number(1), {}]])
    look_up = called(layer("Embedding", "token", input_dim=1, output_dim=3), [["zeros", 0, 0, {}]])
    entries = with_rows(zeros, look_up)
    rows = _behind(TOKEN)(IMAGES).reshape(3, -1)
    weights = {"token": [TOKEN[0]],
               "answer": [DRAW.normal(0, 0.1, (195, 3)), DRAW.normal(0, 1, 3)]}  # fmt: skip
    path = write_h5(tmp_path / "old.h5", functional(*entries, *answer("end")), weights)
    expected = classified(rows, weights["answer"])
    np.testing.assert_allclose(np.asarray(badnet.load(path)(IMAGES)), expected, atol=1e-5)


# -- what stays refused --------------------------------------------------------------------

TWO = [[[1.0, 2.0, 3.0]], [[4.0, 5.0, 6.0]]]


@pytest.mark.parametrize(
    "entries",
    [
        [function("token", "broadcast_to", *number(TWO), shape=[ref("b"), 1, 3])],
        [function("token", "broadcast_to", *number(TABLE), shape=[1, ref("b"), 3])],
        [function("token", "broadcast_to", *number(TABLE), shape=[ref("b")])],
        [function("token", "tile", *number(TWO), multiples=[ref("b"), 1, 1])],
        [function("token", "tile", *number(TABLE), multiples=[ref("b"), 1])],
        [function("token", "tile", *number(TABLE), multiples=[ref("b"), ref("b"), 1])],
        [function("token", "tile", *number(TABLE), multiples=[1, ref("b"), 1])],
        [function("token", "tile", "rows", 0, 0, multiples=[ref("b"), 1, 1])],
        [function("token", "tile", *number(TABLE), multiples=[ref("b"), 1, 2])],
        [function("token", "repeat", *number(TABLE), repeats=ref("b"), axis=1)],
        [function("token", "repeat", *number(TWO), repeats=ref("b"), axis=0)],
        [function("token", "repeat", *number(TABLE), repeats=ref("b"))],
        [function("token", "repeat", "rows", 0, 0, repeats=ref("b"), axis=0)],
        [several("token", "zeros", [[*number(1), {}], ["b", 0, 0, {}], [*number(3), {}]])],
        [several("token", "zeros", [["rows", 0, 0, {}], ["b", 0, 0, {}], [*number(3), {}]])],
        [several("token", "ones", [["b", 0, 0, {}]])],
    ],
)
def test_what_mixes_images_is_not_supported_yet(entries: list[Config]) -> None:
    with pytest.raises(NotSupported, match="not supported yet"):
        migration.read(functional(*with_rows(*entries), *answer("end")))


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([function("token", "broadcast_to", *number(TABLE), shape=[ref("b"), 1 << 21, 3])],
         "a number from"),
        ([function("token", "broadcast_to", *number(TABLE), shape=[ref("b"), 0, 3])], "above zero"),
        ([function("token", "broadcast_to", *number(TABLE), shape=[ref("b"), "3", 3])], "whole"),
        ([function("token", "broadcast_to", *number(TABLE), shape=[ref("b"), *[1] * 9])], "short"),
        ([function("token", "broadcast_to", *number(TABLE), shape=[ref("b"), 1, 4])], "not fit"),
        ([function("token", "tile", *number([["os.system"]]), multiples=[ref("b"), 1])], "finite"),
        ([several("token", "fill", [["b", 0, 0, {"value": [1.0, 2.0]}], [*number(3), {}]])],
         "not fit"),
        ([several("token", "fill", [["b", 0, 0, {}], [*number(2), {}]])], "finite"),
    ],
)  # fmt: skip
def test_hostile_tables_are_refused(entries: list[Config], told: str) -> None:
    with pytest.raises((Unreadable, NotSupported), match=told):
        infer(migration.read(functional(*with_rows(*entries), *answer("end"))))


def test_a_table_for_each_image_is_bounded() -> None:
    operation = OPERATIONS["ops.for_each_image"]
    for config in (
        {"table": 1.0, "sides": []},
        {"table": 1.0, "sides": [1] * 5},
        {"table": 1.0, "sides": [1 << 40]},
        {"table": 1.0, "sides": [-1, 3]},
        {"table": [1.0, 2.0], "sides": [3]},
        {"table": [[1.0, 2.0]], "sides": [2]},
        {"table": [[1.0], [1.0, 2.0]], "sides": [2, 2]},
        {"sides": [2, 2]},
    ):
        with pytest.raises(ValueError, match=r"table|rows|list|number"):
            operation.shape([(8, 8, 3)], parse_table(operation.table, config, "for each"))


@pytest.mark.parametrize("sides", [[4, 8, 3], [8, 3], [8, 8, 3, 1], [1 << 40, 8, 3], [], "8"])
def test_a_tensor_is_widened_only_along_sides_of_one(sides: object) -> None:
    operation = OPERATIONS["ops.widen"]
    with pytest.raises(ValueError, match=r"cannot take|number"):
        operation.shape([(8, 8, 3)], parse_table(operation.table, {"sides": sides}, "widen"))


def test_a_table_for_each_image_that_fits_no_memory_is_refused() -> None:
    token = function("end", "broadcast_to", *number(1.0), shape=[ref("b"), 1 << 15, 1 << 15])
    with pytest.raises(Unreadable, match="fits no memory"):
        infer(migration.read(functional(*SIDES, token, *answer("end"))))


def test_the_number_of_images_of_an_open_size_is_counted() -> None:
    config = functional(
        shape_of(), part("b", "sides", 0),
        function("end", "broadcast_to", *number(TABLE), shape=[ref("b"), 1, 3]), *answer("end"),
    )  # fmt: skip
    config["config"]["layers"][0]["config"]["batch_input_shape"] = [None, None, None, 3]
    blueprint = migration.read(config)
    assert infer(blueprint).tensors[migration.Tensor("end")] == (1, 3)
