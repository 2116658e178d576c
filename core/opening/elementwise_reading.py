"""Read functions of single numbers, comparisons and choices, as in `core.opening.elementwise`."""

from __future__ import annotations

from collections.abc import Mapping

from core.opening.arguments import Arguments, Maker, Rebuilt, constant, operands, plain, with_fixed
from core.opening.blueprint import Tensor
from core.opening.calls import Call
from core.opening.elementwise import ALONE, PAIRS
from core.opening.settings import NotRebuilt

# Activations, and the settings with which they are those that Keras knows by name.
_ACTIVATIONS: Mapping[str, Mapping[str, float]] = {
    "relu": {}, "relu6": {}, "sigmoid": {}, "tanh": {}, "silu": {}, "selu": {}, "softplus": {},
    "softsign": {}, "hard_sigmoid": {}, "hard_silu": {}, "hard_tanh": {}, "log_sigmoid": {},
    "tanh_shrink": {}, "celu": {"alpha": 1.0},
    "soft_shrink": {"threshold": 0.5}, "hard_shrink": {"threshold": 0.5},
    "squareplus": {"b": 4.0}, "sparse_plus": {}, "log_softmax": {"axis": -1},
}  # fmt: skip


def activation(name: str, fixed: Mapping[str, float] | None = None) -> Maker:
    """A function that is an activation; `fixed` are the only settings with which it is one."""

    def make(arguments: Arguments) -> Rebuilt:
        for place, (setting, value) in enumerate((fixed or {}).items(), 1):
            if arguments.get(place, setting, default=value) not in (value, None):
                raise NotRebuilt("its argument {name} is not supported yet", name=setting)
        return Rebuilt("Activation", {"activation": name}, (arguments.tensor(),))

    return make


def _elu(arguments: Arguments) -> Rebuilt:
    alpha = arguments.get(1, "alpha", default=1.0)
    if alpha in (None, 1.0):
        return activation("elu")(arguments)
    return Rebuilt("ELU", {"alpha": alpha}, (arguments.tensor(),))


def _angle(arguments: Arguments) -> Rebuilt:
    """The angle of (x, y), which TensorFlow takes as y and x."""
    ends = Call((arguments.get(0, "x1", "y"), arguments.get(1, "x2", "x")))
    return _pair("arctan2")(Arguments(ends))


def _pair(name: str) -> Maker:
    def make(arguments: Arguments) -> Rebuilt:
        left, right = operands(arguments)
        if isinstance(left, Tensor) and isinstance(right, Tensor):
            return Rebuilt(f"ops.{name}", {}, (left, right))
        return with_fixed(f"ops.{name} number", "number", left, right)

    return make


def _where(arguments: Arguments) -> Rebuilt:
    asked = arguments.get(0, "condition")
    ends = {
        "then": arguments.get(1, "x1", "x"),
        "otherwise": arguments.get(2, "x2", "y"),
    }
    tensors = {end: value for end, value in ends.items() if isinstance(value, Tensor)}
    numbers = {end: value for end, value in ends.items() if end not in tensors}
    known = all(isinstance(each, (int, float, list, tuple)) for each in numbers.values())
    if not isinstance(asked, Tensor) or not known:
        raise NotRebuilt("its arguments are not supported yet")
    kind = {2: "ops.where", 0: "ops.where numbers"}.get(
        len(tensors), f"ops.where {next(iter(tensors), '')}"
    )
    tables = {end: constant(value) for end, value in numbers.items()}
    return Rebuilt(kind, tables, (asked, *tensors.values()))


def _fill(arguments: Arguments) -> Rebuilt:
    fixed = arguments.get(1, "fill_value")
    if isinstance(fixed, Tensor):
        raise NotRebuilt("its arguments are not supported yet")
    return Rebuilt("ops.full_like", {"number": constant(fixed)}, (arguments.tensor(),))


def _without_nan(arguments: Arguments) -> Rebuilt:
    names = ("nan", "posinf", "neginf")
    settings = {name: arguments.get(place, name) for place, name in enumerate(names, 1)}
    nan = 0.0 if settings["nan"] is None else settings["nan"]
    return Rebuilt("ops.nan_to_num", {**settings, "nan": nan}, (arguments.tensor(),))


ELEMENTWISE_MAKERS: Mapping[str, Maker] = {
    **{name: plain(f"ops.{name}") for name in ALONE},
    **{name: _pair(name) for name in PAIRS},
    **{name: activation(name, fixed) for name, fixed in _ACTIVATIONS.items()},
    "exp": activation("exponential"),
    "arctan2": _angle,
    "elu": _elu,
    "full_like": _fill,
    "nan_to_num": _without_nan,
    "logical_not": plain("ops.logical_not"),
    "where": _where,
}
