"""A Keras network as a graph of single operations, so that it can be cut and rewired.

`atomic` rebuilds any network so that every layer does one thing: fused activations become layers of
their own, and nested networks are flattened. Every other question (where a channel leads, which
layers are linear, what a tail needs) is then a walk along tensors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from core.errors import NotSupported
from core.network.folding import folded
from core.network.keras_internals import operate_again, run_through_graph
from core.network.keras_types import Layer, Network, Tensor

# f(0) = 0 for each of these: a channel that is zero before is zero after.
ZERO_PRESERVING = {
    "relu", "relu6", "linear", "tanh", "elu", "selu", "silu", "swish", "gelu", "leaky_relu",
    "softsign", "hard_tanh", "tanh_shrink", "soft_shrink", "hard_shrink", "hard_silu",
    "hard_swish", "celu", "mish", "squareplus_shifted",
}  # fmt: skip
# Non-decreasing functions: the largest value of a window remains the largest.
MONOTONE = {"relu", "relu6", "linear", "tanh", "elu", "selu", "sigmoid", "softplus", "leaky_relu"}
ACTIVATION_LAYERS = {"ReLU": "relu", "LeakyReLU": "leaky_relu", "ELU": "elu"}
CONVOLUTIONS = ("Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Conv2DTranspose")


class SharedWeights(NotSupported):
    """A network that uses a layer with weights in several places."""


def atomic(model: Network) -> Network:
    """A copy of `model` in which each layer is one operation; same answers, own weights.

    A layer of a nested network is named "outer.inner". The activation of the layer "conv" becomes
    the layer "conv.activation". Weights correspond by path, see `copy_weights`.

    Raises:
        SharedWeights: a layer with weights is called more than once (a siamese network).
    """
    import keras

    given = model.inputs[0]
    image = keras.Input(batch_shape=given.shape, dtype=given.dtype)
    flat = keras.Model(image, keras.tree.flatten(_lay_flat(model, image, "", {}))[0])
    for original, twin in _pairs(model, flat):
        twin.assign(original)
    _settle(flat)
    return flat


def steps(network: Network) -> list[Layer]:
    """The layers of a network and the arithmetic between them, each after its inputs."""
    return list(network.operations)


def copy_weights(atomic_model: Network, model: Network) -> None:
    """Write the weights of an `atomic` copy back into the network that it was made from."""
    for original, twin in _pairs(model, atomic_model):
        original.assign(twin)
    _settle(model)


def _settle(model: Network) -> None:
    """Make layers such as Normalization use weights that were assigned to them."""
    for _, layer in _leaves(model, ""):
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()


def _pairs(model: Network, flat: Network) -> Iterable[tuple[Any, Any]]:
    for path, layer in _leaves(model, ""):
        if layer.weights:
            yield from zip(layer.weights, flat.get_layer(path).weights, strict=True)


def _leaves(model: Network, prefix: str) -> Iterable[tuple[str, Any]]:
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from _leaves(layer, f"{prefix}{layer.name}.")
        else:
            yield f"{prefix}{layer.name}", layer


def _lay_flat(model: Network, inputs: Tensor, prefix: str, copies: dict[int, int]) -> Tensor:
    """Call copies of `model`'s layers on `inputs`, in order, and return the outputs."""
    import keras

    functional = as_functional(model)

    def copy_of(layer: Layer) -> Tensor:
        def call(*args: Any, **kwargs: Any) -> Tensor:
            if hasattr(layer, "layers"):
                return _lay_flat(layer, args[0], f"{prefix}{layer.name}.", copies)
            if not isinstance(layer, keras.layers.Layer):
                name = name_of_copy(layer, prefix, copies)
                return operate_again(layer, name, args, kwargs)
            return _call_copy(layer, prefix, copies, args, kwargs)

        return call

    return run_through_graph(functional, inputs, copy_of)


def as_functional(model: Network) -> Network:
    """`model`, or the functional network of the same layers if it is a Sequential."""
    import keras

    if not isinstance(model, keras.Sequential):
        return model
    return keras.Model(model.inputs[0], model.outputs[0])


def _call_copy(layer: Layer, prefix: str, copies: dict[int, int], args: Any, kwargs: Any) -> Tensor:
    import keras

    if id(layer) in copies and layer.weights:
        raise SharedWeights("Layer {name} is used more than once.", name=layer.name)
    config = layer.get_config()
    name = name_of_copy(layer, prefix, copies)
    config["name"] = name
    activation = _split_activation(layer, config)
    out = layer.__class__.from_config(config)(*args, **kwargs)
    if activation is None:
        return out
    return keras.layers.Activation(activation, name=f"{name}.activation")(out)


def name_of_copy(layer: Layer, prefix: str, copies: dict[int, int]) -> str:
    """The name of one more copy of a layer; `copies` counts those of each layer by its id."""
    copies[id(layer)] = copies.get(id(layer), 0) + 1
    name = f"{prefix}{layer.name}"
    return name if copies[id(layer)] == 1 else f"{name}.{copies[id(layer)]}"


def _split_activation(layer: Layer, config: dict[str, Any]) -> Any | None:
    """Take the activation out of `config` and return it, or None if there is none to split off."""
    import keras

    if type(layer).__name__ not in (*CONVOLUTIONS, "Dense") or not layer.activation:
        return None
    if layer.activation is keras.activations.linear:
        return None
    config["activation"] = "linear"
    return layer.activation


def _as_list(tensors: Any) -> list[Tensor]:
    return list(tensors) if isinstance(tensors, (list, tuple)) else [tensors]


# -- walking ------------------------------------------------------------------------------


def consumers(model: Network, tensor: Tensor) -> list[Layer]:
    """The steps of an atomic network that read `tensor`."""
    return [
        layer
        for layer in steps(model)
        if type(layer).__name__ != "InputLayer" and any(t is tensor for t in _as_list(layer.input))
    ]


def submodel(
    inputs: Sequence[Tensor], outputs: Sequence[Tensor]
) -> Callable[[Tensor], list[Tensor]]:
    """The part of an atomic network between two sets of its tensors, sharing its weights.

    Returns:
        A function from a tensor (or a list, if there are several inputs) to a list of tensors.
    """
    import keras

    given = [id(tensor) for tensor in inputs]
    # Keras refuses an output that is an input, such as logits directly after a cut.
    computed = [tensor for tensor in outputs if id(tensor) not in given]
    model = keras.Model(list(inputs), computed) if computed else None

    infer = folded(model) if model else lambda _: ()

    def run(values: Tensor) -> list[Tensor]:
        values = _as_list(values)
        results = iter(_as_list(infer(values)))
        return [values[given.index(id(t))] if id(t) in given else next(results) for t in outputs]

    return run


def frontier(model: Network, starts: Sequence[Tensor]) -> list[Tensor]:
    """The other tensors that the operations after `starts` need, such as a residual shortcut."""
    reached = {id(t) for t in starts}
    sides: dict[int, Any] = {}
    for layer in steps(model):
        if type(layer).__name__ == "InputLayer" or id(layer.output) in reached:
            continue
        read = _as_list(layer.input)
        if any(id(t) in reached for t in read):
            reached.add(id(layer.output))
            sides |= {id(t): t for t in read if id(t) not in reached}
    return [t for key, t in sides.items() if key not in reached]


def activation_of(layer: Layer) -> str | None:
    """The name of the elementwise function that `layer` computes, or None if it is none."""
    kind = type(layer).__name__
    if kind in ACTIVATION_LAYERS:
        return ACTIVATION_LAYERS[kind]
    if kind == "Activation":
        return getattr(layer.activation, "__name__", None)
    return None


def channel_axis(layer: Layer) -> int:
    """The axis of the channels in the output of `layer`: 1 for channels_first, otherwise -1."""
    return 1 if getattr(layer, "data_format", None) == "channels_first" else -1
