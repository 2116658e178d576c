"""Fold batch normalization into the convolution before it: the same answers in fewer passes.

In inference a batch normalization is y = s x + t for each channel, with s = gamma / sqrt(variance +
epsilon) and t = beta - s mean. After a convolution with kernel W and bias b whose output nothing
else reads,

    s (W * x + b) + t = (s W) * x + (s b + t),

so two passes over a kernel replace two passes over all pixels (B. Jacob et al., "Quantization and
Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference", CVPR 2018, section
3.2). The kernels are scaled at each call, because the weights may have changed and gradients must
reach them.
"""

from __future__ import annotations

from typing import Any

from core.network.keras_internals import run_through_graph, takes_training
from core.network.keras_types import Compiled, Layer, Network, Tensor

FOLDED_INTO = ("Conv2D", "DepthwiseConv2D")


def folded(network: Network) -> Compiled:
    """The outputs of an atomic network in inference, computed with folded batch normalizations.

    A symbolic input goes through the original layers, because Keras can only store layers.
    """
    norms = foldable(network)
    swallowed = {norm.name for norm in norms.values()}

    def call_of(layer: Layer) -> Compiled:
        if layer.name in norms:
            return lambda x: _convolved(layer, norms[layer.name], x)
        if layer.name in swallowed:
            return lambda x, **_: x
        given = {"training": False} if takes_training(layer) else {}
        return lambda *args, **kwargs: layer(*args, **{**kwargs, **given})

    def run(inputs: Tensor) -> Tensor:
        import keras

        if any(keras.backend.is_keras_tensor(each) for each in keras.tree.flatten(inputs)):
            return network(inputs, training=False)
        return run_through_graph(network, inputs, call_of)

    return run


def foldable(network: Network) -> dict[str, Any]:
    """The batch normalizations that are the only readers of a convolution, by its name."""
    readers: dict[int, list[Any]] = {}
    for layer in network.operations:
        if type(layer).__name__ != "InputLayer":
            given = layer.input if isinstance(layer.input, list | tuple) else [layer.input]
            for tensor in given:
                readers.setdefault(id(tensor), []).append(layer)
    wanted = {id(tensor) for tensor in network.outputs}
    found = {}
    for layer in network.operations:
        if type(layer).__name__ in FOLDED_INTO and id(layer.output) not in wanted:
            reading = readers.get(id(layer.output), [])
            if len(reading) == 1 and _normalizes(reading[0], layer):
                found[layer.name] = reading[0]
    return found


def _normalizes(norm: Layer, layer: Layer) -> bool:
    """Whether `norm` is a batch normalization of the channels of a convolution."""
    if type(norm).__name__ != "BatchNormalization":
        return False
    if {norm.compute_dtype, layer.compute_dtype} != {"float32"}:
        return False
    if layer.data_format == "channels_first" and layer.use_bias:
        # Keras adds a bias along the width where there are as many columns as channels.
        channels, *_, width = layer.output.shape[1:]
        if width in (None, channels):
            return False
    axis = norm.axis if norm.axis > 0 else len(layer.output.shape) + norm.axis
    return axis == (1 if layer.data_format == "channels_first" else 3)


def _convolved(layer: Layer, norm: Layer, x: Tensor) -> Tensor:
    """A convolution and the batch normalization after it, as a single convolution."""
    from keras import ops

    s, t = _scale_and_shift(norm)
    depthwise = type(layer).__name__ == "DepthwiseConv2D"
    kernel = layer.kernel
    # A depthwise kernel is (h, w, c, m); it produces c m channels.
    scaled = kernel * (ops.reshape(s, kernel.shape[2:]) if depthwise else s)
    bias = t if layer.bias is None else s * layer.bias + t
    run = ops.depthwise_conv if depthwise else ops.conv
    out = run(x, scaled, layer.strides, layer.padding, layer.data_format, layer.dilation_rate)
    return out + (bias if layer.data_format == "channels_last" else bias[:, None, None])


def _scale_and_shift(norm: Layer) -> tuple[Any, Any]:
    from keras import ops

    s: Tensor = ops.rsqrt(norm.moving_variance + norm.epsilon)
    s = s if norm.gamma is None else s * norm.gamma
    t = ops.negative(s * norm.moving_mean)
    return s, t if norm.beta is None else t + norm.beta
