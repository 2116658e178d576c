"""What follows a layer's channels, run again and again while channels are zeroed one by one.

Nothing before the cut changes during the sweep, so its activations are computed once and kept in
temporary files. The readers of the cut (convolutions, dense layers) are linear before their
activation: zeroing one more channel is a subtraction from what they made. Only what follows them
runs again. Where a reader is not linear, the whole tail does.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from core.channels import Channels
from core.classifier import Classifier
from core.graph import consumers, frontier, submodel

BATCH = 512


class Tail:
    """The part of an atomic network behind a layer's cut; zeroes channels of remembered images."""

    def __init__(self, network: Any, channels: Channels) -> None:
        self._axis = channels.axis
        self._readers = _linear_readers(network, channels)
        self.linear = self._readers is not None
        starts = [dense.output for _, dense in self._readers] if self._readers else [channels.cut]
        sides = frontier(network, starts)
        self._head = submodel(network.inputs, [channels.cut, *starts, *sides])
        self._rest = submodel([*starts, *sides], network.outputs)
        self._starts = len(starts)
        self._step = _graph(self._subtract if self.linear else self._zero)
        self._run_head, self._run_rest = _graph(self._head), _graph(self._rest)

    def remember(
        self, classifier: Classifier, batches: Iterable[np.ndarray], images: int, folder: Path
    ) -> Iterator[int]:
        """Record `images` images (uint8 batches), yielding how many are done.

        Returns:
            A `Remembered`, with nothing pruned yet.
        """
        memory = Remembered(self, folder, images)
        for batch in batches:
            cut, *states = [t.numpy() for t in self._run_head(classifier.scaled(batch))]
            memory.append(np.moveaxis(cut, self._axis, 0), states)
            yield memory.filled
        memory.classes = np.concatenate([*memory.answers()])
        return memory

    def answer(self, states: list[np.ndarray]) -> np.ndarray:
        """The classes that the tail gives for remembered states, (n,)."""
        return self._run_rest(states)[0].numpy().argmax(-1)

    def without(
        self, channel: int, values: np.ndarray, states: list[np.ndarray]
    ) -> list[np.ndarray]:
        """`states` after `channel`, whose values at the cut are (n, h, w) or (n,), is zeroed."""
        starts, sides = states[: self._starts], states[self._starts :]
        changed = self._step(starts, values, np.int32(channel))
        return [*(t.numpy() for t in changed), *sides]

    def _subtract(self, starts: Any, values: Any, channel: Any) -> list[Any]:
        assert self._readers is not None
        return [
            start - part(values, channel)
            for start, (part, _) in zip(starts, self._readers, strict=True)
        ]

    def _zero(self, starts: Any, values: Any, channel: Any) -> list[Any]:
        import tensorflow as tf

        (cut,) = starts
        keep = 1.0 - tf.one_hot(channel, tf.shape(cut)[self._axis], dtype=cut.dtype)
        return [cut * (keep if self._axis == -1 else keep[:, None, None])]


class Remembered:
    """Activations of a set of images, in temporary files, as channels are zeroed one by one.

    Attributes:
        classes: the network's answers with the channels zeroed so far, (n,).
    """

    def __init__(self, tail: Tail, folder: Path, images: int) -> None:
        self._tail, self._folder, self._images = tail, folder, images
        self._cut: np.memmap | None = None
        self._states: list[np.memmap] = []
        self.filled = 0
        self.classes = np.empty(0, np.int64)

    def append(self, cut: np.ndarray, states: list[np.ndarray]) -> None:
        """Keep one batch: `cut` (C, n, ...) and `states`, each (n, ...)."""
        if self._cut is None:
            self._cut = self._file((len(cut), self._images, *cut.shape[2:]))
            self._states = [self._file((self._images, *s.shape[1:])) for s in states]
        rows = slice(self.filled, self.filled + cut.shape[1])
        self._cut[:, rows] = cut
        for kept, state in zip(self._states, states, strict=True):
            kept[rows] = state
        self.filled = rows.stop

    def zero(self, channel: int) -> Iterator[None]:
        """Zero one more channel and answer again, a batch at a time."""
        assert self._cut is not None
        for rows in self._rows():
            values = np.asarray(self._cut[channel, rows])
            if not values.any():
                continue  # a dormant channel: no answer can change
            states = self._tail.without(channel, values, [s[rows] for s in self._states])
            for kept, state in zip(self._states, states, strict=True):
                kept[rows] = state
            self.classes[rows] = self._tail.answer(states)
            yield

    def answers(self) -> Iterator[np.ndarray]:
        """The classes of each batch, computed from the remembered states."""
        for rows in self._rows():
            yield self._tail.answer([s[rows] for s in self._states])

    def _rows(self) -> Iterator[slice]:
        for start in range(0, self._images, BATCH):
            yield slice(start, min(start + BATCH, self._images))

    def _file(self, shape: tuple[int, ...]) -> np.memmap:
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
            return np.memmap(file.name, np.float32, "w+", shape=shape)


def _graph(function: Any) -> Any:
    import tensorflow as tf

    return tf.function(function, autograph=False, reduce_retracing=True)


def _linear_readers(network: Any, channels: Channels) -> list[tuple[Any, Any]] | None:
    """For each reader of the cut: the function that gives one channel's part, and the layer.

    None where any reader is not linear.
    """
    found: list[tuple[Any, Any]] = []
    for reader in consumers(network, channels.cut):
        kind = type(reader).__name__
        if channels.axis != -1:
            return None
        if kind == "Conv2D" and reader.groups == 1:
            found.append((_convolution_part(reader), reader))
        elif kind == "Dense" and len(channels.cut.shape) == 2:
            found.append((_dense_part(reader, channels.count), reader))
        elif kind == "Flatten":
            below = consumers(network, reader.output)
            if any(type(layer).__name__ != "Dense" for layer in below):
                return None
            found += [(_dense_part(layer, channels.count), layer) for layer in below]
        else:
            return None
    return found or None


def _convolution_part(layer: Any) -> Any:
    import tensorflow as tf

    def part(values: Any, channel: Any) -> Any:
        kernel = tf.gather(layer.kernel.value, [channel], axis=2)  # (kh, kw, 1, filters)
        return tf.nn.conv2d(
            values[..., None], kernel, layer.strides, layer.padding.upper(),
            dilations=layer.dilation_rate,
        )  # fmt: skip

    return part


def _dense_part(layer: Any, count: int) -> Any:
    import tensorflow as tf

    def part(values: Any, channel: Any) -> Any:
        rows = tf.reshape(layer.kernel.value, (-1, count, layer.units))[:, channel]  # (h w, units)
        return tf.matmul(tf.reshape(values, (tf.shape(values)[0], -1)), rows)

    return part
