"""Max-pooling as the maximum of phases, each holding one pixel of every window.

Max-pooling and a non-decreasing activation commute, so pooling can come first and the activation
sees a quarter of the data. Taken as a maximum of phases, XLA makes one loop of the pooling, of
what is added before it, and of the activation behind it.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable
from typing import Any

from core.graph import MONOTONE, activation_of, consumers, copy_weights

MOST_PHASES = 16

Phases = Callable[[Any], list[Any]]


def phases_of(pooling: Any) -> Phases | None:
    """How to cut what a layer pools, (n, ...), into its phases, each (n, ...).

    None where the layer is no max-pooling, or its windows are large, overlap or cross the edge.
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
    slices = [
        (slice(None),) * first
        + tuple(
            slice(at, at + step * (count - 1) + 1, step)
            for at, step, count in zip(corner, steps, windows, strict=True)
        )
        for corner in itertools.product(*map(range, steps))
    ]
    return lambda x: [x[each] for each in slices]


def largest(phases: list[Any]) -> Any:
    """The elementwise maximum."""
    import tensorflow as tf

    return functools.reduce(tf.maximum, phases)


def pooled_first(network: Any) -> Any:
    """A copy of an atomic network, with the same answers, that pools before it activates."""
    import keras

    late = {}
    for layer in network.layers:
        readers = consumers(network, layer.output)
        if activation_of(layer) not in MONOTONE or len(readers) != 1:
            continue
        if phases := phases_of(readers[0]):
            late[readers[0].name] = (layer, phases)
    early = [activation.name for activation, _ in late.values()]

    def call(layer: Any, *args: Any, **kwargs: Any) -> Any:
        if layer.name in early:
            return args[0]
        if layer.name in late:
            return _pooled_and_activated(layer, *late[layer.name])(*args)
        return layer(*args, **kwargs)

    copy = keras.models.clone_model(network, call_function=call)
    copy_weights(network, copy)
    return copy


def _pooled_and_activated(pooling: Any, activation: Any, cut: Phases) -> Any:
    import keras
    import tensorflow as tf

    class PooledFirst(keras.layers.Layer):
        """Max-pooling, then the activation, in one loop."""

        phases = staticmethod(cut)
        activate = type(activation).from_config(activation.get_config())

        def compute_output_shape(self, input_shape: Any) -> Any:
            return pooling.compute_output_shape(input_shape)

        @tf.function(autograph=False, jit_compile=True)
        def call(self, x: Any) -> Any:
            return self.activate(largest(cut(x)))

    return PooledFirst(name=activation.name)
