"""Arithmetic with the sizes of images, in plain numbers; see `core.opening.sizes`.

A size is a number, a list of them, BATCH or UNKNOWN. What fails raises ValueError, TypeError or
ArithmeticError, and then it is no size.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from core.errors import Invalid
from core.opening.arguments import Arguments

# The number of images, and a number that is not known.
BATCH, UNKNOWN = object(), object()
_LARGEST = 1 << 31
# A size has a number for each axis; Sobel's filters for 512 channels have 9,216 numbers [chosen].
_MOST_LISTED, _MOST_TILED = 64, 16_384


def bounded(value: Any) -> Any:
    """A size; UNKNOWN if it is none of a network."""
    if isinstance(value, list):
        if len(value) > _MOST_LISTED:
            raise Invalid("a short list of numbers is needed")
        return [_number(each) for each in value]
    return _number(value)


def _number(value: Any) -> Any:
    if value is BATCH or value is UNKNOWN:
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Invalid("a whole number is needed")
    return value if math.isfinite(value) and abs(value) < _LARGEST else UNKNOWN


def _pairwise(function: Callable[[Any, Any], Any]) -> Callable[[Arguments], Any]:
    def compute(left: Any, right: Any) -> Any:
        if isinstance(left, list) or isinstance(right, list):
            pairs = [each if isinstance(each, list) else [each] for each in (left, right)]
            count = max(map(len, pairs))
            if count > _MOST_LISTED:
                raise Invalid("a short list of numbers is needed")
            lists = [each * count if len(each) == 1 else each for each in pairs]
            return [compute(a, b) for a, b in zip(*lists, strict=True)]
        if UNKNOWN in (left, right) or BATCH in (left, right):
            return UNKNOWN
        return function(bounded(left), bounded(right))

    return lambda arguments: compute(
        arguments.get(0, "x", "a"), arguments.get(1, "y", "b")
    )  # fmt: skip


def _each(value: Any, function: Callable[[Any], Any]) -> Any:
    if isinstance(value, list):
        return [_each(part, function) for part in value]
    return UNKNOWN if value is BATCH or value is UNKNOWN else function(value)


def _cast(arguments: Arguments) -> Any:
    kind = str(arguments.get(1, "dtype", "DstT", default="int32")).lower().removeprefix("dt_")
    if not kind.startswith(("int", "float", "double")):
        raise Invalid("a whole number is needed")
    value = arguments.get(0, "x", "value")
    return value if value is BATCH else _each(value, int if kind.startswith("int") else float)


def _part(arguments: Arguments) -> Any:
    value, key = arguments.get(0), arguments.get(1, "slice_spec")
    key = key[0] if isinstance(key, list) and len(key) == 1 else key
    if not isinstance(value, list):
        raise Invalid("a short list of numbers is needed")
    if isinstance(key, Mapping):
        return value[slice(*(key.get(end) for end in ("start", "stop", "step")))]
    if isinstance(key, bool) or not isinstance(key, int):
        raise Invalid("a slice is needed")
    return value[key]


def _listed(arguments: Arguments) -> Any:
    values = arguments.get(0, "values")
    if not isinstance(values, (list, tuple)) or arguments.get(1, "axis", default=0):
        raise Invalid("a short list of numbers is needed")
    return list(values)


def _joined(arguments: Arguments) -> Any:
    values = [each if isinstance(each, list) else [each] for each in arguments.get(0, "values")]
    return [part for each in values for part in each]


def _product(arguments: Arguments) -> Any:
    values = arguments.get(0, "input_tensor")
    known = isinstance(values, list) and BATCH not in values and UNKNOWN not in values
    return math.prod(values) if known and len(values) <= 8 else UNKNOWN


def _split(arguments: Arguments) -> Any:
    return list(arguments.get(0, "value"))


def tiled(arguments: Arguments) -> Any:
    """A table that is repeated along each of its axes."""
    value, times = arguments.get(0, "input"), arguments.get(1, "multiples")
    fixed = np.array(value, np.float32)
    known = isinstance(times, list) and all(type(each) is int and each > 0 for each in times)
    if not known or len(times) != fixed.ndim or fixed.size * math.prod(times) > _MOST_TILED:
        raise Invalid("a table of at most {most:,} numbers is needed", most=_MOST_TILED)
    return np.tile(fixed, times).tolist()


SIZES: Mapping[str, Callable[[Arguments], Any]] = {
    "get_item": _part,
    "add": _pairwise(operator.add),
    "subtract": _pairwise(operator.sub),
    "multiply": _pairwise(operator.mul),
    "divide": _pairwise(operator.truediv),
    "floor_divide": _pairwise(operator.floordiv),
    "mod": _pairwise(operator.mod),
    "maximum": _pairwise(max),
    "minimum": _pairwise(min),
    "cast": _cast,
    "identity": lambda arguments: arguments.get(0, "input", "x"),
    "stack": _listed,
    "concatenate": _joined,
    "unstack": _split,
    "prod": _product,
}
