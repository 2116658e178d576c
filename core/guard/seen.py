"""The answers of both networks to some images, as tensors of a graph under construction.

Everything is made of Keras operations, so the same code builds a TensorFlow graph and a model of
plain Keras layers.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.network.classifier import Classifier
from core.network.keras_types import Tensor


@dataclass(frozen=True)
class Seen:
    """Images and the networks' answers to them; the counterpart of `Answers` in a graph.

    Attributes:
        images: float32 (n, h, w, c), 0..255.
        received: the BadNet's probabilities, (n, N).
        repaired: the repaired network's probabilities, (n, N).
        badnet_class: the BadNet's class c of each image, (n,).
    """

    images: Tensor
    received: Tensor
    repaired: Tensor
    badnet_class: Tensor

    def of_badnet_class(self, values: Tensor) -> Tensor:
        """The value of each image's class c among values (n, N), float64 (n,)."""
        from keras import ops

        # ONNX has no gather along an axis for all runtimes, so sum instead; all terms but one are
        # zero.
        classes = ops.arange(values.shape[-1], dtype="int32")
        is_own = ops.equal(classes, ops.expand_dims(self.badnet_class, -1))
        return ops.cast(ops.sum(ops.where(is_own, values, ops.zeros_like(values)), -1), "float64")


def seen(badnet: Classifier, repaired: Classifier, images: Tensor) -> Seen:
    """Run both networks on images, uint8 (n, h, w, c)."""
    from keras import ops

    pixels = ops.cast(images, "float32")
    received, now = (each.answer(pixels) for each in (badnet, repaired))
    return Seen(pixels, received, now, first_largest(received))


def first_largest(values: Tensor) -> Tensor:
    """The class with the largest of values (n, N), int32 (n,); the first if several are equal."""
    from keras import ops

    # `ops.argmax` reads the bits of floats, and ONNX has no operation for that.
    largest = ops.equal(values, ops.amax(values, -1, keepdims=True))
    return ops.cast(ops.argmax(ops.cast(largest, "int32"), -1), "int32")
