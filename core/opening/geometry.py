"""Shapes of images inside a network: which axis holds the channels, and how shapes are written."""

from __future__ import annotations

import math
from collections.abc import Sequence

from core.errors import Invalid
from core.opening.terms import Settings
from core.text.sentence import say

Shape = tuple[int | None, ...]

# 64 MiB of float32, of which TensorFlow makes several copies [measured: 36 million numbers took
# 2.2 GB]; larger images may be framed to a few times their size [chosen].
MOST_FRAMED, _MOST_TIMES = 1 << 24, 4


def _channels_come_first(settings: Settings) -> bool:
    return settings.get("data_format") == "channels_first"


def split(shape: Shape, settings: Settings, rank: int = 2) -> tuple[Shape, int]:
    """The sides and the channels of an image, or of a sequence (`rank` 1) or a volume (3).

    Raises:
        ValueError: `shape` has another rank, or leaves the channels open.
    """
    if len(shape) != rank + 1:
        raise Invalid(
            "{rank} sides and channels are needed, not {shape}", rank=rank, shape=words(shape)
        )
    first = _channels_come_first(settings)
    channels = shape[0 if first else -1]
    if channels is None:
        raise Invalid("the number of channels is left open")
    return (shape[1:] if first else shape[:-1]), channels


def joined(sides: Shape, channels: int, settings: Settings) -> Shape:
    """The shape of an image with these sides and channels, in the axis order of `settings`."""
    return (channels, *sides) if _channels_come_first(settings) else (*sides, channels)


def slid(side: int | None, size: int, stride: int, dilation: int, padding: str) -> int | None:
    """How many windows of length `size` there are along a side."""
    if side is None:
        return None
    if padding != "valid":  # "same", and for sequences "causal"
        return -(-side // stride)
    return (side - (size - 1) * dilation - 1) // stride + 1


def require_frame(
    sides: Shape, channels: int, size: tuple[int, ...], dilation: tuple[int, ...]
) -> None:
    """Raise ValueError if TensorFlow would need much memory for windows with gaps.

    It frames the image with as many zeros as a window is wide, however small the image is. A
    network's own windows are rarely wider than a few images.
    """
    if max(dilation) < 2:
        return
    known = [side or 1 for side in sides]
    windows = zip(known, size, dilation, strict=True)
    framed = channels * math.prod(side + (own - 1) * gap for side, own, gap in windows)
    if framed > max(MOST_FRAMED, _MOST_TIMES * channels * math.prod(known)):
        raise Invalid("its windows are far wider than {shape} and fit no memory",
                      shape=words(sides))  # fmt: skip


def place_of(axis: int, rank: int) -> int:
    """The position of axis `axis`, counted with the batch, in a shape of `rank` sides without it.

    Raises:
        ValueError: there is no such axis, or it is the batch.
    """
    place = axis + rank if axis < 0 else axis - 1
    if not 0 <= place < rank:
        raise Invalid("there is no axis {axis}, or it is the batch", axis=axis)
    return place


def places_of(axes: Sequence[int], rank: int) -> set[int]:
    """The positions of some axes; raises ValueError as well if two of them are one."""
    places = {place_of(axis, rank) for axis in axes}
    if len(places) != len(axes):
        raise Invalid("an axis number is needed")
    return places


def words(shape: Shape) -> str:
    """`shape` in a form for people: "55 × 47 × 3"."""
    return " × ".join("?" if side is None else str(side) for side in shape) or say("nothing")
