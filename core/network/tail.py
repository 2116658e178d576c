"""The part of a network after a layer's channels, run repeatedly as channels are zeroed.

Nothing before the cut changes during the pruning sweep, so the activations at the cut are computed
once and kept in temporary files. The layers that read the cut (convolutions, dense layers) are
linear before their activation, so zeroing one more channel is a subtraction from their output. Only
what follows them runs again. If a reader is not linear, the whole tail runs again.
"""

from __future__ import annotations

import math
import os
import tempfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from core.network.channels import Channels
from core.network.classifier import Classifier, logits_of
from core.network.graph import consumers, frontier, submodel
from core.network.keras_types import Compiled, Layer, Network, Tensor

# Limits how many images go through the tail at once: 32 MB of recorded and computed floats.
PASS_FLOATS = 2**23


class Tail:
    """The part of an atomic network after a layer's cut; zeroes channels of recorded images."""

    def __init__(self, network: Network, channels: Channels) -> None:
        self._axis = channels.axis
        self._readers = _linear_readers(network, channels)
        self.linear = self._readers is not None
        starts = [dense.output for _, dense in self._readers] if self._readers else [channels.cut]
        sides = frontier(network, starts)
        self._head = submodel(network.inputs, [channels.cut, *starts, *sides])
        self._rest = submodel([*starts, *sides], [logits_of(network)])
        self._starts, self.classes = len(starts), int(network.output_shape[-1])
        self._change = self._subtract if self.linear else self._zero
        self._run_head = _graph(self._head)
        self._advance, self._classes = _graph(self._changed), _graph(self._argmax)

    def remember(
        self, classifier: Classifier, batches: Iterable[np.ndarray], images: int, folder: Path
    ) -> Generator[int, None, Remembered]:
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
        """The classes that the tail answers for recorded states, (n,)."""
        return self._classes(states).numpy()

    def advance(
        self, channel: int, values: np.ndarray, states: list[np.ndarray]
    ) -> tuple[list[np.ndarray], np.ndarray]:
        """Zero `channel`, whose values at the cut are (n, h, w) or (n,).

        Returns:
            The states that this changes, which come first among `states`, and the classes (n,).
        """
        changed, classes = self._advance(states, values, np.int32(channel))
        return [t.numpy() for t in changed], classes.numpy()

    def _changed(
        self, states: list[Tensor], values: Tensor, channel: Tensor
    ) -> tuple[list[Tensor], Tensor]:
        changed = self._change(states[: self._starts], values, channel)
        return changed, self._argmax([*changed, *states[self._starts :]])

    def _argmax(self, states: list[Tensor]) -> Tensor:
        import tensorflow as tf

        return tf.argmax(self._rest(states)[0], -1)

    def _subtract(self, starts: Sequence[Tensor], values: Tensor, channel: Tensor) -> list[Tensor]:
        assert self._readers is not None
        return [
            start - part(values, channel)
            for start, (part, _) in zip(starts, self._readers, strict=True)
        ]

    def _zero(self, starts: Sequence[Tensor], values: Tensor, channel: Tensor) -> list[Tensor]:
        import tensorflow as tf

        (cut,) = starts
        keep = 1.0 - tf.one_hot(channel, tf.shape(cut)[self._axis], dtype=cut.dtype)
        return [cut * (keep if self._axis == -1 else keep[:, None, None])]


class Remembered:
    """Recorded activations of a set of images, in temporary files, as channels are zeroed in turn.

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
        """Zero one more channel and answer again, in batches."""
        assert self._cut is not None
        for rows in self._rows():
            values = np.asarray(self._cut[channel, rows])
            fires = values.reshape(len(values), -1).any(1)
            if not fires.any():
                continue  # a dormant channel: no answer can change
            which = rows if fires.all() else np.flatnonzero(fires) + rows.start
            states = [state[which] for state in self._states]
            changed, self.classes[which] = self._tail.advance(channel, values[fires], states)
            for state, new in zip(self._states, changed, strict=False):
                state[which] = new
            yield

    def answers(self) -> Iterator[np.ndarray]:
        """The classes of each batch, computed from the recorded states."""
        for rows in self._rows():
            yield self._tail.answer([s[rows] for s in self._states])

    def _rows(self) -> Iterator[slice]:
        floats = sum(int(np.prod(state.shape[1:])) for state in self._states)
        size = max(1, PASS_FLOATS // (floats + self._tail.classes))
        for start in range(0, self._images, size):
            yield slice(start, min(start + size, self._images))

    def _file(self, shape: tuple[int, ...]) -> np.memmap:
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
            _reserve(file.fileno(), 4 * math.prod(shape))
            return np.memmap(file.name, np.float32, "r+", shape=shape)


def _reserve(file: int, size: int) -> None:
    """Reserve disk space now: writing to mapped memory without space behind it ends the process."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file, 0, max(1, size))
    else:
        os.ftruncate(file, max(1, size))


def _graph(function: Compiled) -> Compiled:
    import tensorflow as tf

    return tf.function(function, autograph=False, reduce_retracing=True)


def _linear_readers(network: Network, channels: Channels) -> list[tuple[Compiled, Layer]] | None:
    """For each reader of the cut, a function for the effect of one channel, and the layer.

    None if any reader is not linear.
    """
    found: list[tuple[Compiled, Layer]] = []
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


def _convolution_part(layer: Layer) -> Compiled:
    import tensorflow as tf

    def part(values: Tensor, channel: Tensor) -> Tensor:
        kernel = tf.gather(layer.kernel.value, [channel], axis=2)  # (kh, kw, 1, filters)
        return tf.nn.conv2d(
            values[..., None], kernel, layer.strides, layer.padding.upper(),
            dilations=layer.dilation_rate,
        )  # fmt: skip

    return part


def _dense_part(layer: Layer, count: int) -> Compiled:
    import tensorflow as tf

    def part(values: Tensor, channel: Tensor) -> Tensor:
        rows = tf.reshape(layer.kernel.value, (-1, count, layer.units))[:, channel]  # (h w, units)
        return tf.matmul(tf.reshape(values, (tf.shape(values)[0], -1)), rows)

    return part
