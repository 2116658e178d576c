"""Operations on windows and blocks of an image: pooling, and blocks that become channels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.errors import Invalid
from core.opening.arguments import Arguments, Maker, Rebuilt
from core.opening.geometry import Shape, slid, words
from core.opening.operation import Operation
from core.opening.settings import NotRebuilt, Setting, optional, positive, several, word
from core.opening.terms import Settings

_LAST = (None, "channels_last", "NWC", "NHWC", "NDHWC")
_POOLED = {"max": "MaxPooling2D", "average": "AveragePooling2D"}


def lengths(value: object) -> int | tuple[int, ...]:
    """One length for all sides, or one for each of up to three."""
    if isinstance(value, (list, tuple)) and 0 < len(value) <= 3:
        return several(len(value), 1)(value)
    return positive(value)


def _block(value: object) -> int:
    if positive(value) < 2:
        raise Invalid("a number above one is needed")
    return positive(value)


def for_each_side(given: int | tuple[int, ...], rank: int) -> tuple[int, ...]:
    """The length for each of `rank` sides; raises ValueError if there are others."""
    found = given if isinstance(given, tuple) else (given,) * rank
    if len(found) != rank or not 1 <= rank <= 3:
        raise Invalid("{count} numbers are needed", count=rank)
    return found


def _pooled(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,) = inputs
    size = for_each_side(settings["size"], len(shape) - 1)
    strides = for_each_side(settings["strides"] or settings["size"], len(shape) - 1)
    windows = zip(shape[:-1], size, strides, strict=True)
    return (*(slid(*each, 1, settings["padding"]) for each in windows), shape[-1])


def _pool(name: str) -> Operation:
    def build(ops: Any, tensors: list[Any], settings: Settings) -> Any:
        return getattr(ops, name)(
            tensors[0], settings["size"], settings["strides"], settings["padding"], "channels_last"
        )

    table = {
        "size": Setting(lengths),
        "strides": Setting(optional(lengths), None),
        "padding": Setting(word("valid", "same"), "valid"),
    }
    return Operation(1, build, _pooled, table)


def _image(inputs: list[Shape]) -> list[int]:
    (shape,) = inputs
    if len(shape) != 3 or None in shape:
        raise Invalid("an image is needed, not {shape}", shape=words(shape))
    return [side or 0 for side in shape]


def _deepened(inputs: list[Shape], settings: Settings) -> Shape:
    height, width, channels = _image(inputs)
    block = settings["block"]
    if height % block or width % block:
        raise Invalid("{side} cannot be divided by {count}", side=words(inputs[0]), count=block)
    return (height // block, width // block, channels * block**2)


def _spread(inputs: list[Shape], settings: Settings) -> Shape:
    height, width, channels = _image(inputs)
    block = settings["block"]
    if channels % block**2:
        raise Invalid("{side} cannot be divided by {count}", side=channels, count=block**2)
    return (height * block, width * block, channels // block**2)


_BLOCK = {"block": Setting(_block)}

BLOCKS: Mapping[str, Operation] = {
    "ops.max_pool": _pool("max_pool"),
    "ops.average_pool": _pool("average_pool"),
    "ops.space_to_depth": Operation(
        1, lambda ops, t, s: ops.space_to_depth(t[0], s["block"]), _deepened, _BLOCK
    ),
    "ops.depth_to_space": Operation(
        1, lambda ops, t, s: ops.depth_to_space(t[0], s["block"]), _spread, _BLOCK
    ),
}


# -- how they are read --------------------------------------------------------------------


def _read_pool(kind: str) -> Maker:
    def make(arguments: Arguments) -> Rebuilt:
        size, strides = arguments.get(1, "pool_size"), arguments.get(2, "strides")
        require_last(arguments.get(4, "data_format"))
        padding = arguments.get(3, "padding", default="valid")
        settings = {"size": size, "strides": strides, "padding": padding}
        return Rebuilt(f"ops.{kind}_pool", settings, (arguments.tensor(),))

    return make


def _read_pool_of_tensorflow(kind: str) -> Maker:
    """A pooling of images; its lengths may also name the batch and the channels."""

    def make(arguments: Arguments) -> Rebuilt:
        require_last(arguments.get(4, "data_format"))
        found = [arguments.get(1, "ksize"), arguments.get(2, "strides")]
        for place, each in enumerate(found):
            if isinstance(each, list) and len(each) == 4:
                if (each[0], each[3]) != (1, 1):
                    raise NotRebuilt("its arguments are not supported yet")
                found[place] = each[1:3]
        padding = arguments.get(3, "padding", default="valid")
        settings = {"pool_size": found[0], "strides": found[1], "padding": padding}
        return Rebuilt(_POOLED[kind], settings, (arguments.tensor(),))

    return make


def _read_pool_of_any_kind(arguments: Arguments) -> Rebuilt:
    """A pooling whose kind is an argument: tf.nn.pool."""
    require_last(arguments.get(None, "data_format"))
    gaps = arguments.get(None, "dilations", "dilation_rate")
    kind = {"AVG": "average", "MAX": "max"}.get(str(arguments.get(None, "pooling_type")))
    if kind is None or (gaps is not None and any(each != 1 for each in gaps)):
        raise NotRebuilt("its arguments are not supported yet")
    size, strides = arguments.get(None, "window_shape"), arguments.get(None, "strides")
    settings = {
        "size": size,
        "strides": [1] * len(size) if strides is None else strides,
        "padding": arguments.get(None, "padding", default="VALID"),
    }
    return Rebuilt(f"ops.{kind}_pool", settings, (arguments.tensor(),))


def _read_block(name: str) -> Maker:
    def make(arguments: Arguments) -> Rebuilt:
        require_last(arguments.get(2, "data_format"))
        settings = {"block": arguments.get(1, "block_size")}
        return Rebuilt(f"ops.{name}", settings, (arguments.tensor(),))

    return make


def require_last(data_format: object) -> None:
    """Raise NotRebuilt unless the channels are the last axis."""
    if data_format not in _LAST:
        raise NotRebuilt("its channels are not the last axis")


BLOCK_MAKERS: Mapping[str, Maker] = {
    "max_pool": _read_pool("max"),
    "average_pool": _read_pool("average"),
    "max_pool2d": _read_pool_of_tensorflow("max"),
    "avg_pool2d": _read_pool_of_tensorflow("average"),
    "pool": _read_pool_of_any_kind,
    "space_to_depth": _read_block("space_to_depth"),
    "depth_to_space": _read_block("depth_to_space"),
}
