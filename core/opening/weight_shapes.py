"""The weight arrays of each layer, in Keras's order."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from core.errors import Invalid
from core.opening.biases import turned
from core.opening.blueprint import NetworkPart
from core.opening.einsum import einsum
from core.opening.geometry import Shape, place_of, split
from core.opening.layer_names import ATTENDING, ATTENTION
from core.opening.terms import Settings
from core.opening.weight import Weight
from core.opening.weight_layouts import LAYOUTS


def weights_of(part: NetworkPart, given: list[Shape]) -> tuple[Weight, ...]:
    """The weights that `part` creates at its first call on tensors of the shapes `given`.

    Raises:
        ValueError: a side that a weight needs is left open, or channels cannot be divided.
    """
    if part.type in ("Attention", "AdditiveAttention"):
        weights = _scales(part, given)
    elif part.type in ATTENDING:
        weights = _attention(given, part.settings)
    elif part.type == "TimeDistributed":
        weights = _below("layer", weights_of(part.settings["layer"], [given[0][1:]]))
    elif part.type == "Bidirectional":
        weights = [
            weight
            for key, place in (("layer", "forward_layer"), ("backward_layer", "backward_layer"))
            for weight in _below(place, weights_of(part.settings[key], given))
        ]
    else:
        maker = _WEIGHTS.get(part.type)
        weights = maker(given[0], part.settings) if maker else []
        moved = turned(part, given[0]) if part.type == "EinsumDense" else None
        if moved:
            made = _einsum_dense(given[0], moved.settings)
            weights = [replace(a, written=b.shape) for a, b in zip(made, weights, strict=True)]
    return tuple(LAYOUTS[part.layout](weights) if part.layout else weights)


def _below(place: str, weights: tuple[Weight, ...]) -> list[Weight]:
    return [
        replace(weight, places=tuple(f"{place}/{each}" for each in _places(weight, index)))
        for index, weight in enumerate(weights)
    ]


def _places(weight: Weight, index: int) -> tuple[str, ...]:
    return weight.places or (f"vars/{index}",)


def _known(side: int | None) -> int:
    if side is None:
        raise Invalid("the image's size is left open, and GoodNet needs a fixed one")
    return side


def _bias(settings: Settings, length: int) -> list[Weight]:
    return [Weight("bias", (length,))] if settings["use_bias"] else []


def _convolution(shape: Shape, settings: Settings) -> list[Weight]:
    channels = split(shape, settings, len(settings["kernel_size"]))[1]
    groups = settings["groups"]
    if not groups or channels % groups or settings["filters"] % groups:
        raise Invalid(
            "{channels} channels cannot be divided into {groups} groups",
            channels=channels,
            groups=groups,
        )
    kernel = (*settings["kernel_size"], channels // groups, settings["filters"])
    return [Weight("kernel", kernel), *_bias(settings, settings["filters"])]


def _transposed_convolution(shape: Shape, settings: Settings) -> list[Weight]:
    size = settings["kernel_size"]
    kernel = (*size, settings["filters"], split(shape, settings, len(size))[1])
    return [Weight("kernel", kernel), *_bias(settings, settings["filters"])]


def _depthwise(shape: Shape, settings: Settings) -> list[Weight]:
    channels = split(shape, settings, len(settings["kernel_size"]))[1]
    times = settings["depth_multiplier"]
    kernel = Weight("depthwise_kernel", (*settings["kernel_size"], channels, times))
    return [kernel, *_bias(settings, channels * times)]


def _separable(shape: Shape, settings: Settings) -> list[Weight]:
    rank = len(settings["kernel_size"])
    channels, times = split(shape, settings, rank)[1], settings["depth_multiplier"]
    return [
        Weight("depthwise_kernel", (*settings["kernel_size"], channels, times)),
        Weight("pointwise_kernel", (*(1,) * rank, channels * times, settings["filters"])),
        *_bias(settings, settings["filters"]),
    ]


def _dense_weights(shape: Shape, settings: Settings) -> list[Weight]:
    units = settings["units"]
    return [Weight("kernel", (_known(shape[-1]), units)), *_bias(settings, units)]


def _einsum_dense(shape: Shape, settings: Settings) -> list[Weight]:
    sides = einsum(shape, settings)
    bias = [Weight("bias", sides.bias)] if settings["bias_axes"] else []
    return [Weight("kernel", sides.kernel), *bias]


def _along(shape: Shape, axes: tuple[int, ...]) -> tuple[int, ...]:
    places = sorted(place_of(axis, len(shape)) for axis in axes)
    return tuple(_known(shape[place]) for place in places)


def _batch_normalization(shape: Shape, settings: Settings) -> list[Weight]:
    length = _along(shape, (settings["axis"],))
    return [
        *_scale_and_center(settings, length),
        Weight("moving_mean", length, trainable=False),
        Weight("moving_variance", length, trainable=False),
    ]


def _layer_normalization(shape: Shape, settings: Settings) -> list[Weight]:
    return _scale_and_center(settings, _along(shape, settings["axis"]))


def _scale_and_center(settings: Settings, lengths: tuple[int, ...]) -> list[Weight]:
    names = [name for key, name in (("scale", "gamma"), ("center", "beta")) if settings[key]]
    return [Weight(name, lengths) for name in names]


def _normalization(shape: Shape, settings: Settings) -> list[Weight]:
    if settings["mean"] is not None:
        return []
    lengths = _along(shape, settings["axis"] or ())
    return [
        Weight("mean", lengths, trainable=False),
        Weight("variance", lengths, trainable=False),
        Weight("count", (), trainable=False),
    ]


def _prelu(shape: Shape, settings: Settings) -> list[Weight]:
    shared = settings["shared_axes"] or ()
    sides = (1 if i + 1 in shared else _known(side) for i, side in enumerate(shape))
    return [Weight("alpha", tuple(sides))]


def _group_normalization(shape: Shape, settings: Settings) -> list[Weight]:
    (channels,) = _along(shape, (settings["axis"],))
    groups = channels if settings["groups"] == -1 else settings["groups"]
    if channels % groups:
        raise Invalid(
            "{channels} channels cannot be divided into {groups} groups",
            channels=channels,
            groups=groups,
        )
    return _scale_and_center(settings, (channels,))


def _layer_scale(shape: Shape, settings: Settings) -> list[Weight]:
    channels: int = settings["projection_dim"]
    if channels not in (1, shape[-1]):
        raise Invalid("it scales another number of channels")
    return [Weight("gamma", (channels,))]


def _locally_connected(shape: Shape, settings: Settings) -> list[Weight]:
    """A kernel and a bias for each place; Keras keeps a list of places, and files have an image."""
    sides = [_known(side) for side in shape]
    size, strides, filters = (settings[k] for k in ("kernel_size", "strides", "filters"))
    grid = tuple((sides[i] - size[i]) // strides[i] + 1 for i in range(len(size)))
    places = math.prod(grid)
    weights = [Weight("kernel", (places, math.prod(size) * sides[-1], filters))]
    if settings["use_bias"]:
        weights.append(Weight("bias", (places, filters), written=(*grid, filters)))
    return weights


def _scales(part: NetworkPart, given: list[Shape]) -> list[Weight]:
    """The factors of the scores: one for Attention, one for each number for AdditiveAttention."""
    additive = part.type == "AdditiveAttention"
    names = ["scale"] if part.settings["use_scale"] else []
    names += ["concat score weight"] if part.settings.get("score_mode") == "concat" else []
    return [Weight(name, (_known(given[0][-1]),) if additive else ()) for name in names]


def _attention(given: list[Shape], settings: Settings) -> list[Weight]:
    """Query, key, gate, value and output, each with a kernel and a bias."""
    query, value, key = (_known(given[i][-1]) for i in (0, 1, -1))
    if "num_query_heads" in settings:
        heads, wide = settings["num_query_heads"], settings["head_dim"]
        shared, deep = settings["num_key_value_heads"], wide
    else:
        heads, wide = settings["num_heads"], settings["key_dim"]
        shared, deep = heads, settings["value_dim"] or wide
    weights = []
    gate = [("gate", (query, heads, deep), (heads, deep))] if settings["use_gate"] else []
    for name, kernel, bias in (
        ("query", (query, heads, wide), (heads, wide)),
        ("key", (key, shared, wide), (shared, wide)),
        *gate,
        ("value", (value, shared, deep), (shared, deep)),
        ("output", (heads, deep, query), (query,)),
    ):
        held = [Weight(f"{name} kernel", kernel)]
        held += [Weight(f"{name} bias", bias)] if settings["use_bias"] else []
        for index, weight in enumerate(held):
            place = f"{name}_dense/vars/{index}"
            weights.append(replace(weight, places=(place, f"_{place}")))
    return weights


def _recurrent(gates: int) -> Callable[[Shape, Settings], list[Weight]]:
    def make(shape: Shape, settings: Settings) -> list[Weight]:
        units, width = settings["units"], gates * settings["units"]
        bias = (2, width) if settings.get("reset_after") else (width,)
        weights = [
            Weight("kernel", (_known(shape[-1]), width)),
            Weight("recurrent kernel", (units, width)),
            *([Weight("bias", bias)] if settings["use_bias"] else []),
        ]
        return _below("cell", tuple(weights))

    return make


def _convolved_in_turn(shape: Shape, settings: Settings) -> list[Weight]:
    size, filters = settings["kernel_size"], settings["filters"]
    channels = split(shape[1:], settings, len(size))[1]
    weights = [
        Weight("kernel", (*size, channels, 4 * filters)),
        Weight("recurrent kernel", (*size, filters, 4 * filters)),
        *_bias(settings, 4 * filters),
    ]
    return _below("cell", tuple(weights))


_WEIGHTS: Mapping[str, Callable[[Shape, Settings], list[Weight]]] = {
    "Conv1D": _convolution,
    "Conv2D": _convolution,
    "Conv3D": _convolution,
    "Conv1DTranspose": _transposed_convolution,
    "Conv2DTranspose": _transposed_convolution,
    "Conv3DTranspose": _transposed_convolution,
    "DepthwiseConv1D": _depthwise,
    "DepthwiseConv2D": _depthwise,
    "SeparableConv1D": _separable,
    "SeparableConv2D": _separable,
    "Dense": _dense_weights,
    "EinsumDense": _einsum_dense,
    "Embedding": lambda _, s: [Weight("embeddings", (s["input_dim"], s["output_dim"]))],
    "LocallyConnected1D": _locally_connected,
    "LocallyConnected2D": _locally_connected,
    "BatchNormalization": _batch_normalization,
    "LayerNormalization": _layer_normalization,
    "GroupNormalization": _group_normalization,
    "RMSNormalization": lambda shape, s: [Weight("scale", _along(shape, (s["axis"],)))],
    "Normalization": _normalization,
    "LayerScale": _layer_scale,
    "PReLU": _prelu,
    "SimpleRNN": _recurrent(1),
    "GRU": _recurrent(3),
    "LSTM": _recurrent(4),
    **{f"ConvLSTM{rank}D": _convolved_in_turn for rank in (1, 2, 3)},
}
# The layers whose weights are learned, not measured.
LEARNING = {*_WEIGHTS, *ATTENTION} - {"Normalization"}
