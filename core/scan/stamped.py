"""Clean images with a trigger on, stamped as they are read."""

from __future__ import annotations

import numpy as np

from core.data.dataset import Dataset
from core.data.parts import Part
from core.scan.triggers import Trigger

SHOWN = 200


class StampedDataset(Dataset):
    """The images of another data set, each with a trigger on."""

    def __init__(self, dataset: Dataset, trigger: Trigger) -> None:
        self._dataset, self._trigger = dataset, trigger
        self.labels, self.class_names = None, dataset.class_names
        self.summary = dataset.summary

    def __len__(self) -> int:
        return len(self._dataset)

    def close(self) -> None:
        """Nothing: the other data set is closed by whoever opened it."""

    def read(self, indices: np.ndarray | list[int]) -> np.ndarray:
        return self._trigger.stamp(self._dataset.read(indices))


def stamped_part(part: Part, trigger: Trigger, target: int) -> Part:
    """At most `SHOWN` images of a part that are not of class `target`, stamped and so labelled."""
    rows = np.flatnonzero(part.labels != target)[:SHOWN]
    stamped = StampedDataset(part.dataset, trigger)
    return Part(stamped, part.indices[rows], np.full(len(rows), target))
