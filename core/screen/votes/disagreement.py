"""Disagreement: the repaired network does not see what the BadNet is sure of.

A repair that worked gives a second witness. The BadNet still obeys the trigger and the repaired
network does not, so the class that the BadNet is sure of is one that the repaired network does not
see,

    disagreement(x) = p_BadNet(c | x) - p_repaired(c | x),    c the BadNet's class of x.

Confidence counts: on clean images they differ as well, but where the BadNet was not sure either.

Where a repair found nothing to unlearn, the networks answer all but alike. Differences as small as
theirs tell nothing, and to rank them would spend half of the FRR, so they count as none.

As TensorFlow operations: a softmax of either network, a gather, a difference, a `tf.where`.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from core.screen.votes.vote import Answers, Material
from core.text.sentence import say


class Disagreement:
    """The vote: minus the disagreement, or 0 where it counts as none."""

    name: ClassVar[str] = "disagreement"
    says: ClassVar[str] = say("The repaired network does not see what the BadNet is sure of.")
    passes = 0

    def __init__(self, material: Material) -> None:
        self._least = material.settings.least_disagreement

    def measure(self, images: np.ndarray, answers: Answers) -> np.ndarray:
        """The vote on each image; see `core.screen.votes.vote.Vote`."""
        by = disagreement(answers)
        return np.where(by < self._least, 0.0, -by)


def disagreement(answers: Answers) -> np.ndarray:
    """By how much the repaired network finds the BadNet's class less probable, -1..1, (n,)."""
    return answers.badnet_confidence - answers.of_badnet_class(answers.repaired)


def over_disagreement(thresholds: np.ndarray, least: float) -> np.ndarray:
    """The disagreements above which thresholds of this vote flag an image; infinite for never."""
    return np.maximum(-thresholds, least)
