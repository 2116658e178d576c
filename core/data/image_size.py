"""The size of images, for a network that takes any size."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.data.dataset import open_dataset
from core.records import Inspection, Notice
from core.text.remedies import OTHER_SIZE
from core.text.sentence import say


def size_notice(height: int, width: int) -> Notice:
    """The notice of the image size that was taken from the clean data."""
    what = say(
        "The network takes images of any size. {height} x {width} is taken, the median size "
        "of the clean data; {remedy}.",
        remedy=OTHER_SIZE,
        height=height,
        width=width,
    )
    return Notice("note", what)


def size_for(
    clean: Sequence[Path], notices: list[Notice], inspection: Inspection
) -> tuple[int, int]:
    """The image size for a network that takes any size; a notice of it is added to `notices`."""
    height, width = median_size(clean, inspection)
    notices.append(size_notice(height, width))
    return height, width


def median_size(clean: Sequence[Path], inspection: Inspection) -> tuple[int, int]:
    """The median height and width of the clean data, for a network that takes any size."""
    channels = inspection.image_shape[2] or 1
    with open_dataset(clean, (1, 1, channels), ignore_labels=True) as dataset:
        return dataset.median_size()
