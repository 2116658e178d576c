"""Operations on each number alone: functions, comparisons, and choices between two tensors.

A comparison gives 1 for true and 0 for false, in the type of its tensor, so that no booleans occur.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.errors import Invalid
from core.opening.geometry import Shape, words
from core.opening.operation import Operation, broadcast, same, together
from core.opening.settings import Setting, flag, number, optional
from core.opening.tables import as_array, plus, require_fit, sides_of, table
from core.opening.terms import Settings

ALONE = (
    "sqrt", "rsqrt", "reciprocal", "square", "absolute", "log", "log1p", "expm1", "sign", "floor",
    "ceil", "round", "sin", "cos", "tan", "arctan", "erf", "sparse_sigmoid", "zeros_like",
    "ones_like", "log2", "log10", "exp2", "sinh", "cosh", "arcsin", "arccos", "arcsinh", "arctanh",
    "trunc", "cbrt",
)  # fmt: skip
ARITHMETIC = ("mod", "floor_divide", "divide_no_nan", "squared_difference", "arctan2", "hypot",
              "logaddexp")  # fmt: skip
COMPARISONS = (
    "greater", "greater_equal", "less", "less_equal", "equal", "not_equal", "logical_and",
    "logical_or", "logical_xor",
)  # fmt: skip
# What replaces a number that is none, or no finite one; None stands for the largest of its type.
_REPLACED = {"nan": 0.0, "posinf": None, "neginf": None}
# Keras asks the arguments of these for their type, which a plain number lacks.
_OF_ARRAYS = ("arctan2", "hypot", "logaddexp")
PAIRS = (*ARITHMETIC, *COMPARISONS)
# Of two tensors these are Keras layers, or not rebuilt.
_WITH_NUMBERS = (*PAIRS, "maximum", "minimum", "power")


def _alone(name: str) -> Operation:
    return Operation(1, lambda ops, tensors, _: getattr(ops, name)(tensors[0]), same)


def _paired(name: str, ops: Any, left: Any, right: Any, kind: Any) -> Any:
    if name == "squared_difference":  # which Keras does not have
        return ops.square(ops.subtract(left, right))
    made = getattr(ops, name)(left, right)
    return ops.cast(made, kind) if name in COMPARISONS else made


def _pair(name: str) -> Operation:
    """A function of two tensors."""

    def build(ops: Any, tensors: list[Any], settings: Settings) -> Any:
        left, right = tensors
        return _paired(name, ops, left, right, left.dtype)

    return Operation(2, build, together)


def _with_number(name: str) -> Operation:
    """A function of a tensor and a number or a table.

    The number is the first argument where `first` says so.
    """

    def build(ops: Any, tensors: list[Any], settings: Settings) -> Any:
        (x,), fixed = tensors, as_array(settings["number"])
        if name in _OF_ARRAYS:
            fixed = np.asarray(fixed, np.float32)
        left, right = (fixed, x) if settings["first"] else (x, fixed)
        return _paired(name, ops, left, right, x.dtype)

    return Operation(1, build, _widened, {"number": Setting(table), "first": Setting(flag)})


def _widened(inputs: list[Shape], settings: Settings) -> Shape:
    """The shape of a tensor, with the sides of the table along which the tensor has one number."""
    (shape,), sides = inputs, sides_of(settings["number"])
    if len(sides) > len(shape):
        return _fitting(inputs, settings)
    behind = zip(shape[len(shape) - len(sides) :], sides, strict=True)
    wide = (*shape[: len(shape) - len(sides)], *(s if own == 1 else own for own, s in behind))
    require_fit(settings["number"], wide)
    return wide


def _fitting(inputs: list[Shape], settings: Settings) -> Shape:
    """The broadcast shape of the tensors; no table in the settings may enlarge it."""
    shape = together(inputs, settings)
    for name in ("number", "then", "otherwise"):
        require_fit(settings.get(name, 0.0), shape)
    return shape


def _choice(*given: str) -> Operation:
    """`then` where the first tensor is not 0, and `otherwise` elsewhere.

    Those of the two that `given` names are tensors, in this order; the others are numbers or
    tables.
    """
    fixed = [end for end in ("then", "otherwise") if end not in given]

    def build(ops: Any, tensors: list[Any], settings: Settings) -> Any:
        asked, *chosen = tensors
        ends = dict(zip(given, chosen, strict=True)) | {
            end: as_array(settings[end]) for end in fixed
        }
        made = ops.where(ops.not_equal(asked, 0), ends["then"], ends["otherwise"])
        return ops.cast(made, asked.dtype)

    return Operation(1 + len(given), build, _fitting, {end: Setting(table) for end in fixed})


def _negated(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    return ops.cast(ops.equal(tensors[0], 0), tensors[0].dtype)


def _enlarged(inputs: list[Shape], settings: Settings) -> Shape:
    """The broadcast shape of a tensor and two tables, of which none has more axes."""
    (shape,), tables = inputs, [sides_of(settings[name]) for name in ("scale", "offset")]
    if any(len(sides) > len(shape) for sides in tables):
        raise Invalid("tensors of different ranks cannot be joined")
    return broadcast([shape, *tables])


def _rescale(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    made = ops.multiply(tensors[0], as_array(settings["scale"]))
    return plus(ops, made, settings["offset"])


def _without_nan(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    return ops.nan_to_num(tensors[0], **settings)


def _fill(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    return plus(ops, ops.zeros_like(tensors[0]), settings["number"])


def _biased(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,), sides = inputs, sides_of(settings["offset"])
    wide = [side for side in sides if side > 1]
    summed = _enlarged(inputs, {**settings, "scale": 0.0})
    # Where Keras takes the table for a bias, nothing is enlarged.
    if len(wide) == 1 and wide[0] in (shape[0], shape[-1]) and summed != shape:
        raise Invalid("a table of {sides} numbers does not fit {shape}",
                      sides=words(sides), shape=words(shape))  # fmt: skip
    return summed


def _bias(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    """A sum of Keras 3, which may add a table along another axis than the one on which it lies."""
    return ops.add(tensors[0], as_array(settings["offset"]))


ELEMENTWISE: Mapping[str, Operation] = {
    **{f"ops.{name}": _alone(name) for name in ALONE},
    **{f"ops.{name}": _pair(name) for name in PAIRS},
    **{f"ops.{name} number": _with_number(name) for name in _WITH_NUMBERS},
    "ops.logical_not": Operation(1, _negated, same),
    "ops.rescale": Operation(
        1, _rescale, _enlarged, {"scale": Setting(table), "offset": Setting(table)}
    ),
    "ops.biased": Operation(1, _bias, _biased, {"offset": Setting(table)}),
    "ops.nan_to_num": Operation(
        1,
        _without_nan,
        same,
        {name: Setting(optional(number), default) for name, default in _REPLACED.items()},
    ),
    "ops.full_like": Operation(1, _fill, _fitting, {"number": Setting(table)}),
    "ops.where": _choice("then", "otherwise"),
    "ops.where then": _choice("then"),
    "ops.where otherwise": _choice("otherwise"),
    "ops.where numbers": _choice(),
}
