"""The order in which a network takes the axes of an image, which may differ from (h, w, c)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from core.network.keras_types import Network, Tensor

AxisOrder = Literal["h w c", "c h w", "h w"]
# Possible numbers of color channels; another length cannot be the channels.
CHANNELS = (1, 2, 3, 4)


def axis_order(shape: tuple[int | None, ...], formats: Iterable[str]) -> AxisOrder:
    """The order of the axes of a network's input.

    Args:
        shape: of the input, without the batch axis; two axes mean a grey image.
        formats: the data formats of the layers, in order; they decide if both the first and the
            last axis could be the channels.
    """
    if len(shape) == 2:
        return "h w"
    may_be_first, may_be_last = shape[0] in CHANNELS, shape[-1] in CHANNELS
    if may_be_first != may_be_last:
        return "c h w" if may_be_first else "h w c"
    return "c h w" if next(iter(formats), "") == "channels_first" else "h w c"


def image_shape(shape: tuple[Any, ...], order: AxisOrder) -> tuple[Any, ...]:
    """(height, width, channels) from the shape of an input."""
    if order == "h w":
        return (*shape, 1)
    return (*shape[1:], shape[0]) if order == "c h w" else tuple(shape)


def arranged(images: Tensor, order: AxisOrder) -> Tensor:
    """Images (n, h, w, c), also as a Keras tensor, with their axes in the network's order."""
    from keras import ops

    if order == "h w":
        return ops.squeeze(images, -1)
    return ops.transpose(images, (0, 3, 1, 2)) if order == "c h w" else images


def formats_of(network: Network) -> list[str]:
    """The data formats of a Keras network's layers, in order."""
    found = (getattr(layer, "data_format", None) for layer in network.layers)
    return [each for each in found if each is not None]
