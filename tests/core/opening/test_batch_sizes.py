"""Reshapes that name the number of images, from configs as tf.keras 2.4 to 2.15 wrote them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.hostile import Config, layer, write_h5
from support.in_process import InProcess
from support.wider import answer, called, function, functional

from core.errors import NotSupported, Unreadable
from core.opening import badnet, migration

DRAW = np.random.default_rng(9)
IMAGES = DRAW.normal(0, 1, (3, 8, 8, 3)).astype(np.float32)
WEIGHTS = [DRAW.normal(0, 0.3, (192, 3)), DRAW.normal(0, 1, 3)]


def reshaped(shape: list[Any], key: Any = 0, of: str = "image") -> list[Config]:
    """tf.reshape(tf.nn.tanh(image), shape), where the entry `count` is tf.shape(image)[key]."""
    first = layer("SlicingOpLambda", "count", function="__operators__.getitem")
    return [
        function("sides", "compat.v1.shape", of, 0, 0, name=None),
        called(first, ["sides", 0, 0, {"slice_spec": key}]),
        function("bent", "nn.tanh", "image", 0, 0),
        function("end", "reshape", "bent", 0, 0, shape=shape),
    ]


@pytest.mark.parametrize("rest", [[64, 3], [-1, 12], [192]])
def test_a_reshape_to_the_number_of_images_opens(
    rest: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)
    config = functional(*reshaped([["count", 0, 0], *rest]), *answer("end"))
    model = badnet.load(write_h5(tmp_path / "old.h5", config, {"answer": WEIGHTS}))
    powers = np.exp(np.tanh(IMAGES).reshape(3, 192) @ WEIGHTS[0] + WEIGHTS[1])
    expected = powers / powers.sum(-1, keepdims=True)
    np.testing.assert_allclose(np.asarray(model(IMAGES)), expected, atol=1e-5)


@pytest.mark.parametrize(
    ("shape", "key"),
    [
        ([-1, ["count", 0, 0]], 1),
        ([["count", 0, 0], 192], 1),
        ([["count", 0, 0], 192], False),
        ([["count", 0, 0], 192], [0]),
        ([8, ["count", 0, 0]], 0),
        ([["sides", 0, 0], 192], 0),
        (["sides", 0, 0], 0),
    ],
)
def test_other_uses_of_a_shape_are_not_supported_yet(shape: list[Any], key: Any) -> None:
    with pytest.raises(NotSupported, match="not supported yet"):
        migration.read(functional(*reshaped(shape, key), *answer("end")))


def test_a_size_that_is_also_an_answer_is_not_supported_yet() -> None:
    config = functional(*reshaped([["count", 0, 0], 192]), *answer("end"), output="count")
    with pytest.raises(Unreadable, match="count"):
        migration.read(config)
