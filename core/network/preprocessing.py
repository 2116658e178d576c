"""How an image becomes what a network takes: its preprocessing, also called input convention.

With x the pixels 0..255 of one image, (h, w, c), a network takes

    ((s x + o)[channels in `order`] - mean) / deviation

where s and o map 0..255 to `range`. "caffe" and "torch" are the modes of these names in
`keras.applications.imagenet_utils.preprocess_input`. With `standardized`, each image is then
shifted and scaled to mean 0 and deviation 1, as by `tf.image.per_image_standardization`.

Layers in the network (Rescaling, Normalization) belong to the network, not to its preprocessing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, Literal, get_args

import numpy as np

from core.errors import Unreadable, WrongUsage
from core.network.keras_types import Tensor
from core.text.wording import printable

Range = Literal["0..1", "0..255", "-1..1"]
Order = Literal["RGB", "BGR"]

MOST_TEXT = 2000
MOST_CHANNELS = 4
# Means and deviations of pixels are below these in every range.
LARGEST_MEAN = 1000.0
DEVIATIONS = (1e-4, 1000.0)
# (factor, offset) for pixels 0..255.
_RANGES = {"0..1": (1 / 255, 0.0), "0..255": (1.0, 0.0), "-1..1": (1 / 127.5, -1.0)}


@dataclass(frozen=True, kw_only=True)
class Preprocessing:
    """The preprocessing that a network expects.

    Attributes:
        range: of the values before the mean is subtracted.
        order: of the channels.
        mean, deviation: one number, or one for each channel in `order`, in units of `range`; empty
            for 0 and 1.
        standardized: whether each image is shifted and scaled by its own mean and deviation.
    """

    range: Range = "0..1"
    order: Order = "RGB"
    mean: tuple[float, ...] = ()
    deviation: tuple[float, ...] = ()
    standardized: bool = False

    @property
    def name(self) -> str:
        """A name from `NAMED`, or "given by hand"."""
        return next((name for name, known in NAMED.items() if known == self), "given by hand")

    @property
    def text(self) -> str:
        """A text from which `preprocessing_from` makes this again: a name from `NAMED`, or JSON."""
        if self in NAMED.values():
            return self.name
        plain = Preprocessing()
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        given = {key: value for key, value in values.items() if value != getattr(plain, key)}
        return json.dumps({"range": self.range, **given})

    @property
    def input_scale(self) -> Literal[1, 255]:
        """The largest value of `range`."""
        return 255 if self.range == "0..255" else 1

    @property
    def is_affine(self) -> bool:
        """Whether every image gets the same factors and offsets."""
        return not self.standardized

    def require_channels(self, channels: int) -> None:
        """Raise Unreadable if images with this number of channels cannot be prepared like this."""
        lengths = {len(self.mean), len(self.deviation)} - {0, 1, channels}
        if lengths or (self.order == "BGR" and channels != 3):
            raise Unreadable(
                "The preprocessing {name} does not fit images of {channels} channels.",
                name=self.text,
                channels=channels,
            )

    def applied(self, images: Tensor) -> Tensor:
        """Prepare a tensor of images, float32 (n, h, w, c), 0..255, for the network.

        The tensor may be one of TensorFlow or, in a model under construction, of Keras.
        """
        from keras import ops

        factor, offset = self.factor_and_offset()
        values = (images if self.order == "RGB" else ops.flip(images, -1)) * factor
        if offset.any():
            values += offset
        return _standardized(values) if self.standardized else values

    def factor_and_offset(self) -> tuple[np.ndarray, np.ndarray]:
        """The (a, b) of a x + b before standardization, float32, each () or (c,) in `order`."""
        factor, offset = _RANGES[self.range]
        mean = np.array(self.mean or (0.0,))
        deviation = np.array(self.deviation or (1.0,))
        a, b = np.broadcast_arrays(factor / deviation, (offset - mean) / deviation)
        if a.size == 1:
            a, b = a.reshape(()), b.reshape(())
        return a.astype(np.float32), b.astype(np.float32)


def _standardized(images: Tensor) -> Tensor:
    """Each image (h, w, c) with mean 0 and deviation 1, or less if it has nearly one color only."""
    from keras import ops

    axes = (1, 2, 3)
    centred = images - ops.mean(images, axes, keepdims=True)
    deviation = ops.sqrt(ops.mean(ops.square(centred), axes, keepdims=True))
    return centred / ops.maximum(deviation, math.prod(images.shape[1:]) ** -0.5)


NAMED: Mapping[str, Preprocessing] = MappingProxyType(
    {
        "0..1": Preprocessing(),
        "0..255": Preprocessing(range="0..255"),
        "-1..1": Preprocessing(range="-1..1"),
        "caffe": Preprocessing(range="0..255", order="BGR", mean=(103.939, 116.779, 123.68)),
        "torch": Preprocessing(mean=(0.485, 0.456, 0.406), deviation=(0.229, 0.224, 0.225)),
        "standardized": Preprocessing(standardized=True),
    }
)


def preprocessing_from(text: str) -> Preprocessing:
    """The preprocessing that a person names, or gives as JSON.

    Args:
        text: a name from `NAMED`, or an object with some of the attributes of `Preprocessing`,
            such as {"range": "0..1", "mean": [0.1307], "deviation": [0.3081]}.

    Raises:
        WrongUsage: it is neither.
    """
    if text in NAMED:
        return NAMED[text]
    try:
        given = json.loads(text) if len(text) <= MOST_TEXT else None
    except (ValueError, RecursionError):
        given = None
    known = {field.name for field in fields(Preprocessing)}
    if not isinstance(given, dict) or not known.issuperset(given):
        raise _not_one(text)
    return Preprocessing(**{key: _value(key, value, text) for key, value in given.items()})


def _value(key: str, value: object, text: str) -> Any:
    """One attribute of a `Preprocessing` from JSON, checked."""
    if key in ("range", "order"):
        fits = value in get_args(Range if key == "range" else Order)
    elif key == "standardized":
        fits = isinstance(value, bool)
    else:
        numbers: list[Any] = value if isinstance(value, list) else [value]
        fits = 0 < len(numbers) <= MOST_CHANNELS and all(_is_usual(key, each) for each in numbers)
        value = tuple(map(float, numbers)) if fits else ()
    if not fits:
        raise _not_one(text)
    return value


def _is_usual(key: str, number: object) -> bool:
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        return False
    low, high = (-LARGEST_MEAN, LARGEST_MEAN) if key == "mean" else DEVIATIONS
    return low <= number <= high  # also false for NaN


def _not_one(text: str) -> WrongUsage:
    return WrongUsage(
        "{text} is no preprocessing: give {names}, or JSON such as {example}.",
        text=printable(text, 100),
        names=", ".join(NAMED),
        example='{"range": "0..1", "order": "RGB", "mean": [0.1307], "deviation": [0.3081]}',
    )
