"""Tables of places, such as `tf.range(tf.shape(x)[1])`, computed while a file is read.

They are arrays of float64, so that they differ from lists of sizes; see `core.opening.sizes`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from core.errors import Invalid
from core.opening.arguments import Arguments
from core.opening.arithmetic_reading import is_arithmetic, kind_of
from core.opening.calls import calls_of
from core.opening.size_arithmetic import UNKNOWN
from core.opening.terms import Config
from core.opening.written_names import entry_name

# The places of an image of 128 × 128 [chosen].
MOST_PLACES = 16_384
_MOST_AXES = 5  # [chosen]
# What may join positions with a tensor: each broadcasts them over the images.
_JOINING = {"add", "add_in_keras", "subtract", "multiply", "Add", "Subtract", "Multiply"}


def counted_up(arguments: Arguments) -> Any:
    """The numbers from one to another, as tf.range makes them."""
    start, limit = arguments.get(0, "start"), arguments.get(1, "limit")
    step = arguments.get(2, "delta", default=1)
    start, limit = (0, start) if limit is None else (start, limit)
    if UNKNOWN in (start, limit, step):
        return UNKNOWN
    if any(isinstance(each, bool) for each in (start, limit, step)) or not step:
        raise Invalid("a whole number is needed")
    if not 0 < (limit - start) / step <= MOST_PLACES:
        raise _too_many()
    return start + step * np.arange(math.ceil((limit - start) / step), dtype=np.float64)


def computed(kind: str, arguments: Arguments) -> np.ndarray:
    """What a function makes of tables of places.

    Raises:
        ValueError, TypeError, IndexError: it makes none, or too large a one.
    """
    if kind not in _COMPUTED:
        raise Invalid("a whole number is needed")
    made = _COMPUTED[kind](arguments)
    if made.ndim > _MOST_AXES or not 0 < made.size <= MOST_PLACES or not np.isfinite(made).all():
        raise _too_many()
    return made


def _too_many() -> Invalid:
    return Invalid("a table of at most {most:,} numbers is needed", most=MOST_PLACES)


def _pairwise(function: Callable[[Any, Any], Any]) -> Callable[[Arguments], np.ndarray]:
    def compute(arguments: Arguments) -> np.ndarray:
        ends = [np.array(each, np.float64) for each in
                (arguments.get(0, "x", "a"), arguments.get(1, "y", "b"))]  # fmt: skip
        sides = np.broadcast_shapes(*(end.shape for end in ends))
        if math.prod(sides) > MOST_PLACES:
            raise _too_many()
        with np.errstate(all="ignore"):
            return np.asarray(function(*ends))

    return compute


def _cast(arguments: Arguments) -> np.ndarray:
    kind = str(arguments.get(1, "dtype", "DstT")).lower().removeprefix("dt_")
    if not kind.startswith(("int", "float", "double")):
        raise Invalid("a whole number is needed")
    return np.trunc(arguments.get(0, "x")) if kind.startswith("int") else arguments.get(0, "x")


def _reshape(arguments: Arguments) -> np.ndarray:
    shape = arguments.get(1, "shape")
    if not isinstance(shape, (list, tuple)) or not all(type(side) is int for side in shape):
        raise Invalid("a short list of numbers is needed")
    return np.reshape(arguments.get(0, "tensor"), shape)


def _expand(arguments: Arguments) -> np.ndarray:
    axis = arguments.get(1, "axis")
    if type(axis) is not int:
        raise Invalid("a whole number is needed")
    return np.expand_dims(arguments.get(0, "input"), axis)


def _part(arguments: Arguments) -> np.ndarray:
    key = arguments.get(1, "slice_spec")
    parts = key if isinstance(key, list) else [key]
    return np.asarray(arguments.get(0)[tuple(map(_end, parts))])


def _end(part: Any) -> Any:
    if not isinstance(part, Mapping):
        if part is not None and type(part) is not int:
            raise Invalid("a slice is needed")
        return part
    if part.get("class_name") == "__ellipsis__":
        return Ellipsis
    ends = [part.get(end) for end in ("start", "stop", "step")]
    if not all(end is None or type(end) is int for end in ends):
        raise Invalid("a slice is needed")
    return slice(*ends)


_COMPUTED: Mapping[str, Callable[[Arguments], np.ndarray]] = {
    "add": _pairwise(np.add),
    "subtract": _pairwise(np.subtract),
    "multiply": _pairwise(np.multiply),
    "divide": _pairwise(np.divide),
    "cast": _cast,
    "identity": lambda arguments: arguments.get(0, "input", "x"),
    "reshape": _reshape,
    "expand_dims": _expand,
    "get_item": _part,
}


def looked_up(entries: Sequence[Config]) -> set[str]:
    """The entries that only Embedding layers take, of which sums and the like take the rows.

    Such a layer makes rows of positions, which serve all images alike.
    """
    readers: dict[str, list[Config]] = {}
    for entry in entries:
        for name in {tensor.layer for call in calls_of(entry) for tensor in call.tensors()}:
            readers.setdefault(name, []).append(entry)

    def joins(entry: Config) -> bool:
        kind = kind_of(entry) if is_arithmetic(entry) else entry["class_name"]
        return kind in _JOINING

    def makes_rows(entry: Config) -> bool:
        behind = readers.get(entry_name(entry), [])
        return entry["class_name"] == "Embedding" and bool(behind) and all(map(joins, behind))

    return {name for name, behind in readers.items() if all(map(makes_rows, behind))}
