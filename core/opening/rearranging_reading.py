"""Read functions that select, repeat or reorder numbers, as in `core.opening.rearranging`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.errors import Invalid
from core.opening.arguments import Arguments, Maker, OutputMaker, Rebuilt
from core.opening.blueprint import Tensor
from core.opening.for_each_image import SPREADING, counted
from core.opening.refusing import mixed_images
from core.opening.settings import NotRebuilt

_MOST_AXES = 8


def _known(value: Any) -> Any:
    """An argument that must be given, and as numbers."""
    parts = value if isinstance(value, (list, tuple)) else [value]
    if value is None or any(isinstance(part, Tensor) for part in parts):
        raise NotRebuilt("its arguments are not supported yet")
    return value


def _stack(arguments: Arguments) -> Rebuilt:
    tensors = arguments.get(0, "x", "values", default=())
    if not isinstance(tensors, (list, tuple)) or not all(isinstance(t, Tensor) for t in tensors):
        raise NotRebuilt("its arguments are not supported yet")
    axis = arguments.get(1, "axis", default=0)
    if axis == 0:
        raise mixed_images()
    return Rebuilt("ops.stack", {"axis": axis}, tuple(tensors))


def _repeat(arguments: Arguments) -> Rebuilt:
    repeats, axis = _known(arguments.get(1, "repeats")), _known(arguments.get(2, "axis"))
    if isinstance(repeats, list) or isinstance(axis, list):
        raise NotRebuilt("its arguments are not supported yet")
    return Rebuilt("ops.repeat", {"repeats": repeats, "axis": axis}, (arguments.tensor(),))


def _roll(arguments: Arguments) -> Rebuilt:
    shift, axis = _known(arguments.get(1, "shift")), _known(arguments.get(2, "axis"))
    return Rebuilt("ops.roll", {"shift": shift, "axis": axis}, (arguments.tensor(),))


def _take(axis_at: int) -> Maker:
    """Some places of an axis, which is the argument at `axis_at`."""

    def make(arguments: Arguments) -> Rebuilt:
        arguments.refuse("batch_dims")
        places, axis = _known(arguments.get(1, "indices")), _known(arguments.get(axis_at, "axis"))
        if type(places) is int:
            return _piece(arguments, axis, places)
        if not isinstance(places, list) or not all(isinstance(each, int) for each in places):
            raise NotRebuilt("its arguments are not supported yet")
        return Rebuilt("ops.take", {"indices": places, "axis": axis}, (arguments.tensor(),))

    return make


def _flip(arguments: Arguments) -> Rebuilt:
    return Rebuilt("ops.flip", {"axis": _known(arguments.get(1, "axis"))}, (arguments.tensor(),))


def _tile(arguments: Arguments) -> Rebuilt:
    repeats = _known(arguments.get(1, "repeats", "multiples"))
    return Rebuilt("ops.tile", {"repeats": repeats}, (arguments.tensor(),))


def _broadcast(arguments: Arguments) -> Rebuilt:
    shape = arguments.get(1, "shape")
    if not isinstance(shape, list) or not shape or shape[0] is not None:
        raise mixed_images()
    return Rebuilt("ops.widen", {"sides": shape[1:]}, (arguments.tensor(),))


def _or_for_each(kind: str, make: Maker) -> Maker:
    """`make`, or a table for each image if the function is given the number of images."""

    def choose(arguments: Arguments) -> Rebuilt:
        images = counted(arguments)
        whole = isinstance(arguments.get(0, "input"), Tensor)
        if images is None or (whole and kind == "broadcast_to"):
            return make(arguments)
        return SPREADING[kind](arguments, images)

    return choose


def _reorder(how: str, *names: str) -> Maker:
    def make(arguments: Arguments) -> Rebuilt:
        first, second = (_known(arguments.get(k + 1, name)) for k, name in enumerate(names))
        settings = {"from": first, "to": second, "how": how}
        return Rebuilt("ops.reorder", settings, (arguments.tensor(),))

    return make


def _pad(arguments: Arguments) -> Rebuilt:
    borders = _known(arguments.get(1, "paddings", "pad_width"))
    mode = str(arguments.get(2, "mode", default="constant")).lower()
    value = arguments.get(3, "constant_values", default=None) or 0
    sound = isinstance(borders, (list, tuple)) and all(
        isinstance(b, (list, tuple)) for b in borders
    )
    if not sound or mode not in ("constant", "reflect", "symmetric"):
        raise NotRebuilt("it pads in a way that is not supported yet")
    tensor = (arguments.tensor(),)
    if len(borders) == 4 and mode == "constant" and not value and not any(map(any, borders[::3])):
        return Rebuilt("ZeroPadding2D", {"padding": list(borders[1:3])}, tensor)
    return Rebuilt("ops.pad", {"borders": borders, "mode": mode, "value": value}, tensor)


def _turn(arguments: Arguments) -> Rebuilt:
    settings = {
        "times": arguments.get(1, "k", default=1),
        "axes": arguments.get(2, "axes", default=[1, 2]),
    }
    return Rebuilt("ops.turn", settings, (arguments.tensor(),))


def _grey(arguments: Arguments) -> Rebuilt:
    if arguments.get(1, "data_format") not in (None, "channels_last"):
        raise NotRebuilt("its channels are not the last axis")
    return Rebuilt("ops.rgb_to_grayscale", {}, (arguments.tensor(),))


def _colour(arguments: Arguments) -> Rebuilt:
    return Rebuilt("ops.repeat", {"repeats": 3, "axis": -1}, (arguments.tensor(),))


def _patches(arguments: Arguments) -> Rebuilt:
    size = arguments.get(1, "size")
    strides = arguments.get(2, "strides")
    if arguments.get(5, "data_format") not in (None, "channels_last"):
        raise NotRebuilt("its channels are not the last axis")
    settings = {
        "size": _known(size),
        "strides": size if strides is None else strides,
        "gaps": arguments.get(3, "dilation_rate", default=1),
        "padding": arguments.get(4, "padding", default="valid"),
    }
    return Rebuilt("ops.extract_patches", settings, (arguments.tensor(),))


def _patches_of_tensorflow(arguments: Arguments) -> Rebuilt:
    """Patches whose lengths also name the batch and the channels."""
    names = (("sizes", "ksizes"), ("strides",), ("rates",))
    lengths = [arguments.get(place, *name) for place, name in enumerate(names, 1)]
    lengths[2] = [1] * 4 if lengths[2] is None else lengths[2]
    if not all(isinstance(e, list) and len(e) == 4 and e[0] == e[3] == 1 for e in lengths):
        raise NotRebuilt("its arguments are not supported yet")
    size, strides, gaps = (each[1:3] for each in lengths)
    settings = {
        "size": size, "strides": strides, "gaps": gaps, "padding": arguments.get(4, "padding")
    }  # fmt: skip
    return Rebuilt("ops.extract_patches", settings, (arguments.tensor(),))


# -- functions with several outputs -------------------------------------------------------


def output_of(outputs: Sequence[Any], output: int) -> Any:
    """The one of `outputs` with the number `output`."""
    if not 0 <= output < len(outputs):
        raise Invalid("it has no output {output}", output=output)
    return outputs[output]


def _at_axis(axis: object, part: object) -> list[Any]:
    """The key of x[...] that takes `part` along an axis, and all of the others."""
    if isinstance(axis, bool) or not isinstance(axis, int) or not -_MOST_AXES <= axis < _MOST_AXES:
        raise Invalid("an axis number is needed")
    if axis == 0:
        raise mixed_images()
    if axis > 0:
        return [{}] * axis + [part]
    return [{"class_name": "__ellipsis__"}, part] + [{}] * (-axis - 1)


def _piece(arguments: Arguments, axis: object, part: object) -> Rebuilt:
    return Rebuilt("ops.get_item", {"key": _at_axis(axis, part)}, (arguments.tensor(),))


def _section(arguments: Arguments, axis: object, count: int, output: int) -> Rebuilt:
    """One of `count` equal parts."""
    _at_axis(axis, None)
    settings = {"axis": axis, "count": count, "number": output}
    return Rebuilt("ops.section", settings, (arguments.tensor(),))


def _split(arguments: Arguments, output: int) -> Rebuilt:
    """Parts that begin at the given places, or equal ones."""
    places, axis = _known(arguments.get(1, "indices_or_sections")), arguments.get(2, "axis")
    axis = 0 if axis is None else axis
    if not isinstance(places, list):
        return _section(arguments, axis, places, output)
    start, stop = output_of([*zip([None, *places], [*places, None], strict=True)], output)
    return _piece(arguments, axis, {"start": start, "stop": stop})


def _split_sizes(arguments: Arguments, output: int) -> Rebuilt:
    """Parts of the given sizes, or equal ones."""
    sizes, axis = _known(arguments.get(1, "num_or_size_splits")), arguments.get(2, "axis")
    axis = 0 if axis is None else axis
    if not isinstance(sizes, list):
        return _section(arguments, axis, sizes, output)
    if not all(isinstance(size, int) and size > 0 for size in sizes):
        raise NotRebuilt("its arguments are not supported yet")
    stop = sum(sizes[: output + 1])
    return _piece(arguments, axis, {"start": stop - output_of(sizes, output), "stop": stop})


def _unstack(arguments: Arguments, output: int) -> Rebuilt:
    return _piece(arguments, arguments.get(2, "axis", default=0), output)


REARRANGING_MAKERS: Mapping[str, Maker] = {
    "stack": _stack,
    "flip": _flip,
    "fliplr": lambda arguments: Rebuilt("ops.flip", {"axis": [1]}, (arguments.tensor(),)),
    "broadcast_to": _or_for_each("broadcast_to", _broadcast),
    "repeat": _or_for_each("repeat", _repeat),
    "roll": _roll,
    "take": _take(2),
    # An argument that nobody uses comes before the axis of tf.gather.
    "gather": _take(3),
    "tile": _or_for_each("tile", _tile),
    "swapaxes": _reorder("swap", "axis1", "axis2"),
    "moveaxis": _reorder("move", "source", "destination"),
    "pad": _pad,
    "rot90": _turn,
    "transposed": lambda arguments: Rebuilt("Permute", {"dims": [2, 1, 3]}, (arguments.tensor(),)),
    "rgb_to_grayscale": _grey,
    "grayscale_to_rgb": _colour,
    "extract_patches": _patches,
    "patches_of_tensorflow": _patches_of_tensorflow,
    "glu": lambda arguments: Rebuilt(
        "ops.glu", {"axis": arguments.get(1, "axis", default=-1)}, (arguments.tensor(),)
    ),
}

REARRANGING_OUTPUTS: Mapping[str, OutputMaker] = {
    "split": _split,
    "split_sizes": _split_sizes,
    "unstack": _unstack,
}
