"""Hold what GoodNet opens against stock Keras, which wrote it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from support import networks

from core.opening import badnet


def compared(model: Any, path: Path, images: np.ndarray, *, graphs_differ: bool = False) -> Any:
    """Save `model` at `path`, hold what is opened from there against it, and return that.

    `graphs_differ`: whether stock Keras itself answers otherwise in a graph. Both graphs are then
    held against each other.
    """
    model.save(path)
    expected = np.asarray(model(images, training=False))
    inspection, loaded = badnet.load_inspected(path)
    found = np.asarray(loaded(images, training=False))
    np.testing.assert_allclose(found, expected, atol=1e-5)
    in_a_graph = _in_a_graph(model, images) if graphs_differ else expected
    np.testing.assert_allclose(_in_a_graph(loaded, images), in_a_graph, atol=1e-5)
    assert np.ptp(expected) > 1e-3
    assert inspection.parameters == model.count_params()
    return loaded


def computed_as_in_stock(
    function: Callable[..., Any],
    images: np.ndarray,
    folder: Path,
    suffixes: Sequence[str] = ("keras", "h5"),
) -> None:
    """Hold a network that computes `function` against stock Keras.

    Args:
        function: of images, `keras.layers` and `keras.ops`.
        images: (n, h, w, c).
        folder: where the files are written.
        suffixes: of the files in which stock Keras saves the network.
    """
    import keras

    given = keras.Input(images.shape[1:])
    layers: Any = keras.layers
    made = layers.Flatten()(function(given, layers, keras.ops))
    model = networks.randomized(keras.Model(given, layers.Dense(3, "softmax")(made)))
    for suffix in suffixes:
        opened = compared(model, folder / f"model.{suffix}", images)
    # A network that GoodNet has written opens again.
    compared(opened, folder / "written.h5", images)


def _in_a_graph(model: Any, images: np.ndarray) -> np.ndarray:
    """What a network answers in a graph for any number of images, as GoodNet runs it."""
    import tensorflow as tf

    signature = [tf.TensorSpec((None, *images.shape[1:]), tf.float32)]
    run = tf.function(lambda x: model(x, training=False), signature, autograph=False)
    answer = run(images)
    assert answer.shape.rank == 2
    return np.asarray(answer)
