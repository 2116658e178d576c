"""Arithmetic with a table of numbers that the config holds, in the form of each Keras version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import networks
from support.hostile import Config, layer, sequential, write_h5
from support.in_process import InProcess
from support.stock import compared
from support.wider import answer, called, function, functional, node, operation, tensor

from core.errors import NotSupported, Unreadable
from core.opening import badnet, migration
from core.opening.shapes import infer
from core.opening.tables import MOST_IN_TABLE, table

DRAW = np.random.default_rng(7)
IMAGES = DRAW.uniform(0, 1, (3, 8, 8, 3)).astype(np.float32)
MEAN = DRAW.uniform(0, 1, (8, 8, 3)).astype(np.float32)
WEIGHTS = [DRAW.normal(0, 0.3, (192, 3)), DRAW.normal(0, 1, 3)]
ROWS = MEAN.reshape(64, 3)


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)


# In Keras 3: of the image, keras.layers and keras.ops.
MADE: dict[str, Callable[[Any, Any, Any], Any]] = {
    "minus an image": lambda x, k, o: x - MEAN,
    "an image minus it": lambda x, k, o: o.subtract(MEAN[None], x),
    "divided by deviations": lambda x, k, o: x / o.convert_to_tensor(MEAN + 0.5),
    "an image divided by it": lambda x, k, o: o.divide(MEAN, x + 1.0),
    "positions": lambda x, k, o: k.Reshape((64, 3))(x) + ROWS[None],
    "one number a row": lambda x, k, o: x * MEAN[:, :1, :1],
    "a mask": lambda x, k, o: x * MEAN[..., :1].round().astype("int32"),
    "many features": lambda x, k, o: (
        k.Flatten()(o.tile(x, (1, 4, 4, 1))) * np.tile(MEAN, (4, 4, 1)).ravel()
    ),
    "extremes": lambda x, k, o: o.maximum(o.minimum(x, MEAN), MEAN / 2),
    "powers": lambda x, k, o: o.power(x, MEAN) + o.power(2.0, x) + o.power(MEAN, x),
    "comparisons": lambda x, k, o: o.where(x > MEAN, x, MEAN) + o.where(x > 0.5, MEAN[0], -MEAN),
    "products": lambda x, k, o: (
        o.matmul(MEAN[:4, :, 0], x @ MEAN[0, :3]) + o.tensordot(x, MEAN[1, :3], axes=1)[:, :, :4]
    ),
    "several thresholds": lambda x, k, o: o.sum(
        o.cast(x[..., None] > np.linspace(0.1, 0.9, 5, dtype="float32"), "float32"), -1
    ),
    # Keras adds both along the height, although the second lies along the width.
    "a bias for each row": lambda x, k, o: x + MEAN[:, :1, :1],
    "a row taken for a bias": lambda x, k, o: x + MEAN[:1, :, :1],
    "a bias for each colour": lambda x, k, o: x + MEAN[None, :1, :1],
    "remainders": lambda x, k, o: x % (MEAN + 0.1),
    "Rescaling": lambda x, k, o: k.Rescaling(MEAN[0, 0] + 1, offset=-MEAN)(x),
    "Normalization": lambda x, k, o: k.Normalization((1, 2, 3), MEAN, MEAN + 0.5)(x),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_it_answers_as_in_stock_keras(name: str, tmp_path: Path) -> None:
    import keras

    image = keras.Input((8, 8, 3))
    made = keras.layers.Flatten()(MADE[name](image, keras.layers, keras.ops))
    model = networks.randomized(keras.Model(image, keras.layers.Dense(3, "softmax")(made)))
    for suffix in ("keras", "h5"):
        opened = compared(model, tmp_path / f"model.{suffix}", IMAGES)
    # A network that GoodNet has written opens again.
    compared(opened, tmp_path / "written.h5", IMAGES)


def test_an_export_without_operations_opens_in_stock_keras(tmp_path: Path) -> None:
    import keras

    layers: Any = keras.layers
    less = layers.Rescaling(1.0, offset=-MEAN)
    model = keras.Sequential([keras.Input((8, 8, 3)), less, layers.Flatten(), layers.Dense(3)])
    opened = compared(model, tmp_path / "model.keras", IMAGES)
    opened.save(tmp_path / "exported.h5")
    exported: Any = keras.models.load_model(tmp_path / "exported.h5", compile=False)
    expected = np.asarray(model(IMAGES))
    np.testing.assert_allclose(np.asarray(exported(IMAGES)), expected, atol=1e-6)


# -- earlier versions, as they wrote it ----------------------------------------------------

LISTED, DIVISORS = MEAN.tolist(), (MEAN + 0.5).tolist()
BIT = {"T": {"type": "DT_FLOAT"}}
WRITTEN: dict[str, tuple[list[Config], np.ndarray]] = {
    # TFOpLambda of tf.keras 2.4 to 2.15: nested lists among the keywords.
    "x - mean": (
        [function("end", "math.subtract", "image", 0, 0, y=LISTED, name=None)], IMAGES - MEAN),
    "mean - x": (
        [function("end", "math.subtract", "_CONSTANT_VALUE", -1, LISTED, y=["image", 0, 0])],
        MEAN - IMAGES),
    "x / deviations": (
        [function("end", "math.truediv", "image", 0, 0, y=DIVISORS, name=None)],
        IMAGES / (MEAN + 0.5)),
    "x + positions": (
        [called(layer("Reshape", "rows", target_shape=[64, 3]), [["image", 0, 0, {}]]),
         function("end", "__operators__.add", "rows", 0, 0, y=[ROWS.tolist()], name=None)],
        IMAGES.reshape(3, 64, 3) + ROWS),
    "maximum": (
        [function("end", "math.maximum", "image", 0, 0, y=LISTED)], np.maximum(IMAGES, MEAN)),
    # TensorFlowOpLayer of tf.keras 2.0 to 2.3: constants by the place of the argument.
    "node x - mean": ([node("end", "Sub", {"1": LISTED}, "image", **BIT)], IMAGES - MEAN),
    "node mean - x": ([node("end", "Sub", {"0": [LISTED]}, "image", **BIT)], MEAN - IMAGES),
    "node x / deviations": (
        [node("end", "RealDiv", {"1": DIVISORS}, "image", **BIT)], IMAGES / (MEAN + 0.5)),
    "node x + positions": ([node("end", "AddV2", {"1": [LISTED]}, "image", **BIT)], IMAGES + MEAN),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_earlier_versions_wrote_nested_lists(name: str, tmp_path: Path) -> None:
    entries, made = WRITTEN[name]
    config = functional(*entries, *answer("end"))
    model = badnet.load(write_h5(tmp_path / "old.h5", config, {"answer": WEIGHTS}))
    logits = made.reshape(3, -1) @ WEIGHTS[0] + WEIGHTS[1]
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    expected = powers / powers.sum(-1, keepdims=True)
    np.testing.assert_allclose(np.asarray(model(IMAGES)), expected, atol=1e-5)


# -- what stays refused --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ([[1.0, 2.0], [3.0]], "one length"),
        ([[1.0, 2.0], 3.0], "one length"),
        ([1.0, [2.0]], "finite number"),
        (["__import__('os')", 1.0], "finite number"),
        ([[float("nan"), 1.0], [1.0, 1.0]], "finite number"),
        ([{"class_name": "Lambda", "config": {}}], "finite number"),
        ([1.0, 1e300], "finite number"),
        ([[]], "a table of"),
        ([], "a table of"),
        ([0.0] * (MOST_IN_TABLE + 1), "a table of"),
        ([[0.0] * 600] * 600, "a table of"),
        ([[[[[[1.0, 2.0]]]]]], "a table of"),
        ({"class_name": "__numpy__", "config": {"value": "eight", "dtype": "float32"}}, "finite"),
        ({"class_name": "__numpy__", "config": [1.0]}, "finite"),
    ],
)
def test_what_is_no_table_is_refused(values: Any, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        table(values)


@pytest.mark.parametrize(
    "entry",
    [
        operation("Matmul", "end", tensor("image"), ROWS.tolist()),
        operation("Matmul", "end", ROWS.tolist(), tensor("image")),
        operation("Matmul", "end", tensor("image"), LISTED),
        operation("Matmul", "end", tensor("image"), 2.0),
        operation("Tensordot", "end", tensor("image"), [1.0, 2.0, 3.0], axes=1),
    ],
)
def test_a_product_with_a_table_of_other_sides_is_refused(entry: Config) -> None:
    with pytest.raises(Unreadable, match="cannot be multiplied"):
        infer(migration.read(functional(entry, *answer("end"))))


@pytest.mark.parametrize("fixed", [MEAN[:, :7], MEAN[..., :2], np.stack([MEAN, MEAN]), ROWS])
def test_a_table_of_other_sides_than_the_image_is_refused(fixed: np.ndarray) -> None:
    for entry in (
        operation("Subtract", "end", tensor("image"), fixed.tolist()),
        operation("Greater", "end", tensor("image"), fixed.tolist()),
        function("end", "where", "image", 0, 0, x=fixed.tolist(), y=0.0),
    ):
        with pytest.raises(Unreadable, match="does not fit"):
            infer(migration.read(functional(entry, *answer("end"))))


def test_a_table_with_a_zero_divides_nothing() -> None:
    entry = function("end", "math.truediv", "image", 0, 0, y=[[[0.0, 1.0, 1.0]] * 8] * 8)
    with pytest.raises(NotSupported, match="divides by zero"):
        migration.read(functional(entry, *answer("end")))


def test_a_table_that_is_used_more_often_than_fits_memory_is_refused() -> None:
    large = layer("Rescaling", "large", scale=1.0, offset=[[[0.0] * 3] * 256] * 256)
    first = layer("InputLayer", "inside", batch_input_shape=[None, 256, 256, 3])
    inner = sequential(first, large, name="inner")
    calls = [[["image" if k == 0 else "inner", k, 0, {}]] for k in range(400)]
    config = functional(called(inner, *calls), *answer("inner"))
    with pytest.raises(Unreadable, match="fit no memory"):
        migration.read(config)
