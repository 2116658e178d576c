"""The shapes of images inside a network: where their channels are, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.opening.blueprint import Shape
from core.text.sentence import say


def channel_axis(settings: Mapping[str, Any]) -> int:
    """Where the channels of an image (h, w, c) or (c, h, w) are, as a negative axis."""
    return -3 if settings.get("data_format") == "channels_first" else -1


def split(shape: Shape, settings: Mapping[str, Any]) -> tuple[Shape, int]:
    """The two sides of an image and its channels.

    Raises:
        ValueError: `shape` is no image's, or leaves the channels open.
    """
    if len(shape) != 3:
        raise ValueError(say("an image is needed, not {shape}", shape=words(shape)))
    channels = shape[channel_axis(settings)]
    if channels is None:
        raise ValueError(say("the number of channels is left open"))
    return (shape[1:] if channel_axis(settings) == -3 else shape[:2]), channels


def joined(sides: Shape, channels: int, settings: Mapping[str, Any]) -> Shape:
    """The shape of an image of these sides and channels, in the order of axes in `settings`."""
    return (channels, *sides) if channel_axis(settings) == -3 else (*sides, channels)


def words(shape: Shape) -> str:
    """`shape` for a person: "55 × 47 × 3"."""
    return " × ".join("?" if side is None else str(side) for side in shape) or say("nothing")
