"""Operations that select, repeat or reorder numbers. None of them mixes the images of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.errors import Invalid
from core.opening.geometry import Shape, place_of, places_of, words
from core.opening.operation import Operation
from core.opening.settings import (
    LARGEST_SIDE,
    MOST_NUMBERS,
    Setting,
    axes,
    axis,
    number,
    positive,
    whole,
    word,
)
from core.opening.terms import Settings

_MOST_AXES = 8


def _shift(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST_SIDE:
        raise Invalid("a whole number is needed")
    return value


def _shifts(value: object) -> tuple[int, ...]:
    return tuple(
        map(_shift, _for_each_axis(value if isinstance(value, (list, tuple)) else [value]))
    )


def _places(value: object) -> tuple[int, ...]:
    if not isinstance(value, (list, tuple)) or not 0 < len(value) <= MOST_NUMBERS:
        raise Invalid("a short list of numbers is needed")
    return tuple(whole(each) for each in value)


def _for_each_axis(value: object) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)) or not 0 < len(value) <= _MOST_AXES:
        raise Invalid("a short list of numbers is needed")
    return tuple(value)


def _times(value: object) -> tuple[int, ...]:
    return tuple(positive(each) for each in _for_each_axis(value))


def _borders(value: object) -> tuple[tuple[int, int], ...]:
    pairs = [tuple(whole(each) for each in _for_each_axis(pair)) for pair in _for_each_axis(value)]
    if any(len(pair) != 2 for pair in pairs):
        raise Invalid("{count} numbers are needed", count=2)
    return tuple((pair[0], pair[1]) for pair in pairs)


def _behind_batch(values: tuple[Any, ...], neutral: Any, shape: Shape) -> tuple[Any, ...]:
    """The values of the axes behind the batch; the batch's own must be `neutral`."""
    if len(values) != len(shape) + 1 or values[0] != neutral:
        raise Invalid("{shape} has other axes, or the batch is changed", shape=words(shape))
    return values[1:]


def _changed(shape: Shape, place: int, side: int | None) -> Shape:
    return (*shape[:place], side, *shape[place + 1 :])


def _stacked(inputs: list[Shape], settings: Settings) -> Shape:
    if len(set(inputs)) != 1:
        raise Invalid("tensors of different shapes cannot be stacked")
    place = place_of(settings["axis"], len(inputs[0]) + 1)
    return (*inputs[0][:place], len(inputs), *inputs[0][place:])


def _with_axes(inputs: list[Shape], settings: Settings) -> Shape:
    places_of(settings["axis"], len(inputs[0]))
    return inputs[0]


def _rolled(inputs: list[Shape], settings: Settings) -> Shape:
    if len(settings["shift"]) != len(settings["axis"]):
        raise Invalid("{count} numbers are needed", count=len(settings["axis"]))
    return _with_axes(inputs, settings)


def _repeated(inputs: list[Shape], settings: Settings) -> Shape:
    place = place_of(settings["axis"], len(inputs[0]))
    side = inputs[0][place]
    return _changed(inputs[0], place, None if side is None else side * settings["repeats"])


def _tiled(inputs: list[Shape], settings: Settings) -> Shape:
    times = _behind_batch(settings["repeats"], 1, inputs[0])
    return tuple(
        None if side is None else side * times[place] for place, side in enumerate(inputs[0])
    )


def _widened(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,), sides = inputs, settings["sides"]
    fits = all(own in (1, side) for own, side in zip(shape, sides, strict=False))
    if len(shape) != len(sides) or not fits:
        raise Invalid("{shape} cannot take the shape {target}", shape=words(shape),
                      target=words(sides))  # fmt: skip
    return sides


def _widen(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    (x,), sides = tensors, settings["sides"]
    return ops.tile(x, [1, *(side // own for side, own in zip(sides, x.shape[1:], strict=True))])


def _taken(inputs: list[Shape], settings: Settings) -> Shape:
    place = place_of(settings["axis"], len(inputs[0]))
    side = inputs[0][place]
    if side is None or max(settings["indices"]) >= side:
        raise Invalid("place {place} is outside of {side}", place=max(settings["indices"]),
                      side=words((side,)))  # fmt: skip
    return _changed(inputs[0], place, len(settings["indices"]))


def _part_of(shape: Shape, settings: Settings) -> tuple[int, slice]:
    """Along which axis, behind the batch, and from where to where one of equal parts goes."""
    place = place_of(settings["axis"], len(shape))
    side, count, number = shape[place], settings["count"], settings["number"]
    if side is None or side % count or number >= count:
        raise Invalid("{side} cannot be divided by {count}", side=words((side,)), count=count)
    return place, slice(number * side // count, (number + 1) * side // count)


def _sectioned(inputs: list[Shape], settings: Settings) -> Shape:
    place, part = _part_of(inputs[0], settings)
    return _changed(inputs[0], place, part.stop - part.start)


def _halved(inputs: list[Shape], settings: Settings) -> Shape:
    return _sectioned(inputs, {**settings, "count": 2, "number": 0})


def _section(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    (x,) = tensors
    place, part = _part_of(tuple(x.shape[1:]), settings)
    return x[(slice(None),) * (place + 1) + (part,)]


def _order(rank: int, settings: Settings) -> list[int]:
    """The order of the axes, batch first, that swaps or moves axes."""
    first, second = (place_of(settings[end], rank) + 1 for end in ("from", "to"))
    order = list(range(rank + 1))
    if settings["how"] == "swap":
        order[first], order[second] = second, first
    else:
        order.insert(second, order.pop(first))
    return order


def _reordered(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,) = inputs
    return tuple(shape[axis - 1] for axis in _order(len(shape), settings)[1:])


def _reorder(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    (x,) = tensors
    return ops.transpose(x, _order(len(x.shape) - 1, settings))


def _padded(inputs: list[Shape], settings: Settings) -> Shape:
    borders = _behind_batch(settings["borders"], (0, 0), inputs[0])
    # A reflection has no more rows than the image, without its own edge.
    beyond = {"constant": LARGEST_SIDE, "reflect": -1, "symmetric": 0}[settings["mode"]]
    made: list[int | None] = []
    for side, pair in zip(inputs[0], borders, strict=True):
        if max(pair) > (side or 0) + beyond and max(pair):
            raise Invalid("its border is wider than {side}", side=words((side,)))
        made.append(None if side is None else side + sum(pair))
    return tuple(made)


def _pad(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    value = settings["value"] if settings["mode"] == "constant" else None
    return ops.pad(tensors[0], settings["borders"], settings["mode"], value)


def _quarters(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Invalid("a whole number is needed")
    return value % 4


def _plane(settings: Settings, rank: int) -> list[int]:
    """The two axes, behind the batch, that are turned."""
    places = [place_of(axis, rank) for axis in settings["axes"]]
    if len(places) != 2 or places[0] == places[1]:
        raise Invalid("{count} numbers are needed", count=2)
    return places


def _turned(inputs: list[Shape], settings: Settings) -> Shape:
    made = list(inputs[0])
    first, second = _plane(settings, len(made))
    if settings["times"] % 2:
        made[first], made[second] = made[second], made[first]
    return tuple(made)


def _turn(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    (x,) = tensors
    first, second = (place + 1 for place in _plane(settings, len(x.shape) - 1))
    return ops.rot90(x, settings["times"], (first, second))


def _grey(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,) = inputs
    if len(shape) != 3 or shape[-1] != 3:
        raise Invalid("an image is needed, not {shape}", shape=words(shape))
    return (*shape[:-1], 1)


_AXIS = {"axis": Setting(axis)}

REARRANGING: Mapping[str, Operation] = {
    "ops.stack": Operation(None, lambda ops, t, s: ops.stack(t, axis=s["axis"]), _stacked, _AXIS),
    "ops.flip": Operation(
        1, lambda ops, t, s: ops.flip(t[0], axis=s["axis"]), _with_axes, {"axis": Setting(axes)}
    ),
    "ops.repeat": Operation(
        1, lambda ops, t, s: ops.repeat(t[0], s["repeats"], axis=s["axis"]), _repeated,
        {**_AXIS, "repeats": Setting(positive)},
    ),
    "ops.tile": Operation(
        1, lambda ops, t, s: ops.tile(t[0], s["repeats"]), _tiled, {"repeats": Setting(_times)}
    ),
    "ops.widen": Operation(1, _widen, _widened, {"sides": Setting(_times)}),
    "ops.roll": Operation(
        1, lambda ops, t, s: ops.roll(t[0], s["shift"], axis=s["axis"]), _rolled,
        {"axis": Setting(axes), "shift": Setting(_shifts)},
    ),
    "ops.take": Operation(
        1, lambda ops, t, s: ops.take(t[0], list(s["indices"]), axis=s["axis"]), _taken,
        {**_AXIS, "indices": Setting(_places)},
    ),
    "ops.section": Operation(
        1, _section, _sectioned,
        {**_AXIS, "count": Setting(positive), "number": Setting(whole)},
    ),
    "ops.glu": Operation(1, lambda ops, t, s: ops.glu(t[0], axis=s["axis"]), _halved, _AXIS),
    "ops.reorder": Operation(
        1, _reorder, _reordered,
        {"from": Setting(axis), "to": Setting(axis), "how": Setting(word("swap", "move"))},
    ),
    "ops.pad": Operation(
        1, _pad, _padded,
        {
            "borders": Setting(_borders),
            "mode": Setting(word("constant", "reflect", "symmetric"), "constant"),
            "value": Setting(number, 0.0),
        },
    ),
    "ops.turn": Operation(
        1, _turn, _turned, {"times": Setting(_quarters, 1), "axes": Setting(axes, (1, 2))}
    ),
    "ops.rgb_to_grayscale": Operation(
        1, lambda ops, t, _: ops.image.rgb_to_grayscale(t[0], data_format="channels_last"), _grey
    ),
}  # fmt: skip
