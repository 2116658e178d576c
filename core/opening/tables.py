"""Tables of numbers that a config holds: images, deviations, positions.

A table is nested tuples of finite numbers whose rows have one length. A table of no axis is a
number.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np

from core.errors import Invalid
from core.opening.geometry import Shape, words
from core.opening.settings import number

Table: TypeAlias = "float | tuple[Table, ...]"

# An image of 299 × 299 × 3 has 268,203 numbers. Written out, this many stay below the limit of a
# config's text, so that an exported network opens again.
MOST_IN_TABLE = 300_000
_MOST_AXES = 5
_LARGEST = float(np.finfo(np.float32).max)


def table(value: object) -> Table:
    """A table from nested lists, or from an array as Keras writes it."""
    value = _written(value)
    row: object = value
    sides: list[int] = []
    while isinstance(row, (list, tuple)):
        sides.append(len(row))
        row = row[0] if row else 0.0
    if len(sides) > _MOST_AXES or not 0 < math.prod(sides) <= MOST_IN_TABLE:
        raise Invalid("a table of at most {most:,} numbers is needed", most=MOST_IN_TABLE)
    return _rows(value, sides)


def sides_of(values: Table) -> tuple[int, ...]:
    """The sides of a table."""
    return (len(values), *sides_of(values[0])) if isinstance(values, tuple) else ()


def mapped(function: Callable[[float], float], values: Table) -> Table:
    """A table of `function` of each number."""
    if isinstance(values, tuple):
        return tuple(mapped(function, each) for each in values)
    return function(values)


def require_fit(values: Table, shape: Shape) -> None:
    """Raise ValueError unless a tensor of `shape` keeps it when joined with a table."""
    sides = sides_of(values)
    behind = shape[len(shape) - len(sides) :]
    fits = all(own in (1, side) or side is None for own, side in zip(sides, behind, strict=False))
    if len(sides) > len(shape) or not fits:
        raise Invalid(
            "a table of {sides} numbers does not fit {shape}",
            sides=words(sides),
            shape=words(shape),
        )


def as_array(value: Any) -> Any:
    """A table as an array, which Keras takes in a tenth of the time; a number stays one."""
    return np.array(value, np.float32) if isinstance(value, tuple) else value


def plus(ops: Any, x: Any, values: Any) -> Any:
    """A tensor plus a table, along the axes on which the table lies.

    Keras's own sum takes a table with one side above 1 for a bias, and may add it along another
    axis of this length. So this subtracts the table's negative, which is the same number.
    """
    return ops.subtract(x, -as_array(values))


def _written(value: object) -> object:
    """The nested lists of {"class_name": "__numpy__", "config": {"value": ..., "dtype": ...}}."""
    if not isinstance(value, Mapping) or value.get("class_name") not in ("__numpy__", "__tensor__"):
        return value
    inner = value.get("config")
    return inner.get("value") if isinstance(inner, Mapping) else value.get("value")


def _rows(value: object, sides: list[int]) -> Table:
    if not sides:
        found = number(value)
        if abs(found) > _LARGEST:
            raise Invalid("a finite number is needed")
        return found
    if not isinstance(value, (list, tuple)) or len(value) != sides[0]:
        raise Invalid("rows of one length are needed")
    return tuple(_rows(each, sides[1:]) for each in value)
