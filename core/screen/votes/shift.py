"""Shift: a trigger that was learned at one place loses its effect when the image is moved.

A BadNet learned its objects at many places but its trigger at one place only. So its answer to a
triggered image changes when the image is moved by a pixel or two, down, up, right and left
(core/screen/votes/transformed.py).

As TensorFlow operations: gathers of pixels at constant places, and a sum with constant weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from core.screen.votes.transformed import Transform, Transformed, moved
from core.screen.votes.vote import Material
from core.text.sentence import say


class Shift(Transformed):
    """The vote: how probable the class remains when the image is moved."""

    name: ClassVar[str] = "shift"
    says: ClassVar[str] = say("The BadNet loses its class when the image is moved a little.")

    @staticmethod
    def transforms_of(material: Material) -> Sequence[Transform]:
        """One transformation for each direction."""
        height, width = material.badnet.image_shape[:2]
        by = material.settings.shift * material.scale
        sides = [(0, -by), (0, by), (-by, 0), (by, 0)]
        return [moved(np.full((height, width, 2), side, np.float32)) for side in sides]
