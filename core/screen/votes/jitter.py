"""Jitter: an invisibly slight warp stops working if each pixel is moved a little.

WaNet's trigger is a smooth field of displacements (Nguyen, Tran, ICLR 2021, arXiv 2102.10369). The
vote moves each pixel by another field, independent and uniform, and asks the BadNet again
(core/screen/votes/transformed.py). The fields are sampled once and kept with the GoodNet, so the
same image has the same value everywhere.

As TensorFlow operations: four gathers of pixels at constant places, and a sum with constant
weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from core.records import ScreenSettings
from core.screen.votes.transformed import Transform, Transformed, moved
from core.screen.votes.vote import Material
from core.text.sentence import say


class Jitter(Transformed):
    """The vote: how probable the class remains when each pixel is moved at random."""

    name: ClassVar[str] = "jitter"
    says: ClassVar[str] = say("The BadNet loses its class when each pixel is moved a little.")

    @staticmethod
    def transforms_of(material: Material) -> Sequence[Transform]:
        """One transformation for each field."""
        assert material.fields is not None
        return [moved(field) for field in material.fields]


def sampled_fields(height: int, width: int, settings: ScreenSettings, seed: int) -> np.ndarray:
    """Fields of displacements in pixels, float32 (F, h, w, 2).

    They are sampled at the reference size and enlarged with the image. Otherwise the jitter of a
    large image would be finer than its details.
    """
    scale = min(height, width) / settings.reference_side
    rows, columns = max(1, round(height / scale)), max(1, round(width / scale))
    shape = (settings.jitter_fields, rows, columns, 2)
    rng = np.random.default_rng([seed, *Jitter.name.encode()])
    fields = scale * rng.uniform(-settings.jitter, settings.jitter, shape)
    return np.stack([_enlarged(field, height, width) for field in fields]).astype(np.float32)


def _enlarged(field: np.ndarray, height: int, width: int) -> np.ndarray:
    """A field (rows, columns, 2) at another size, bilinear."""
    for axis, size in enumerate((height, width)):
        count = field.shape[axis]
        places = np.clip((np.arange(size) + 0.5) * count / size - 0.5, 0, count - 1)
        first = places.astype(np.int64)
        after = np.minimum(first + 1, count - 1)
        share = (places - first).reshape([-1 if k == axis else 1 for k in range(3)])
        field = field.take(first, axis) * (1 - share) + field.take(after, axis) * share
    return field
