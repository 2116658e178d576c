"""Weights of type bfloat16, which HDF5 files hold as two bytes without a meaning of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from support import networks

from core.errors import Unreadable
from core.opening import badnet

IMAGES = np.random.default_rng(3).random((2, 8, 8, 3)).astype(np.float32)


def network() -> Any:
    import keras

    layers: Any = keras.layers
    half = layers.Conv2D(4, 3, activation="relu", dtype="bfloat16", name="conv2d")
    end = layers.Dense(3, "softmax", dtype="float32")
    image = keras.Input((8, 8, 3))
    return networks.randomized(keras.Model(image, end(layers.Flatten()(half(image)))))


@pytest.mark.parametrize("suffix", ["keras", "h5"])
def test_bfloat16_weights_are_read_exactly(suffix: str, tmp_path: Path) -> None:
    model = network()
    model.save(tmp_path / f"half.{suffix}")
    opened = badnet.load(tmp_path / f"half.{suffix}")
    for found, expected in zip(opened.weights, model.weights, strict=True):
        np.testing.assert_array_equal(np.asarray(found), np.asarray(expected, np.float32))
    # The network that wrote it rounds each result to eight bits.
    expected = np.asarray(model(IMAGES))
    np.testing.assert_allclose(np.asarray(opened(IMAGES)), expected, atol=0.03)


def test_two_bytes_with_a_meaning_of_their_own_are_no_numbers(tmp_path: Path) -> None:
    path = tmp_path / "half.h5"
    network().save(path)
    with h5py.File(path, "r+") as file:
        found: list[str] = []
        file.visit(found.append)
        place = next(name for name in found if "conv2d" in name and "bias" in name)
        del file[place]
        file[place] = np.zeros(4, [("a", "u1"), ("b", "u1")])
    with pytest.raises(Unreadable, match="holds no numbers for bias of layer conv2d"):
        badnet.load(path)
