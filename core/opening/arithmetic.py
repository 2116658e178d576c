"""Arithmetic in a config, from TensorFlow's functions or Keras 3's operations, as plain layers.

Files contain arithmetic such as `x / 127.5 - 1` and `x + 3.0`, from preprocess_input and hard
swish. It comes in three forms: TFOpLambda (tf.keras 2.4 to 2.15), TensorFlowOpLayer (2.0 to 2.3)
and operations (Keras 3). Each becomes an equivalent Keras layer if there is one, otherwise an
operation of `core.opening.operations`. The names in a file can only select among the functions
here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.opening.arguments import (
    Arguments,
    Maker,
    OutputMaker,
    Rebuilt,
    operands,
    plain,
    with_fixed,
)
from core.opening.averages import AVERAGING_MAKERS
from core.opening.blocks import BLOCK_MAKERS
from core.opening.blueprint import Tensor
from core.opening.calls import Call
from core.opening.colours import COLOUR_MAKERS
from core.opening.convolving import CONVOLVING_MAKERS
from core.opening.elementwise_reading import ELEMENTWISE_MAKERS
from core.opening.for_each_image import FILLING
from core.opening.normalizing import NORMALIZING_MAKERS
from core.opening.ordering import ORDERING_MAKERS, ORDERING_OUTPUTS
from core.opening.products import PRODUCT_MAKERS
from core.opening.rearranging_reading import REARRANGING_MAKERS, REARRANGING_OUTPUTS, output_of
from core.opening.refusing import mixed_images
from core.opening.settings import NotRebuilt
from core.opening.sums import SUM_MAKERS, rescaled
from core.opening.tables import mapped
from core.opening.windows import WINDOW_MAKERS

LARGEST = 3.4e38


def _inverse(value: float) -> float:
    if value == 0:
        raise NotRebuilt("it divides by zero")
    return 1 / value


def _subtract(arguments: Arguments) -> Rebuilt:
    left, right = operands(arguments)
    if not isinstance(left, Tensor):
        return rescaled(right, -1, left)
    if not isinstance(right, Tensor):
        return rescaled(left, 1, mapped(lambda each: -each, right))
    return Rebuilt("Subtract", {}, (left, right))


def _multiply(arguments: Arguments) -> Rebuilt:
    left, right = operands(arguments)
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        return Rebuilt("Multiply", {}, (left, right))
    return rescaled(left, right, 0) if isinstance(left, Tensor) else rescaled(right, left, 0)


def _divide(arguments: Arguments) -> Rebuilt:
    left, right = operands(arguments)
    if not isinstance(right, Tensor):
        return rescaled(left, mapped(_inverse, right), 0)
    if isinstance(left, Tensor):
        return Rebuilt("ops.divide", {}, (left, right))
    return Rebuilt("ops.reciprocal", {}, (right,), scale=left)


def _extreme(layer: str, low: bool) -> Maker:
    def make(arguments: Arguments) -> Rebuilt:
        left, right = operands(arguments)
        if isinstance(left, Tensor) and isinstance(right, Tensor):
            return Rebuilt(layer, {}, (left, right))
        tensor, bound = (left, right) if isinstance(left, Tensor) else (right, left)
        if isinstance(bound, tuple):
            return with_fixed(f"ops.{layer.lower()} number", "number", left, right)
        limits = {"x_min": bound, "x_max": LARGEST} if low else {"x_min": -LARGEST, "x_max": bound}
        return Rebuilt("ops.clip", limits, (tensor,))

    return make


def _power(arguments: Arguments) -> Rebuilt:
    left, right = operands(arguments)
    if isinstance(left, Tensor) and isinstance(right, Tensor):
        raise NotRebuilt("its arguments are not supported yet")
    if isinstance(left, Tensor) and not isinstance(right, tuple):
        return Rebuilt("ops.power", {"exponent": right}, (left,))
    return with_fixed("ops.power number", "number", left, right)


def _type_of(arguments: Arguments) -> str:
    """The type to which a cast changes numbers."""
    found = arguments.get(1, "dtype", "DstT", default="float32")
    return str(found).lower().removeprefix("dt_")


def is_whole(arguments: Arguments) -> bool:
    """Whether a cast changes numbers to whole ones."""
    return _type_of(arguments).startswith(("int", "uint"))


def _cast(arguments: Arguments) -> Rebuilt:
    """A change of type; see `core.opening.whole_numbers` for what may follow whole numbers."""
    if is_whole(arguments):
        return plain("ops.trunc")(arguments)
    if not _type_of(arguments).startswith(("float", "half", "double", "bfloat")):
        raise NotRebuilt("it rounds to whole numbers")
    return plain("Identity")(arguments)


def _gelu(arguments: Arguments) -> Rebuilt:
    return Rebuilt(
        "ops.gelu", {"approximate": arguments.get(1, "approximate", default=False)},
        (arguments.tensor(),),
    )  # fmt: skip


def _leaky_relu(arguments: Arguments) -> Rebuilt:
    slope = arguments.get(1, "alpha", "negative_slope", default=0.2)
    return Rebuilt("LeakyReLU", {"negative_slope": slope}, (arguments.tensor(),))


def _softmax(arguments: Arguments) -> Rebuilt:
    axis = arguments.get(1, "axis", default=-1)
    return Rebuilt("Softmax", {"axis": -1 if axis is None else axis}, (arguments.tensor(),))


def _clip(arguments: Arguments) -> Rebuilt:
    low = arguments.get(1, "x_min", "clip_value_min", "min")
    high = arguments.get(2, "x_max", "clip_value_max", "max")
    return Rebuilt("ops.clip", {"x_min": low, "x_max": high}, (arguments.tensor(),))


def _unit_length(arguments: Arguments) -> Rebuilt:
    axis = arguments.get(1, "axis", "dim", default=-1)
    return Rebuilt(
        "UnitNormalization", {"axis": -1 if axis is None else axis}, (arguments.tensor(),)
    )


_POOLED = {"ops.mean": "GlobalAveragePooling2D", "ops.max": "GlobalMaxPooling2D"}


# Of a list of tensors, along the axis of the list.
_OF_A_LIST = {"ops.mean": "Average", "ops.sum": "Add", "ops.max": "Maximum", "ops.min": "Minimum"}


def _reduce_list(layer: str, arguments: Arguments, given: list[Any]) -> Rebuilt:
    kept = arguments.get(2, "keepdims", "keep_dims", default=False)
    if kept or not given or not all(isinstance(each, Tensor) for each in given):
        raise NotRebuilt("its arguments are not supported yet")
    return Rebuilt(layer if len(given) > 1 else "Identity", {}, tuple(given))


def _reduce(type_name: str) -> Maker:
    def make(arguments: Arguments) -> Rebuilt:
        axis = arguments.get(1, "axis", "reduction_indices")
        given = arguments.get(0, "input_tensor")
        if type_name in _OF_A_LIST and isinstance(given, list) and axis in (0, [0]):
            return _reduce_list(_OF_A_LIST[type_name], arguments, given)
        keepdims = bool(arguments.get(2, "keepdims", "keep_dims", default=False))
        if axis is None:
            raise NotRebuilt("it mixes the images of a batch")
        places = sorted(axis) if isinstance(axis, (list, tuple)) else [axis]
        if type_name in _POOLED and places in ([1, 2], [-3, -2]):
            return Rebuilt(_POOLED[type_name], {"keepdims": keepdims}, (arguments.tensor(),))
        return Rebuilt(type_name, {"axis": places, "keepdims": keepdims}, (arguments.tensor(),))

    return make


def _shape(arguments: Arguments) -> Rebuilt:
    raise NotRebuilt("it uses the shape of a tensor for more than a reshape of each image")


def _reshape(arguments: Arguments) -> Rebuilt:
    shape = arguments.get(1, "shape", "newshape", "target_shape")
    if not isinstance(shape, (list, tuple)) or not shape or shape[0] not in (-1, None):
        raise mixed_images()
    return Rebuilt("Reshape", {"target_shape": list(shape[1:])}, (arguments.tensor(),))


def _transpose(arguments: Arguments) -> Rebuilt:
    order = arguments.get(1, "perm", "axes")
    if not isinstance(order, (list, tuple)) or not order or order[0] != 0:
        raise mixed_images()
    return Rebuilt("Permute", {"dims": list(order[1:])}, (arguments.tensor(),))


def _along_axis(type_name: str) -> Maker:
    def make(arguments: Arguments) -> Rebuilt:
        axis = arguments.get(1, "axis", "squeeze_dims")
        return Rebuilt(type_name, {"axis": axis}, (arguments.tensor(),))

    return make


def _concatenate(arguments: Arguments) -> Rebuilt:
    tensors = arguments.get(0, "values", "xs", default=())
    if not isinstance(tensors, (list, tuple)) or not all(isinstance(t, Tensor) for t in tensors):
        raise NotRebuilt("its arguments are not supported yet")
    axis = arguments.get(1, "axis", default=-1)
    return Rebuilt("Concatenate", {"axis": axis}, tuple(tensors))


def _concatenate_along(axis: int) -> Maker:
    return lambda arguments: _concatenate(Arguments(Call((arguments.get(0, "xs"), axis))))


def _get_item(arguments: Arguments) -> Rebuilt:
    key = arguments.get(1, "slice_spec", "key")
    return Rebuilt("ops.get_item", {"key": key}, (arguments.tensor(),))


def _slice(arguments: Arguments) -> Rebuilt:
    begin, size = arguments.get(1, "begin"), arguments.get(2, "size")
    lists = isinstance(begin, list) and isinstance(size, list) and 0 < len(begin) == len(size)
    if not lists or not all(type(each) is int for each in (*begin, *size)):
        raise NotRebuilt("its arguments are not supported yet")
    if (begin[0], size[0]) != (0, -1):
        raise mixed_images()
    key = [
        {"start": start, "stop": None if length == -1 else start + length}
        for start, length in zip(begin, size, strict=True)
    ]
    return Rebuilt("ops.get_item", {"key": key}, (arguments.tensor(),))


def _length(arguments: Arguments) -> Rebuilt:
    # The order follows the tensor, and the axis follows the order.
    if arguments.get(1, "ord", default=None) not in (None, "euclidean", 2):
        raise NotRebuilt("its argument {name} is not supported yet", name="ord")
    axis = arguments.get(2, "axis")
    if isinstance(axis, (list, tuple)) and len(axis) > 1 and arguments.get(1, "ord") == 2:
        raise NotRebuilt("its argument {name} is not supported yet", name="ord")
    keepdims = bool(arguments.get(3, "keepdims", default=False))
    return _reduce("ops.length")(Arguments(Call((arguments.tensor(), axis, keepdims))))


def _normalize(arguments: Arguments) -> Rebuilt:
    axis, order = arguments.get(1, "axis", default=-1), arguments.get(2, "order", default=2)
    if order != 2 or axis is None:
        raise NotRebuilt("its arguments are not supported yet")
    epsilon = arguments.get(3, "epsilon", default=None)
    settings = {"axis": axis, "epsilon": 1e-7 if epsilon is None else epsilon}
    return Rebuilt("ops.normalize", settings, (arguments.tensor(),))


def _moments(arguments: Arguments, output: int) -> Rebuilt:
    """The mean, or the variance."""
    kept = arguments.get(3, "keepdims", "keep_dims", default=False)
    call = Call((arguments.tensor(), arguments.get(1, "axes"), kept))
    return _reduce(output_of(("ops.mean", "ops.var"), output))(Arguments(call))


MAKERS: Mapping[str, Maker] = {
    **ELEMENTWISE_MAKERS, **REARRANGING_MAKERS, **BLOCK_MAKERS, **CONVOLVING_MAKERS,
    **COLOUR_MAKERS, **NORMALIZING_MAKERS, **WINDOW_MAKERS, **PRODUCT_MAKERS,
    **FILLING, **ORDERING_MAKERS, **AVERAGING_MAKERS,
    **SUM_MAKERS, "subtract": _subtract,
    "multiply": _multiply, "divide": _divide,
    "maximum": _extreme("Maximum", True), "minimum": _extreme("Minimum", False),
    "power": _power, "identity": plain("Identity"), "cast": _cast,
    "negative": lambda arguments: rescaled(arguments.tensor(), -1, 0),
    "gelu": _gelu, "leaky_relu": _leaky_relu, "softmax": _softmax, "clip": _clip,
    "unit_length": _unit_length, "normalize": _normalize, "norm": _length,
    "standardize": plain("ops.standardize"),
    **{name: _reduce(f"ops.{name}") for name in
       ("mean", "sum", "max", "min", "std", "var", "prod", "logsumexp", "any", "all", "median")},
    "shape": _shape, "range": _shape,
    "reshape": _reshape,
    "transpose": _transpose, "expand_dims": _along_axis("ops.expand_dims"),
    "squeeze": _along_axis("ops.squeeze"), "concatenate": _concatenate,
    "hstack": _concatenate_along(1), "dstack": _concatenate_along(2),
    "get_item": _get_item, "slice": _slice,
}  # fmt: skip

OUTPUT_MAKERS: Mapping[str, OutputMaker] = {
    **REARRANGING_OUTPUTS, **ORDERING_OUTPUTS, "moments": _moments,
}  # fmt: skip
