"""What an operation is: its number of tensors, its settings, its shape and its function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.errors import Invalid
from core.opening.geometry import Shape, places_of
from core.opening.settings import Setting
from core.opening.terms import Settings

LARGEST_TENSOR = 1 << 28


@dataclass(frozen=True)
class Operation:
    """One operation.

    Attributes:
        inputs: the number of input tensors; None for any number above zero.
        build: makes the Keras tensor from keras.ops, the tensors and the settings.
        shape: computes the output's shape from the input shapes and the settings, without the batch
            axis.
        table: how its settings are read.
    """

    inputs: int | None
    build: Callable[[Any, list[Any], Settings], Any]
    shape_of: Callable[[list[Shape], Settings], Shape]
    table: Mapping[str, Setting] = field(default_factory=dict)

    def shape(self, inputs: list[Shape], settings: Settings) -> Shape:
        """The output's shape; raises ValueError if the tensors do not fit."""
        if len(inputs) != (self.inputs or max(len(inputs), 1)):
            raise Invalid(
                "it takes {needed} tensors and is given {count}",
                needed=self.inputs,
                count=len(inputs),
            )
        return self.shape_of(inputs, settings)


def broadcast(inputs: list[Shape]) -> Shape:
    """The broadcast shape of tensors of the shapes `inputs`, as in Keras's merging layers."""
    rank = max(len(shape) for shape in inputs)
    padded = [(1,) * (rank - len(shape)) + shape for shape in inputs]
    return tuple(_widest(sides) for sides in zip(*padded, strict=True))


def _widest(sides: tuple[int | None, ...]) -> int | None:
    wide = {side for side in sides if side != 1}
    if len(wide - {None}) > 1:
        raise Invalid("sides of {sides} do not match", sides=", ".join(map(str, sides)))
    return max((side for side in wide if side is not None), default=None if wide else 1)


def together(inputs: list[Shape], settings: Settings) -> Shape:
    """The broadcast shape of tensors of one rank."""
    if len({len(shape) for shape in inputs}) > 1:  # otherwise the batch would meet another axis
        raise Invalid("tensors of different ranks cannot be joined")
    return broadcast(inputs)


def same(inputs: list[Shape], settings: Settings) -> Shape:
    """The shape of the first tensor."""
    return inputs[0]


def reduced(inputs: list[Shape], settings: Settings) -> Shape:
    """The shape of a tensor without the axes of a setting, or with one number along them."""
    (shape,) = inputs
    places = places_of(settings["axis"], len(shape))
    kept = (1,) if settings["keepdims"] else ()
    return tuple(
        side for i, each in enumerate(shape) for side in (kept if i in places else (each,))
    )
