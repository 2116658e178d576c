"""What a network reveals about the images that it was trained on.

Batch normalization and normalization layers recorded the mean and variance of their inputs in
training. A first layer that rescales shows what range it expects.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.network.classifier import Classifier
from core.network.graph import consumers, steps, submodel
from core.network.keras_types import Layer, Network
from core.network.preprocessing import NAMED, Range

NORMS = ("BatchNormalization", "Normalization")
# The usual ranges that a first Rescaling layer produces.
MADE = ((0.0, 1.0), (-1.0, 1.0), (-0.5, 0.5), (0.0, 255.0))
MOST_MISMATCH = 4.0
ROUNDING = 0.02
_ENDS: dict[Range, tuple[float, float]] = {"0..1": (0, 1), "0..255": (0, 255), "-1..1": (-1, 1)}


def first_norms(network: Network) -> list[Layer]:
    """The layers with recorded statistics that come after no other such layer."""
    behind, first = set[int](), list[Any]()
    for layer in steps(network):
        if type(layer).__name__ == "InputLayer":
            continue
        read = layer.input if isinstance(layer.input, (list, tuple)) else [layer.input]
        is_behind = any(id(tensor) in behind for tensor in read)
        if type(layer).__name__ in NORMS:
            if not is_behind:
                first.append(layer)
            is_behind = True
        if is_behind:
            behind.add(id(layer.output))
    return first


def mismatch(classifier: Classifier, images: np.ndarray) -> float | None:
    """How much the statistics of images differ from those recorded in the first norms.

    With m, v the recorded mean and variance and m', v' those of the images, it is the mean over
    channels of |m - m'| / sqrt(max(v, v')) + |log(v / v')| / 2, where each term is at most
    `MOST_MISMATCH`. With several layers it is their mean.

    Args:
        classifier: prepares the images with its preprocessing.
        images: uint8 (n, h, w, c).

    Returns:
        0 if they agree; None if the network has no such layer.
    """
    norms = first_norms(classifier.network)
    if not norms:
        return None
    watch = submodel(classifier.network.inputs, [norm.input for norm in norms])
    sums = [np.zeros((2, norm.input.shape[_axis(norm)])) for norm in norms]
    counts = [0] * len(norms)
    for start in range(0, len(images), classifier.batch):
        seen = watch(classifier.scaled(images[start : start + classifier.batch]))
        for k, (norm, tensor) in enumerate(zip(norms, seen, strict=True)):
            by_channel = np.moveaxis(np.asarray(tensor, np.float64), _axis(norm), -1)
            values = by_channel.reshape(-1, by_channel.shape[-1])
            sums[k] += values.sum(0), (values**2).sum(0)
            counts[k] += len(values)
    each = [
        _between(norm, total / count)
        for norm, total, count in zip(norms, sums, counts, strict=True)
    ]
    return float(np.mean(each))


def _between(norm: Layer, moments: np.ndarray) -> float:
    """The mismatch of one layer with the mean and the mean square of its input, (2, c)."""
    is_batch = type(norm).__name__ == "BatchNormalization"
    recorded = (norm.moving_mean, norm.moving_variance) if is_batch else (norm.mean, norm.variance)
    m, v = (np.ravel(np.asarray(each, np.float64)) for each in recorded)
    epsilon = norm.epsilon if is_batch else 1e-7
    mean, variance = moments[0], np.maximum(moments[1] - moments[0] ** 2, 0)
    v, variance = v + epsilon, variance + epsilon
    apart = np.abs(m - mean) / np.sqrt(np.maximum(v, variance)) + np.abs(np.log(v / variance)) / 2
    return float(np.minimum(apart, MOST_MISMATCH).mean())


def _axis(norm: Layer) -> int:
    axis = norm.axis
    return axis if isinstance(axis, int) else (axis[-1] if axis else -1)


def range_by_first_layer(network: Network) -> Range | None:
    """The only range that a first Rescaling layer turns into a usual one; None without one."""
    readers = consumers(network, network.inputs[0])
    if len(readers) != 1 or type(readers[0]).__name__ != "Rescaling":
        return None
    scale, offset = np.ravel(readers[0].scale), np.ravel(readers[0].offset)
    if len({*scale, *offset}) > 2 or (scale == 1).all():
        return None
    fits: list[Range] = [
        range
        for range, ends in _ENDS.items()
        if any(
            np.allclose(np.array(ends) * scale[0] + offset[0], made, atol=ROUNDING * made[1])
            for made in MADE
        )
    ]
    return fits[0] if len(fits) == 1 else None


def applicable(channels: int) -> tuple[str, ...]:
    """The names of the preprocessings to try on images with this number of channels."""
    names = ("0..1", "0..255", "-1..1", "caffe", "torch")
    return tuple(
        name
        for name in names
        if channels == 3 or (NAMED[name].order == "RGB" and len(NAMED[name].mean) <= 1)
    )
