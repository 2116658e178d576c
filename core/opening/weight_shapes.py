"""The weight arrays of each layer, in the order in which Keras keeps them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.opening.blueprint import NetworkPart, Shape
from core.opening.geometry import split
from core.text.sentence import say


@dataclass(frozen=True)
class Weight:
    """One weight array of a layer; training changes it unless `trainable` is False."""

    name: str
    shape: tuple[int, ...]
    trainable: bool = True


def weights_of(part: NetworkPart, given: Shape) -> tuple[Weight, ...]:
    """The weights that `part` makes when it is first called on a tensor of shape `given`.

    Raises:
        ValueError: a side that a weight needs is left open, or channels cannot be divided.
    """
    maker = _WEIGHTS.get(part.type)
    return tuple(maker(given, part.settings)) if maker else ()


def _known(side: int | None) -> int:
    if side is None:
        raise ValueError(say("the image's size is left open, and GoodNet needs a fixed one"))
    return side


def _bias(settings: Mapping[str, Any], length: int) -> list[Weight]:
    return [Weight("bias", (length,))] if settings["use_bias"] else []


def _conv2d(shape: Shape, settings: Mapping[str, Any]) -> list[Weight]:
    channels, groups = split(shape, settings)[1], settings["groups"]
    if not groups or channels % groups or settings["filters"] % groups:
        raise ValueError(
            say(
                "{channels} channels cannot be divided into {groups} groups",
                channels=channels,
                groups=groups,
            )
        )
    kernel = (*settings["kernel_size"], channels // groups, settings["filters"])
    return [Weight("kernel", kernel), *_bias(settings, settings["filters"])]


def _conv2d_transpose(shape: Shape, settings: Mapping[str, Any]) -> list[Weight]:
    kernel = (*settings["kernel_size"], settings["filters"], split(shape, settings)[1])
    return [Weight("kernel", kernel), *_bias(settings, settings["filters"])]


def _depthwise_conv2d(shape: Shape, settings: Mapping[str, Any]) -> list[Weight]:
    channels, times = split(shape, settings)[1], settings["depth_multiplier"]
    kernel = Weight("depthwise_kernel", (*settings["kernel_size"], channels, times))
    return [kernel, *_bias(settings, channels * times)]


def _separable_conv2d(shape: Shape, settings: Mapping[str, Any]) -> list[Weight]:
    channels, times = split(shape, settings)[1], settings["depth_multiplier"]
    return [
        Weight("depthwise_kernel", (*settings["kernel_size"], channels, times)),
        Weight("pointwise_kernel", (1, 1, channels * times, settings["filters"])),
        *_bias(settings, settings["filters"]),
    ]


def _dense_weights(shape: Shape, settings: Mapping[str, Any]) -> list[Weight]:
    units = settings["units"]
    return [Weight("kernel", (_known(shape[-1]), units)), *_bias(settings, units)]


def _along(shape: Shape, axes: tuple[int, ...]) -> tuple[int, ...]:
    places = sorted(axis % len(shape) if axis < 0 else axis - 1 for axis in axes)
    if any(place < 0 for place in places):
        raise ValueError(say("the batch is no axis to normalize along"))
    return tuple(_known(shape[place]) for place in places)


def _batch_normalization(shape: Shape, settings: Mapping[str, Any]) -> list[Weight]:
    length = _along(shape, (settings["axis"],))
    return [
        *_scale_and_center(settings, length),
        Weight("moving_mean", length, trainable=False),
        Weight("moving_variance", length, trainable=False),
    ]


def _layer_normalization(shape: Shape, settings: Mapping[str, Any]) -> list[Weight]:
    return _scale_and_center(settings, _along(shape, settings["axis"]))


def _scale_and_center(settings: Mapping[str, Any], lengths: tuple[int, ...]) -> list[Weight]:
    names = [name for key, name in (("scale", "gamma"), ("center", "beta")) if settings[key]]
    return [Weight(name, lengths) for name in names]


def _normalization(shape: Shape, settings: Mapping[str, Any]) -> list[Weight]:
    if settings["mean"] is not None:
        return []
    lengths = _along(shape, settings["axis"] or ())
    return [
        Weight("mean", lengths, trainable=False),
        Weight("variance", lengths, trainable=False),
        Weight("count", (), trainable=False),
    ]


def _prelu(shape: Shape, settings: Mapping[str, Any]) -> list[Weight]:
    shared = settings["shared_axes"] or ()
    sides = (1 if i + 1 in shared else _known(side) for i, side in enumerate(shape))
    return [Weight("alpha", tuple(sides))]


_WEIGHTS: Mapping[str, Callable[[Shape, Mapping[str, Any]], list[Weight]]] = {
    "Conv2D": _conv2d,
    "Conv2DTranspose": _conv2d_transpose,
    "DepthwiseConv2D": _depthwise_conv2d,
    "SeparableConv2D": _separable_conv2d,
    "Dense": _dense_weights,
    "BatchNormalization": _batch_normalization,
    "LayerNormalization": _layer_normalization,
    "Normalization": _normalization,
    "PReLU": _prelu,
}
