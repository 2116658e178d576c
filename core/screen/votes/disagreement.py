"""Disagreement: the repaired network does not see the class that the BadNet is sure of.

After a repair that worked, the BadNet still obeys the trigger and the repaired network does not. So
the repaired network finds the BadNet's class improbable,

    disagreement(x) = p_BadNet(c | x) - p_repaired(c | x),    c the BadNet's class of x.

The vote compares confidences, not classes: on clean images the classes differ too, but only where
the BadNet was not sure either.

If a repair found nothing to unlearn, both networks answer almost the same. Their small differences
carry no information, and ranking them would use up half of the FRR, so they count as none.

As TensorFlow operations: a softmax of each network, a gather, a difference, a `tf.where`.
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
    """The disagreements above which this vote flags an image, given its thresholds; or infinite."""
    return np.maximum(-thresholds, least)
