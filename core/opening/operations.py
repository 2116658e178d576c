"""Arithmetic between layers that no Keras layer performs: its settings, shapes and functions.

Keras calls expressions such as `x[..., ::-1]` and `x / y` operations; they have no weights. Only
the operations in `OPERATIONS` are rebuilt, from checked settings, by calling functions of
`keras.ops`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from core.errors import Invalid
from core.opening.averages import AVERAGING
from core.opening.blocks import BLOCKS
from core.opening.colours import COLOURS
from core.opening.convolving import CONVOLVING
from core.opening.elementwise import ELEMENTWISE
from core.opening.fitting import FITTING
from core.opening.for_each_image import FOR_EACH_IMAGE
from core.opening.geometry import Shape, places_of, require_frame, slid, words
from core.opening.normalizing import NORMALIZING
from core.opening.operation import LARGEST_TENSOR, Operation, reduced, same, together
from core.opening.ordering import ORDERING
from core.opening.products import PRODUCTS
from core.opening.rearranging import REARRANGING
from core.opening.resampling import RESAMPLING
from core.opening.settings import Setting, axes, flag, number, several, word
from core.opening.terms import Settings
from core.opening.windows import WINDOWS

_MOST_KEYS = 8


def _along(inputs: list[Shape], settings: Settings) -> Shape:
    reduced(inputs, {**settings, "keepdims": True})
    return inputs[0]


def _expanded(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,), given = inputs, settings["axis"]
    rank = len(shape) + len(given)
    places = places_of(given, rank)
    if not places:
        raise Invalid("an axis number is needed")
    sides = iter(shape)
    return tuple(1 if place in places else next(sides) for place in range(rank))


def _squeezed(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,) = inputs
    places = places_of(settings["axis"], len(shape))
    if not places:
        raise Invalid("an axis number is needed")
    if any(shape[place] != 1 for place in places):
        raise Invalid("{shape} cannot lose a side that is not 1", shape=words(shape))
    return tuple(side for place, side in enumerate(shape) if place not in places)


# -- x[key] -------------------------------------------------------------------------------


def key(value: object) -> tuple[Any, ...]:
    """The key of x[...]: a tuple of slices, numbers, None and Ellipsis."""
    parts = value if isinstance(value, (list, tuple)) else [value]
    if len(parts) > _MOST_KEYS:
        raise Invalid("a short list of numbers is needed")
    found = tuple(_key_part(part) for part in parts)
    whole = found and (found[0] is Ellipsis or found[0] == slice(None, None, None))
    if not whole or found.count(Ellipsis) > 1:
        raise Invalid("a part of the batch is taken")
    return found


def _key_part(value: object) -> Any:
    if isinstance(value, Mapping):
        if value.get("class_name") == "__ellipsis__":
            return Ellipsis
        inner = value.get("config") if value.get("class_name") == "__slice__" else value
        if not isinstance(inner, Mapping) or not {"start", "stop", "step"} >= set(inner):
            raise Invalid("a slice is needed")
        start, stop, step = (_end(inner.get(end)) for end in ("start", "stop", "step"))
        if step == 0:
            raise Invalid("a slice is needed")
        if step in (None, 1):
            return slice(start or None, stop, None)
        return slice(start, stop, step)
    return _end(value)


def _end(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 1 << 20:
        raise Invalid("a whole number is needed")
    return value


def _taken(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,) = inputs
    parts = list(settings["key"])
    used = sum(part is not None and part is not Ellipsis for part in parts)
    rest = len(shape) + 1 - used
    # An ellipsis at the beginning includes the batch axis, so it must cover at least one axis.
    if rest < (parts[0] is Ellipsis):
        raise Invalid("{shape} has fewer axes than are taken", shape=words(shape))
    if Ellipsis in parts:
        at = parts.index(Ellipsis)
        parts[at : at + 1] = [slice(None)] * rest
    else:
        parts += [slice(None)] * rest
    sides: list[int | None] = [None, *shape]
    made: list[int | None] = []
    for part in parts:
        if part is None:
            made.append(1)
            continue
        side = sides.pop(0)
        if isinstance(part, slice):
            made.append(_sliced(side, part))
        elif side is not None and not -side <= part < side:
            raise Invalid("place {place} is outside of {side}", place=part, side=side)
    return tuple(made[1:])


def _sliced(side: int | None, part: slice) -> int | None:
    if side is None:
        if part in (slice(None), slice(None, None, -1)):
            return None
        raise Invalid("a part of an axis of open size is taken")
    return len(range(*part.indices(side)))


def _masked(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    """Like Keras's Masking, but no later layer receives a mask."""
    (x,) = tensors
    shown = ops.any(ops.not_equal(x, settings["mask_value"]), axis=-1, keepdims=True)
    return ops.multiply(x, ops.cast(shown, x.dtype))


# -- patches ------------------------------------------------------------------------------


def _patched(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,) = inputs
    if len(shape) != 3 or None in shape:
        raise Invalid("an image is needed, not {shape}", shape=words(shape))
    *image, channels = (side or 0 for side in shape)
    size, strides, gaps = settings["size"], settings["strides"], settings["gaps"]
    if max(strides) > 1 and max(gaps) > 1:
        raise Invalid("its windows have both a stride and gaps")
    if settings["padding"] != "valid":
        require_frame(tuple(image), channels, size, gaps)
    windows = zip(image, size, strides, gaps, strict=True)
    # Keras extracts patches by a convolution with as many filters as a patch has numbers.
    if (size[0] * size[1] * channels) ** 2 > LARGEST_TENSOR:
        raise Invalid("its patches fit no memory")
    sides = (slid(*each, settings["padding"]) for each in windows)
    return (*sides, size[0] * size[1] * channels)


def _patches(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    return ops.image.extract_patches(
        tensors[0], size=settings["size"], strides=settings["strides"],
        dilation_rate=settings["gaps"], padding=settings["padding"], data_format="channels_last",
    )  # fmt: skip


def _reduction(name: str) -> Operation:
    def build(ops: Any, tensors: list[Any], settings: Settings) -> Any:
        (x,) = tensors
        made = getattr(ops, name)(x, axis=settings["axis"], keepdims=settings["keepdims"])
        return ops.cast(made, x.dtype) if name in _TRUTHS else made

    return Operation(1, build, reduced, _REDUCED)


def _length(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    """The Euclidean length along some axes."""
    squares = ops.square(tensors[0])
    return ops.sqrt(ops.sum(squares, axis=settings["axis"], keepdims=settings["keepdims"]))


def _normalized(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    return ops.normalize(tensors[0], axis=settings["axis"], order=2, epsilon=settings["epsilon"])


def _standardized(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    """Each image minus its mean, divided by its deviation, as tf.image.per_image_standardization.

    The deviation of an image of one colour counts as one by the root of the image's numbers.
    """
    (x,) = tensors
    axes = tuple(range(1, len(x.shape)))
    least = math.prod(x.shape[1:]) ** -0.5
    deviation = ops.maximum(ops.std(x, axis=axes, keepdims=True), least)
    return ops.divide(ops.subtract(x, ops.mean(x, axis=axes, keepdims=True)), deviation)


def _clipped(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    (x,) = tensors
    x = ops.cast(x, "float32") if "int" in str(x.dtype) else x
    return ops.clip(x, settings["x_min"], settings["x_max"])


def _whole_image(inputs: list[Shape], settings: Settings) -> Shape:
    if len(inputs[0]) != 3 or None in inputs[0]:
        raise Invalid("an image is needed, not {shape}", shape=words(inputs[0]))
    return inputs[0]


_AXES = {"axis": Setting(axes)}
_REDUCED = {"axis": Setting(axes), "keepdims": Setting(flag, False)}
REDUCTIONS = (
    "mean", "sum", "max", "min", "std", "var", "prod", "logsumexp", "any", "all", "median",
)  # fmt: skip
_TRUTHS = ("any", "all")
# Of a layer whose windows have no gaps and stay within the image.
PLAIN_WINDOWS: Settings = {"gaps": (1, 1), "padding": "valid"}
_PATCH = {
    "size": Setting(several(2, 1)),
    "strides": Setting(several(2, 1)),
    "gaps": Setting(several(2, 1), (1, 1)),
    "padding": Setting(word("valid", "same"), "valid"),
}

OPERATIONS: Mapping[str, Operation] = {
    **ELEMENTWISE,
    **REARRANGING,
    **AVERAGING,
    **BLOCKS,
    **COLOURS,
    **CONVOLVING,
    **WINDOWS,
    **FITTING,
    **FOR_EACH_IMAGE,
    **ORDERING,
    **PRODUCTS,
    **RESAMPLING,
    **NORMALIZING,
    "ops.divide": Operation(2, lambda ops, t, _: ops.divide(t[0], t[1]), together),
    "ops.power": Operation(
        1, lambda ops, t, s: ops.power(t[0], s["exponent"]), same, {"exponent": Setting(number)}
    ),
    "ops.clip": Operation(
        1, _clipped, same,
        {"x_min": Setting(number), "x_max": Setting(number)},
    ),
    "ops.gelu": Operation(
        1, lambda ops, t, s: ops.gelu(t[0], approximate=s["approximate"]), same,
        {"approximate": Setting(flag, True)},
    ),
    **{f"ops.{name}": _reduction(name) for name in REDUCTIONS},
    "ops.length": Operation(1, _length, reduced, _REDUCED),
    "ops.normalize": Operation(
        1, _normalized, _along, {"axis": Setting(axes), "epsilon": Setting(number)}
    ),
    "ops.standardize": Operation(1, _standardized, _whole_image),
    "ops.expand_dims": Operation(
        1, lambda ops, t, s: ops.expand_dims(t[0], s["axis"]), _expanded, _AXES
    ),
    "ops.squeeze": Operation(1, lambda ops, t, s: ops.squeeze(t[0], s["axis"]), _squeezed, _AXES),
    "ops.get_item": Operation(1, lambda _, t, s: t[0][s["key"]], _taken, {"key": Setting(key)}),
    "ops.add_scaled": Operation(
        # Keras's sum takes some tensors for biases, see `core.opening.biases`.
        2, lambda ops, t, s: ops.subtract(t[0], ops.multiply(t[1], -s["scale"])), together,
        {"scale": Setting(number)},
    ),
    "ops.masked": Operation(1, _masked, same, {"mask_value": Setting(number, 0.0)}),
    "ops.extract_patches": Operation(1, _patches, _patched, _PATCH),
}  # fmt: skip
