"""Shapes and parameter counts of a Blueprint, computed without TensorFlow.

The arithmetic is that of the Keras layers; tests compare both on whole networks. Shapes are
without the batch axis; a side that the file leaves open is None.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.blueprint import Blueprint, Part, Shape, Tensor
from core.errors import Unreadable

MERGING = {"Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"}
LARGEST_TENSOR = 1 << 31


@dataclass(frozen=True)
class Weight:
    """One weight array of a layer, in the order in which Keras keeps them."""

    name: str
    shape: tuple[int, ...]
    trainable: bool = True


@dataclass(frozen=True)
class Shapes:
    """What each part makes and holds; `inner` has the same for nested networks."""

    tensors: Mapping[Tensor, Shape]
    weights: Mapping[str, tuple[Weight, ...]]
    inner: Mapping[str, Shapes]

    def parameters(self, name: str) -> int:
        """How many numbers the part called `name` holds, nested networks included."""
        own = sum(math.prod(weight.shape) for weight in self.weights.get(name, ()))
        inner = self.inner.get(name)
        return own + (sum(inner.parameters(each) for each in inner.names()) if inner else 0)

    def names(self) -> set[str]:
        """The parts that hold weights."""
        return {*self.weights, *self.inner}


def infer(blueprint: Blueprint, given: Shape | None = None) -> Shapes:
    """The shapes of every tensor and weight of `blueprint`.

    Args:
        blueprint: the network.
        given: the input's shape where the network is called on another one than it names.

    Raises:
        Unreadable: the layers do not fit each other, with the layer's name.
    """
    tensors: dict[Tensor, Shape] = {}
    weights: dict[str, tuple[Weight, ...]] = {}
    inner: dict[str, Shapes] = {}
    for part, index in blueprint.calls_in_order():
        inputs = [tensors[tensor] for tensor in part.calls[index]]
        try:
            if part.type == "InputLayer":
                made = _input_shape(part, given)
            elif part.inner is not None:
                inner[part.name] = infer(part.inner, _one(inputs))
                made = inner[part.name].tensors[part.inner.output]
            else:
                made = _output_shape(part, inputs)
                weights.setdefault(part.name, _weights(part, inputs, made))
        except (ValueError, TypeError, IndexError) as error:
            raise Unreadable(
                f"Layer {part.name} ({part.type}) does not fit the one before it: {error}."
            ) from None
        tensors[Tensor(part.name, index)] = made
    return Shapes(tensors, {name: held for name, held in weights.items() if held}, inner)


def _input_shape(part: Part, given: Shape | None) -> Shape:
    if not part.shape:
        raise ValueError("it names no shape")
    return part.shape if given is None else given


def _output_shape(part: Part, inputs: list[Shape]) -> Shape:
    if part.type in MERGING:
        shape = _merged(part, inputs)
    else:
        shape = _SHAPES.get(part.type, _unchanged)(_one(inputs), part.settings)
    for side in shape:
        if side is not None and side < 1:
            raise ValueError(f"nothing is left of the image, {_words(shape)}")
    if math.prod(side or 1 for side in shape) > LARGEST_TENSOR:
        raise ValueError(f"its output of {_words(shape)} fits no memory")
    return shape


def _one(inputs: list[Shape]) -> Shape:
    if len(inputs) != 1:
        raise ValueError(f"it takes one tensor and is given {len(inputs)}")
    return inputs[0]


def _words(shape: Shape) -> str:
    return " x ".join("any" if side is None else str(side) for side in shape)


# -- output shapes ------------------------------------------------------------------------


def _unchanged(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    return shape


def channel_axis(settings: Mapping[str, Any]) -> int:
    """Where the channels of an image (h, w, c) or (c, h, w) are, as a negative axis."""
    return -3 if settings.get("data_format") == "channels_first" else -1


def _split(shape: Shape, settings: Mapping[str, Any]) -> tuple[Shape, int]:
    """The image's sides and its channels, which must be known."""
    if len(shape) != 3:
        raise ValueError(f"an image is needed, not {_words(shape)}")
    channels = shape[channel_axis(settings)]
    if channels is None:
        raise ValueError("the number of channels is left open")
    return (shape[1:] if channel_axis(settings) == -3 else shape[:2]), channels


def _joined(sides: Shape, channels: int, settings: Mapping[str, Any]) -> Shape:
    return (channels, *sides) if channel_axis(settings) == -3 else (*sides, channels)


def _slid(side: int | None, size: int, stride: int, dilation: int, padding: str) -> int | None:
    if side is None:
        return None
    if padding == "same":
        return -(-side // stride)
    return (side - (size - 1) * dilation - 1) // stride + 1


def _windows(shape: Shape, settings: Mapping[str, Any], size: tuple[int, int]) -> Shape:
    sides, _ = _split(shape, settings)
    strides = settings["strides"] or size
    dilation = settings.get("dilation_rate", (1, 1))
    return tuple(
        _slid(sides[i], size[i], strides[i], dilation[i], settings["padding"]) for i in (0, 1)
    )


def _convolved(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    sides = _windows(shape, settings, settings["kernel_size"])
    return _joined(sides, settings["filters"], settings)


def _depthwise(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    sides = _windows(shape, settings, settings["kernel_size"])
    channels = _split(shape, settings)[1] * settings["depth_multiplier"]
    return _joined(sides, channels, settings)


def _transposed(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    sides, _ = _split(shape, settings)
    made = []
    for i in (0, 1):
        size, stride = settings["kernel_size"][i], settings["strides"][i]
        reach = (size - 1) * settings["dilation_rate"][i] + 1
        extra = settings["output_padding"]
        side = sides[i]
        if side is None:
            made.append(None)
        elif extra is not None:
            padding = reach // 2 if settings["padding"] == "same" else 0
            made.append((side - 1) * stride + reach - 2 * padding + extra[i])
        elif settings["padding"] == "same":
            made.append(side * stride)
        else:
            made.append(side * stride + max(reach - stride, 0))
    return _joined(tuple(made), settings["filters"], settings)


def _pooled(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    channels = _split(shape, settings)[1]
    return _joined(_windows(shape, settings, settings["pool_size"]), channels, settings)


def _globally_pooled(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    channels = _split(shape, settings)[1]
    return _joined((1, 1), channels, settings) if settings["keepdims"] else (channels,)


def _dense(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    return (*shape[:-1], settings["units"])


def _flat(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    return (None if None in shape else math.prod(side or 0 for side in shape),)


def _reshaped(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    target = settings["target_shape"]
    (total,) = _flat(shape, settings)
    if target.count(-1) > 1:
        raise ValueError("it leaves two sides of its shape open")
    known = math.prod(side for side in target if side != -1)
    if total is None:
        return tuple(None if side == -1 else side for side in target)
    if not known or total % known or (-1 not in target and total != known):
        raise ValueError(f"{_words(shape)} cannot take the shape {_words(target)}")
    return tuple(total // known if side == -1 else side for side in target)


def _permuted(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    dims = settings["dims"]
    if sorted(dims) != list(range(1, len(shape) + 1)):
        raise ValueError("its order of axes is not one")
    return tuple(shape[axis - 1] for axis in dims)


def _resized(by: Callable[[int, int, Mapping[str, Any]], int]) -> Callable[..., Shape]:
    def resize(shape: Shape, settings: Mapping[str, Any]) -> Shape:
        sides, channels = _split(shape, settings)
        made = tuple(
            None if side is None else by(side, i, settings) for i, side in enumerate(sides)
        )
        return _joined(made, channels, settings)

    return resize


def _set_size(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    channels = _split(shape, settings)[1]
    return _joined((settings["height"], settings["width"]), channels, settings)


def _merged(part: Part, inputs: list[Shape]) -> Shape:
    if len(inputs) < 2:
        raise ValueError("it merges tensors and is given one")
    if part.type == "Concatenate":
        return _concatenated(inputs, part.settings["axis"])
    rank = max(len(shape) for shape in inputs)
    padded = [(1,) * (rank - len(shape)) + shape for shape in inputs]
    return tuple(_broadcast(sides) for sides in zip(*padded, strict=True))


def _broadcast(sides: tuple[int | None, ...]) -> int | None:
    wide = {side for side in sides if side != 1}
    if len(wide - {None}) > 1:
        raise ValueError(f"sides of {' and '.join(map(str, sides))} do not match")
    return max((side for side in wide if side is not None), default=None if wide else 1)


def _concatenated(inputs: list[Shape], axis: int) -> Shape:
    first = inputs[0]
    # The batch is axis 0 for Keras, and has no place in these shapes.
    place = axis % len(first) if axis < 0 else axis - 1
    if not 0 <= place < len(first) or any(len(shape) != len(first) for shape in inputs):
        raise ValueError("tensors of different ranks cannot be joined")
    for i, sides in enumerate(zip(*inputs, strict=True)):
        if i != place and len({side for side in sides if side is not None}) > 1:
            raise ValueError(f"sides of {' and '.join(map(str, sides))} do not match")
    along = [shape[place] for shape in inputs]
    joined = None if None in along else sum(side or 0 for side in along)
    return (*first[:place], joined, *first[place + 1 :])


_SHAPES: Mapping[str, Callable[[Shape, Mapping[str, Any]], Shape]] = {
    "Conv2D": _convolved,
    "SeparableConv2D": _convolved,
    "DepthwiseConv2D": _depthwise,
    "Conv2DTranspose": _transposed,
    "MaxPooling2D": _pooled,
    "AveragePooling2D": _pooled,
    "GlobalMaxPooling2D": _globally_pooled,
    "GlobalAveragePooling2D": _globally_pooled,
    "Dense": _dense,
    "Flatten": _flat,
    "Reshape": _reshaped,
    "Permute": _permuted,
    "Resizing": _set_size,
    "ZeroPadding2D": _resized(lambda side, i, s: side + sum(s["padding"][i])),
    "Cropping2D": _resized(lambda side, i, s: side - sum(s["cropping"][i])),
    "UpSampling2D": _resized(lambda side, i, s: side * s["size"][i]),
}


# -- weights ------------------------------------------------------------------------------


def _weights(part: Part, inputs: list[Shape], made: Shape) -> tuple[Weight, ...]:
    maker = _WEIGHTS.get(part.type)
    return tuple(maker(inputs[0], part.settings)) if maker else ()


def _known(side: int | None) -> int:
    if side is None:
        raise ValueError("the image's size is left open, and GoodNet needs a fixed one")
    return side


def _bias(settings: Mapping[str, Any], length: int) -> list[Weight]:
    return [Weight("bias", (length,))] if settings["use_bias"] else []


def _conv2d(shape: Shape, settings: Mapping[str, Any]) -> list[Weight]:
    channels, groups = _split(shape, settings)[1], settings["groups"]
    if not groups or channels % groups or settings["filters"] % groups:
        raise ValueError(f"{channels} channels cannot be divided into {groups} groups")
    kernel = (*settings["kernel_size"], channels // groups, settings["filters"])
    return [Weight("kernel", kernel), *_bias(settings, settings["filters"])]


def _conv2d_transpose(shape: Shape, settings: Mapping[str, Any]) -> list[Weight]:
    kernel = (*settings["kernel_size"], settings["filters"], _split(shape, settings)[1])
    return [Weight("kernel", kernel), *_bias(settings, settings["filters"])]


def _depthwise_conv2d(shape: Shape, settings: Mapping[str, Any]) -> list[Weight]:
    channels, times = _split(shape, settings)[1], settings["depth_multiplier"]
    kernel = Weight("depthwise_kernel", (*settings["kernel_size"], channels, times))
    return [kernel, *_bias(settings, channels * times)]


def _separable_conv2d(shape: Shape, settings: Mapping[str, Any]) -> list[Weight]:
    channels, times = _split(shape, settings)[1], settings["depth_multiplier"]
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
        raise ValueError("the batch is no axis to normalize along")
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
