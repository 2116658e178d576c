"""Shapes and parameter counts of a Blueprint, computed without TensorFlow.

The arithmetic is that of the Keras layers; tests compare both on whole networks. Shapes are
without the batch axis; a side that the file leaves open is None.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import Unreadable
from core.opening.blueprint import Blueprint, NetworkPart, Shape, Tensor
from core.opening.geometry import joined, split, words
from core.opening.weight_shapes import Weight, weights_of
from core.text.sentence import say

MERGING = {"Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"}
LARGEST_TENSOR = 1 << 28


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
        return own + (inner.total() if inner else 0)

    def total(self) -> int:
        """How many numbers the whole network holds."""
        return sum(self.parameters(name) for name in self.names())

    def names(self) -> set[str]:
        """The parts that hold weights, themselves or nested."""
        return {*self.weights, *(name for name, inner in self.inner.items() if inner.names())}


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
                weights.setdefault(part.name, weights_of(part, inputs[0]))
        except (ValueError, TypeError, IndexError) as error:
            raise Unreadable(
                say(
                    "Layer {name} ({type}) does not fit the one before it: {error}.",
                    name=part.name,
                    type=part.type,
                    error=error,
                )
            ) from None
        tensors[Tensor(part.name, index)] = made
    return Shapes(tensors, {name: held for name, held in weights.items() if held}, inner)


def _input_shape(part: NetworkPart, given: Shape | None) -> Shape:
    if not part.shape:
        raise ValueError(say("it names no shape"))
    return part.shape if given is None else given


def _output_shape(part: NetworkPart, inputs: list[Shape]) -> Shape:
    if part.type in MERGING:
        shape = _merged(part, inputs)
    else:
        shape = _SHAPES.get(part.type, _unchanged)(_one(inputs), part.settings)
    for side in shape:
        if side is not None and side < 1:
            raise ValueError(say("nothing is left of the image, {shape}", shape=words(shape)))
    if math.prod(side or 1 for side in shape) > LARGEST_TENSOR:
        raise ValueError(say("its output of {shape} fits no memory", shape=words(shape)))
    return shape


def _one(inputs: list[Shape]) -> Shape:
    if len(inputs) != 1:
        raise ValueError(say("it takes one tensor and is given {count}", count=len(inputs)))
    return inputs[0]


# -- output shapes ------------------------------------------------------------------------


def _unchanged(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    return shape


def _slid(side: int | None, size: int, stride: int, dilation: int, padding: str) -> int | None:
    if side is None:
        return None
    if padding == "same":
        return -(-side // stride)
    return (side - (size - 1) * dilation - 1) // stride + 1


def _windows(shape: Shape, settings: Mapping[str, Any], size: tuple[int, int]) -> Shape:
    sides, _ = split(shape, settings)
    strides = settings["strides"] or size
    dilation = settings.get("dilation_rate", (1, 1))
    return tuple(
        _slid(sides[i], size[i], strides[i], dilation[i], settings["padding"]) for i in (0, 1)
    )


def _convolved(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    sides = _windows(shape, settings, settings["kernel_size"])
    return joined(sides, settings["filters"], settings)


def _depthwise(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    sides = _windows(shape, settings, settings["kernel_size"])
    channels = split(shape, settings)[1] * settings["depth_multiplier"]
    return joined(sides, channels, settings)


def _transposed(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    sides, _ = split(shape, settings)
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
    return joined(tuple(made), settings["filters"], settings)


def _pooled(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    channels = split(shape, settings)[1]
    return joined(_windows(shape, settings, settings["pool_size"]), channels, settings)


def _globally_pooled(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    channels = split(shape, settings)[1]
    return joined((1, 1), channels, settings) if settings["keepdims"] else (channels,)


def _dense(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    return (*shape[:-1], settings["units"])


def _flat(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    return (None if None in shape else math.prod(side or 0 for side in shape),)


def _reshaped(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    target = settings["target_shape"]
    (total,) = _flat(shape, settings)
    if target.count(-1) > 1:
        raise ValueError(say("it leaves two sides of its shape open"))
    known = math.prod(side for side in target if side != -1)
    if total is None:
        return tuple(None if side == -1 else side for side in target)
    if not known or total % known or (-1 not in target and total != known):
        raise ValueError(
            say("{shape} cannot take the shape {target}", shape=words(shape), target=words(target))
        )
    return tuple(total // known if side == -1 else side for side in target)


def _permuted(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    dims = settings["dims"]
    if sorted(dims) != list(range(1, len(shape) + 1)):
        raise ValueError(say("its order of axes is not one"))
    return tuple(shape[axis - 1] for axis in dims)


def _resized(by: Callable[[int, int, Mapping[str, Any]], int]) -> Callable[..., Shape]:
    def resize(shape: Shape, settings: Mapping[str, Any]) -> Shape:
        sides, channels = split(shape, settings)
        made = tuple(
            None if side is None else by(side, i, settings) for i, side in enumerate(sides)
        )
        return joined(made, channels, settings)

    return resize


def _set_size(shape: Shape, settings: Mapping[str, Any]) -> Shape:
    channels = split(shape, settings)[1]
    return joined((settings["height"], settings["width"]), channels, settings)


def _merged(part: NetworkPart, inputs: list[Shape]) -> Shape:
    if len(inputs) < 2:
        raise ValueError(say("it merges tensors and is given one"))
    if part.type == "Concatenate":
        return _concatenated(inputs, part.settings["axis"])
    rank = max(len(shape) for shape in inputs)
    padded = [(1,) * (rank - len(shape)) + shape for shape in inputs]
    return tuple(_broadcast(sides) for sides in zip(*padded, strict=True))


def _broadcast(sides: tuple[int | None, ...]) -> int | None:
    wide = {side for side in sides if side != 1}
    if len(wide - {None}) > 1:
        raise ValueError(say("sides of {sides} do not match", sides=", ".join(map(str, sides))))
    return max((side for side in wide if side is not None), default=None if wide else 1)


def _concatenated(inputs: list[Shape], axis: int) -> Shape:
    first = inputs[0]
    # The batch is axis 0 for Keras, and has no place in these shapes.
    place = axis % len(first) if axis < 0 else axis - 1
    if not 0 <= place < len(first) or any(len(shape) != len(first) for shape in inputs):
        raise ValueError(say("tensors of different ranks cannot be joined"))
    for i, sides in enumerate(zip(*inputs, strict=True)):
        if i != place and len({side for side in sides if side is not None}) > 1:
            raise ValueError(say("sides of {sides} do not match", sides=", ".join(map(str, sides))))
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
