"""Weighted means, quantiles, and the mean of several networks that are stacked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.hostile import Config, layer, write_h5
from support.in_process import InProcess
from support.stock import computed_as_in_stock
from support.wider import answer, called, classified, function, functional, node, operation, tensor

from core.errors import NotSupported, Unreadable
from core.opening import badnet, migration
from core.opening.arithmetic_reading import read_arithmetic
from core.opening.layer_settings import parse_table
from core.opening.operations import OPERATIONS
from core.opening.shapes import infer

DRAW = np.random.default_rng(4)
IMAGES = DRAW.random((3, 8, 8, 3)).astype(np.float32)
SHARES = np.array([0.5, 0.3, 0.2])

# In Keras 3: of images, keras.layers and keras.ops.
MADE: dict[str, Callable[[Any, Any, Any], Any]] = {
    "average": lambda x, k, o: o.average(x, axis=2),
    "average by weights": lambda x, k, o: o.average(x, axis=-1, weights=SHARES),
    "average of networks": lambda x, k, o: o.average(
        o.stack([x, x * x, 1.0 - x], axis=1), axis=1, weights=SHARES
    ),
    "average of a stack": lambda x, k, o: o.average(
        o.stack([x, x * x, 1.0 - x]), axis=0, weights=SHARES
    ),
    "mean of a stack": lambda x, k, o: o.mean(o.stack([x, x * x]), axis=0),
    "most and median of a stack": lambda x, k, o: (
        o.max(o.stack([x, 0.5 - x]), axis=0) + o.median(o.stack([x, x * x, 1.0 - x]), axis=0)
    ),
    "quantile": lambda x, k, o: o.quantile(x, 0.3, axis=(1, 2)),
    "quantile, kept": lambda x, k, o: x - o.quantile(x, 0.9, axis=-1, keepdims=True),
}


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)


@pytest.mark.parametrize("name", MADE)
def test_it_answers_as_in_stock_keras(name: str, tmp_path: Path) -> None:
    computed_as_in_stock(MADE[name], IMAGES, tmp_path)


TWICE = function("twice", "math.multiply", "image", 0, 0, y=2.0)
BOTH = called(layer("TFOpLambda", "both", function="stack"),
              [["image", 0, 0, {"axis": 0}], ["twice", 0, 0, {"axis": 0}]])  # fmt: skip
LISTED = called(layer("TFOpLambda", "end", function="math.reduce_max"),
                [["image", 0, 0, {"axis": 0}], ["twice", 0, 0, {"axis": 0}]])  # fmt: skip
# Of tf.keras 2: its entries, and what they make of the images.
WRITTEN: dict[str, tuple[list[Config], np.ndarray]] = {
    "mean of a stack": (
        [TWICE, BOTH, function("end", "math.reduce_mean", "both", 0, 0, axis=0)], IMAGES * 1.5),
    "sum of nodes": (
        [TWICE, node("both", "Pack", {}, "image", "twice", N={"i": "2"}),
         node("end", "Sum", {"1": [0]}, "both")], IMAGES * 3),
    "most of a list": ([TWICE, LISTED], IMAGES * 2),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_stacks_of_earlier_versions_answer_as_in_tensorflow(name: str, tmp_path: Path) -> None:
    entries, made = WRITTEN[name]
    weights = [DRAW.normal(0, 0.3, (192, 3)), DRAW.normal(0, 1, 3)]
    path = write_h5(tmp_path / "old.h5", functional(*entries, *answer("end")), {"answer": weights})
    expected = classified(made, weights)
    np.testing.assert_allclose(np.asarray(badnet.load(path)(IMAGES)), expected, atol=1e-5)


# -- what stays refused --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "config", "error"),
    [
        ("average", {"axis": 0, "weights": [1.0]}, "the batch"),
        ("average", {"axis": 9, "weights": [1.0]}, "an axis number"),
        ("average", {"axis": 1, "weights": [1.0, 2.0]}, "does not fit"),
        ("average", {"axis": 3, "weights": [1.0, -2.0, 1.0]}, "divides by zero"),
        ("average", {"axis": 3, "weights": [[1.0, 2.0, 3.0]]}, "short list"),
        ("average", {"axis": 3, "weights": 1.0}, "short list"),
        ("average", {"axis": 3, "weights": [1.0, float("nan"), 1.0]}, "finite"),
        ("average", {"axis": 3, "weights": [1.0] * 300_001}, "at most"),
        ("average", {"axis": 3}, "missing"),
        ("quantile", {"axis": [0], "q": 0.5}, "the batch"),
        ("quantile", {"axis": [1, 9], "q": 0.5}, "an axis number"),
        ("quantile", {"axis": [1], "q": -0.1}, "a number from"),
        ("quantile", {"axis": [1], "q": 1.1}, "a number from"),
        ("quantile", {"axis": [1], "q": float("nan")}, "finite"),
        ("quantile", {"axis": [1], "q": [0.5]}, "number"),
        ("quantile", {"axis": [1], "q": 0.5, "keepdims": "os.system"}, "true or false"),
    ],
)
def test_hostile_settings_are_refused(kind: str, config: dict[str, Any], error: str) -> None:
    made = OPERATIONS[f"ops.{kind}"]
    with pytest.raises(ValueError, match=error):
        made.shape([(8, 8, 3)], parse_table(made.table, config, kind))


@pytest.mark.parametrize(
    "entry",
    [
        operation("Average", "end", tensor("image"), axis=None),
        operation("Average", "end", tensor("image"), tensor("image"), axis=1),
        operation("Quantile", "end", tensor("image"), 0.5, axis=None),
        operation("Quantile", "end", tensor("image"), [0.25, 0.5], axis=[1, 2]),
        operation("Quantile", "end", tensor("image"), tensor("image"), axis=[1, 2]),
        operation("Quantile", "end", tensor("image"), 0.5, axis=[1, 2], method="nearest"),
    ],
)
def test_other_arguments_are_not_supported_yet(entry: Config) -> None:
    with pytest.raises(NotSupported, match=r"not supported|batch apart"):
        migration.read(functional(entry, *answer("end")))


STACK = operation("Stack", "both", [tensor("image"), tensor("image")], axis=0)


@pytest.mark.parametrize(
    "entries",
    [
        [STACK, operation("Mean", "end", tensor("both"), axis=1, keepdims=False)],
        [STACK, operation("Mean", "end", tensor("both"), axis=0, keepdims=True)],
        [STACK, operation("Mean", "end", tensor("both"), axis=[0, 1], keepdims=False)],
        [STACK, operation("Mean", "end", tensor("both"), axis=None, keepdims=False)],
        [STACK, operation("Tanh", "end", tensor("both"))],
        [STACK, operation("Mean", "end", tensor("both"), axis=0, keepdims=False),
         operation("Tanh", "other", tensor("both"))],
        [operation("Mean", "end", tensor("image"), axis=0, keepdims=False)],
    ],
)  # fmt: skip
def test_what_mixes_images_is_refused(entries: list[Config]) -> None:
    with pytest.raises((NotSupported, Unreadable), match=r"batch|images"):
        infer(migration.read(functional(*entries, *answer("end"))))


def test_a_stack_of_images_as_an_answer_is_refused() -> None:
    with pytest.raises(NotSupported, match="batch apart"):
        migration.read(functional(STACK, output="both"))


PLACE = operation("Argmax", "place", tensor("image"), axis=-1, keepdims=False)


@pytest.mark.parametrize(
    ("entries", "end"),
    [
        ([PLACE], "place"),
        ([PLACE, operation("OneHot", "end", tensor("place"), num_classes=3)], "end"),
        ([PLACE, operation("Cast", "real", tensor("place"), dtype="float32"),
          called(layer("Flatten", "end"), [["real", 0, 0, {}]])], "end"),
        ([function("place", "math.argmin", "image", 0, 0, axis=-1),
          function("real", "cast", "place", 0, 0, dtype="float32"),
          called(layer("GlobalMaxPooling2D", "end"), [["real", 0, 0, {}]])], "end"),
    ],
)  # fmt: skip
def test_a_place_as_an_answer_is_not_supported_yet(entries: list[Config], end: str) -> None:
    with pytest.raises(NotSupported, match="answers with a place"):
        migration.read(functional(*entries, output=end))


def test_what_computes_with_a_place_is_not_supported_yet() -> None:
    reader = operation("Multiply", "end", tensor("place"), 2)
    with pytest.raises(NotSupported, match="whole numbers"):
        migration.read(functional(PLACE, reader, *answer("end")))


def test_a_place_among_all_images_is_not_supported_yet() -> None:
    with pytest.raises(ValueError, match="batch apart"):
        read_arithmetic(operation("Argmax", "place", tensor("image"), axis=None))
