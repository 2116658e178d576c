"""EinsumDense: its equation, and the shapes of its kernel, bias and output; einsum of tensors.

An equation of EinsumDense is `[X],[Y]->[Z]`, `...[X],[Y]->...[Z]` or `[X]...,[Y]->[Z]...`, where
each letter is an axis of the input X, the kernel Y and the output Z. The batch is the first axis of
X and Z, and no axis of Y. Tensors are joined by `[X]->[Z]` or `[X],[Y]->[Z]`, where the batch is
the first axis of each; so are three.
"""

from __future__ import annotations

import math
import re
import string
from dataclasses import dataclass
from typing import Any

from core.errors import Invalid
from core.opening.geometry import Shape, words
from core.opening.operation import LARGEST_TENSOR
from core.opening.settings import NotRebuilt, positive
from core.opening.tables import sides_of
from core.opening.terms import Settings

_EQUATION = re.compile(
    r"(?P<left>\.\.\.)?(?P<given>[a-zA-Z]{1,8})(?P<right>\.\.\.)?,(?P<kernel>[a-zA-Z]{1,8})->"
    r"(?(left)\.\.\.)(?P<made>[a-zA-Z]{1,8})(?(right)\.\.\.)"
)
_SUBSCRIPTS = re.compile(r"(?P<given>[a-zA-Z]{1,8}(,[a-zA-Z]{1,8}){0,2})->(?P<made>[a-zA-Z]{1,8})")
_WITH_TABLE = re.compile(r"[a-zA-Z.]{1,11},[a-zA-Z.]{1,11}->[a-zA-Z.]{1,11}")
_MOST_AXES = 8


@dataclass(frozen=True)
class Einsum:
    """The sides of an EinsumDense for one input; shapes omit the batch."""

    output: Shape
    kernel: tuple[int, ...]
    bias: tuple[int, ...]


def equation(value: object) -> str:
    """An equation in which no letter occurs twice in one term and the batch stays the batch."""
    found = _EQUATION.fullmatch(value) if isinstance(value, str) else None
    if found is None or (found["left"] and found["right"]):
        raise Invalid("an equation of axes is needed")
    given, kernel, made = found["given"], found["kernel"], found["made"]
    if any(len(set(term)) != len(term) for term in (given, kernel, made)):
        raise NotRebuilt("its equation is not supported yet")
    if not found["left"] and (given[0] != made[0] or given[0] in kernel):
        raise Invalid("its equation mixes the images of a batch")
    if set(kernel) - set(given + made) or set(made) - set(given + kernel):
        raise Invalid("an axis of its equation has no length")
    assert isinstance(value, str)
    return value


def output_sides(value: object) -> tuple[int | None, ...]:
    """The sides of the output without the batch; None for a side of the input."""
    sides = value if isinstance(value, (list, tuple)) else [value]
    if len(sides) > _MOST_AXES:
        raise Invalid("a short list of numbers is needed")
    return tuple(None if side is None else positive(side) for side in sides)


def letters(value: object) -> str:
    """The letters of some axes."""
    if not isinstance(value, str) or not re.fullmatch("[a-zA-Z]{1,8}", value):
        raise Invalid("letters of axes are needed")
    return value


def subscripts(value: object) -> str:
    """The equation of one to three tensors, in which the batch stays the batch."""
    text = value.replace(" ", "") if isinstance(value, str) else ""
    found = _SUBSCRIPTS.fullmatch(text)
    if found is None:
        raise NotRebuilt("its equation is not supported yet")
    terms = [*found["given"].split(","), found["made"]]
    if any(len(set(term)) != len(term) for term in terms):
        raise NotRebuilt("its equation is not supported yet")
    if len({term[0] for term in terms}) > 1:
        raise Invalid("its equation mixes the images of a batch")
    if set(terms[-1]) - set("".join(terms[:-1])):
        raise Invalid("an axis of its equation has no length")
    return text


def joined_shape(inputs: list[Shape], settings: Settings) -> Shape:
    """The shape that `subscripts` make of tensors of the shapes `inputs`."""
    given, made = settings["subscripts"].split("->")
    terms = given.split(",")
    if [len(term) - 1 for term in terms] != [len(shape) for shape in inputs]:
        raise Invalid("{shape} has other axes than its equation", shape=words(inputs[0]))
    sides: dict[str, int | None] = {}
    for term, shape in zip(terms, inputs, strict=True):
        for letter, side in zip(term[1:], shape, strict=True):
            if sides.setdefault(letter, side) != side:
                raise Invalid("sides of {sides} do not match", sides=f"{sides[letter]}, {side}")
    _bound_between(terms, made, sides)
    return tuple(sides[letter] for letter in made[1:])


def _bound_between(terms: list[str], made: str, sides: dict[str, int | None]) -> None:
    """Refuse three tensors of which two make one that fits no memory, before the third."""
    if len(terms) < 3:
        return
    for place, third in enumerate(terms):
        pair = set("".join(terms[:place] + terms[place + 1 :])) & set(third + made)
        if math.prod(sides.get(letter) or 1 for letter in pair) > LARGEST_TENSOR:
            between = tuple(sides[letter] for letter in sorted(pair - {made[0]}))
            raise Invalid("its output of {shape} fits no memory", shape=words(between))


def subscripts_with_table(value: object) -> str:
    """The equation of a tensor and a table, in either order; see `joined_with_table`."""
    text = value.replace(" ", "") if isinstance(value, str) else ""
    if _WITH_TABLE.fullmatch(text) is None:
        raise NotRebuilt("its equation is not supported yet")
    return text


def joined_with_table(inputs: list[Shape], settings: Settings) -> Shape:
    """The shape that `subscripts` make of a tensor and a table.

    The first letter of the tensor is the batch, which stays the first one. "..." stands for axes
    that stay as they are.
    """
    (shape,), sides = inputs, sides_of(settings["table"])
    given, made = settings["subscripts"].split("->")
    left, right = given.split(",")
    own, fixed = (right, left) if settings["first"] else (left, right)
    own, made = _spelt(own, made, len(shape) + 1)
    if any(len(set(term)) != len(term) or "." in term for term in (own, fixed, made)):
        raise Invalid("its equation is not supported yet")
    if own[0] != made[0] or own[0] in fixed:
        raise Invalid("its equation mixes the images of a batch")
    if len(own) != len(shape) + 1 or len(fixed) != len(sides):
        raise Invalid("{shape} has other axes than its equation", shape=words(shape))
    known = dict(zip(own[1:], shape, strict=True))
    for letter, side in zip(fixed, sides, strict=True):
        if known.setdefault(letter, side) != side:
            raise Invalid("sides of {sides} do not match", sides=f"{known[letter]}, {side}")
    if set(made[1:]) - set(known):
        raise Invalid("an axis of its equation has no length")
    return tuple(known[letter] for letter in made[1:])


def _spelt(own: str, made: str, rank: int) -> tuple[str, str]:
    """Two terms in which letters replace "..."."""
    count = rank - len(own.replace("...", ""))
    if own.count("...") != 1 or made.count("...") != 1 or not 0 <= count <= _MOST_AXES:
        return own, made
    free = [letter for letter in string.ascii_letters if letter not in own + made]
    letters = "".join(free[:count])
    return own.replace("...", letters), made.replace("...", letters)


def einsum(shape: Shape, settings: Settings) -> Einsum:
    """The sides that an EinsumDense has for an input of the shape `shape`.

    Raises:
        ValueError: the input, the output or the bias does not fit the equation.
    """
    found = _EQUATION.fullmatch(settings["equation"])
    assert found is not None
    given, made = found["given"], found["made"]
    if not found["left"]:  # then the first letter is the batch
        given, made = given[1:], made[1:]
    extra = len(shape) - len(given)
    if extra < 0 or (extra and not found["left"] and not found["right"]):
        raise Invalid("{shape} has other axes than its equation", shape=words(shape))
    start = extra if found["left"] else 0
    elided = shape[:extra] if found["left"] else shape[len(given) :]
    if len(settings["output_shape"]) != len(made):
        raise Invalid("{shape} has other axes than its equation", shape=words(shape))
    sides: dict[str, Any] = dict(zip(given, shape[start : start + len(given)], strict=True))
    for axis, side in zip(made, settings["output_shape"], strict=True):
        if sides.get(axis, side) != side and side is not None and sides[axis] is not None:
            raise Invalid("its output does not fit its input")
        sides[axis] = sides.get(axis) or side
    inner = tuple(sides[axis] for axis in made)
    output = (*elided, *inner) if found["left"] else (*inner, *elided)
    right = 0 if found["left"] else len(elided)
    kernel = tuple(_known(sides[axis]) for axis in found["kernel"])
    return Einsum(output, kernel, _bias(made, sides, settings["bias_axes"] or "", right))


def _bias(made: str, sides: dict[str, Any], axes: str, right: int) -> tuple[int, ...]:
    if not axes:
        return ()
    if set(axes) - set(made):
        raise Invalid("its bias has an axis that the output lacks")
    behind = made[min(map(made.index, axes)) :]
    return (*(_known(sides[axis]) if axis in axes else 1 for axis in behind), *(1,) * right)


def _known(side: int | None) -> int:
    if side is None:
        raise Invalid("the image's size is left open, and GoodNet needs a fixed one")
    return side
