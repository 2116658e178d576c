"""Blends of images under one network, with the work that blends share done once.

Up to its first non-linearity a network is affine, and a blend is a weighted sum, so with g the
affine front,

    g(a x + b o) = a g(x) + b g(o) + (1 - a - b) g(0).

The overlays' part is computed once for all images. Where a max-pooling follows a non-decreasing
activation the two commute, so pooling comes first and the activation sees a quarter of the data.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.classifier import Classifier
from core.graph import MONOTONE, activation_of, consumers, submodel

AFFINE = {
    "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Rescaling", "Normalization",
    "BatchNormalization", "ZeroPadding2D", "Cropping2D", "AveragePooling2D",
    "Dropout", "SpatialDropout2D", "GaussianNoise",
}  # fmt: skip


class Front:
    """The BadNet's answers to blends."""

    def __init__(
        self, badnet: Classifier, overlays: np.ndarray, blend: tuple[float, float]
    ) -> None:
        import tensorflow as tf

        network = badnet.network
        cut = _affine_front(network)
        self._badnet, (self._a, self._b) = badnet, blend
        self._affine = submodel(network.inputs, [cut])
        self._steps, behind = _swapped_pooling(network, cut)
        self._rest = submodel([behind], network.outputs)
        self._overlays = self._overlay_part(overlays)
        run = {"autograph": False, "reduce_retracing": True}
        self._softmax = tf.function(self._blend_softmax, **run)
        self._entropies = tf.function(self._blend_entropies, **run)

    def softmax(self, images: np.ndarray, start: int, stop: int) -> np.ndarray:
        """Probabilities (n, K, N) of n images blended with the overlays start..stop."""
        return self._softmax(images, self._overlays[start:stop]).numpy()

    def entropies(self, images: np.ndarray, start: int, stop: int) -> np.ndarray:
        """Entropies in bits, summed over the overlays start..stop, (n,)."""
        return self._entropies(images, self._overlays[start:stop]).numpy().astype(np.float64)

    def _overlay_part(self, overlays: np.ndarray) -> Any:
        """B g(o) + (1 - a - b) g(0), (K, ...)."""
        import tensorflow as tf

        nothing = self._affine(self._badnet.scaled(np.zeros_like(overlays[:1])))[0]
        parts = [
            self._b * self._affine(self._badnet.scaled(overlays[i : i + 32]))[0]
            for i in range(0, len(overlays), 32)
        ]
        return tf.concat(parts, 0) + (1 - self._a - self._b) * nothing

    def _blend_softmax(self, images: Any, overlays: Any) -> Any:
        import tensorflow as tf

        own = self._a * self._affine(self._badnet.scaled(images))[0]
        blended = own[:, None] + overlays[None]  # (n, K, ...)
        values = tf.reshape(blended, tf.concat([[-1], tf.shape(own)[1:]], 0))
        values = tf.ensure_shape(values, (None, *own.shape[1:]))
        for step in self._steps:
            values = step(values)
        p = self._badnet.probabilities(self._rest(values)[0])
        return tf.reshape(p, (tf.shape(images)[0], -1, self._badnet.classes))

    def _blend_entropies(self, images: Any, overlays: Any) -> Any:
        import tensorflow as tf

        p = self._blend_softmax(images, overlays)
        return -tf.reduce_sum(tf.math.xlogy(p, p), (1, 2)) / np.log(2).astype(np.float32)


def _affine_front(network: Any) -> Any:
    """The last tensor that is an affine function of the input."""
    cut = network.inputs[0]
    while len(readers := consumers(network, cut)) == 1 and _is_affine(readers[0]):
        cut = readers[0].output
    return cut


def _is_affine(layer: Any) -> bool:
    return type(layer).__name__ in AFFINE


def _swapped_pooling(network: Any, cut: Any) -> tuple[list[Any], Any]:
    """Layers to apply right behind the cut, max-pooling first, and the tensor behind them."""
    readers = consumers(network, cut)
    if len(readers) != 1 or activation_of(readers[0]) not in MONOTONE:
        return [], cut
    activation = readers[0]
    behind = consumers(network, activation.output)
    if len(behind) != 1 or type(behind[0]).__name__ != "MaxPooling2D":
        return [], cut
    return [behind[0], activation], behind[0].output
