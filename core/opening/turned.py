"""Tensors whose images do not lie along the first axis: `q, k, v = transpose(x, (2, 0, 3, 1, 4))`.

Vision transformers move the three parts of a dense layer before the batch, and take one after
another. Ensembles stack the answers of their networks before the batch, and take their mean.
GoodNet leaves the batch first, and takes the parts along the second axis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.errors import NotSupported
from core.opening.arguments import Arguments
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
# Reductions, and what Keras calls them.
_REDUCING = {
    "mean": "Mean", "sum": "Sum", "max": "Max", "min": "Min", "prod": "Prod", "std": "Std",
    "var": "Var", "median": "Median", "average": "Average",
}  # fmt: skip


class Turned:
    """The turned tensors of one network.

    Raises:
        NotSupported: one of them is an end of the network.
    """

    def __init__(self, entries: Sequence[Config], ends: Sequence[Tensor]) -> None:
        self._stacked = _stacked_and_reduced(entries)
        turned = {entry_name(entry) for entry in entries if _turned_order(entry)}
        self._names = turned | self._stacked
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
        if entry_name(entry) in self._stacked:
            (given,) = arguments_of(entry)
            return _operation("Stack", entry, _listed(given), axis=1)
        order = _turned_order(entry)
        if not order:
            return entry
        (given,) = arguments_of(entry)
        return _operation("Transpose", entry, given.tensor(), axes=[0, order[0], *order[2:]])

    def _on_turned(self, entry: Config, taken: Sequence[Tensor]) -> Config:
        kind = kind_of(entry) if is_arithmetic(entry) else None
        if taken[0].layer in self._stacked:
            return _reduced(entry, str(kind), taken[0])
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


def _stacked_and_reduced(entries: Sequence[Config]) -> set[str]:
    """The stacks along a first axis that others only reduce along this axis."""
    stacked = {entry_name(entry) for entry in entries if _stacks_first(entry)}
    if not stacked:
        return stacked
    reduced: set[str] = set()
    for entry in entries:
        for name in {t.layer for call in calls_of(entry) for t in call.tensors()} & stacked:
            reduced.add(name)
            if not _reduces_first(entry):
                stacked.discard(name)
    return stacked & reduced


def _stacks_first(entry: Config) -> bool:
    if not is_arithmetic(entry) or kind_of(entry) != "stack":
        return False
    try:
        (given,) = arguments_of(entry)
        return given.get(1, "axis", default=0) == 0 and bool(_listed(given))
    except (NotRebuilt, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return False  # which is told where the entry is read


def _listed(arguments: Arguments) -> list[Tensor]:
    """The tensors that are stacked; none if there is a number among them."""
    found = arguments.get(0, "x", "values", default=())
    tensors = isinstance(found, (list, tuple)) and all(isinstance(t, Tensor) for t in found)
    return list(found) if tensors else []


def _reduces_first(entry: Config) -> bool:
    if not is_arithmetic(entry) or kind_of(entry) not in _REDUCING:
        return False
    try:
        (given,) = arguments_of(entry)
        return _axis_of(entry, given) in (0, [0]) and not given.get(2, "keepdims", "keep_dims")
    except (NotRebuilt, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return False


def _axis_of(entry: Config, given: Arguments) -> Any:
    # The weights of a mean of Keras stand where other functions have the axis.
    place = None if kind_of(entry) == "average" else 1
    return given.get(place, "axis", "reduction_indices")


def _reduced(entry: Config, kind: str, stack: Tensor) -> Config:
    (given,) = arguments_of(entry)
    weights = {"weights": given.get(1, "weights")} if kind == "average" else {}
    return _operation(_REDUCING[kind], entry, stack, axis=1, **weights)


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
    args = [_written_all(each) for each in given]
    return {
        "module": "keras.ops.numpy",
        "class_name": class_name,
        "name": entry_name(entry),
        "config": {"name": entry_name(entry), **settings},
        "inbound_nodes": [{"args": args, "kwargs": {}}],
    }


def _written_all(given: Any) -> Any:
    if isinstance(given, list):
        return [_written_all(each) for each in given]
    return _written(given) if isinstance(given, Tensor) else given


def _written(tensor: Tensor) -> Config:
    history = [tensor.layer, tensor.call, tensor.output]
    return {"class_name": "__keras_tensor__", "config": {"keras_history": history}}


def _refusal(entry: Config) -> NotSupported:
    return not_supported_yet(entry_name(entry), written_type(entry), mixed_images())
