"""Normalization as an operation, without weights: by mean and variance, or by the mean square."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from core.errors import Invalid
from core.opening.arguments import Arguments, Maker, Rebuilt
from core.opening.blueprint import Tensor
from core.opening.geometry import Shape, places_of
from core.opening.operation import Operation
from core.opening.settings import NotRebuilt, Setting, axes, flag, number
from core.opening.tables import Table, as_array, plus, require_fit, sides_of, table
from core.opening.terms import Settings

# What Keras adds to a variance where a file says nothing [keras.backend.epsilon].
_EPSILON = 1e-7


def _normalized(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,) = inputs
    places = places_of(settings["axis"], len(shape))
    for name in ("scale", "offset"):
        require_fit(settings[name], shape)
        # Keras lays a list along the axis that is normalized; here it lies along the last one.
        if sides_of(settings[name]) and places != {len(shape) - 1}:
            raise Invalid("the sum is not over the last axis")
    return shape


def _normalize(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    (x,), over = tensors, settings["axis"]
    if settings["centred"]:
        x = ops.subtract(x, ops.mean(x, axis=over, keepdims=True))
    square = ops.mean(ops.square(x), axis=over, keepdims=True)
    made = ops.multiply(x, ops.rsqrt(ops.add(square, settings["epsilon"])))
    return plus(ops, ops.multiply(made, as_array(settings["scale"])), settings["offset"])


NORMALIZING: Mapping[str, Operation] = {
    "ops.normalized": Operation(
        1, _normalize, _normalized,
        {
            "axis": Setting(axes), "epsilon": Setting(number), "centred": Setting(flag),
            "scale": Setting(table), "offset": Setting(table),
        },
    ),
}  # fmt: skip


# -- how they are read --------------------------------------------------------------------


def _fixed(value: Any, default: float) -> Table:
    if isinstance(value, Tensor):
        raise NotRebuilt("its arguments are not supported yet")
    found = default if value is None else table(value)
    if len(sides_of(found)) > 1:
        raise NotRebuilt("its arguments are not supported yet")
    return found


def _read(arguments: Arguments, centred: bool, scale: Any, offset: Any) -> Rebuilt:
    arguments.refuse("rms_scaling")
    epsilon = arguments.get(None, "epsilon")
    settings = {
        "axis": arguments.get(None, "axis", default=-1),
        "epsilon": _EPSILON if epsilon is None else epsilon,
        "centred": centred,
        "scale": _fixed(scale, 1.0),
        "offset": _fixed(offset, 0.0),
    }
    return Rebuilt("ops.normalized", settings, (arguments.tensor(),))


def _read_layer(arguments: Arguments) -> Rebuilt:
    return _read(arguments, True, arguments.get(1, "gamma"), arguments.get(2, "beta"))


def _read_square(arguments: Arguments) -> Rebuilt:
    return _read(arguments, False, arguments.get(1, "scale"), None)


def _read_batch(arguments: Arguments) -> Rebuilt:
    """By a mean and a variance that the config holds: one factor and one number to add."""
    if arguments.get(None, "axis", default=-1) != -1:
        raise NotRebuilt("its channels are not the last axis")
    names = ("mean", "variance", "offset", "scale")
    given = [arguments.get(place, name) for place, name in enumerate(names, 1)]
    mean, variance, offset, scale = map(_fixed, given, (0.0, 1.0, 0.0, 1.0))
    epsilon = number(arguments.get(None, "epsilon", default=1e-3))
    lists = [
        each if isinstance(each, tuple) else (each,) for each in (mean, variance, offset, scale)
    ]
    count = max(map(len, lists))
    rows = zip(*(each * count if len(each) == 1 else each for each in lists), strict=True)
    factors, added = [], []
    for centre, spread, more, factor in rows:
        if number(spread) + epsilon <= 0:
            raise Invalid("numbers above zero are needed")
        factors.append(number(factor) / math.sqrt(number(spread) + epsilon))
        added.append(number(more) - number(centre) * factors[-1])
    return Rebuilt("Rescaling", {"scale": factors, "offset": added}, (arguments.tensor(),))


NORMALIZING_MAKERS: Mapping[str, Maker] = {
    "layer_norm": _read_layer,
    "rms_norm": _read_square,
    "batch_norm": _read_batch,
}
