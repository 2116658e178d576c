"""Read sums in a config: of tensors, or of a tensor and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.opening.arguments import Arguments, Maker, Rebuilt, operands
from core.opening.blueprint import Tensor
from core.opening.settings import NotRebuilt
from core.opening.tables import sides_of


def rescaled(tensor: Tensor, scale: Any, offset: Any) -> Rebuilt:
    """A tensor times one number or table, plus another."""
    return Rebuilt("Rescaling", {"scale": scale, "offset": offset}, (tensor,))


def _add(arguments: Arguments) -> Rebuilt:
    left, right = operands(arguments)
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return Rebuilt("Add", {}, (left, right))
    return rescaled(left, 1, right) if isinstance(left, Tensor) else rescaled(right, 1, left)


def _add_in_keras(arguments: Arguments) -> Rebuilt:
    """The sum of Keras 3, which takes some tables for a bias; see `core.opening.tables.plus`."""
    left, right = operands(arguments)
    if isinstance(left, Tensor) and isinstance(right, tuple):
        sides = sides_of(right)
        if sides[-1] == 1 and sum(side > 1 for side in sides) == 1:
            return Rebuilt("ops.biased", {"offset": right}, (left,))
    return _add(arguments)


def _add_all(arguments: Arguments) -> Rebuilt:
    given = arguments.get(0, "inputs")
    tensors = given if isinstance(given, (list, tuple)) else arguments.tensors()
    if not tensors or not all(isinstance(each, Tensor) for each in tensors):
        raise NotRebuilt("its arguments are not supported yet")
    return Rebuilt("Add" if len(tensors) > 1 else "Identity", {}, tuple(tensors))


def _add_bias(arguments: Arguments) -> Rebuilt:
    # "TkNIVw==" is NCHW in base64, the form of texts in a TensorFlowOpLayer.
    if str(arguments.get(2, "data_format", default="")).startswith(("NC", "TkNIVw")):
        raise NotRebuilt("its channels are not the last axis")
    return _add(arguments)


SUM_MAKERS: Mapping[str, Maker] = {
    "add": _add, "add_in_keras": _add_in_keras, "add_n": _add_all, "bias_add": _add_bias,
}  # fmt: skip
