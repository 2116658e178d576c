"""What Keras calls the operations that GoodNet adds is never the name of a layer of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import networks, newer, wider
from support.in_process import InProcess
from support.stock import compared

from core.opening import badnet, building, migration
from core.opening.shapes import infer

IMAGES = np.random.default_rng(8).random((3, 8, 8, 3)).astype(np.float32)
# The names that Keras gives to operations first, in a process or after clear_session().
FIRST = (
    "mean", "subtract", "multiply", "add", "stack", "get_item", "square", "rsqrt", "std", "maximum",
    "divide", "pad", "conv", "reshape", "absolute", "clip", "concatenate", "true_divide", "sqrt",
)  # fmt: skip
# Each of them is several operations of Keras.
MADE: dict[str, Callable[[Any, Any], Any]] = {
    "adaptive pooling": lambda x, k: k.layers.AdaptiveAveragePooling2D(3)(x),
    "normalization": lambda x, k: k.ops.layer_normalization(x),
    "colours": lambda x, k: k.ops.image.hsv_to_rgb(x),
    "edges": lambda x, k: k.ops.image.sobel_edges(x),
}


@pytest.mark.parametrize("name", MADE)
def test_a_layer_may_have_the_name_of_an_operation(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import keras

    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)
    given = keras.Input((8, 8, 3))
    made = given
    for title in FIRST:
        made = keras.layers.ReLU(name=title)(made)
    made = keras.layers.Flatten()(MADE[name](made, keras))
    model = networks.randomized(keras.Model(given, keras.layers.Dense(3, "softmax")(made)))
    keras.backend.clear_session()
    compared(model, tmp_path / "model.keras", IMAGES)


@pytest.mark.parametrize("name", [*wider.CONFIGS, *newer.CONFIGS])
def test_every_operation_is_built_with_the_shape_that_was_computed(name: str) -> None:
    import keras

    keras.backend.clear_session()
    config = {**wider.CONFIGS, **newer.CONFIGS}[name]
    blueprint = migration.read(config, "1.2.2" if name == "Keras 1" else "")
    model = building.build(blueprint)
    made = np.asarray(model(IMAGES))
    assert made.shape[1:] == infer(blueprint).tensors[blueprint.output]
    assert np.isfinite(made).all()
