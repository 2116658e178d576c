"""Products of matrices and sums over axes, of tensors and of tables that the config holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.errors import Invalid
from core.opening.arguments import Arguments, Maker, Rebuilt, with_fixed
from core.opening.blueprint import Tensor
from core.opening.einsum import joined_shape, subscripts
from core.opening.geometry import Shape, words
from core.opening.operation import Operation, broadcast
from core.opening.settings import NotRebuilt, Setting, flag
from core.opening.tables import as_array, sides_of, table
from core.opening.terms import Settings


def _multiplied(inputs: list[Shape], settings: Settings) -> Shape:
    left, right = inputs
    if min(len(left), len(right)) < 2 or left[-1] != right[-2] or len(left) != len(right):
        raise Invalid(
            "{left} and {right} cannot be multiplied", left=words(left), right=words(right)
        )
    return (*broadcast([left[:-2], right[:-2]]), left[-2], right[-1])


def _multiplied_by_table(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,), sides, first = inputs, sides_of(settings["table"]), settings["first"]
    place = len(shape) - (2 if first else 1)
    if len(sides) != 2 or place < 0 or shape[place] != sides[1 if first else 0]:
        raise Invalid(
            "{left} and {right} cannot be multiplied", left=words(shape), right=words(sides)
        )
    return (*shape[:place], sides[0 if first else 1], *shape[place + 1 :])


def _times_table(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    (x,), fixed = tensors, as_array(settings["table"])
    return ops.matmul(fixed, x) if settings["first"] else ops.matmul(x, fixed)


PRODUCTS: Mapping[str, Operation] = {
    "ops.matmul": Operation(2, lambda ops, t, _: ops.matmul(t[0], t[1]), _multiplied),
    "ops.matmul table": Operation(
        1, _times_table, _multiplied_by_table, {"table": Setting(table), "first": Setting(flag)}
    ),
    "ops.einsum": Operation(
        None, lambda ops, t, s: ops.einsum(s["subscripts"], *t), joined_shape,
        {"subscripts": Setting(subscripts)},
    ),
}  # fmt: skip


# -- how they are read --------------------------------------------------------------------


def _matmul(arguments: Arguments) -> Rebuilt:
    arguments.refuse("transpose_a", "transpose_b", "adjoint_a", "adjoint_b")
    left, right = arguments.get(0, "x1", "a"), arguments.get(1, "x2", "b")
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return Rebuilt("ops.matmul", {}, (left, right))
    if not isinstance(left, Tensor) and not isinstance(right, Tensor):
        raise NotRebuilt("its arguments are not supported yet")
    return with_fixed("ops.matmul table", "table", left, right)


def _tensordot(arguments: Arguments) -> Rebuilt:
    """A product of the last axis of a tensor and the first one of a table."""
    left, right = arguments.get(0, "x1", "a"), arguments.get(1, "x2", "b")
    plain_axes = arguments.get(2, "axes", default=2) in (1, [-1, 0], [[-1], [0]])
    if not isinstance(left, Tensor) or isinstance(right, Tensor) or not plain_axes:
        raise NotRebuilt("its arguments are not supported yet")
    return with_fixed("ops.matmul table", "table", left, right)


def _einsum(arguments: Arguments) -> Rebuilt:
    settings = {"subscripts": arguments.get(None, "subscripts")}
    # tf.einsum(equation, *inputs): tf.keras 2 writes the equation alone
    # (https://github.com/keras-team/tf-keras/issues/122).
    if isinstance(arguments.get(0), str) or arguments.get(None, "equation"):
        raise NotRebuilt(
            "Keras 2 leaves the tensors of tf.einsum out of a file, so no program can open this "
            "one; use Dot, EinsumDense or tf.matmul instead, and save the network again"
        )
    return Rebuilt("ops.einsum", settings, arguments.tensors())


PRODUCT_MAKERS: Mapping[str, Maker] = {
    "matmul": _matmul,
    "einsum": _einsum,
    "tensordot": _tensordot,
}
