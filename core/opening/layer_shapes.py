"""The output shape of each layer, from its input shapes, without the batch axis."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from core.errors import Invalid
from core.opening.attention_shapes import attended, multiplied
from core.opening.blueprint import NetworkPart, Shape
from core.opening.einsum import einsum
from core.opening.geometry import joined, require_frame, slid, split, words
from core.opening.layer_names import ATTENTION
from core.opening.operation import broadcast
from core.opening.operations import OPERATIONS, PLAIN_WINDOWS
from core.opening.tables import require_fit
from core.opening.terms import Settings

MERGING = {"Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"}


def shape_behind(part: NetworkPart, inputs: list[Shape]) -> Shape:
    """The shape of the output of `part` for tensors of the shapes `inputs`.

    Raises:
        ValueError: the shapes do not fit.
    """
    if part.type in MERGING:
        return _merged(part, inputs)
    if part.type in OPERATIONS:
        return OPERATIONS[part.type].shape(inputs, part.settings)
    if part.type in ATTENTION:
        return attended(inputs, part.settings)
    if part.type == "Dot":
        return multiplied(inputs, part.settings)
    shape = one(inputs)
    if part.type in WRAPPED:
        return WRAPPED[part.type](shape, part.settings)
    return _SHAPES.get(part.type, _unchanged)(shape, part.settings)


def one(inputs: list[Shape]) -> Shape:
    """The only shape in `inputs`."""
    if len(inputs) != 1:
        raise Invalid("it takes one tensor and is given {count}", count=len(inputs))
    return inputs[0]


def _unchanged(shape: Shape, settings: Settings) -> Shape:
    return shape


def _windows(shape: Shape, settings: Settings, size: tuple[int, ...]) -> Shape:
    sides, channels = split(shape, settings, len(size))
    strides = settings["strides"] or size
    dilation = settings.get("dilation_rate", (1,) * len(size))
    if settings["padding"] != "valid":
        require_frame(sides, channels, size, dilation)
    return tuple(
        slid(sides[i], size[i], strides[i], dilation[i], settings["padding"])
        for i in range(len(size))
    )


def _convolved(shape: Shape, settings: Settings) -> Shape:
    sides = _windows(shape, settings, settings["kernel_size"])
    return joined(sides, settings["filters"], settings)


def _locally_convolved(shape: Shape, settings: Settings) -> Shape:
    image = shape if len(settings["kernel_size"]) == 2 else (*shape[:1], 1, *shape[1:])
    size, strides = ((*settings[key], 1)[:2] for key in ("kernel_size", "strides"))
    OPERATIONS["ops.extract_patches"].shape(
        [image], {"size": size, "strides": strides, **PLAIN_WINDOWS}
    )
    return _convolved(shape, settings)


def _depthwise(shape: Shape, settings: Settings) -> Shape:
    size = settings["kernel_size"]
    sides = _windows(shape, settings, size)
    channels = split(shape, settings, len(size))[1] * settings["depth_multiplier"]
    return joined(sides, channels, settings)


def _transposed(shape: Shape, settings: Settings) -> Shape:
    sides, _ = split(shape, settings, len(settings["kernel_size"]))
    made = []
    for i in range(len(sides)):
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


def _pooled(shape: Shape, settings: Settings) -> Shape:
    size = settings["pool_size"]
    channels = split(shape, settings, len(size))[1]
    return joined(_windows(shape, settings, size), channels, settings)


def _globally_pooled(rank: int) -> Callable[[Shape, Settings], Shape]:
    def pool(shape: Shape, settings: Settings) -> Shape:
        channels = split(shape, settings, rank)[1]
        return joined((1,) * rank, channels, settings) if settings["keepdims"] else (channels,)

    return pool


def _dense(shape: Shape, settings: Settings) -> Shape:
    return (*shape[:-1], settings["units"])


def _flat(shape: Shape, settings: Settings) -> Shape:
    return (None if None in shape else math.prod(side or 0 for side in shape),)


def _reshaped(shape: Shape, settings: Settings) -> Shape:
    target = settings["target_shape"]
    (total,) = _flat(shape, settings)
    if target.count(-1) > 1:
        raise Invalid("it leaves two sides of its shape open")
    known = math.prod(side for side in target if side != -1)
    if total is None:
        return tuple(None if side == -1 else side for side in target)
    if not known or total % known or (-1 not in target and total != known):
        raise Invalid(
            "{shape} cannot take the shape {target}", shape=words(shape), target=words(target)
        )
    return tuple(total // known if side == -1 else side for side in target)


def _permuted(shape: Shape, settings: Settings) -> Shape:
    dims = settings["dims"]
    if sorted(dims) != list(range(1, len(shape) + 1)):
        raise Invalid("its order of axes is not one")
    return tuple(shape[axis - 1] for axis in dims)


def _resized(
    rank: int, by: Callable[[int, int, Settings], int]
) -> Callable[[Shape, Settings], Shape]:
    def resize(shape: Shape, settings: Settings) -> Shape:
        sides, channels = split(shape, settings, rank)
        made = tuple(
            None if side is None else by(side, i, settings) for i, side in enumerate(sides)
        )
        return joined(made, channels, settings)

    return resize


def _set_size(shape: Shape, settings: Settings) -> Shape:
    channels = split(shape, settings)[1]
    return joined((settings["height"], settings["width"]), channels, settings)


def _merged(part: NetworkPart, inputs: list[Shape]) -> Shape:
    if len(inputs) < 2:
        raise Invalid("it merges tensors and is given one")
    if part.type == "Concatenate":
        return _concatenated(inputs, part.settings["axis"])
    return broadcast(inputs)


def _concatenated(inputs: list[Shape], axis: int) -> Shape:
    first = inputs[0]
    # For Keras the batch is axis 0; these shapes omit it.
    place = axis % len(first) if axis < 0 else axis - 1
    if not 0 <= place < len(first) or any(len(shape) != len(first) for shape in inputs):
        raise Invalid("tensors of different ranks cannot be joined")
    for i, sides in enumerate(zip(*inputs, strict=True)):
        if i != place and len({side for side in sides if side is not None}) > 1:
            raise Invalid("sides of {sides} do not match", sides=", ".join(map(str, sides)))
    along = [shape[place] for shape in inputs]
    joined = None if None in along else sum(side or 0 for side in along)
    return (*first[:place], joined, *first[place + 1 :])


def _rescaled(shape: Shape, settings: Settings) -> Shape:
    for values in (settings["scale"], settings["offset"]):
        require_fit(values, shape)
    return shape


def _repeated(shape: Shape, settings: Settings) -> Shape:
    if len(shape) != 1:
        raise Invalid("a list of numbers is needed, not {shape}", shape=words(shape))
    return (settings["n"], *shape)


def _recurred(shape: Shape, settings: Settings) -> Shape:
    if len(shape) != 2:
        raise Invalid("a sequence is needed, not {shape}", shape=words(shape))
    units = settings["units"]
    return (shape[0], units) if settings["return_sequences"] else (units,)


def _convolved_in_turn(shape: Shape, settings: Settings) -> Shape:
    made = _convolved(shape[1:], settings)
    if None in made:
        raise Invalid("the image's size is left open, and GoodNet needs a fixed one")
    return (shape[0], *made) if settings["return_sequences"] else made


def _each_time(shape: Shape, settings: Settings) -> Shape:
    return (shape[0], *shape_behind(settings["layer"], [shape[1:]]))


def _both_ways(shape: Shape, settings: Settings) -> Shape:
    ahead, back = (shape_behind(settings[key], [shape]) for key in ("layer", "backward_layer"))
    if settings["merge_mode"] == "concat":
        return (*ahead[:-1], (ahead[-1] or 0) + (back[-1] or 0))
    if ahead != back:
        raise Invalid("its two directions do not match")
    return ahead


WRAPPED: Mapping[str, Callable[[Shape, Settings], Shape]] = {
    "TimeDistributed": _each_time,
    "Bidirectional": _both_ways,
}


def _border(borders: tuple[Any, ...], axis: int) -> int:
    """The sum of both borders along an axis; a sequence has only one axis."""
    return sum(borders[axis] if isinstance(borders[axis], tuple) else borders)


def _of_rank(rank: int) -> dict[str, Callable[[Shape, Settings], Shape]]:
    return {
        f"Conv{rank}D": _convolved,
        f"MaxPooling{rank}D": _pooled,
        f"AveragePooling{rank}D": _pooled,
        f"Conv{rank}DTranspose": _transposed,
        f"ConvLSTM{rank}D": _convolved_in_turn,
        f"GlobalMaxPooling{rank}D": _globally_pooled(rank),
        f"GlobalAveragePooling{rank}D": _globally_pooled(rank),
        f"ZeroPadding{rank}D": _resized(rank, lambda side, i, s: side + _border(s["padding"], i)),
        f"Cropping{rank}D": _resized(rank, lambda side, i, s: side - _border(s["cropping"], i)),
        f"UpSampling{rank}D": _resized(rank, lambda side, i, s: side * s["size"][i]),
    }


_SHAPES: Mapping[str, Callable[[Shape, Settings], Shape]] = {
    **_of_rank(1),
    **_of_rank(2),
    **_of_rank(3),
    "UpSampling1D": _resized(1, lambda side, _, s: side * s["size"]),
    "SeparableConv1D": _convolved,
    "SeparableConv2D": _convolved,
    "DepthwiseConv1D": _depthwise,
    "DepthwiseConv2D": _depthwise,
    "LocallyConnected1D": _locally_convolved,
    "LocallyConnected2D": _locally_convolved,
    "Dense": _dense,
    "EinsumDense": lambda shape, settings: einsum(shape, settings).output,
    "Embedding": lambda shape, settings: (*shape, settings["output_dim"]),
    "Flatten": _flat,
    "Reshape": _reshaped,
    "Permute": _permuted,
    "RepeatVector": _repeated,
    "Rescaling": _rescaled,
    "Resizing": _set_size,
    "CenterCrop": _set_size,
    "SimpleRNN": _recurred,
    "LSTM": _recurred,
    "GRU": _recurred,
}
