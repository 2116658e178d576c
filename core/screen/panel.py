"""The votes of one screen, and the evidence that they give on images."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.screen.votes import VOTES
from core.screen.votes.disagreement import disagreement
from core.screen.votes.strip import Blended, Strip, threshold_bits
from core.screen.votes.vote import Answers, Material, Vote


@dataclass(frozen=True)
class Evidence:
    """What the networks and the votes say of n images.

    Attributes:
        answers: of both networks.
        votes: (n, V), in the order of the panel's names; low is suspicious.
        blended: what STRIP saw.
    """

    answers: Answers
    votes: np.ndarray
    blended: Blended

    @property
    def disagreement(self) -> np.ndarray:
        """By how much the repaired network finds the BadNet's class less probable, (n,)."""
        return disagreement(self.answers)


class Panel:
    """Votes that judge images together.

    Args:
        material: what they are made of.
        names: of the votes, from `core.screen.votes.VOTES`; STRIP is always among them.
    """

    def __init__(self, material: Material, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._material = material
        self.votes: dict[str, Vote] = {name: VOTES[name](material) for name in names}
        strip = self.votes[Strip.name]
        assert isinstance(strip, Strip)
        self.strip = strip

    def evidence(self, images: np.ndarray, thresholds: np.ndarray | None = None) -> Evidence:
        """The evidence on images, uint8 (n, h, w, c).

        Args:
            images: uint8 (n, h, w, c).
            thresholds: of each vote, (V,), to stop blending images that STRIP certainly does not
                flag; None to blend each with every overlay.
        """
        answers = Answers(
            self._material.badnet.softmax(images), self._material.repaired.softmax(images)
        )
        least = math.inf
        if thresholds is not None:
            least = threshold_bits(thresholds[self.names.index(Strip.name)])
        blended = self.strip.blended(images, answers.badnet_class, least)
        columns = [
            blended.vote if name == Strip.name else vote.measure(images, answers)
            for name, vote in self.votes.items()
        ]
        return Evidence(answers, np.stack(columns, 1), blended)
