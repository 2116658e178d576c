"""Compute one network's answers to blends, doing the shared part of the work once.

A network is affine up to its first non-linearity, and a blend is a weighted sum. With g the affine
front,

    g(a x + b o) = a g(x) + b g(o) + (1 - a - b) g(0).

The preprocessing is a part of g, so it has to be affine as well. If it is not (for example if it
standardizes each image), g is the identity on pixels, and the network answers each blend in full.
The overlays' part is computed once for all images. Max-pooling and a non-decreasing activation
commute, so pooling comes first. Pooling a sum does not need the whole sum: see
core/network/pooling.py.
"""

# pyright: basic
# TensorFlow has no types.
from __future__ import annotations

import functools
import math
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

import numpy as np

from core.jobs import memory
from core.network.classifier import PASS_FLOATS, TENSORS_AT_ONCE, Classifier, logits_of
from core.network.graph import consumers, submodel
from core.network.keras_types import Compiled, Layer, Network, Tensor
from core.network.pooling import pooled_first, pooled_sums

AFFINE = {
    "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Rescaling", "Normalization",
    "BatchNormalization", "ZeroPadding2D", "Cropping2D", "AveragePooling2D",
    "Dropout", "SpatialDropout2D", "GaussianNoise",
}  # fmt: skip
# XLA compiles at the first call for each shape, and occasionally crashes if two threads compile.
_COMPILING = Lock()


class Front:
    """The BadNet's answers to blends."""

    def __init__(
        self, badnet: Classifier, overlays: np.ndarray, blend: tuple[float, float]
    ) -> None:
        import tensorflow as tf

        network = pooled_first(badnet.network)
        shared = badnet.preprocessing.is_affine
        cut = _affine_front(network) if shared else network.inputs[0]
        self._a, self._b = blend
        run = {"autograph": False, "reduce_retracing": True}
        affine = submodel(network.inputs, [cut])
        front = (lambda x: affine(badnet.scaled(x))[0]) if shared else _as_floats
        self._affine = tf.function(front, **run)
        readers = consumers(network, cut)
        pooled = shared and len(readers) == 1 and hasattr(readers[0], "phases")
        self._phases = readers[0].phases if pooled else lambda x: [x]
        self._pooled_sums = pooled_sums(readers[0].activation_settings if pooled else None)
        start = readers[0].output if pooled else cut
        rest = submodel([start], [logits_of(network)])
        given = (lambda values: values) if shared else badnet.scaled
        self._rest = tf.function(lambda values: rest(given(values))[0], **run)
        # Two groups of blends are computed at a time, see core.screen.votes.strip.
        share = math.prod(start.shape[1:]) / badnet.widest
        memory.require(int(2 * 4 * TENSORS_AT_ONCE * PASS_FLOATS * share))
        self._overlays = self._overlay_part(overlays)
        self._compiled: set[Hashable] = set()

    def logits(self, image: np.ndarray) -> np.ndarray:
        """The logits (K, N) of an image (h, w, c) blended with all overlays."""
        return self._run(
            "logits", lambda: self._blend_logits(self.part(image[None]), self._overlays)
        )

    def part(self, images: np.ndarray) -> Tensor:
        """The part a g(x) of the blends of images (n, h, w, c), in phases, (P, n, ...)."""
        return self._in_phases(self._a * self._affine(images))

    def sums(
        self, part: Tensor, rows: np.ndarray, own: np.ndarray, start: int, stop: int
    ) -> Tensor:
        """Two sums over the overlays start..stop for each of some images, (2, k).

        The first sums the entropy of the blends in bits. The second sums what the image's class
        `own` loses in them, which is one minus its probability.

        Args:
            part: of n images, as `part` returns it.
            rows: which of the images, (k,).
            own: the class of each of them, (k,).
            start: the first overlay.
            stop: the overlay after the last.
        """
        count = len(rows)
        # XLA compiles for each number of images, so use few different numbers.
        places, classes = np.zeros((2, _one_of_few(count)), np.int32)
        places[:count], classes[:count] = rows, own
        summed = self._run(
            (len(places), stop - start),
            lambda: self._blend_sums(part, places, classes, self._overlays[:, start:stop]),
        )
        return summed[:, :count].astype(np.float64)

    def _run(self, shape: Hashable, compute: Callable[[], Any]) -> np.ndarray:
        """Run a computation; for each shape, the first run is by one thread alone."""
        if shape in self._compiled:
            return compute().numpy()
        with _COMPILING:
            computed = compute().numpy()
        self._compiled.add(shape)
        return computed

    def _overlay_part(self, overlays: np.ndarray) -> Tensor:
        """The part b g(o) + (1 - a - b) g(0), in phases, (P, K, ...)."""
        import tensorflow as tf

        nothing = self._affine(np.zeros_like(overlays[:1]))
        parts = [self._b * self._affine(overlays[i : i + 32]) for i in range(0, len(overlays), 32)]
        return self._in_phases(tf.concat(parts, 0) + (1 - self._a - self._b) * nothing)

    def _in_phases(self, values: Tensor) -> Tensor:
        """Convert (n, ...) to (P, n, ...)."""
        import tensorflow as tf

        return tf.stack(self._phases(values))

    def _blend_logits(self, part: Tensor, overlays: Tensor) -> Tensor:
        return self._rest(self._pooled_sums(part, overlays))

    def _blend_sums(self, part: Tensor, rows: Tensor, own: Tensor, overlays: Tensor) -> Tensor:
        import tensorflow as tf

        logits = self._blend_logits(tf.gather(part, rows, axis=1), overlays)
        by_image = tf.reshape(logits, (-1, len(rows), logits.shape[-1]))
        return tf.reduce_sum(_compiled_measure()(by_image, own), 1)


@functools.cache
def _compiled_measure() -> Compiled:
    import tensorflow as tf

    return tf.function(measured_of_logits, autograph=False, jit_compile=True)


def measured_of_logits(logits: Tensor, own: Tensor) -> Tensor:
    """Entropy in bits, and the loss of probability of the class `own`, (2, K, n).

    With s = sum exp z: H = ln s - sum z exp(z) / s, and 1 - p_own = (s - exp z_own) / s.

    Args:
        logits: (K, n, N); z is each logit minus the largest.
        own: (n,).
    """
    import tensorflow as tf

    z = logits - tf.reduce_max(logits, -1, keepdims=True)
    powers = tf.exp(z)
    s = tf.reduce_sum(powers, -1)
    bits = (tf.math.log(s) - tf.reduce_sum(powers * z, -1) / s) / np.log(2)
    # Sum the others instead: the difference of two nearly equal numbers has no digits left.
    others = tf.where(tf.range(logits.shape[-1]) == own[:, None], 0.0, powers)
    return tf.stack([bits, tf.reduce_sum(others, -1) / s])


def _as_floats(images: Tensor) -> Tensor:
    import tensorflow as tf

    return tf.cast(images, tf.float32)


def _one_of_few(count: int) -> int:
    """The smallest of 1, 2, 3, 4, 6, 8, 12, 16, 24, ... that is at least `count`."""
    power = 1 << max(0, count - 1).bit_length()
    return 3 * power // 4 if power > 2 and count <= 3 * power // 4 else power


def _affine_front(network: Network) -> Tensor:
    """The last tensor that is an affine function of the input."""
    cut = network.inputs[0]
    while len(readers := consumers(network, cut)) == 1 and _is_affine(readers[0]):
        cut = readers[0].output
    return cut


def _is_affine(layer: Layer) -> bool:
    return type(layer).__name__ in AFFINE
