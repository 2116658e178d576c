"""Adam, without what training on many devices needs."""

from __future__ import annotations

from typing import Any

from core.network.keras_internals import without_replicas


def adam(learning_rate: Any, beta_1: float = 0.9, beta_2: float = 0.999) -> Any:
    """Keras' Adam, of whose steps nothing stays when nobody holds them any more.

    `learning_rate` is a number or one of Keras' schedules. TensorFlow keeps a kernel for each name
    of a variable, and Keras numbers its optimizers, so all of these have one name.
    """
    import keras

    made = without_replicas(keras.optimizers.Adam)
    return made(learning_rate, beta_1=beta_1, beta_2=beta_2, name="adam")
