"""Max-pooling as the maximum of phases, each of which holds one pixel of every window.

Max-pooling and a non-decreasing activation commute, so pooling can come first, and the activation
then processes a quarter of the data. If the pooling is a maximum of phases, XLA compiles one loop
for the addition before it, the pooling, and the activation after it.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
from dataclasses import dataclass
from typing import Any

from core.network.graph import MONOTONE, activation_of, consumers, copy_weights, steps
from core.network.keras_types import Compiled, Layer, Network, Tensor

MOST_PHASES = 16


@dataclass(frozen=True)
class Phases:
    """How to split the input of a pooling layer, (n, ...), into phases, each (n, ...).

    Attributes:
        first: the axis of the height.
        windows: the number of windows, down and across.
        steps: the height and width of a window.
    """

    first: int
    windows: tuple[int, int]
    steps: tuple[int, int]

    def __call__(self, x: Tensor) -> list[Tensor]:
        """The phases of `x`."""
        before = (slice(None),) * self.first
        return [
            x[(*before, *map(_every, corner, self.windows, self.steps))]
            for corner in itertools.product(*map(range, self.steps))
        ]


def _every(at: int, windows: int, step: int) -> slice:
    return slice(at, at + step * (windows - 1) + 1, step)


def phases_of(pooling: Layer) -> Phases | None:
    """The phases of a pooling layer's input.

    None if the layer is no max-pooling, or its windows are large, overlap or cross the edge.
    """
    if type(pooling).__name__ != "MaxPooling2D" or pooling.pool_size != pooling.strides:
        return None
    if math.prod(pooling.pool_size) > MOST_PHASES:
        return None
    first = 2 if pooling.data_format == "channels_first" else 1
    sides, windows = (t.shape[first : first + 2] for t in (pooling.input, pooling.output))
    steps = pooling.strides
    if pooling.padding == "same" and any(
        side % step for side, step in zip(sides, steps, strict=True)
    ):
        return None
    return Phases(first, tuple(windows), tuple(steps))


def largest(phases: list[Tensor]) -> Tensor:
    """The elementwise maximum of the phases."""
    import tensorflow as tf

    return functools.reduce(tf.maximum, phases)


def pooled_first(network: Network) -> Network:
    """A copy of an atomic network, with the same answers, that pools before it activates."""
    import keras

    late = {}
    for layer in steps(network):
        readers = consumers(network, layer.output)
        if activation_of(layer) not in MONOTONE or len(readers) != 1:
            continue
        if phases := phases_of(readers[0]):
            late[readers[0].name] = (layer, phases)
    early = [activation.name for activation, _ in late.values()]

    def call(layer: Layer, *args: Any, **kwargs: Any) -> Tensor:
        if layer.name in early:
            return args[0]
        if layer.name in late:
            return _pooled_and_activated(layer, *late[layer.name])(*args)
        return layer(*args, **kwargs)

    copy = keras.models.clone_model(network, call_function=call)
    copy_weights(network, copy)
    return copy


def _pooled_and_activated(pooling: Layer, activation: Layer, cut: Phases) -> Layer:
    import keras

    class PooledFirst(keras.layers.Layer):
        """Max-pooling, then the activation, in one loop."""

        phases = cut
        activation_settings = _settings(activation)

        def compute_output_shape(self, input_shape: Any) -> Any:
            return pooling.compute_output_shape(input_shape)

        def call(self, x: Tensor) -> Tensor:
            return _loop(self.activation_settings, cut)(x)

    return PooledFirst(name=activation.name)


def _settings(activation: Any) -> str:
    import keras

    copy = type(activation).from_config({**activation.get_config(), "name": "activation"})
    return json.dumps(keras.layers.serialize(copy))


# XLA keeps everything it compiled until the process ends, so no function is for one network only.


@functools.cache
def _loop(activation: str, phases: Phases) -> Compiled:
    import tensorflow as tf

    activate = _layer_of(activation)
    pool = lambda x: activate(largest(phases(x)))  # noqa: E731
    return tf.function(pool, autograph=False, jit_compile=True)


@functools.cache
def pooled_sums(activation: str | None) -> Compiled:
    """All sums of image and overlay, pooled and activated: (P, n, ...), (P, K, ...) -> (K n, ...).

    Args:
        activation: the `activation_settings` of a layer that pools first, or None.
    """
    import tensorflow as tf

    activate = tf.identity if activation is None else _layer_of(activation)

    def pool(own: Tensor, overlays: Tensor) -> Tensor:
        # Images in the inner loop: all of them stay in the cache while the overlays stream by.
        pairs = zip(tf.unstack(own), tf.unstack(overlays), strict=True)
        pooled = activate(largest([a[None] + b[:, None] for a, b in pairs]))
        return tf.reshape(pooled, (-1, *own.shape[2:]))

    return tf.function(pool, autograph=False, jit_compile=True)


def _layer_of(settings: str) -> Layer:
    import keras

    return keras.layers.deserialize(json.loads(settings))
