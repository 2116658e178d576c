"""Rows of images that stand as images of their own: windows, and what is moved before the batch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.computed_sizes import ref, shape_of
from support.hostile import Config, layer, write_h5
from support.in_process import InProcess
from support.stock import computed_as_in_stock
from support.wider import answer, called, classified, function, functional, operation, tensor

from core.errors import NotSupported, Unreadable
from core.opening import badnet, migration
from core.opening.shapes import infer

DRAW = np.random.default_rng(7)
IMAGES = DRAW.random((3, 8, 8, 3)).astype(np.float32)
TABLE = DRAW.normal(0, 1, (3, 5)).astype(np.float32)
MASK = DRAW.normal(0, 1, (4, 16, 16)).astype(np.float32)


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)


def _windows(x: Any, o: Any) -> Any:
    """Four windows of 16 places as images of their own."""
    cut = o.reshape(x, (-1, 2, 4, 2, 4, x.shape[-1]))
    return o.reshape(o.transpose(cut, (0, 1, 3, 2, 4, 5)), (-1, 16, x.shape[-1]))


def _whole(x: Any, o: Any) -> Any:
    put = o.transpose(o.reshape(x, (-1, 2, 2, 4, 4, x.shape[-1])), (0, 1, 3, 2, 4, 5))
    return o.reshape(put, (-1, 8, 8, x.shape[-1]))


def _swin(x: Any, k: Any, o: Any) -> Any:
    shifted = _windows(o.roll(k.Dense(4)(x), [-2, -2], axis=[1, 2]), o)
    seen = k.MultiHeadAttention(2, 3)(*[k.LayerNormalization()(shifted)] * 2)
    seen = shifted + k.Dense(4, "gelu")(k.Dropout(0.1)(seen))
    return o.roll(_whole(seen, o), [2, 2], axis=[1, 2])


def _attention(x: Any, k: Any, o: Any, places: int) -> Any:
    """Attention by hand: the three parts are moved before the batch."""
    parts = o.reshape(k.Dense(12)(x), (-1, places, 3, 2, 2))
    query, key, value = o.unstack(o.transpose(parts, (2, 0, 3, 1, 4)), 3)
    seen = o.softmax(o.matmul(query * 0.7, o.transpose(key, (0, 1, 3, 2))), axis=-1)
    return o.reshape(o.transpose(o.matmul(seen, value), (0, 2, 1, 3)), (-1, places, 4))


def _masked(x: Any, k: Any, o: Any) -> Any:
    rows = _windows(k.Dense(6)(x), o)
    scores = o.matmul(rows, o.transpose(rows, (0, 2, 1)))
    scores = o.reshape(o.reshape(scores, (-1, 4, 16, 16)) + MASK, (-1, 16, 16))
    return _whole(o.matmul(k.Softmax()(scores), rows), o)


def _taken(x: Any, k: Any, o: Any) -> Any:
    parts = o.transpose(o.reshape(k.Dense(6)(x), (-1, 64, 3, 2)), (2, 0, 1, 3))
    return parts[0] + parts[1, ..., :1] * parts[2, :, 3:4] + parts[-1, :, 5:6, ::-1]


def _many(x: Any, k: Any, o: Any) -> Any:
    """Each step that has an axis of its own."""
    rows = _windows(x, o)
    rows = o.concatenate([rows, rows[..., :1], rows[..., 2:]], axis=2)
    rows = k.Permute((2, 1))(k.LayerNormalization(axis=1)(o.roll(rows, 1, axis=1)))
    rows = o.swapaxes(k.Softmax(axis=1)(rows), 1, 2) + o.mean(rows, axis=1, keepdims=True)[..., :1]
    first, second, _ = o.split(o.flip(rows[:, ::2, :3], axis=1), 3, axis=-1)
    rows = o.clip(o.maximum(first, second * 2.0) / (o.abs(first) + 1.0), -0.5, 0.5)
    return o.reshape(rows, (-1, 4, 8))


# In Keras 3: of images, keras.layers and keras.ops.
MADE: dict[str, Callable[[Any, Any, Any], Any]] = {
    "windows": _swin,
    "windows that are masked": _masked,
    "windows, attention by hand": lambda x, k, o: _whole(_attention(_windows(x, o), k, o, 16), o),
    "attention by hand": lambda x, k, o: _attention(o.reshape(x, (-1, 64, 3)), k, o, 64),
    "parts that are taken": _taken,
    "every axis": _many,
    "each pixel": lambda x, k, o: o.reshape(
        k.BatchNormalization()(o.matmul(o.reshape(x, (-1, 3)), TABLE)), (-1, 8, 8, 5)
    ),
    "layers that reshape": lambda x, k, o: o.reshape(
        k.Reshape((-1, 8, 3))(k.Reshape((4, 12))(_windows(x, o))) * 2.0, (-1, 64, 3)
    ),
}


# Keras compares the length of the batch, None, with a number.
@pytest.mark.filterwarnings("ignore:NotImplemented should not be used:DeprecationWarning")
@pytest.mark.parametrize("name", MADE)
def test_it_answers_as_in_stock_keras(name: str, tmp_path: Path) -> None:
    computed_as_in_stock(MADE[name], IMAGES, tmp_path)


def test_a_product_of_images_of_keras_2_opens(tmp_path: Path) -> None:
    """K.dot(image, table), of which tf.keras 2 writes these entries."""
    config = functional(
        shape_of(),
        function("each", "unstack", "sides", 0, 0),
        function("pixels", "reshape", "image", 0, 0, shape=[-1, 3]),
        function("product", "linalg.matmul", "pixels", 0, 0, b=TABLE.tolist()),
        function("end", "reshape", "product", 0, 0, shape=[ref("each"), 8, 8, 5]),
        *answer("end"),
    )
    weights = [DRAW.normal(0, 0.1, (320, 3)), DRAW.normal(0, 1, 3)]
    path = write_h5(tmp_path / "old.h5", config, {"answer": weights})
    expected = classified(IMAGES @ TABLE, weights)
    np.testing.assert_allclose(np.asarray(badnet.load(path)(IMAGES)), expected, atol=1e-5)


def test_the_shape_of_windows_is_that_of_one() -> None:
    rows = function("rows", "reshape", "image", 0, 0, shape=[-1, 16, 3])
    size = called(layer("SlicingOpLambda", "n", function="__operators__.getitem"),
                  ["sides", 0, 0, {"slice_spec": 1}])  # fmt: skip
    end = function("end", "reshape", "rows", 0, 0, shape=[-1, ref("n"), 12])
    config = functional(rows, shape_of("rows"), size, end, *answer("end"))
    assert infer(migration.read(config)).tensors[migration.Tensor("end")] == (16, 12)


# -- what stays refused --------------------------------------------------------------------

WINDOWS = operation("Reshape", "rows", tensor("image"), newshape=[-1, 16, 3])
TURNED = operation("Transpose", "turned", tensor("image"), axes=[3, 0, 1, 2])


@pytest.mark.parametrize(
    "entries",
    [
        [WINDOWS, called(layer("Flatten", "end"), [["rows", 0, 0, {}]])],
        [WINDOWS, called(layer("Conv1D", "end", filters=2, kernel_size=[1]), [["rows", 0, 0, {}]])],
        [WINDOWS, called(layer("GlobalMaxPooling1D", "end"), [["rows", 0, 0, {}]])],
        [WINDOWS, operation("Cumsum", "end", tensor("rows"), axis=1)],
        [operation("Reshape", "end", tensor("image"), newshape=[-1, 3])],
        [WINDOWS, operation("Reshape", "all", tensor("image"), newshape=[-1, 64, 3]),
         operation("Add", "end", tensor("rows"), tensor("all"))],
        [WINDOWS, operation("Reshape", "four", tensor("image"), newshape=[-1, 4, 3]),
         operation("Concatenate", "end", [tensor("rows"), tensor("four")], axis=1)],
        # What reads the windows is written before them.
        [operation("Softmax", "soft", tensor("rows"), axis=1), WINDOWS,
         operation("Reshape", "end", tensor("soft"), newshape=[-1, 64, 3])],
        [operation("Reshape", "thin", tensor("image"), newshape=[-1, 1, 1, 1, 1, 1, 1, 3]),
         operation("Reshape", "end", tensor("thin"), newshape=[-1, 64, 3])],
        [TURNED, called(layer("Flatten", "end"), [["turned", 0, 0, {}]])],
        [TURNED, operation("Add", "end", tensor("turned"), tensor("turned"))],
        [TURNED, operation("GetItem", "end", tensor("turned"), [{"class_name": "__slice__",
                                                              "config": {"start": 1}}])],
        [TURNED, operation("GetItem", "end", tensor("turned"), [0, 1])],
        [TURNED, operation("GetItem", "end", tensor("turned"), [True])],
        [TURNED, operation("GetItem", "end", tensor("turned"), [0, None])],
        [TURNED, operation("Unstack", "end", tensor("turned"), axis=1)],
        [TURNED, function("end", "compat.v1.shape", "turned", 0, 0)],
        [operation("GetItem", "end", tensor("turned"), [[0]]), TURNED],
        [operation("Transpose", "end", tensor("image"), axes=[3, 0, 1, 2])],
        [operation("Transpose", "end", tensor("image"), axes=[2, 3, 0, 1])],
    ],
)  # fmt: skip
def test_what_mixes_images_is_refused(entries: list[Config]) -> None:
    with pytest.raises((NotSupported, Unreadable), match=r"images of a batch apart|batch is taken"):
        migration.read(functional(*entries, *(answer("end") if len(entries) > 1 else []),
                                  output="answer" if len(entries) > 1 else "end"))  # fmt: skip


@pytest.mark.parametrize("axes", [[3, 0, 1, 1], [3, 0, 1], [9, 0, 1, 2], ["3", 0, 1, 2], [3, 0]])
def test_orders_that_are_none_are_refused(axes: list[Any]) -> None:
    turned = operation("Transpose", "turned", tensor("image"), axes=axes)
    taken = operation("GetItem", "end", tensor("turned"), 0)
    with pytest.raises((NotSupported, Unreadable)):
        infer(migration.read(functional(turned, taken, *answer("end"))))


def test_windows_that_fit_no_memory_are_refused() -> None:
    """As many scores as there are windows, places, places and heads."""
    heads = layer("MultiHeadAttention", "heads", num_heads=8, key_dim=1)
    config = functional(
        operation("Tile", "wide", tensor("image"), repeats=[1, 64, 64, 1]),
        operation("Reshape", "rows", tensor("wide"), newshape=[-1, 4096, 3]),
        called(heads, [["rows", 0, 0, {"value": ["rows", 0, 0]}]]),
        operation("Reshape", "end", tensor("heads"), newshape=[-1, 512, 512, 3]),
        *answer("end"),
    )
    with pytest.raises(Unreadable, match="fit no memory"):
        infer(migration.read(config))
