"""Adam, without what training on many devices needs."""

from __future__ import annotations

from typing import Any

from core.network.keras_internals import without_replicas


def adam(learning_rate: Any, beta_1: float = 0.9, beta_2: float = 0.999) -> Any:
    """Keras's Adam, without state that outlives the optimizer.

    `learning_rate` is a number or a Keras schedule. TensorFlow keeps a kernel for each variable
    name, and Keras numbers its optimizers, so these optimizers all have the same name.
    """
    import keras

    made = without_replicas(keras.optimizers.Adam)
    return made(learning_rate, beta_1=beta_1, beta_2=beta_2, name="adam")
