"""Search for triggers in large images at a reduced size, and bring what is found to full size.

The time of a pass grows with the number of pixels. A network whose last layers average over all
places (MobileNet, ResNet, EfficientNet, DenseNet) answers images of any size with the same weights.
So its triggers are searched for at a reduced size first. They cover as many pixels as they would at
full size. A few steps at full size follow. The reduced size is the smallest of a few at which the
network keeps the class of half of the images.

Such a network averages over all places, so a trigger of a fixed size weighs less in a larger image.
Let s be the share of pixels that the reduced image has, z(x) its logits, and x * T the reduced
image with the trigger. The search at the reduced size uses

    s z(x * T) + (1 - s) z(x)

in place of the logits at full size. A network with a dense layer after all pixels is searched at
full size only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.files.images import resize
from core.network.classifier import Classifier
from core.records import ReducedSettings, ScanSettings
from core.scan.images import Sample


@dataclass(frozen=True)
class Quick:
    """What the search at the reduced size works with.

    Attributes:
        classifier: the network, or a view of it that takes smaller images and shares its weights.
        sample: clean images for it.
        settings: of the scan; a step takes fewer reduced images, of more classes side by side.
        is_reduced: whether what is found must be brought to full size.
        share: of the pixels that are left.
    """

    classifier: Classifier
    sample: Sample
    settings: ScanSettings
    is_reduced: bool
    share: float = 1.0


def quick(classifier: Classifier, sample: Sample, settings: ScanSettings) -> Quick:
    """The network and its images at a reduced size, or as they are where that cannot be.

    Args:
        classifier: is not changed.
        sample: clean images at full size.
        settings: of the scan.
    """
    how = settings.reduced
    for shape in reduced_shapes(classifier.image_shape, how):
        view = classifier.at_size(*shape)
        if view is None:
            break
        smaller = Sample.answered(view, resize(sample.images, *shape))
        if (smaller.own == sample.own).mean() >= how.least_kept:
            share = math.prod(shape) / math.prod(classifier.image_shape[:2])
            few = replace(settings, inversion=how.of(settings.inversion))
            return Quick(view, smaller, few, True, share)
    return Quick(classifier, sample, settings, False)


def for_sample(classifier: Classifier, sample: Sample) -> tuple[Classifier, float]:
    """The network for images of a sample's size, and their share of the pixels at full size.

    Raises:
        ValueError: the network takes no images of that size.
    """
    height, width = sample.images.shape[1:3]
    full = classifier.image_shape[:2]
    if (height, width) == full:
        return classifier, 1.0
    view = classifier.at_size(height, width)
    if view is None:
        raise ValueError("images of another size than the network takes")
    return view, height * width / math.prod(full)


def reduced_shapes(shape: Sequence[int], settings: ReducedSettings) -> list[tuple[int, int]]:
    """Heights and widths to reduce images of `shape` (h, w, c) to; none if they are not large."""
    height, width = shape[:2]
    if min(height, width) < settings.from_side:
        return []
    shares = [side / min(height, width) for side in settings.sides]
    return [(round(share * height), round(share * width)) for share in shares]
