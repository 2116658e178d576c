"""Weighted means and quantiles along axes behind the batch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.errors import Invalid
from core.opening.arguments import Arguments, Maker, Rebuilt, constant
from core.opening.blueprint import Tensor
from core.opening.geometry import Shape, place_of, words
from core.opening.operation import Operation, reduced
from core.opening.refusing import mixed_images
from core.opening.settings import NotRebuilt, Setting, axes, axis, flag, number
from core.opening.tables import Table, as_array, sides_of, table
from core.opening.terms import Settings


def _weights(value: object) -> Table:
    found = table(value)
    if not isinstance(found, tuple) or len(sides_of(found)) != 1:
        raise Invalid("a short list of numbers is needed")
    if not as_array(found).sum():
        raise NotRebuilt("it divides by zero")
    return found


def _share(value: object) -> float:
    if not 0 <= number(value) <= 1:
        raise Invalid("a number from 0 to {largest} is needed", largest=1)
    return number(value)


def _averaged(inputs: list[Shape], settings: Settings) -> Shape:
    (shape,) = inputs
    place = place_of(settings["axis"], len(shape))
    if shape[place] != len(settings["weights"]):
        raise Invalid("a table of {sides} numbers does not fit {shape}",
                      sides=len(settings["weights"]), shape=words(shape))  # fmt: skip
    return (*shape[:place], *shape[place + 1 :])


def _average(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    (x,) = tensors
    made = ops.average(x, axis=settings["axis"], weights=as_array(settings["weights"]))
    # In a graph, TensorFlow forgets the shape of this mean.
    place = place_of(settings["axis"], len(x.shape) - 1) + 1
    sides = tuple(side for k, side in enumerate(x.shape[1:], 1) if k != place)
    return made if None in sides else ops.reshape(made, (-1, *sides))


def _rank(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    return ops.quantile(
        tensors[0], settings["q"], axis=list(settings["axis"]), keepdims=settings["keepdims"]
    )


AVERAGING: Mapping[str, Operation] = {
    "ops.average": Operation(
        1, _average, _averaged, {"axis": Setting(axis), "weights": Setting(_weights)}
    ),
    "ops.quantile": Operation(
        1, _rank, reduced,
        {"axis": Setting(axes), "q": Setting(_share), "keepdims": Setting(flag, False)},
    ),
}  # fmt: skip


# -- how they are read --------------------------------------------------------------------


def _read_average(arguments: Arguments) -> Rebuilt:
    along, weights = arguments.get(None, "axis"), arguments.get(1, "weights")
    if along is None:
        raise mixed_images()
    if isinstance(weights, Tensor):
        raise NotRebuilt("its arguments are not supported yet")
    if weights is None:
        settings = {"axis": [along], "keepdims": False}
        return Rebuilt("ops.mean", settings, (arguments.tensor(),))
    return Rebuilt("ops.average", {"axis": along, "weights": weights}, (arguments.tensor(),))


def _read_quantile(arguments: Arguments) -> Rebuilt:
    share, along = arguments.get(1, "q"), arguments.get(None, "axis")
    # Several quantiles lie before the images of a batch.
    if along is None or isinstance(share, (list, tuple)):
        raise mixed_images()
    if isinstance(share, Tensor) or arguments.get(None, "method") not in (None, "linear"):
        raise NotRebuilt("its arguments are not supported yet")
    settings = {
        "axis": along if isinstance(along, (list, tuple)) else [along],
        "q": constant(share),
        "keepdims": bool(arguments.get(None, "keepdims", default=False)),
    }
    return Rebuilt("ops.quantile", settings, (arguments.tensor(),))


AVERAGING_MAKERS: Mapping[str, Maker] = {"average": _read_average, "quantile": _read_quantile}
