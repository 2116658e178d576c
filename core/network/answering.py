"""Give networks that answer with sigmoids a softmax over their classes.

One sigmoid p for two classes is the softmax of the logits (0, z) with p = sigmoid(z). With one
sigmoid for each class, the largest sigmoid is also the largest in the softmax of their logits.
"""

from __future__ import annotations

from core.network import keras_internals
from core.network.graph import activation_of, steps
from core.network.keras_types import Network, Tensor


def with_a_softmax(network: Network) -> Network:
    """An atomic network, unchanged or with a softmax over its classes in place of sigmoids.

    The result shares layers and weights with `network`.
    """
    import keras

    last = steps(network)[-1]
    is_sigmoid = activation_of(last) == "sigmoid"
    logits: Tensor = last.input if is_sigmoid else network.outputs[0]
    if network.output_shape[-1] == 1:
        padded = keras.ops.pad(logits, [[0, 0], [1, 0]])
        logits = keras_internals.name_operation(padded, f"{last.name}.two_classes")
    elif not is_sigmoid:
        return network
    answer = keras.layers.Activation("softmax", name=f"{last.name}.softmax")(logits)
    return keras.Model(network.inputs[0], answer)
