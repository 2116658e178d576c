"""Operations that resize an image by a size that follows from its own, and keep its proportions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.errors import Invalid
from core.opening.arguments import Arguments, Rebuilt
from core.opening.geometry import Shape, split, words
from core.opening.operation import Operation
from core.opening.settings import NotRebuilt, Setting, flag, positive, word
from core.opening.terms import Settings

METHODS = ("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5")


def _fitted(sides: Shape, settings: Settings) -> tuple[list[int], list[int]]:
    """The size that fits into the wanted one, and the borders above and to the left.

    TensorFlow computes both in numbers of 32 bits, and rounds to the next lower ones if it fills
    the border, else to the nearest ones.
    """
    if None in sides:
        raise Invalid("the image's size is left open, and GoodNet needs a fixed one")
    own = np.array(sides, np.float32)
    wanted = np.array([settings["height"], settings["width"]], np.float32)
    if not settings["framed"]:
        size = np.round(np.min(wanted / own) * own)
        borders = np.zeros(2)
    else:
        exact = own / np.max(own / wanted)
        size, borders = np.floor(exact), np.maximum(np.floor((wanted - exact) / 2), 0)
    return [int(side) for side in size], [int(side) for side in borders]


def _shape(inputs: list[Shape], settings: Settings) -> Shape:
    sides, channels = split(inputs[0], {})
    size, borders = _fitted(sides, settings)
    if min(size) < 1:
        raise Invalid("nothing is left of the image, {shape}", shape=words(tuple(size)))
    if not settings["framed"]:
        return (*size, channels)
    wanted = (settings["height"], settings["width"])
    if any(a + b > c for a, b, c in zip(size, borders, wanted, strict=True)):
        raise Invalid("its border is wider than {side}", side=words(wanted))
    return (*wanted, channels)


def _build(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    (x,) = tensors
    size, borders = _fitted(tuple(x.shape[1:3]), settings)
    x = ops.image.resize(
        x, size, interpolation=settings["interpolation"], antialias=settings["antialias"],
        data_format="channels_last",
    )  # fmt: skip
    if not settings["framed"]:
        return x
    wanted = (settings["height"], settings["width"])
    pairs = [(b, w - s - b) for s, b, w in zip(size, borders, wanted, strict=True)]
    return ops.pad(x, [(0, 0), *pairs, (0, 0)])


FITTING: Mapping[str, Operation] = {
    "ops.fit": Operation(
        1, _build, _shape,
        {
            "height": Setting(positive), "width": Setting(positive), "framed": Setting(flag),
            "interpolation": Setting(word(*METHODS), "bilinear"),
            "antialias": Setting(flag, False),
        },
    ),
}  # fmt: skip


def fit(arguments: Arguments, size: Any, framed: bool) -> Rebuilt:
    """An image that fits into `size`, with zeros around it if it is `framed`."""
    method = str(arguments.get(3, "method", default="bilinear")).lower()
    if method not in METHODS:
        raise NotRebuilt("its argument {name} is not supported yet", name="method")
    if not isinstance(size, (list, tuple)) or len(size) != 2:
        raise NotRebuilt("its arguments are not supported yet")
    settings = {
        "height": size[0], "width": size[1], "framed": framed, "interpolation": method,
        "antialias": bool(arguments.get(None, "antialias")),
    }  # fmt: skip
    return Rebuilt("ops.fit", settings, (arguments.tensor(),))


def read_framed(arguments: Arguments) -> Rebuilt:
    """tf.image.resize_with_pad."""
    sides = [arguments.get(1, "target_height"), arguments.get(2, "target_width")]
    return fit(arguments, sides, framed=True)
