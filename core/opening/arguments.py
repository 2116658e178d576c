"""The arguments of a function in a config, and the layer or operation that replaces it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.opening.blueprint import Tensor
from core.opening.calls import Call
from core.opening.settings import NotRebuilt
from core.opening.tables import Table, table
from core.opening.terms import Config
from core.text.wording import printable


@dataclass(frozen=True)
class Rebuilt:
    """An equivalent layer or operation.

    Attributes:
        type: of the layer or operation.
        config: its settings as JSON.
        tensors: its inputs.
        scale: the factor for its result.
    """

    type: str
    config: Config
    tensors: tuple[Tensor, ...]
    scale: Table = 1.0


class Arguments:
    """The arguments of one function, by position or by any of their names."""

    def __init__(self, call: Call, config: Config | None = None) -> None:
        self._args = call.args
        self._kwargs = {**(config or {}), **call.kwargs}

    def get(self, place: int | None, *names: str, default: Any = None) -> Any:
        """The argument at `place`, if it may have one, or the first of `names` that is given."""
        if place is not None and place < len(self._args):
            return self._args[place]
        return next((self._kwargs[name] for name in names if name in self._kwargs), default)

    def tensor(self) -> Tensor:
        """The first argument, which must be a tensor."""
        names = ("x", "value", "input", "input_tensor", "features", "inputs", "images", "tensor")
        found = self.get(0, *names, "logits", "t", "a", "image")
        if not isinstance(found, Tensor):
            raise NotRebuilt("its arguments are not supported yet")
        return found

    def tensors(self) -> tuple[Tensor, ...]:
        """All arguments without a name, which must be tensors."""
        if not self._args or not all(isinstance(each, Tensor) for each in self._args):
            raise NotRebuilt("its arguments are not supported yet")
        return self._args

    def listed(self) -> tuple[Any, ...]:
        """All arguments without a name."""
        return self._args

    def refuse(self, *names: str) -> None:
        """Raise NotRebuilt if any of `names` is given with a value that changes the result."""
        for name in names:
            if self._kwargs.get(name):
                raise NotRebuilt("its argument {name} is not supported yet", name=printable(name))


Maker = Callable[[Arguments], Rebuilt]
# Of a function with several outputs: makes the one of that number.
OutputMaker = Callable[[Arguments, int], Rebuilt]


def plain(type_name: str) -> Maker:
    """A function of one tensor, without settings."""
    return lambda arguments: Rebuilt(type_name, {}, (arguments.tensor(),))


def operands(arguments: Arguments) -> tuple[Any, Any]:
    """The two arguments of a function of two, each a tensor or a table; one is a tensor."""
    left = arguments.get(0, "x1", "x", "value", "a")
    right = arguments.get(1, "x2", "y", "bias", "b", "other")
    pair = [each if isinstance(each, Tensor) else constant(each) for each in (left, right)]
    if not any(isinstance(each, Tensor) for each in pair):
        raise NotRebuilt("its arguments are not supported yet")
    return pair[0], pair[1]


def with_fixed(type_name: str, setting: str, left: Any, right: Any) -> Rebuilt:
    """A function of a tensor and of what the config fixes, kept as `setting`, in either order."""
    first = isinstance(right, Tensor)
    tensor, fixed = (right, left) if first else (left, right)
    return Rebuilt(type_name, {setting: fixed, "first": first}, (tensor,))


def constant(value: object) -> Table:
    """A number or a table; nested lists of length one are unpacked."""
    while isinstance(value, (list, tuple)) and len(value) == 1:
        value = value[0]
    return table(value)
