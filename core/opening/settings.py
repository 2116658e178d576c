"""Read one setting of a layer from JSON into a plain number, flag, word or tuple of these.

Nothing else of an untrusted config is kept, so initializers, regularizers, constraints and their
code never reach Keras.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.errors import Invalid, Said

ACTIVATIONS = {
    "linear", "relu", "relu6", "leaky_relu", "elu", "selu", "celu", "gelu", "silu", "swish",
    "mish", "sigmoid", "hard_sigmoid", "hard_silu", "hard_swish", "hard_tanh", "tanh",
    "tanh_shrink", "soft_shrink", "hard_shrink", "threshold", "softplus", "softsign", "softmax",
    "log_softmax", "log_sigmoid", "exponential", "glu", "sparse_plus", "squareplus",
}  # fmt: skip

# TensorFlow's own functions as activations, by the names that Keras writes for them.
RENAMED_ACTIVATIONS = {"softmax_v2": "softmax", "log_softmax_v2": "log_softmax"}
ACTIVATIONS |= set(RENAMED_ACTIVATIONS)
# Keras accepts these as activations, but they halve an axis or need further settings.
_NOT_ALONE = {"glu", "threshold"}

LARGEST_SIDE = 1 << 20
MOST_NUMBERS = 1024
# Of a tensor, without its batch [a Swin transformer's windows have five].
MOST_SIDES = 7
REQUIRED = object()

Parser = Callable[[Any], Any]


class NotRebuilt(Said, ValueError):
    """A setting or layer that is valid but that GoodNet does not rebuild."""


@dataclass(frozen=True)
class Setting:
    """How one setting is read: `parse` takes JSON and raises ValueError for invalid values."""

    parse: Parser
    default: Any = REQUIRED


def whole(value: object) -> int:
    """A whole number from 0 to `LARGEST_SIDE`."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value % 1 != 0:
        raise Invalid("a whole number is needed")
    if not 0 <= value <= LARGEST_SIDE:
        raise Invalid("a number from 0 to {largest} is needed", largest=LARGEST_SIDE)
    return int(value)


def positive(value: object) -> int:
    """A whole number from 1 to `LARGEST_SIDE`."""
    found = whole(value)
    if found < 1:
        raise Invalid("a number above zero is needed")
    return found


def axis(value: object) -> int:
    """The number of an axis, alone or in a list of one."""
    number = value[0] if isinstance(value, (list, tuple)) and len(value) == 1 else value
    if isinstance(number, bool) or not isinstance(number, int) or not -8 <= number <= 8:
        raise Invalid("an axis number is needed")
    return number


def axes(value: object) -> tuple[int, ...]:
    """The numbers of up to eight axes."""
    parts = value if isinstance(value, (list, tuple)) else [value]
    if len(parts) > 8:
        raise Invalid("a short list of numbers is needed")
    return tuple(axis(part) for part in parts)


def axis_or_two(value: object) -> int | tuple[int, ...]:
    """The number of an axis of two tensors, or one number for each."""
    found = axes(value)
    if not isinstance(value, (list, tuple)):
        return found[0]
    if len(found) != 2:
        raise Invalid("{count} numbers are needed", count=2)
    return found


def number(value: object) -> float:
    """A finite number."""
    # Keras 2 writes NumPy scalars as {"class_name": "__numpy__" or "type": ..., "value": x}.
    plain = value.get("value") if isinstance(value, dict) else value
    if isinstance(plain, bool) or not isinstance(plain, (int, float)) or not math.isfinite(plain):
        raise Invalid("a finite number is needed")
    return float(plain)


def boundaries(value: object) -> tuple[float, ...]:
    """A list of finite numbers in strictly ascending order."""
    if not isinstance(value, (list, tuple)) or not 0 < len(value) <= MOST_NUMBERS:
        raise Invalid("a short list of numbers is needed")
    found = tuple(number(part) for part in value)
    if list(found) != sorted(set(found)):
        raise Invalid("numbers in order are needed")
    return found


def flag(value: object) -> bool:
    """True or false."""
    if isinstance(value, bool) or value in (0, 1):
        return bool(value)
    raise Invalid("true or false is needed")


def never(value: object) -> bool | None:
    """False or None; GoodNet does not rebuild what the setting would turn on."""
    if value is not None and value is not False:
        raise NotRebuilt("it is switched on, and GoodNet does not rebuild that yet")
    return value


def only(*values: Any) -> Parser:
    """One of `values`; GoodNet does not rebuild the layer with any other."""

    def parse(value: object) -> Any:
        if not any(value == each and type(value) is type(each) for each in values):
            raise NotRebuilt("it has a value that GoodNet does not rebuild yet")
        return values[0]

    return parse


def several(count: int, least: int = 0) -> Parser:
    """`count` whole numbers, each at least `least`; a single number stands for all."""

    def parse(value: object) -> tuple[int, ...]:
        parts = value if isinstance(value, (list, tuple)) else [value] * count
        if len(parts) != count:
            raise Invalid("{count} numbers are needed", count=count)
        found = tuple(whole(part) for part in parts)
        if min(found) < least:
            raise Invalid("numbers above zero are needed")
        return found

    return parse


def borders(count: int) -> Parser:
    """The amounts added or cut before and after each of `count` axes, or of the only one."""
    both = several(2)

    def parse(value: object) -> tuple[Any, ...]:
        if count == 1:
            return both(value[0] if isinstance(value, list) and len(value) == 1 else value)
        parts = value if isinstance(value, (list, tuple)) else [value] * count
        if len(parts) != count:
            raise Invalid("{count} numbers are needed", count=count)
        return tuple(both(part) for part in parts)

    return parse


def sides(value: object) -> tuple[int, ...]:
    """The sides of a shape; -1 leaves a side open."""
    if not isinstance(value, (list, tuple)) or len(value) > MOST_SIDES:
        raise Invalid("a short list of numbers is needed")
    return tuple(-1 if side in (-1, None) else whole(side) for side in value)


def optional(parse: Parser) -> Parser:
    """Like `parse`, or None."""
    return lambda value: None if value is None else parse(value)


def word(*words: str) -> Callable[[Any], str]:
    """One of `words`, in upper or lower case."""

    def parse(value: object) -> str:
        found = value.lower() if isinstance(value, str) else value
        if found not in words:
            raise Invalid("one of {words} is needed", words=", ".join(words))
        return str(found)

    return parse


def activation(value: object) -> str:
    """The name of a Keras activation, from a name, from None, or from a function's config."""
    if value is None:
        return "linear"
    if isinstance(value, dict):
        config = value.get("config")
        value = config.get("activation") if isinstance(config, dict) else config
    if not isinstance(value, str) or value not in ACTIVATIONS:
        raise Invalid("the name of a Keras activation is needed")
    value = RENAMED_ACTIVATIONS.get(value, value)
    if value in _NOT_ALONE:
        raise NotRebuilt("its activation is not supported yet")
    return value
