"""The images that a scan works on: a sample of clean ones, and clean ones with a trigger."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.data.dataset import Dataset
from core.data.parts import Part
from core.network.classifier import Classifier
from core.records import ScanSettings
from core.scan.triggers import Trigger

SHOWN = 200
DEFAULT = ScanSettings()


def spread_over_classes(labels: np.ndarray | None, images: int, count: int) -> np.ndarray:
    """Indices of up to `count` images, (count,): one of each class first, then evenly spaced ones.

    Args:
        labels: (images,), or None for unlabelled images.
        images: how many images there are.
        count: how many to choose at most.
    """
    if labels is None:
        return np.unique(np.linspace(0, images - 1, min(count, images)).astype(int))
    _, firsts = np.unique(labels, return_index=True)
    others = np.setdiff1d(np.arange(images), firsts)
    return np.concatenate([firsts, others])[:count]


@dataclass(frozen=True)
class Sample:
    """Clean images, uint8 (n, h, w, c), and the classes (n,) that the network itself gives them."""

    images: np.ndarray
    own: np.ndarray

    @classmethod
    def of(
        cls, classifier: Classifier, part: Part, seed: int, most: int = DEFAULT.images
    ) -> Sample:
        """A sample of at most `count` images of a part."""
        rows = np.random.default_rng(seed).permutation(len(part))[:most]
        return cls.answered(classifier, part.dataset.read(part.indices[np.sort(rows)]))

    @classmethod
    def answered(cls, classifier: Classifier, images: np.ndarray) -> Sample:
        """Images, uint8 (n, h, w, c), with the network's own answers."""
        own = [*classifier.answers(np.array_split(images, -(-len(images) // 256)))]
        return cls(images, np.concatenate(own).astype(np.int64))

    def batch(self, rng: np.random.Generator, size: int) -> tuple[np.ndarray, np.ndarray]:
        """`size` images, sampled at random, and their classes."""
        rows = rng.integers(0, len(self.images), size)
        return self.images[rows], self.own[rows]

    def flip_rate(self, classifier: Classifier, trigger: Trigger, target: int) -> float:
        """The share of images of other classes that the network answers `target` once stamped."""
        others = self.images[self.own != target][:256]
        if not len(others):
            return 0.0
        return float((classifier.softmax(trigger.stamp(others)).argmax(-1) == target).mean())


class StampedDataset(Dataset):
    """The images of another data set, each stamped with a trigger."""

    def __init__(self, dataset: Dataset, trigger: Trigger) -> None:
        self._dataset, self._trigger = dataset, trigger
        self.labels, self.class_names = None, dataset.class_names
        self.summary = dataset.summary

    def __len__(self) -> int:
        return len(self._dataset)

    def close(self) -> None:
        """Do nothing: whoever opened the other data set closes it."""

    def read(self, indices: np.ndarray | list[int]) -> np.ndarray:
        return self._trigger.stamp(self._dataset.read(indices))


def stamped_part(part: Part, trigger: Trigger, target: int) -> Part:
    """At most `SHOWN` images of a part, none of class `target`, stamped and labelled `target`."""
    rows = np.flatnonzero(part.labels != target)[:SHOWN]
    stamped = StampedDataset(part.dataset, trigger)
    return Part(stamped, part.indices[rows], np.full(len(rows), target))
