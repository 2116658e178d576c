"""A guard as TensorFlow functions, for a SavedModel and for ONNX."""

from __future__ import annotations

from typing import Any

from core.guard.guard import Guard
from core.network.keras_types import Compiled, Tensor


def answering(guard: Guard) -> Compiled:
    """A tf.function from images, uint8 (n, h, w, c), and frr, float64 (), to `Guard.outputs`."""
    import tensorflow as tf

    def answer(images: Tensor, frr: Tensor) -> dict[str, Tensor]:
        return guard.outputs(images, lambda p_value: p_value <= frr)

    return tf.function(answer, autograph=False, input_signature=signature(guard))


def signature(guard: Guard) -> list[Any]:
    """The input types of `answering`; float64, so that p-values compare exactly with an FRR."""
    import tensorflow as tf

    shape = guard.goodnet.badnet.image_shape
    return [
        tf.TensorSpec((None, *shape), tf.uint8, name="images"),
        tf.TensorSpec((), tf.float64, name="frr"),
    ]
