"""Tensors whose images do not lie along the first axis: `q, k, v = transpose(x, (2, 0, 3, 1, 4))`.

Vision transformers move the three parts of a dense layer before the batch, and take one after
another. GoodNet leaves the batch first, and takes the parts along the second axis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.errors import NotSupported
from core.opening.arithmetic_reading import (
    arguments_of,
    is_arithmetic,
    kind_of,
    written_type,
)
from core.opening.blueprint import Tensor
from core.opening.calls import calls_of
from core.opening.refusing import mixed_images, not_supported_yet
from core.opening.settings import NotRebuilt
from core.opening.terms import Config
from core.opening.written_names import entry_name

_MOST_AXES = 8


class Turned:
    """The turned tensors of one network.

    Raises:
        NotSupported: one of them is an end of the network.
    """

    def __init__(self, entries: Sequence[Config], ends: Sequence[Tensor]) -> None:
        self._names = {entry_name(entry) for entry in entries if _turned_order(entry)}
        for entry in entries:
            if entry_name(entry) in {end.layer for end in ends} & self._names:
                raise _refusal(entry)

    def put(self, entry: Config) -> Config:
        """`entry` for tensors that have their batch first.

        Raises:
            NotSupported: it takes a turned tensor for more than one of its parts.
        """
        taken = [t for call in calls_of(entry) for t in call.tensors() if t.layer in self._names]
        if taken:
            return self._on_turned(entry, taken)
        order = _turned_order(entry)
        if not order:
            return entry
        (given,) = arguments_of(entry)
        return _operation("Transpose", entry, given.tensor(), axes=[0, order[0], *order[2:]])

    def _on_turned(self, entry: Config, taken: Sequence[Tensor]) -> Config:
        kind = kind_of(entry) if is_arithmetic(entry) else None
        if kind not in ("get_item", "unstack") or len(taken) != 1:
            raise _refusal(entry)
        try:
            (given,) = arguments_of(entry)
            if kind == "unstack" and given.get(2, "axis", default=0) == 0:
                return _operation("Unstack", entry, given.tensor(), axis=1)
            key = _key(given.get(1, "slice_spec", "key")) if kind == "get_item" else None
        except (NotRebuilt, ValueError):
            raise _refusal(entry) from None
        if key is None:
            raise _refusal(entry)
        return _operation("GetItem", entry, given.tensor(), key)


def _key(value: Any) -> list[Any] | None:
    """The key that takes a part of a tensor with its batch first; None if it takes another part."""
    first, *others = value if isinstance(value, list) and value else [value]
    if type(first) is not int:
        return None
    if not others or _is_ellipsis(others[0]):
        return [{}, first, *others]
    return [others[0], first, *others[1:]]


def _is_ellipsis(part: Any) -> bool:
    return isinstance(part, Mapping) and part.get("class_name") == "__ellipsis__"


def _turned_order(entry: Config) -> list[int]:
    """The order of axes of a transpose that makes the batch its second axis; else an empty list."""
    if not is_arithmetic(entry) or kind_of(entry) != "transpose":
        return []
    try:
        (given,) = arguments_of(entry)
        order = given.get(1, "perm", "axes")
    except (NotRebuilt, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return []  # which is told where the entry is read
    if not isinstance(order, (list, tuple)) or not 2 < len(order) <= _MOST_AXES:
        return []
    return list(order) if type(order[0]) is int and order[0] > 0 and order[1] == 0 else []


def _operation(class_name: str, entry: Config, *given: Any, **settings: Any) -> Config:
    """An operation of Keras 3 with the name of `entry`."""
    args = [_written(each) if isinstance(each, Tensor) else each for each in given]
    return {
        "module": "keras.ops.numpy",
        "class_name": class_name,
        "name": entry_name(entry),
        "config": {"name": entry_name(entry), **settings},
        "inbound_nodes": [{"args": args, "kwargs": {}}],
    }


def _written(tensor: Tensor) -> Config:
    history = [tensor.layer, tensor.call, tensor.output]
    return {"class_name": "__keras_tensor__", "config": {"keras_history": history}}


def _refusal(entry: Config) -> NotSupported:
    return not_supported_yet(entry_name(entry), written_type(entry), mixed_images())
