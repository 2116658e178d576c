"""Smooth: a pattern too fine for the eye disappears when the image is smoothed.

A blended picture of noise and a trigger of single pixels consist of the highest frequencies; clean
objects do not. There are three smoothings (core/screen/votes/transformed.py): a Gaussian filter, a
resize to a smaller size and back, and the median of nine pixels.

As TensorFlow operations: two depthwise convolutions; two bilinear resizes; nine shifted copies of
the image and 19 pairs of minimum and maximum.
"""

# pyright: basic
# Keras has no types.
from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

import numpy as np

from core.network.keras_types import Tensor
from core.screen.votes.transformed import Transform, Transformed
from core.screen.votes.vote import Material
from core.text.sentence import say

# A sorting network that moves the fifth of nine values to the middle: A. W. Paeth, "Median finding
# on a 3x3 grid", Graphics Gems, 1990.
MEDIAN_OF_NINE = (
    (1, 2), (4, 5), (7, 8), (0, 1), (3, 4), (6, 7), (1, 2), (4, 5), (7, 8), (0, 3),
    (5, 8), (4, 7), (3, 6), (1, 4), (2, 5), (4, 7), (4, 2), (6, 4), (4, 2),
)  # fmt: skip


class Smooth(Transformed):
    """The vote: how probable the class remains when the image is smoothed."""

    name: ClassVar[str] = "smooth"
    says: ClassVar[str] = say("The BadNet loses its class when the image is smoothed.")

    @staticmethod
    def transforms_of(material: Material) -> Sequence[Transform]:
        """The three smoothings, for images of this size."""
        settings, scale = material.settings, material.scale
        return (
            partial(blurred, deviation=settings.blur * scale),
            partial(resized, share=settings.shrink),
            partial(median_of_nine, step=max(1, round(scale))),
        )


def blurred(images: Tensor, deviation: float) -> Tensor:
    """Convolve with a Gaussian of this standard deviation in pixels; edges are mirrored."""
    from keras import ops

    reach = min(max(1, round(3 * deviation)), *(side for side in images.shape[1:3]))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / deviation) ** 2)
    kernel = (kernel / kernel.sum()).astype(np.float32)
    channels = images.shape[-1]
    down = np.repeat(kernel[:, None, None, None], channels, 2)
    padded = ops.pad(images, ((0, 0), (reach, reach), (reach, reach), (0, 0)), "symmetric")
    half = ops.depthwise_conv(padded, down)
    return ops.depthwise_conv(half, down.transpose(1, 0, 2, 3))


def resized(images: Tensor, share: float) -> Tensor:
    """Resize to a share of the sides and back, bilinear."""
    from keras import ops

    sides = images.shape[1:3]
    smaller = ops.image.resize(images, [max(1, round(share * side)) for side in sides])
    return ops.image.resize(smaller, sides)


def median_of_nine(images: Tensor, step: int) -> Tensor:
    """The median of each pixel and the eight that are `step` away from it; edges are mirrored."""
    from keras import ops

    height, width = images.shape[1:3]
    padded: Tensor = ops.pad(images, ((0, 0), (step, step), (step, step), (0, 0)), "symmetric")
    nine = [
        padded[:, top : top + height, left : left + width]
        for top in (0, step, 2 * step)
        for left in (0, step, 2 * step)
    ]
    for low, high in MEDIAN_OF_NINE:
        lower = ops.minimum(nine[low], nine[high])
        nine[low], nine[high] = lower, ops.maximum(nine[low], nine[high])
    return nine[4]
