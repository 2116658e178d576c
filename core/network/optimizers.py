"""Adam, without what training on many devices needs."""

from __future__ import annotations

from typing import Any


def adam(learning_rate: Any, beta_1: float = 0.9, beta_2: float = 0.999) -> Any:
    """Keras' Adam, of whose steps nothing stays when nobody holds them any more.

    `learning_rate` is a number or one of Keras' schedules.

    WORKAROUND (Keras 3.15, TensorFlow 2.21): gradients are summed over all replicas even where
    there is only this process, by a custom gradient. TensorFlow keeps those until the process
    ends, and with them the graph of the whole step, so that an audit would grow by some MB a model.
    It also keeps a kernel for each name of a variable, and Keras numbers its optimizers.
    """
    import keras

    class Adam(keras.optimizers.Adam):
        def _all_reduce_sum_gradients(self, grads_and_vars: Any) -> Any:
            return grads_and_vars

    return Adam(learning_rate, beta_1=beta_1, beta_2=beta_2, name="adam")
