"""Operations that cut an image, frame it with zeros, or bring it to a given size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.errors import Invalid
from core.opening.arguments import Arguments, Maker, Rebuilt
from core.opening.calls import Call
from core.opening.fitting import METHODS, fit, read_framed
from core.opening.geometry import Shape, split, words
from core.opening.operation import Operation
from core.opening.resampling import RESAMPLING_MAKERS, blurred, read_old, resampled
from core.opening.settings import (
    NotRebuilt,
    Parser,
    Setting,
    number,
    only,
    optional,
    positive,
    several,
    whole,
)
from core.opening.terms import Settings

# From where to where a window goes along an axis; outside of the image there are zeros.
Span = tuple[int, int]
# Of a pooling to a given size; each row and each column is an operation.
MOST_CELLS = 64
_AXES = (("height", "top", "bottom"), ("width", "left", "right"))


def _sides(shape: Shape) -> list[int]:
    if len(shape) != 3 or None in shape:
        raise Invalid("an image is needed, not {shape}", shape=words(shape))
    return [side or 0 for side in shape]


# -- windows ------------------------------------------------------------------------------


def _central(side: int, axis: int, settings: Settings) -> Span:
    start = int((side - side * settings["fraction"]) / 2)
    return start, side - start


def _centred(side: int, axis: int, settings: Settings) -> Span:
    target = settings[_AXES[axis][0]]
    start = (side - target) // 2 if target < side else -((target - side) // 2)
    return start, start + target


def _cut(side: int, axis: int, settings: Settings) -> Span:
    size, before, after = _two_of(settings, axis)
    start = side - after - size if before is None else before
    stop = start + size if after is None else side - after
    if not 0 <= start < stop <= side:
        raise Invalid("{start} to {stop} is outside of {side}", start=start, stop=stop, side=side)
    return start, stop


def _framed(side: int, axis: int, settings: Settings) -> Span:
    size, before, after = _two_of(settings, axis)
    before = size - side - after if before is None else before
    stop = size - before if after is None else side + after
    if before < 0 or stop < side:
        raise Invalid("its border is wider than {side}", side=stop + before)
    return -before, stop


def _two_of(settings: Settings, axis: int) -> list[Any]:
    """The size, and the borders before and behind; one of them is None and follows."""
    found = [settings[name] for name in _AXES[axis]]
    if found.count(None) != 1:
        raise Invalid("{count} numbers are needed", count=2)
    return found


def _window(span: Callable[[int, int, Settings], Span], table: Mapping[str, Setting]) -> Operation:
    def shape_of(inputs: list[Shape], settings: Settings) -> Shape:
        *sides, channels = _sides(inputs[0])
        spans = [span(side, axis, settings) for axis, side in enumerate(sides)]
        return (*(stop - start for start, stop in spans), channels)

    def build(ops: Any, tensors: list[Any], settings: Settings) -> Any:
        (x,) = tensors
        sides = x.shape[1:3]
        spans = [span(side, axis, settings) for axis, side in enumerate(sides)]
        (top, bottom), (left, right) = spans
        x = x[:, max(top, 0) : bottom, max(left, 0) : right]
        borders = [
            (max(-start, 0), max(stop - side, 0))
            for (start, stop), side in zip(spans, sides, strict=True)
        ]
        return ops.pad(x, [(0, 0), *borders, (0, 0)]) if any(map(any, borders)) else x

    return Operation(1, build, shape_of, table)


# -- pooling to a given size --------------------------------------------------------------


def _cells(rank: int) -> Parser:
    def parse(value: object) -> tuple[int, ...]:
        found = several(rank, 1)(value)
        if max(found) > MOST_CELLS:
            raise NotRebuilt("it makes more than {most} rows or columns", most=MOST_CELLS)
        return found

    return parse


def _adaptive(name: str, rank: int) -> Operation:
    """Pooling over windows that cover the image, and overlap where its sides cannot be divided."""

    def build(ops: Any, tensors: list[Any], settings: Settings) -> Any:
        (x,) = tensors
        for axis, count in enumerate(settings["output_size"], 1):
            side = x.shape[axis]
            # The window k goes from floor(k side / count) to ceil((k + 1) side / count).
            spans = [(k * side // count, -(-(k + 1) * side // count)) for k in range(count)]
            around = (slice(None),) * axis
            parts = [x[(*around, slice(*each))] for each in spans]
            x = ops.stack([getattr(ops, name)(part, axis=axis) for part in parts], axis=axis)
        return x

    def shape_of(inputs: list[Shape], settings: Settings) -> Shape:
        sides, channels = split(inputs[0], {}, rank)
        if None in sides:
            raise Invalid("the image's size is left open, and GoodNet needs a fixed one")
        return (*settings["output_size"], channels)

    table = {
        "output_size": Setting(_cells(rank)),
        "data_format": Setting(only("channels_last", None), "channels_last"),
    }
    return Operation(1, build, shape_of, table)


def _fraction(value: object) -> float:
    if not 0 < number(value) <= 1:
        raise Invalid("a number above zero and at most one is needed")
    return number(value)


_SIZE = {"height": Setting(positive), "width": Setting(positive)}
_BORDERS = {name: Setting(optional(whole), None) for axis in _AXES for name in axis}

WINDOWS: Mapping[str, Operation] = {
    "ops.central_crop": _window(_central, {"fraction": Setting(_fraction)}),
    "ops.crop_or_pad": _window(_centred, _SIZE),
    "ops.crop": _window(_cut, _BORDERS),
    "ops.frame": _window(_framed, _BORDERS),
    **{f"ops.adaptive_average {rank}": _adaptive("mean", rank) for rank in (1, 2, 3)},
    **{f"ops.adaptive_max {rank}": _adaptive("max", rank) for rank in (1, 2, 3)},
}


# -- how they are read --------------------------------------------------------------------


def _read_box(type_name: str) -> Maker:
    """A window by its upper left corner and its size, as in TensorFlow."""

    def make(arguments: Arguments) -> Rebuilt:
        names = {"top": "offset_height", "left": "offset_width", "height": "target_height",
                 "width": "target_width"}  # fmt: skip
        settings = {
            name: arguments.get(place, written)
            for place, (name, written) in enumerate(names.items(), 1)
        }
        return Rebuilt(type_name, settings, (arguments.tensor(),))

    return make


def _read_borders(type_name: str, kind: str) -> Maker:
    """A window by two of border before, border behind and size of each axis, as in Keras 3."""

    def make(arguments: Arguments) -> Rebuilt:
        if arguments.get(7, "data_format") not in (None, "channels_last"):
            raise NotRebuilt("its channels are not the last axis")
        order = ("top", "left", "bottom", "right", "height", "width")
        written = [f"{name}_{kind}" for name in order[:4]] + ["target_height", "target_width"]
        settings = {
            name: arguments.get(place, each)
            for place, (name, each) in enumerate(zip(order, written, strict=True), 1)
        }
        return Rebuilt(type_name, settings, (arguments.tensor(),))

    return make


def _read_centred(arguments: Arguments) -> Rebuilt:
    settings = {
        "height": arguments.get(1, "target_height"),
        "width": arguments.get(2, "target_width"),
    }
    return Rebuilt("ops.crop_or_pad", settings, (arguments.tensor(),))


def _read_fraction(arguments: Arguments) -> Rebuilt:
    settings = {"fraction": arguments.get(1, "central_fraction")}
    return Rebuilt("ops.central_crop", settings, (arguments.tensor(),))


def _read_flip(axis: int) -> Maker:
    return lambda arguments: Rebuilt("ops.flip", {"axis": [axis]}, (arguments.tensor(),))


def _read_resize(arguments: Arguments) -> Rebuilt:
    size = arguments.get(1, "size")
    method = str(arguments.get(2, "method", "interpolation", default="bilinear")).lower()
    arguments.refuse("align_corners")
    if arguments.get(None, "preserve_aspect_ratio"):
        return fit(arguments, size, framed=False)
    if not isinstance(size, (list, tuple)) or len(size) != 2:
        raise NotRebuilt("its arguments are not supported yet")
    if method == "area":
        return resampled(arguments, method)
    if method in ("gaussian", "mitchellcubic"):
        return blurred(arguments, method)
    if method not in METHODS:
        raise NotRebuilt("its argument {name} is not supported yet", name="method")
    config = {"height": size[0], "width": size[1], "interpolation": method}
    for name in ("antialias", "crop_to_aspect_ratio", "pad_to_aspect_ratio", "fill_value"):
        if given := arguments.get(None, name):
            config[name] = given
    return Rebuilt("Resizing", config, (arguments.tensor(),))


def _read_resize_by(method: str) -> Maker:
    """A function that measures from the centres or the corners of pixels, as an argument says."""

    def make(arguments: Arguments) -> Rebuilt:
        if not arguments.get(None, "half_pixel_centers"):
            return read_old(method)(arguments)
        arguments.refuse("align_corners")
        return _read_resize(Arguments(Call((arguments.tensor(), arguments.get(1, "size"), method))))

    return make


WINDOW_MAKERS: Mapping[str, Maker] = {
    **RESAMPLING_MAKERS,
    "resize": _read_resize,
    **{
        f"{old}resize_{method}": _read_resize_by(method)
        for method in ("bilinear", "nearest", "bicubic")
        for old in ("", "old_")
    },
    "central_crop": _read_fraction,
    "crop_or_pad": _read_centred,
    "resize_with_pad": read_framed,
    "crop_to_box": _read_box("ops.crop"),
    "pad_to_box": _read_box("ops.frame"),
    "crop_images": _read_borders("ops.crop", "cropping"),
    "pad_images": _read_borders("ops.frame", "padding"),
    "flip_left_right": _read_flip(2),
    "flip_up_down": _read_flip(1),
}
