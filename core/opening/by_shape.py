"""Arithmetic whose equivalent depends on the shape of its tensor, which an entry does not name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.opening.blueprint import NetworkPart, Tensor
from core.opening.geometry import Shape
from core.opening.tables import sides_of
from core.opening.terms import Settings

_REDUCED = {"GlobalAveragePooling2D": "ops.mean", "GlobalMaxPooling2D": "ops.max"}


def fitting(part: NetworkPart, shape_of: Callable[[Tensor], Shape | None]) -> NetworkPart:
    """`part`, or the operation that does the same where its layer does not take such a tensor.

    A mean along two axes pools an image, and only an image. A Rescaling by a table keeps its
    tensor's shape, while a sum may enlarge it: zeros of one place plus a class token.
    """
    if part.written == part.type or part.follows or not part.calls or len(part.calls[0]) != 1:
        return part
    if part.type not in _REDUCED and part.type != "Rescaling":
        return part
    shape = shape_of(part.calls[0][0])
    if shape is None:
        return part
    if part.type == "Rescaling":
        return replace(part, type="ops.rescale") if _enlarges(part.settings, shape) else part
    if len(shape) == 3:
        return part
    settings = {"axis": (1, 2), "keepdims": part.settings["keepdims"]}
    return replace(part, type=_REDUCED[part.type], settings=settings)


def _enlarges(settings: Settings, shape: Shape) -> bool:
    """Whether one of the tables has more numbers along an axis on which the tensor has one."""
    tables = [sides_of(settings[name]) for name in ("scale", "offset")]
    return any(
        own == 1 and side > 1
        for sides in tables
        for own, side in zip(reversed(shape), reversed(sides), strict=False)
    )
