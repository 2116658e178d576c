"""Positions and coordinates that a file of tf.keras 2 counts up to the size of a tensor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.computed_sizes import SIDES, ref, shape_of
from support.hostile import Config, layer, write_h5
from support.in_process import InProcess
from support.wider import answer, called, classified, function, functional, node

from core.errors import NotSupported, Unreadable
from core.opening import badnet, migration
from core.opening.arguments import Arguments
from core.opening.calls import Call
from core.opening.place_tables import MOST_PLACES, computed, counted_up
from core.opening.shapes import infer

DRAW = np.random.default_rng(8)
IMAGES = DRAW.normal(0, 1, (3, 8, 8, 3)).astype(np.float32)
ROWS = DRAW.normal(0, 1, (8, 24)).astype(np.float32)
FROM_0 = ["_CONSTANT_VALUE", -1, 0]
LINES = called(layer("Reshape", "lines", target_shape=[8, 24]), [["image", 0, 0, {}]])


def looked_up(places: str) -> list[Config]:
    """Embedding(8, 24)(places), and its sum with the lines of the images."""
    embedding = layer("Embedding", "rows", input_dim=8, output_dim=24)
    return [
        called(embedding, [[places, 0, 0, {}]]),
        function("end", "__operators__.add", "lines", 0, 0, y=ref("rows")),
    ]


def _counted(name: str, *of: Any) -> Config:
    return function(name, "range", *of, limit=ref("h"), delta=1)


def with_rows(x: np.ndarray) -> np.ndarray:
    return x.reshape(3, 8, 24) + ROWS


def with_columns(x: np.ndarray) -> np.ndarray:
    places = np.broadcast_to((np.arange(8) / 7).reshape(1, 1, 8, 1), (3, 8, 8, 1))
    return np.concatenate([x, places], -1)


WHOLE = {"start": None, "stop": None, "step": None}
COLUMNS = [
    *SIDES, function("range", "range", "w", 0, 0),
    function("less", "math.subtract", "w", 0, 0, y=1),
    function("real", "cast", "range", 0, 0, dtype="float32"),
    function("share", "math.truediv", "real", 0, 0, y=ref("less")),
]  # fmt: skip
JOINED = called(layer("Concatenate", "end", axis=-1),
                [["image", 0, 0, {}], ["places", 0, 0, {}]])  # fmt: skip
TILED = function("places", "tile", "four", 0, 0, multiples=[ref("b"), ref("h"), 1, 1])
KEPT = called(layer("SlicingOpLambda", "four", function="__operators__.getitem"),
              ["share", 0, 0, {"slice_spec": [None, None, WHOLE, None]}])  # fmt: skip

MADE: dict[str, tuple[list[Config], Callable[[np.ndarray], np.ndarray]]] = {
    "positions": ([*SIDES, LINES, _counted("places", *FROM_0), *looked_up("places")], with_rows),
    "positions of one batch": (
        [*SIDES, LINES, function("range", "range", "h", 0, 0),
         function("places", "expand_dims", "range", 0, 0, axis=0), *looked_up("places")],
        with_rows),
    "positions by a node": (
        [*SIDES, LINES, node("places", "Range", {"0": 0, "2": 1}, "h"), *looked_up("places")],
        with_rows),
    "coordinates": (
        [*COLUMNS, function("four", "reshape", "share", 0, 0, shape=[1, 1, -1, 1]), TILED, JOINED],
        with_columns),
    "coordinates by new axes": ([*COLUMNS, KEPT, TILED, JOINED], with_columns),
    "coordinates added": (
        [*COLUMNS, function("four", "reshape", "share", 0, 0, shape=[1, 8, 1]),
         function("end", "math.add", "image", 0, 0, y=ref("four"))],
        lambda x: x + (np.arange(8) / 7).reshape(1, 8, 1)),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)


@pytest.mark.parametrize("name", MADE)
def test_it_answers_as_in_tensorflow(name: str, tmp_path: Path) -> None:
    entries, expected_of = MADE[name]
    made = expected_of(IMAGES).reshape(3, -1)
    weights = {"answer": [DRAW.normal(0, 0.1, (made.shape[1], 3)), DRAW.normal(0, 1, 3)]}
    if any(entry["name"] == "rows" for entry in entries):
        weights = {"rows": [ROWS], **weights}
    path = write_h5(tmp_path / "old.h5", functional(*entries, *answer("end")), weights)
    model, expected = badnet.load(path), classified(made, weights["answer"])
    np.testing.assert_allclose(np.asarray(model(IMAGES)), expected, atol=1e-5)
    # A network that GoodNet has written opens again.
    model.save(tmp_path / "written.h5")
    again = badnet.load(tmp_path / "written.h5")
    np.testing.assert_allclose(np.asarray(again(IMAGES)), expected, atol=1e-5)


# -- what stays refused --------------------------------------------------------------------


@pytest.mark.parametrize(
    "entries",
    [
        # Rows that are no sum with the images, or are the places themselves.
        [_counted("places", *FROM_0), *looked_up("places")[:1],
         called(layer("Concatenate", "end", axis=1), [["lines", 0, 0, {}], ["rows", 0, 0, {}]])],
        [_counted("places", *FROM_0), function("end", "nn.tanh", "places", 0, 0)],
        [_counted("places", *FROM_0), *looked_up("places"),
         function("other", "nn.tanh", "places", 0, 0)],
        # Several rows, the number of images, and what no table is made of.
        [_counted("range", *FROM_0), function("places", "reshape", "range", 0, 0, shape=[2, 4]),
         *looked_up("places")],
        [function("places", "range", "b", 0, 0), *looked_up("places")],
        [function("places", "range", *FROM_0, limit=ref("h"), delta=0), *looked_up("places")],
        [function("places", "range", *FROM_0, limit=ref("h"), delta=-1), *looked_up("places")],
        [function("places", "range", *FROM_0, limit=ref("h"), delta=1e-9), *looked_up("places")],
        [function("places", "range", *FROM_0, limit=float("nan"), delta=ref("h")),
         *looked_up("places")],
        [function("places", "range", *FROM_0, limit=ref("h"), delta="os.system"),
         *looked_up("places")],
    ],
)  # fmt: skip
def test_other_places_are_not_supported_yet(entries: list[Config]) -> None:
    with pytest.raises((NotSupported, Unreadable)):
        infer(migration.read(functional(*SIDES, LINES, *entries, *answer("end"))))


def test_places_of_an_open_size_are_asked_for() -> None:
    config = functional(shape_of(), *SIDES[1:], LINES, _counted("places", *FROM_0),
                        *looked_up("places"), *answer("end"))  # fmt: skip
    config["config"]["layers"][0]["config"]["batch_input_shape"] = [None, None, None, 3]
    with pytest.raises(NotSupported):
        migration.read(config)


@pytest.mark.parametrize(
    ("start", "limit", "step"),
    [(0, MOST_PLACES + 1, 1), (0, 1 << 30, 1), (0, 1, 1e-300), (0, -4, 1), (0, 0, 1), (True, 4, 1)],
)
def test_places_that_fit_no_memory_are_refused(start: float, limit: float, step: float) -> None:
    with pytest.raises((ValueError, OverflowError)):
        counted_up(Arguments(Call((start, limit, step))))


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        ("add", (np.ones((1 << 10, 1)), np.ones((1, 1 << 10)))),
        ("divide", (np.ones(4), 0)),
        ("subtract", (np.ones(4), "os.system")),
        ("multiply", (np.full(4, 1e300), np.full(4, 1e300))),
        ("reshape", (np.ones(4), [-1, -1])),
        ("reshape", (np.ones(4), [1] * 40)),
        ("reshape", (np.ones(4), "4")),
        ("expand_dims", (np.ones(4), 7)),
        ("get_item", (np.ones(4), [{"start": 4}])),
        ("get_item", (np.ones(4), [[True] * 4])),
        ("get_item", (np.ones(4), [{"start": 0.5}])),
        ("cast", (np.ones(4), "string")),
        ("tanh", (np.ones(4),)),
    ],
)
def test_hostile_functions_of_places_are_refused(kind: str, arguments: tuple[Any, ...]) -> None:
    with pytest.raises((ValueError, TypeError, IndexError)):
        computed(kind, Arguments(Call(arguments)))
