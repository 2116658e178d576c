"""Products of matrices and sums over axes, of tensors and of tables that the config holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.errors import Invalid
from core.opening.arguments import Arguments, Maker, Rebuilt, with_fixed
from core.opening.attention_shapes import attended_by_heads
from core.opening.blueprint import Tensor
from core.opening.calls import Call
from core.opening.einsum import (
    joined_shape,
    joined_with_table,
    subscripts,
    subscripts_with_table,
)
from core.opening.geometry import Shape, place_of, words
from core.opening.operation import Operation, broadcast
from core.opening.settings import NotRebuilt, Setting, axis, flag, number, optional
from core.opening.tables import Table, as_array, sides_of, table
from core.opening.terms import Settings


def _multiplied(inputs: list[Shape], settings: Settings) -> Shape:
    left, right = (
        _with_last_turned(shape) if turned else shape
        for shape, turned in zip(inputs, settings["turned"], strict=True)
    )
    if min(len(left), len(right)) < 2 or left[-1] != right[-2] or len(left) != len(right):
        raise Invalid(
            "{left} and {right} cannot be multiplied", left=words(left), right=words(right)
        )
    return (*broadcast([left[:-2], right[:-2]]), left[-2], right[-1])


def _with_last_turned(shape: Shape) -> Shape:
    *others, first, second = shape if len(shape) > 1 else (*shape, None)
    return (*others, second, first)


def _product(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    left, right = (
        ops.swapaxes(x, -1, -2) if turned else x
        for x, turned in zip(tensors, settings["turned"], strict=True)
    )
    return ops.matmul(left, right)


def _both_flags(value: object) -> tuple[bool, ...]:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise Invalid("{count} numbers are needed", count=2)
    return tuple(flag(each) for each in value)


def _multiplied_by_table(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,), sides, first = inputs, sides_of(settings["table"]), settings["first"]
    place = len(shape) - (2 if first else 1)
    if settings["axis"] is not None and place_of(settings["axis"], len(shape)) != place:
        raise Invalid("the sum is not over the last axis")
    if len(sides) != 2 or place < 0 or shape[place] != sides[1 if first else 0]:
        raise Invalid(
            "{left} and {right} cannot be multiplied", left=words(shape), right=words(sides)
        )
    return (*shape[:place], sides[0 if first else 1], *shape[place + 1 :])


def _times_table(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    (x,), fixed = tensors, as_array(settings["table"])
    return ops.matmul(fixed, x) if settings["first"] else ops.matmul(x, fixed)


def _joined(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    (x,), fixed = tensors, as_array(settings["table"])
    return ops.einsum(settings["subscripts"], *((fixed, x) if settings["first"] else (x, fixed)))


def _attend(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    return ops.dot_product_attention(
        *tensors, scale=settings["scale"], is_causal=settings["causal"], flash_attention=False
    )


PRODUCTS: Mapping[str, Operation] = {
    "ops.matmul": Operation(
        2, _product, _multiplied, {"turned": Setting(_both_flags, (False, False))}
    ),
    "ops.matmul table": Operation(
        1, _times_table, _multiplied_by_table,
        {
            "table": Setting(table), "first": Setting(flag),
            # Which axis of the tensor a file names; it must be the one that is summed over.
            "axis": Setting(optional(axis), None),
        },
    ),
    "ops.einsum": Operation(
        None, lambda ops, t, s: ops.einsum(s["subscripts"], *t), joined_shape,
        {"subscripts": Setting(subscripts)},
    ),
    "ops.einsum table": Operation(
        1, _joined, joined_with_table,
        {
            "subscripts": Setting(subscripts_with_table), "table": Setting(table),
            "first": Setting(flag),
        },
    ),
    "ops.attend": Operation(
        3, _attend, attended_by_heads,
        {"scale": Setting(optional(number), None), "causal": Setting(flag, False)},
    ),
}  # fmt: skip


# -- how they are read --------------------------------------------------------------------


def _matmul(arguments: Arguments) -> Rebuilt:
    left, right = arguments.get(0, "x1", "a"), arguments.get(1, "x2", "b")
    # An adjoint of real numbers is a transpose. BatchMatMulV2 has names of its own.
    names = (("transpose_a", "adjoint_a", "adj_x"), ("transpose_b", "adjoint_b", "adj_y"))
    turned = [any(arguments.get(None, name) for name in of) for of in names]
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return Rebuilt("ops.matmul", {"turned": turned}, (left, right))
    if isinstance(left, Tensor) == isinstance(right, Tensor):
        raise NotRebuilt("its arguments are not supported yet")
    tensors_turned, tables_turned = turned if isinstance(left, Tensor) else turned[::-1]
    if tensors_turned:
        raise NotRebuilt("it multiplies a turned tensor and a table")
    if not tables_turned:
        return with_fixed("ops.matmul table", "table", left, right)
    ends = [each if isinstance(each, Tensor) else _turned(table(each)) for each in (left, right)]
    return with_fixed("ops.matmul table", "table", ends[0], ends[1])


def _turned(values: Table) -> Table:
    if len(sides_of(values)) != 2:
        raise NotRebuilt("its arguments are not supported yet")
    return table(np.transpose(as_array(values)).tolist())


def _dot(arguments: Arguments) -> Rebuilt:
    """A product of the last axis of a tensor and the first one of a table of two."""
    left, right = arguments.get(0, "x1"), arguments.get(1, "x2")
    if not isinstance(left, Tensor) or isinstance(right, Tensor):
        raise NotRebuilt("its arguments are not supported yet")
    return with_fixed("ops.matmul table", "table", left, right)


def _only_one(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _tensordot(arguments: Arguments) -> Rebuilt:
    """A product of the last axis of a tensor and the first one of a table of two."""
    axes = arguments.get(2, "axes", default=2)
    axes = [-1, 0] if axes == 1 else axes
    ends = [_only_one(each) for each in axes] if isinstance(axes, list) else []
    if len(ends) != 2 or ends[1] not in (0, -2):
        raise NotRebuilt("its arguments are not supported yet")
    left, right = arguments.get(0, "x1", "a"), arguments.get(1, "x2", "b")
    made = _dot(Arguments(Call((left, right))))
    return Rebuilt(made.type, {**made.config, "axis": ends[0]}, made.tensors)


def _einsum(arguments: Arguments) -> Rebuilt:
    settings = {"subscripts": arguments.get(None, "subscripts")}
    # tf.einsum(equation, *inputs): tf.keras 2 writes the equation alone
    # (https://github.com/keras-team/tf-keras/issues/122).
    if isinstance(arguments.get(0), str) or arguments.get(None, "equation"):
        raise NotRebuilt(
            "Keras 2 leaves the tensors of tf.einsum out of a file, so no program can open this "
            "one; use Dot, EinsumDense or tf.matmul instead, and save the network again"
        )
    given = arguments.listed()
    if len(given) == 2 and isinstance(given[0], Tensor) != isinstance(given[1], Tensor):
        made = with_fixed("ops.einsum table", "table", *given)
        return Rebuilt(made.type, {**made.config, **settings}, made.tensors)
    return Rebuilt("ops.einsum", settings, arguments.tensors())


def _read_attention(arguments: Arguments) -> Rebuilt:
    names = ("query", "key", "value")
    tensors = tuple(arguments.get(place, name) for place, name in enumerate(names))
    others = [arguments.get(place, name) for place, name in ((3, "bias"), (4, "mask"))]
    if not all(isinstance(each, Tensor) for each in tensors) or others != [None, None]:
        raise NotRebuilt("its arguments are not supported yet")
    arguments.refuse("attn_logits_soft_cap")
    settings = {
        "scale": arguments.get(5, "scale"),
        "causal": bool(arguments.get(None, "is_causal")),
    }
    return Rebuilt("ops.attend", settings, tensors)


PRODUCT_MAKERS: Mapping[str, Maker] = {
    "matmul": _matmul,
    "einsum": _einsum,
    "tensordot": _tensordot,
    "dot": _dot,
    "dot_product_attention": _read_attention,
}
