"""Unlearned targets: pushed away where a trigger is, and held where they are right.

Where a stamped image's logit of the target is raised while the network trains, the right answer has
to outdo it by a margin (K. Cao et al., "Learning imbalanced datasets with label-distribution-aware
margin loss", NeurIPS 2019). By that alone the network would unlearn the target itself, the sooner
the rarer it is and the less sure the network is of it: of forty classes one is soon lost. So the
target's own images are given a margin too, it is no larger than what they have to spare, and as
images of few they count for more (after A. K. Menon et al., "Long-tail learning via logit
adjustment", ICLR 2021, who balance rare classes).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from core.data.parts import Part
from core.network.classifier import Classifier
from core.scan.sampling import spread_over_classes
from core.scan.triggers import Trigger

# Of the margin by which images withstand a trigger, so much has its target where that is right.
OWN_SHARE = 0.5
# A target's own images count as at least this share of all, but none for more than so many:
# a handful does not stand for a class.
LEAST_SHARE, MOST_WEIGHT = 0.06, 10.0
# By how much a class is ahead is measured on so many of its images, and is this quantile of theirs.
MEASURED, QUANTILE = 256, 0.75
SMALLEST = 1e-7


@dataclass(frozen=True)
class UnlearnedTarget:
    """A class that triggers lead to.

    Attributes:
        target_class: 0..N-1.
        margin: of logits, by which stamped images withstand it.
        weight: how much an image of its own counts, 1 to `MOST_WEIGHT`.
    """

    target_class: int
    margin: float
    weight: float

    @classmethod
    def of(cls, badnet: Classifier, tuning: Part, trigger: Trigger, target: int) -> Self:
        """The class that a trigger leads to, with what its own images in `tuning` allow."""
        own = tuning.of_class(target)
        margin = min(trigger.margin, lead(badnet, own, target) / OWN_SHARE)
        share = len(own) / max(1, len(tuning))
        weight = min(MOST_WEIGHT, max(1.0, LEAST_SHARE / share)) if share else 1.0
        return cls(target, margin, weight)


def lead(badnet: Classifier, own: Part, target: int) -> float:
    """By how much the logit of a class is ahead of all others where it is right.

    A quarter of its images (`own`) that are answered so have at least as much. Infinite where there
    are none: then nothing of the class can be lost.
    """
    rows = spread_over_classes(None, len(own), MEASURED)
    if not len(rows):
        return np.inf
    softmax = badnet.softmax(own.dataset.read(own.indices[rows]))
    log_p = np.log(np.maximum(softmax, SMALLEST))
    others = np.delete(log_p, target, -1).max(-1)
    ahead = log_p[:, target] - others
    right = ahead[ahead > 0]
    return float(np.quantile(right, QUANTILE)) if len(right) else np.inf


def without(answers: np.ndarray, targets: Sequence[UnlearnedTarget]) -> np.ndarray:
    """Softmax (n, N) with nothing left for `targets`, but for images that are of one of them."""
    led_to = np.isin(np.arange(answers.shape[1]), [each.target_class for each in targets])
    others = ~led_to[answers.argmax(-1)]
    left = np.where(others[:, None] & led_to, 0, answers)
    return left / left.sum(-1, keepdims=True)


def margins(
    answers: np.ndarray, stamped: np.ndarray, targets: Sequence[UnlearnedTarget]
) -> np.ndarray:
    """What is added to the logits (n, N) while training, float32.

    Where a trigger is (`stamped`, (n,)), the targets' are raised, and where one is right it is
    lowered.
    """
    margin = np.zeros(answers.shape[1], np.float32)
    for each in targets:
        margin[each.target_class] = each.margin
    own = np.where(np.arange(len(margin)) == answers.argmax(-1)[:, None], margin, 0)
    misled = (stamped & ~own.any(-1))[:, None]
    return margin * misled - np.float32(OWN_SHARE) * own


def weights(answers: np.ndarray, targets: Sequence[UnlearnedTarget]) -> np.ndarray:
    """How much each image counts, (n,), float32."""
    weight = np.ones(answers.shape[1], np.float32)
    for each in targets:
        weight[each.target_class] = each.weight
    return weight[answers.argmax(-1)]
