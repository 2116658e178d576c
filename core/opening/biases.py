"""Where Keras adds a tensor that it takes for a bias.

Since version 3.7, Keras's sum x + y takes y for a bias if one side of y is above 1, the batch
included, and if x has this side as its first axis behind the batch or as its last one. It adds y
along the last such axis, wherever y lies. Earlier versions add y where it lies.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.opening.blueprint import NetworkPart
from core.opening.einsum import einsum
from core.opening.geometry import Shape
from core.opening.layer_shapes import shape_behind
from core.opening.settings import NotRebuilt
from core.opening.terms import Settings

_SINCE = (3, 7)


def takes_biases(keras_version: str) -> bool:
    """Whether the Keras of this version takes tensors for biases; so does one that is unknown."""
    parts = keras_version.split(".")[:2]
    if len(parts) < 2 or not all(part.isdecimal() for part in parts):
        return True
    return tuple(map(int, parts)) >= _SINCE


def misplaced(x: Shape, y: Shape) -> bool:
    """Whether Keras adds y elsewhere than where it lies; both shapes are without the batch."""
    y = (1,) * (len(x) - len(y)) + y
    wide = [place for place, side in enumerate(y) if side != 1]
    if len(wide) != 1 or not x:
        return False
    (place,) = wide
    taken = len(x) - 1 if x[-1] == y[place] else 0 if x[0] == y[place] else place
    return taken != place


def may_be_misplaced(x: Shape, y: Shape) -> bool:
    """The same for tensors with a batch, of any number of images."""
    if x == y:
        return False
    # A number for each image is a bias of as many images as x has rows.
    single = all(side == 1 for side in y)
    return misplaced(x, y) or (single and any(side != 1 for side in (x[:1] + x[-1:])))


@dataclass(frozen=True)
class Turned:
    """A layer that adds its bias to the last axis, where every version of Keras adds it.

    Attributes:
        settings: of the layer.
        before, after: orders of axes, as in Permute, for its input and its output; empty if kept.
    """

    settings: Settings
    before: tuple[int, ...]
    after: tuple[int, ...]


def turned(part: NetworkPart, shape: Shape) -> Turned | None:
    """How to build a layer of a file from before 3.7, so that its bias lies where it lay then.

    None if nothing has to be turned.

    Args:
        part: the layer.
        shape: of its input.

    Raises:
        NotRebuilt: there is no way yet.
    """
    if not part.lies:
        return None
    if part.type == "EinsumDense":
        return _turned_einsum(part.settings, shape)
    settings = part.settings
    if settings.get("data_format") != "channels_first" or not settings.get("use_bias"):
        return None
    made = shape_behind(part, [shape])
    sides = len(made) - 1
    if "kernel_size" not in settings or not misplaced(made, (made[0], *(1,) * sides)):
        return None
    last = {**settings, "data_format": "channels_last"}
    return Turned(last, (*range(2, sides + 2), 1), (sides + 1, *range(1, sides + 1)))


def _turned_einsum(settings: Settings, shape: Shape) -> Turned | None:
    sides = einsum(shape, settings)
    if not misplaced(sides.output, sides.bias):
        return None
    terms, made = settings["equation"].split("->")
    if made.endswith("..."):
        raise NotRebuilt("its bias lies along an axis that is not supported yet")
    (wide,) = (k for k, side in enumerate(reversed(sides.bias)) if side != 1)
    place = len(made) - 1 - wide
    output = list(settings["output_shape"])
    output.append(output.pop(len(output) - 1 - wide))
    equation = f"{terms}->{made[:place]}{made[place + 1 :]}{made[place]}"
    moved = {**settings, "equation": equation, "output_shape": tuple(output)}
    rank = len(sides.output)
    order = [*range(1, rank - wide), rank, *range(rank - wide, rank)]
    return Turned(moved, (), tuple(order))
