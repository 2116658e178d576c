"""Reshapes that make several rows of each image, as if they were images: the windows of a Swin.

A file reshapes (images, 8, 8, 16) to (images × 4, 16, 16), and back. GoodNet gives such a tensor an
axis of four behind the batch, and moves the axes of what is computed with it by one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from core.errors import NotSupported
from core.opening.blueprint import NetworkPart, Tensor
from core.opening.elementwise import ALONE
from core.opening.geometry import Shape
from core.opening.known_shapes import KnownShapes
from core.opening.layer_names import TRAINING_ONLY
from core.opening.refusing import mixed_images, not_supported_yet
from core.opening.settings import MOST_SIDES
from core.opening.terms import Settings

# Of a file's tensor by layer and output, or of a part that follows another one, by its name.
_Key = tuple[str, int]


class Grouped:
    """The tensors of one network that have several rows for each image, and how many."""

    def __init__(self, known: KnownShapes) -> None:
        self._known = known
        self._rows: dict[_Key, int] = {}
        self._asked: set[_Key] = set()

    def put(self, name: str, output: int, parts: Sequence[NetworkPart]) -> list[NetworkPart]:
        """`parts` of the entry `name` for tensors with an axis of rows, in order.

        Raises:
            NotSupported: a part computes with rows in a way that is not known.
        """
        made = []
        for place, part in enumerate(parts):
            rows, moved = self._moved(part)
            made.append(moved)
            key = (name, output) if place == len(parts) - 1 else (part.name, 0)
            # What was read before its input would not have been moved.
            if rows > 1 and key in self._asked:
                raise _refusal(part.name, part.type)
            if rows > 1:
                self._rows[key] = self._rows[part.name, 0] = rows
        return made

    def shape_of(self, tensor: Tensor) -> Shape | None:
        """The shape of a tensor of the file, of one of its rows."""
        shape = self._known.of(tensor)
        return shape[1:] if shape and self._key(tensor) in self._rows else shape

    def require_whole(self, answer: Tensor) -> None:
        """Raise NotSupported if the network answers with several rows for each image."""
        if self._key(answer) in self._rows:
            raise _refusal(answer.layer, "Reshape")

    @staticmethod
    def _key(tensor: Tensor, follows: bool = False) -> _Key:
        return tensor.layer, 0 if follows else tensor.output

    def _moved(self, part: NetworkPart) -> tuple[int, NetworkPart]:
        """The rows that `part` makes for each image, and the part that makes them."""
        taken = {tensor for call in part.calls for tensor in call}
        keys = {self._key(tensor, part.follows) for tensor in taken}
        self._asked |= keys
        rows = {self._rows.get(key, 1) for key in keys}
        if part.type == "Reshape" and len(taken) == 1:
            return self._reshaped(part, part.calls[0][0], max(rows))
        if rows <= {1}:
            return 1, part
        move = _MOVED.get(part.type)
        if len(rows) > 1 or move is None or part.inner is not None:
            raise _refusal(part.name, part.type)
        shape = None if part.follows else self._known.of(part.calls[0][0])
        return max(rows), replace(part, settings=move(part.settings, len(shape or ())))

    def _reshaped(self, part: NetworkPart, tensor: Tensor, rows: int) -> tuple[int, NetworkPart]:
        shape, target = self._known.of(tensor), part.settings["target_shape"]
        total = None if shape is None or None in shape else math.prod(side or 0 for side in shape)
        if rows > 1 and -1 in target and total:
            known = rows * math.prod(side for side in target if side != -1)
            target = tuple(total // max(known, 1) if side == -1 else side for side in target)
        size = math.prod(target)
        if total is None or -1 in target or size < 1 or total % size:
            # Without a shape, a layer before it does not fit, which is told later.
            if rows > 1 and shape is not None:
                raise _refusal(part.name, part.type)
            return 1, part
        made = total // size
        # A layer, which is no arithmetic, reshapes each row alone.
        if rows == 1 and made > 1 and part.written == "Reshape":
            return 1, part
        if (rows > 1 and part.written == "Reshape" and made != rows) or len(target) >= MOST_SIDES:
            raise _refusal(part.name, part.type)
        target = (made, *target) if made > 1 else target
        return made, replace(part, settings={**part.settings, "target_shape": target})


def _refusal(name: str, type_name: str) -> NotSupported:
    return not_supported_yet(name, type_name, mixed_images())


# -- how settings change -------------------------------------------------------------------

_Move = Callable[[Settings, int], Settings]


def _same(settings: Settings, rank: int) -> Settings:
    return settings


def _up(axis: int) -> int:
    return axis if axis < 0 else axis + 1


def _with_axes(*names: str) -> _Move:
    """A function of axes; an axis below zero is counted from the last one."""

    def move(settings: Settings, rank: int) -> Settings:
        moved = {}
        for name in names:
            value = settings[name]
            many = isinstance(value, tuple)
            moved[name] = tuple(map(_up, value)) if many else None if value is None else _up(value)
        return {**settings, **moved}

    return move


def _permuted(settings: Settings, rank: int) -> Settings:
    return {**settings, "dims": (1, *(axis + 1 for axis in settings["dims"]))}


def _taken(settings: Settings, rank: int) -> Settings:
    first, *others = settings["key"]
    key = settings["key"] if first is Ellipsis else (first, slice(None), *others)
    return {**settings, "key": key}


def _attended(settings: Settings, rank: int) -> Settings:
    axes = settings["attention_axes"] or tuple(range(1, rank - 1))
    return {**settings, "attention_axes": tuple(map(_up, axes))}


_ALIKE = {
    "Dense", "Activation", "ReLU", "LeakyReLU", "ELU", "Dropout", "Identity", "Rescaling",
    "Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "ops.divide", "ops.matmul",
    "ops.gelu", "ops.clip", "ops.power", *TRAINING_ONLY, *(f"ops.{name}" for name in ALONE),
}  # fmt: skip
_ALONG = {
    "LayerNormalization", "RMSNormalization", "UnitNormalization", "BatchNormalization", "Softmax",
    "Concatenate", "ops.matmul table", "ops.section", "ops.roll", "ops.mean", "ops.sum", "ops.max",
    "ops.min", "ops.flip",
}  # fmt: skip
_MOVED: Mapping[str, _Move] = {
    **dict.fromkeys(_ALIKE, _same),
    **dict.fromkeys(_ALONG, _with_axes("axis")),
    "Permute": _permuted,
    "ops.reorder": _with_axes("from", "to"),
    "ops.get_item": _taken,
    "MultiHeadAttention": _attended,
}
