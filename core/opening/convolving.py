"""Convolutions whose kernels stand in the config: Sobel's filters, blurs, sharpening.

A kernel is a table of sides × channels × filters, or of sides × channels × depth if each channel is
convolved alone. The channels of an image are its last axis.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from core.errors import Invalid
from core.opening.arguments import Arguments, Maker, Rebuilt
from core.opening.blocks import for_each_side, lengths, require_last
from core.opening.blueprint import Tensor
from core.opening.geometry import Shape, require_frame, slid, split, words
from core.opening.operation import LARGEST_TENSOR, Operation
from core.opening.settings import (
    NotRebuilt,
    Setting,
    borders,
    flag,
    number,
    optional,
    positive,
    several,
    whole,
    word,
)
from core.opening.tables import MOST_IN_TABLE, Table, as_array, sides_of, table
from core.opening.terms import Settings

# In rows of the derivatives of an image in y and in x [tf.image.sobel_edges].
_SOBEL = (
    ((-1.0, -1.0), (-2.0, 0.0), (-1.0, 1.0)),
    ((0.0, -2.0), (0.0, 0.0), (0.0, 2.0)),
    ((1.0, -1.0), (2.0, 0.0), (1.0, 1.0)),
)
# Of sides and channels; each makes a window of as many numbers.
_MOST_AROUND = 512


def kernel(value: object) -> Table:
    """A kernel of a sequence, an image or a volume."""
    found = table(value)
    if not 3 <= len(sides_of(found)) <= 5:
        raise Invalid("a table of at most {most:,} numbers is needed", most=MOST_IN_TABLE)
    return found


def _pairs(value: object) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)) or not 2 <= len(value) <= 3:
        raise Invalid("{count} numbers are needed", count=2)
    return borders(len(value))(list(value))


def _sides_behind(shape: Shape, settings: Settings) -> Shape:
    """The sides, without channels, that a convolution leaves of an image."""
    *size, _, _ = sides_of(settings["kernel"])
    sides, channels = split(shape, {}, len(size))
    strides = for_each_side(settings["strides"], len(size))
    dilation = for_each_side(settings["dilation"], len(size))
    if max(strides) > 1 and max(dilation) > 1:
        raise Invalid("its windows have both a stride and gaps")
    around = settings["borders"] or ((0, 0),) * len(size)
    if len(around) != len(size):
        raise Invalid("{count} numbers are needed", count=len(size))
    if settings["padding"] != "valid":
        require_frame(sides, channels, tuple(size), dilation)
    wide = ((side or 1) + sum(pair) for side, pair in zip(sides, around, strict=True))
    if math.prod(wide) * channels > LARGEST_TENSOR:
        raise Invalid("its border is wider than {side}", side=words(sides))
    made: list[int | None] = []
    for side, own, pair, stride, gap in zip(sides, size, around, strides, dilation, strict=True):
        wide = None if side is None else side + sum(pair)
        made.append(slid(wide, own, stride, gap, settings["padding"]))
    return tuple(made)


def _convolved(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,) = inputs
    sides = _sides_behind(shape, settings)
    *_, channels, filters = sides_of(settings["kernel"])
    if shape[-1] != channels:
        raise Invalid("a kernel for {count} channels does not fit {shape}",
                      count=channels, shape=words(shape))  # fmt: skip
    return (*sides, filters)


def _convolved_alone(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,) = inputs
    *size, channels, depth = sides_of(settings["kernel"])
    # TensorFlow steps as far along one axis as along the other.
    if len(size) > 2 or len(set(for_each_side(settings["strides"], len(size)))) > 1:
        raise Invalid("its windows have strides that TensorFlow does not take")
    made = _sides_behind(shape, settings)
    own = shape[-1] or 0
    if channels != own and not (settings["shared"] and channels == 1):
        raise Invalid("a kernel for {count} channels does not fit {shape}",
                      count=channels, shape=words(shape))  # fmt: skip
    if math.prod(size) * own * depth > MOST_IN_TABLE:
        raise Invalid("a table of at most {most:,} numbers is needed", most=MOST_IN_TABLE)
    return (*made, own * depth)


def _convolve(name: str) -> Callable[[Any, list[Any], Settings], Any]:
    def build(ops: Any, tensors: list[Any], settings: Settings) -> Any:
        (x,), fixed = tensors, as_array(settings["kernel"])
        if settings["borders"]:
            x = ops.pad(x, [(0, 0), *settings["borders"], (0, 0)])
        if settings.get("shared"):
            fixed = fixed.repeat(x.shape[-1], axis=-2)
        return getattr(ops, name)(
            x, fixed, settings["strides"], settings["padding"], "channels_last",
            settings["dilation"],
        )  # fmt: skip

    return build


def _edges(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    """Sobel's filters: how bright it grows downwards and to the right, as a last axis of two."""
    (x,) = tensors
    wide = ops.pad(x, [(0, 0), (1, 1), (1, 1), (0, 0)], "reflect")
    fixed = as_array(tuple(tuple((pair,) for pair in row) for row in _SOBEL))
    made = ops.depthwise_conv(
        wide, fixed.repeat(x.shape[-1], axis=-2), 1, "valid", "channels_last"
    )  # fmt: skip
    return ops.reshape(made, (-1, *x.shape[1:], 2))


def _edged(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,) = inputs
    sides, _ = split(shape, {})
    if None in sides or min(side or 0 for side in sides) < 2:
        raise Invalid("an image is needed, not {shape}", shape=words(shape))
    return (*shape, 2)


def _responses(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    """AlexNet's x / (bias + alpha Σ x²)^beta, summed over the channels up to `radius` away."""
    (x,) = tensors
    # Farther away there are no channels, only memory.
    radius = min(settings["radius"], x.shape[-1])
    window = 2 * radius + 1
    framed = ops.pad(ops.square(x), [(0, 0)] * 3 + [(radius, radius)])
    # A mean along the channels, which pooling takes for a third side.
    mean = ops.average_pool(ops.expand_dims(framed, -1), (1, 1, window), 1, "valid",
                            "channels_last")  # fmt: skip
    total = ops.squeeze(mean, -1) * float(window)
    return x / ops.power(total * settings["alpha"] + settings["bias"], settings["beta"])


def _answered(inputs: list[Shape], settings: Settings) -> Shape:
    split(inputs[0], {})
    return inputs[0]


def _radius(value: object) -> int:
    if whole(value) > _MOST_AROUND:
        raise NotRebuilt("it sums over more than {most} channels", most=2 * _MOST_AROUND + 1)
    return whole(value)


_WINDOWS = {
    "kernel": Setting(kernel),
    "strides": Setting(lengths, 1),
    "dilation": Setting(lengths, 1),
    "padding": Setting(word("valid", "same"), "valid"),
    "borders": Setting(optional(_pairs), None),
}

CONVOLVING: Mapping[str, Operation] = {
    "ops.convolve table": Operation(1, _convolve("conv"), _convolved, _WINDOWS),
    "ops.depthwise table": Operation(
        1, _convolve("depthwise_conv"), _convolved_alone,
        # One kernel of a single channel may serve all of them.
        {**_WINDOWS, "shared": Setting(flag, False)},
    ),
    "ops.sobel": Operation(1, _edges, _edged),
    "ops.local_response": Operation(
        1, _responses, _answered,
        {
            "radius": Setting(_radius, 5), "bias": Setting(number, 1.0),
            "alpha": Setting(number, 1.0), "beta": Setting(number, 0.5),
        },
    ),
}  # fmt: skip


# -- how they are read --------------------------------------------------------------------


def _inner(given: Any, rank: int) -> Any:
    """Lengths without those of the batch and of the channels, which must be 1."""
    if isinstance(given, list) and len(given) == rank + 2:
        if (given[0], given[-1]) != (1, 1):
            raise NotRebuilt("its arguments are not supported yet")
        return given[1:-1]
    if isinstance(given, list) and len(given) == 1:
        return given[0]
    return 1 if given is None else given


def _windows(arguments: Arguments, rank: int) -> dict[str, Any]:
    require_last(arguments.get(None, "data_format"))
    padding = arguments.get(None, "padding", default="valid")
    settings: dict[str, Any] = {
        "strides": _inner(arguments.get(None, "strides"), rank),
        "dilation": _inner(arguments.get(None, "dilations", "dilation_rate", "rate"), rank),
    }
    if not isinstance(padding, list):
        return {**settings, "padding": padding}
    if len(padding) != rank + 2 or any(each != [0, 0] for each in (padding[0], padding[-1])):
        raise NotRebuilt("it pads in a way that is not supported yet")
    return {**settings, "borders": padding[1:-1]}


def _fixed(arguments: Arguments, place: int, *names: str) -> Table:
    found = arguments.get(place, *names)
    if isinstance(found, Tensor) or found is None:
        raise NotRebuilt("its kernel is computed, not fixed")
    return kernel(found)


def _read_convolution(type_name: str) -> Maker:
    def make(arguments: Arguments) -> Rebuilt:
        fixed = _fixed(arguments, 1, "kernel", "filter", "filters")
        settings = {"kernel": fixed, **_windows(arguments, len(sides_of(fixed)) - 2)}
        return Rebuilt(type_name, settings, (arguments.tensor(),))

    return make


def _read_separable(arguments: Arguments) -> Rebuilt:
    """Both of its convolutions as one: each filter is a sum of the kernels of the channels."""
    alone = _fixed(arguments, 1, "depthwise_kernel", "depthwise_filter")
    point = _fixed(arguments, 2, "pointwise_kernel", "pointwise_filter")
    *size, channels, depth = sides_of(alone)
    if len(sides_of(point)) != len(size) + 2 or sides_of(point)[:-1] != (
        *(1,) * len(size), channels * depth
    ):  # fmt: skip
        raise Invalid("its two kernels do not match")
    filters = sides_of(point)[-1]
    if math.prod(size) * channels * filters > MOST_IN_TABLE:
        raise NotRebuilt("its kernel has more than {most:,} numbers", most=MOST_IN_TABLE)
    rows = as_array(point).reshape(channels, depth, filters)
    whole_kernel = (as_array(alone)[..., None] * rows).sum(-2)
    settings = {"kernel": whole_kernel.tolist(), **_windows(arguments, len(size))}
    return Rebuilt("ops.convolve table", settings, (arguments.tensor(),))


def _read_blur(arguments: Arguments) -> Rebuilt:
    require_last(arguments.get(3, "data_format"))
    size = several(2, 1)(arguments.get(1, "kernel_size", default=3))
    sigma = arguments.get(2, "sigma", default=1.0)
    widths = [number(each) for each in (sigma if isinstance(sigma, list) else [sigma] * 2)]
    if len(widths) != 2 or min(widths) <= 0 or math.prod(size) > MOST_IN_TABLE:
        raise Invalid("numbers above zero are needed")
    across, down = (_bell(positive(each), width) for each, width in zip(size, widths, strict=True))
    # Keras writes the rows of a kernel that is not square one after another.
    flat = [a * b for a in down for b in across]
    rows = [flat[k : k + size[1]] for k in range(0, len(flat), size[1])]
    settings = {
        "kernel": [[[[each]] for each in row] for row in rows], "padding": "same", "shared": True,
    }  # fmt: skip
    return Rebuilt("ops.depthwise table", settings, (arguments.tensor(),))


def _bell(size: int, width: float) -> list[float]:
    """A normal distribution in `size` places that sum to 1."""
    away = [(k - (size - 1) / 2) / width for k in range(size)]
    raised = [math.exp(-0.5 * each * each) for each in away]
    if not sum(raised):
        raise Invalid("numbers above zero are needed")
    return [each / sum(raised) for each in raised]


def _read_edges(arguments: Arguments) -> Rebuilt:
    require_last(arguments.get(1, "data_format"))
    return Rebuilt("ops.sobel", {}, (arguments.tensor(),))


def _read_responses(arguments: Arguments) -> Rebuilt:
    names = {"radius": "depth_radius", "bias": "bias", "alpha": "alpha", "beta": "beta"}
    found = {name: arguments.get(None, written) for name, written in names.items()}
    settings = {name: value for name, value in found.items() if value is not None}
    return Rebuilt("ops.local_response", settings, (arguments.tensor(),))


CONVOLVING_MAKERS: Mapping[str, Maker] = {
    "conv": _read_convolution("ops.convolve table"),
    "depthwise_conv": _read_convolution("ops.depthwise table"),
    "separable_conv": _read_separable,
    "gaussian_blur": _read_blur,
    "sobel_edges": _read_edges,
    "local_response": _read_responses,
}
