"""Resizing as a product of tables: areas, blurs, and places measured from the corners of pixels.

TensorFlow 1 measures from the upper left corners of pixels, or lets the corner pixels meet. Keras
has neither, no mean of areas, and neither of the methods "gaussian" and "mitchellcubic" of
tf.image.resize. All of them are linear along each side, so a table of the new side × the old one
computes them exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from core.errors import Invalid
from core.opening.arguments import Arguments, Maker, Rebuilt
from core.opening.geometry import Shape, split, words
from core.opening.operation import LARGEST_TENSOR, Operation
from core.opening.settings import NotRebuilt, Setting, flag, positive, word
from core.opening.tables import MOST_IN_TABLE
from core.opening.terms import Settings

# The table of cubic weights, and their slope, in TensorFlow 1 [resize_bicubic_op.cc].
_STEPS, _CUBIC = 1024, np.float32(-0.75)
# How far, in pixels, the weights of tf.image.resize reach [scale_and_translate_op.cc,
# sampling_kernels.h].
_REACH = {"gaussian": np.float32(1.5), "mitchellcubic": np.float32(2)}
# tf.compat.v1.image.ResizeMethod.
_NUMBERED = {"0": "bilinear", "1": "nearest", "2": "bicubic", "3": "area"}


def _shape(inputs: list[Shape], settings: Settings) -> Shape:
    sides, channels = split(inputs[0], {})
    if None in sides:
        raise Invalid("the image's size is left open, and GoodNet needs a fixed one")
    wanted = (settings["height"], settings["width"])
    tables = [(own or 1) * side for own, side in zip(sides, wanted, strict=True)]
    between = wanted[0] * (sides[1] or 1) * channels
    if max(tables) > MOST_IN_TABLE or between > LARGEST_TENSOR:
        raise Invalid("{shape} cannot take the shape {target}", shape=words(sides),
                      target=words(wanted))  # fmt: skip
    return (*wanted, channels)


def _build(ops: Any, tensors: list[Any], settings: Settings) -> Any:
    (x,) = tensors
    rows, columns = (
        _table(own, settings[name], settings)
        for own, name in zip(x.shape[1:3], ("height", "width"), strict=True)
    )
    return ops.einsum("vw,bywc->byvc", columns, ops.einsum("yh,bhwc->bywc", rows, x))


def _table(own: int, side: int, settings: Settings) -> Any:
    """How much each of `own` old places counts in each of `side` new ones, in float32."""
    meeting = settings["corners_meet"] and side > 1
    step = np.float32(own - meeting) / np.float32(side - meeting)
    places = np.arange(side, dtype=np.float32) * step
    if settings["method"] in _REACH:
        return _weighted(own, side, settings["method"], settings["antialias"])
    if settings["method"] == "area":
        return _overlaps(own, side, step)
    if settings["method"] == "nearest":
        nearest = np.floor(places + np.float32(0.5)) if settings["corners_meet"] else places
        return _marked(own, nearest)
    if settings["method"] == "bicubic":
        return _cubic(own, places)
    below = np.floor(places)
    share = (places - below)[:, None]
    return _marked(own, below) * (1 - share) + _marked(own, np.ceil(places)) * share


def _cubic(own: int, places: Any) -> Any:
    """The weights of the four old places around each new one, from TensorFlow's table of them."""
    below = np.floor(places)
    # TensorFlow rounds to one of 1,024 steps, and repeats the places at the edges.
    steps = np.rint((places - below) * np.float32(_STEPS)).astype(int)
    near = np.arange(_STEPS + 1, dtype=np.float32) / np.float32(_STEPS)
    far = near + 1
    near = ((_CUBIC + 2) * near - (_CUBIC + 3)) * near * near + 1
    far = ((_CUBIC * far - 5 * _CUBIC) * far + 8 * _CUBIC) * far - 4 * _CUBIC
    made = np.zeros((len(places), own), np.float32)
    weights = (far[steps], near[steps], near[_STEPS - steps], far[_STEPS - steps])
    for away, weight in enumerate(weights, -1):
        at = np.clip(below.astype(int) + away, 0, own - 1)
        np.add.at(made, (np.arange(len(places)), at), weight)
    return made


def _weighted(own: int, side: int, method: str, antialias: bool) -> Any:
    """The weights of the old places around the centre of each new one, which sum to 1."""
    step = np.float32(1) / (np.float32(side) / np.float32(own))
    wide = max(step, np.float32(1)) if antialias else np.float32(1)
    centres = ((np.arange(side, dtype=np.float32) + np.float32(0.5)) * step)[:, None]
    olds = np.arange(own, dtype=np.float32)
    reach = _REACH[method] * wide
    first = np.clip(np.ceil(centres - reach - np.float32(0.5)), 0, own - 1)
    last = np.clip(np.floor(centres + reach - np.float32(0.5)), 0, own - 1)
    away = np.abs((olds + np.float32(0.5) - centres) / wide)
    weights = _bell(away) if method == "gaussian" else _mitchell(away)
    weights = np.where((first <= olds) & (olds <= last), weights, np.float32(0))
    return weights / weights.sum(1, keepdims=True)


def _bell(away: Any) -> Any:
    width = _REACH["gaussian"] / 3
    made = np.exp(-away * away / (2 * width * width))
    return np.where(away < _REACH["gaussian"], made, np.float32(0))


def _mitchell(away: Any) -> Any:
    near = (7 * away / 6 - 2) * away * away + np.float32(8 / 9)
    far = ((2 - 7 * away / 18) * away - np.float32(10 / 3)) * away + np.float32(16 / 9)
    return np.where(away < 1, near, np.where(away < 2, far, np.float32(0)))


def _marked(own: int, places: Any) -> Any:
    """A row for each place, with a one there."""
    made = np.zeros((len(places), own), np.float32)
    made[np.arange(len(places)), np.minimum(places.astype(int), own - 1)] = 1
    return made


def _overlaps(own: int, side: int, step: Any) -> Any:
    """The share of each new place that each old one covers, rounded as TensorFlow rounds it."""
    starts = np.arange(own, dtype=np.float32)
    ends = (np.arange(side + 1, dtype=np.float32) * step)[:, None]
    first, last = ends[:-1], ends[1:]
    covered = np.minimum(starts + 1, last) - np.maximum(starts, first)
    within = (starts < first) & (starts + 1 > last)
    made = np.where(within, step, np.maximum(covered, 0))
    made[:, -1:] += np.maximum(last - own, 0)  # by rounding, the last place may end behind it
    return made / step


RESAMPLING: Mapping[str, Operation] = {
    "ops.resample": Operation(
        1, _build, _shape,
        {
            "height": Setting(positive), "width": Setting(positive),
            "method": Setting(word("bilinear", "nearest", "bicubic", "area", *_REACH)),
            "corners_meet": Setting(flag, False), "antialias": Setting(flag, False),
        },
    ),
}  # fmt: skip


# -- how they are read --------------------------------------------------------------------


def blurred(arguments: Arguments, method: str) -> Rebuilt:
    """One of the methods that only tf.image.resize has."""
    made = resampled(arguments, method)
    antialias = bool(arguments.get(None, "antialias"))
    return replace(made, config={**made.config, "antialias": antialias})


def resampled(arguments: Arguments, method: str, corners_meet: bool = False) -> Rebuilt:
    """An image of the size that is the second argument."""
    size = arguments.get(1, "size")
    if not isinstance(size, (list, tuple)) or len(size) != 2:
        raise NotRebuilt("its arguments are not supported yet")
    if method not in ("bilinear", "nearest", "bicubic", "area", *_REACH):
        raise NotRebuilt("its argument {name} is not supported yet", name="method")
    settings = {
        "height": size[0], "width": size[1], "method": method, "corners_meet": corners_meet,
    }  # fmt: skip
    return Rebuilt("ops.resample", settings, (arguments.tensor(),))


def read_old(method: str = "") -> Maker:
    """A function of TensorFlow 1; of any method, if none is named."""

    def make(arguments: Arguments) -> Rebuilt:
        arguments.refuse("preserve_aspect_ratio", "half_pixel_centers")
        found = str(arguments.get(2, "method", default="bilinear")).lower()
        wanted = method or _NUMBERED.get(found, found)
        if wanted in _REACH:  # which TensorFlow 1 has not
            raise NotRebuilt("its argument {name} is not supported yet", name="method")
        return resampled(arguments, wanted, bool(arguments.get(None, "align_corners")))

    return make


RESAMPLING_MAKERS: Mapping[str, Maker] = {
    "old_resize": read_old(),
    "old_resize_area": read_old("area"),
}
