"""A table of numbers for each image: class tokens and the like of vision transformers.

tf.keras 2 writes `tf.broadcast_to(token, [tf.shape(x)[0], 1, 64])`, and tf.tile, tf.repeat,
tf.zeros, tf.ones and tf.fill alike. How many images there are stays open. So `core.opening.sizes`
writes None in its place, and adds a tensor, whose images are counted, as the argument `COUNTED`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.errors import Invalid
from core.opening.arguments import Arguments, Maker, Rebuilt
from core.opening.blueprint import Tensor
from core.opening.geometry import Shape, words
from core.opening.operation import Operation
from core.opening.refusing import mixed_images
from core.opening.settings import NotRebuilt, Setting, positive
from core.opening.tables import Table, plus, require_fit, sides_of, table
from core.opening.terms import Settings

COUNTED = "counted"
_MOST_AXES = 4


def sides(value: object) -> tuple[int, ...]:
    """The sides of a shape behind the batch, none of which is open."""
    if not isinstance(value, (list, tuple)) or not 0 < len(value) <= _MOST_AXES:
        raise Invalid("a short list of numbers is needed")
    return tuple(positive(side) for side in value)


def _shape(inputs: list[Shape], settings: Settings) -> Shape:
    if not inputs[0]:
        raise Invalid("an image is needed, not {shape}", shape=words(inputs[0]))
    require_fit(settings["table"], settings["sides"])
    return settings["sides"]


def _build(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    (x,) = tensors
    first = x[(slice(None), *(slice(0, 1),) * (len(x.shape) - 1))]
    zero = ops.reshape(ops.zeros_like(first), (-1, *(1,) * len(settings["sides"])))
    # A zero in each place first: GoodNet opens no table that enlarges a tensor.
    return plus(ops, ops.tile(zero, (1, *settings["sides"])), settings["table"])


FOR_EACH_IMAGE: Mapping[str, Operation] = {
    "ops.for_each_image": Operation(
        1, _build, _shape, {"table": Setting(table), "sides": Setting(sides)}
    ),
}


# -- how they are read --------------------------------------------------------------------


def counted(arguments: Arguments) -> Tensor | None:
    """The tensor whose images are counted, if the function takes their number."""
    found = arguments.get(2, COUNTED)
    return found if isinstance(found, Tensor) else None


def _made(values: Table, behind: tuple[int, ...], images: Tensor) -> Rebuilt:
    return Rebuilt("ops.for_each_image", {"table": values, "sides": behind}, (images,))


def _behind_batch(value: Any) -> tuple[int, ...]:
    """The sides of a shape, or the counts, behind those of the batch, which is left open."""
    if not isinstance(value, list) or len(value) < 2 or value[0] is not None:
        raise mixed_images()
    return sides(value[1:])


def _table(value: Any) -> Table:
    if isinstance(value, Tensor):
        raise mixed_images()
    return table(value)


def _row(value: Any) -> Table:
    """The only row of a table, which serves each image."""
    rows = _table(value)
    if not isinstance(rows, tuple) or len(rows) != 1 or not isinstance(rows[0], tuple):
        raise mixed_images()
    return rows[0]


def _broadcast(arguments: Arguments, images: Tensor) -> Rebuilt:
    """A table with the sides that are named behind the batch."""
    behind, rows = _behind_batch(arguments.get(1, "shape")), _table(arguments.get(0, "input"))
    rows = _row(rows) if len(sides_of(rows)) > len(behind) else rows
    return _made(rows, behind, images)


def _tile(arguments: Arguments, images: Tensor) -> Rebuilt:
    """A table, repeated along the axes behind the batch that have one row."""
    times, row = _behind_batch(arguments.get(1, "multiples")), _row(arguments.get(0, "input"))
    pairs = list(zip(sides_of(row), times, strict=False))
    if len(sides_of(row)) != len(times) or any(side > 1 and count > 1 for side, count in pairs):
        raise NotRebuilt("its arguments are not supported yet")
    return _made(row, tuple(side * count for side, count in pairs), images)


def _repeat(arguments: Arguments, images: Tensor) -> Rebuilt:
    """A table, repeated along the batch."""
    if arguments.get(None, "axis") != 0 or arguments.get(1, "repeats") != [None]:
        raise mixed_images()
    row = _row(arguments.get(0, "input"))
    return _made(row, sides_of(row), images)


def _filled(value: float | None) -> Maker:
    """A tensor of one number; of the number that is named, if `value` is None."""

    def make(arguments: Arguments) -> Rebuilt:
        images = counted(arguments)
        if images is None:
            raise mixed_images()
        behind = _behind_batch(arguments.get(0, "shape"))
        number = _table(arguments.get(1, "value")) if value is None else value
        return _made(number, behind, images)

    return make


FILLING: Mapping[str, Maker] = {"zeros": _filled(0.0), "ones": _filled(1.0), "fill": _filled(None)}
SPREADING: Mapping[str, Callable[[Arguments, Tensor], Rebuilt]] = {
    "broadcast_to": _broadcast,
    "tile": _tile,
    "repeat": _repeat,
}
