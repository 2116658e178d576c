"""The channels of one layer: the weights that produce them, and the tensors that show them.

Pruning a channel means that its kernel, its bias and its outgoing effect are zero and stay zero.
After the convolution come layers that keep a zero channel at zero: activations with f(0) = 0,
pooling, dropout, and batch normalization once its own weights are zero as well. The last tensor of
these is the *cut*. Masking the cut is the same as pruning, and it is the smallest place to record
activations.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from core.errors import WrongUsage
from core.network.graph import ZERO_PRESERVING, activation_of, channel_axis, consumers
from core.network.keras_types import Layer, Network, Tensor, Variable

CHANNELWISE = {
    "MaxPooling2D", "AveragePooling2D", "GlobalMaxPooling2D", "GlobalAveragePooling2D",
    "Dropout", "SpatialDropout2D", "ZeroPadding2D", "Cropping2D", "UpSampling2D",
    "ActivityRegularization",
}  # fmt: skip


class Channels:
    """The channels of one layer of an atomic network.

    Attributes:
        layer: the convolution that produces them.
        count: their number C.
        axis: the axis of the channels, 1 or -1.
        activation: the tensor after their activation function, (n, h, w, C).
        cut: the last tensor that depends on no other channels, (n, h', w', C) or (n, C).
    """

    def __init__(self, network: Network, layer_name: str) -> None:
        try:
            self.layer = network.get_layer(layer_name)
        except ValueError:
            raise WrongUsage(
                "There is no layer {name!r}; `goodnet inspect` lists the prunable ones.",
                name=layer_name,
            ) from None
        if not getattr(self.layer, "kernel_size", None):
            raise WrongUsage(
                "Layer {name} has no channels to prune; choose a convolution.", name=layer_name
            )
        self.axis = channel_axis(self.layer)
        self.count = int(self.layer.output.shape[self.axis])
        self._normalizations: list[Any] = []
        self.activation = self.cut = self.layer.output
        self._follow(network)

    def _follow(self, network: Network) -> None:
        while len(readers := consumers(network, self.cut)) == 1:
            reader = readers[0]
            if type(reader).__name__ == "BatchNormalization":
                self._normalizations.append(reader)
            elif activation_of(reader) in ZERO_PRESERVING:
                self.activation = reader.output
            elif type(reader).__name__ not in CHANNELWISE:
                return
            self.cut = reader.output

    def masks(self, pruned: Iterable[int]) -> list[tuple[Variable, np.ndarray]]:
        """Each weight that a pruned channel must keep at zero, with its mask of zeros and ones."""
        keep = np.ones(self.count, np.float32)
        keep[list(pruned)] = 0
        weights = [(w, _mask(self.layer, w, keep)) for w in self.layer.weights]
        for norm in self._normalizations:
            zeroed = (norm.gamma, norm.beta, norm.moving_mean)
            weights += [(w, keep) for w in zeroed if w is not None]
        return [(w, mask) for w, mask in weights if mask is not None]


def _mask(layer: Layer, weight: Tensor, keep: np.ndarray) -> np.ndarray | None:
    """`keep`, broadcast along the axes of `weight` that produce the layer's output channels."""
    kind, name = type(layer).__name__, weight.name
    if name == "bias":
        return keep
    if kind == "SeparableConv2D" and name == "depthwise_kernel":
        return None
    if kind == "DepthwiseConv2D":
        return np.broadcast_to(keep.reshape(weight.shape[2:]), weight.shape)
    if kind == "Conv2DTranspose":
        return np.broadcast_to(keep[:, None], weight.shape)
    return np.broadcast_to(keep, weight.shape)


def apply_masks(masks: Iterable[tuple[Variable, np.ndarray]]) -> None:
    """Set every masked weight to zero."""
    for weight, mask in masks:
        weight.assign(weight * mask)
