"""Operations along an axis: running sums, the order of numbers, the largest; and places as ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.errors import Invalid
from core.opening.arguments import Arguments, Maker, OutputMaker, Rebuilt
from core.opening.geometry import Shape, place_of, words
from core.opening.operation import Operation, reduced
from core.opening.refusing import mixed_images
from core.opening.settings import NotRebuilt, Setting, axis, flag, positive
from core.opening.terms import Settings

_AXIS = {"axis": Setting(axis)}


def _same(inputs: list[Shape], settings: Settings) -> Shape:
    place_of(settings["axis"], len(inputs[0]))
    return inputs[0]


def _sort(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    made = ops.sort(tensors[0], axis=settings["axis"])
    return ops.flip(made, axis=settings["axis"]) if settings["descending"] else made


def _sum(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    """The sum of all numbers up to each one, or of those before it; or from the other end."""
    (x,), along = tensors, settings["axis"]
    x = ops.flip(x, axis=along) if settings["reverse"] else x
    if settings["exclusive"]:
        before = (slice(None),) * (place_of(along, len(x.shape) - 1) + 1)
        first = ops.zeros_like(x[(*before, slice(0, 1))])
        x = ops.concatenate([first, x[(*before, slice(0, -1))]], axis=along)
    made = ops.cumsum(x, axis=along)
    return ops.flip(made, axis=along) if settings["reverse"] else made


def _placed(inputs: list[Shape], settings: Settings) -> Shape:
    return reduced(inputs, {**settings, "axis": (settings["axis"],)})


def _place(name: str) -> Operation:
    """The place of the largest or of the smallest number, in the type of the numbers."""

    def build(ops: Any, tensors: list[Any], settings: Settings) -> Any:
        (x,) = tensors
        made = getattr(ops, name)(x, axis=settings["axis"], keepdims=settings["keepdims"])
        return ops.cast(made, x.dtype)

    return Operation(1, build, _placed, {**_AXIS, "keepdims": Setting(flag, False)})


def _largest(inputs: list[Shape], settings: Settings) -> Shape:
    *others, side = inputs[0] or (None,)
    if side is None or settings["count"] > side:
        raise Invalid("place {place} is outside of {side}", place=settings["count"],
                      side=words((side,)))  # fmt: skip
    return (*others, settings["count"])


def _marked(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,) = inputs
    place = place_of(settings["axis"], len(shape) + 1)
    return (*shape[:place], settings["count"], *shape[place:])


def _mark(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    """A one in the place of each number, and zeros elsewhere."""
    (x,), count = tensors, settings["count"]
    # Keras takes no axis that is the last one by any other number than -1.
    last = place_of(settings["axis"], len(x.shape)) == len(x.shape) - 1
    at = -1 if last else place_of(settings["axis"], len(x.shape)) + 1
    return ops.one_hot(ops.cast(x, "int32"), count, axis=at, dtype="float32")


def _doubled(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,) = inputs
    place = place_of(settings["axis"], len(shape))
    side = shape[place]
    return (*shape[:place], None if side is None else 2 * side, *shape[place + 1 :])


def _both_signs(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    """The positive part, and behind it the negative part as positive numbers."""
    (x,) = tensors
    return ops.concatenate([ops.relu(x), ops.relu(ops.negative(x))], axis=settings["axis"])


def _differences(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,) = inputs
    place = place_of(settings["axis"], len(shape))
    side = shape[place]
    return (*shape[:place], None if side is None else side - 1, *shape[place + 1 :])


ORDERING: Mapping[str, Operation] = {
    "ops.cumsum": Operation(
        1, _sum, _same,
        {**_AXIS, "exclusive": Setting(flag, False), "reverse": Setting(flag, False)},
    ),
    "ops.argmax": _place("argmax"),
    "ops.argmin": _place("argmin"),
    "ops.sort": Operation(1, _sort, _same, {**_AXIS, "descending": Setting(flag, False)}),
    "ops.largest": Operation(
        1, lambda ops, t, s: ops.top_k(t[0], s["count"], s["sorted"])[0], _largest,
        {"count": Setting(positive), "sorted": Setting(flag, True)},
    ),
    "ops.one_hot": Operation(1, _mark, _marked, {**_AXIS, "count": Setting(positive)}),
    "ops.diff": Operation(
        1, lambda ops, t, s: ops.diff(t[0], axis=s["axis"]), _differences, _AXIS
    ),
    "ops.crelu": Operation(1, _both_signs, _doubled, _AXIS),
}  # fmt: skip


# -- how they are read --------------------------------------------------------------------


def _read_sum(arguments: Arguments) -> Rebuilt:
    arguments.refuse("dtype")
    settings = {
        "axis": arguments.get(1, "axis"),
        "exclusive": bool(arguments.get(2, "exclusive", default=False)),
        "reverse": bool(arguments.get(3, "reverse", default=False)),
    }
    return Rebuilt("ops.cumsum", settings, (arguments.tensor(),))


def _read_sort(arguments: Arguments) -> Rebuilt:
    down = str(arguments.get(2, "direction", default="ASCENDING")) == "DESCENDING"
    settings = {"axis": arguments.get(1, "axis", default=-1), "descending": down}
    return Rebuilt("ops.sort", settings, (arguments.tensor(),))


def place_as_answer() -> NotRebuilt:
    """Why a network that answers with the place of a number is not rebuilt."""
    return NotRebuilt(
        "it answers with a place, for example the number of a class, and GoodNet needs the numbers "
        "themselves; if it is the last layer, save the network without it"
    )


def _read_place(name: str) -> Maker:
    def make(arguments: Arguments) -> Rebuilt:
        along = arguments.get(1, "axis", "dimension")
        if along is None:
            raise mixed_images()
        settings = {
            "axis": along, "keepdims": bool(arguments.get(None, "keepdims", default=False)),
        }  # fmt: skip
        return Rebuilt(f"ops.{name}", settings, (arguments.tensor(),))

    return make


def _read_largest(arguments: Arguments, output: int) -> Rebuilt:
    if output:
        raise place_as_answer()
    settings = {
        "count": arguments.get(1, "k", default=1),
        "sorted": bool(arguments.get(2, "sorted", default=True)),
    }
    return Rebuilt("ops.largest", settings, (arguments.tensor(),))


def _read_marks(arguments: Arguments) -> Rebuilt:
    arguments.refuse("sparse", "on_value", "off_value")
    count = arguments.get(1, "num_classes", "depth")
    place = arguments.get(None, "axis", default=-1)
    return Rebuilt("ops.one_hot", {"axis": -1 if place is None else place, "count": count},
                   (arguments.tensor(),))  # fmt: skip


def _read_differences(arguments: Arguments) -> Rebuilt:
    if arguments.get(1, "n", default=1) != 1:
        raise NotRebuilt("its arguments are not supported yet")
    settings = {"axis": arguments.get(2, "axis", default=-1)}
    return Rebuilt("ops.diff", settings, (arguments.tensor(),))


def _read_signs(arguments: Arguments) -> Rebuilt:
    settings = {"axis": arguments.get(1, "axis", default=-1)}
    return Rebuilt("ops.crelu", settings, (arguments.tensor(),))


ORDERING_MAKERS: Mapping[str, Maker] = {
    "argmax": _read_place("argmax"),
    "argmin": _read_place("argmin"),
    "cumsum": _read_sum,
    "sort": _read_sort,
    "one_hot": _read_marks,
    "crelu": _read_signs,
    "diff": _read_differences,
}
ORDERING_OUTPUTS: Mapping[str, OutputMaker] = {"top_k": _read_largest}
