"""What unlearning trains on: changed images, some of them stamped, and the right answers.

There are few clean images, so each is shifted a little, half of them are mirrored, and half are
mixed with another image (H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz, "mixup", ICLR 2018). The
right answer of an image is the BadNet's softmax of that image without the stamp. Where the label is
known and the BadNet is wrong, it is the label. A softmax is softer than a label and exists for
mixed images too, which keeps the accuracy. From the right answer of a stamped image, the classes
that triggers lead to are removed.

Where a stamped image's logit of the target is raised while the network trains, the right class has
to exceed it by a margin (K. Cao et al., "Learning imbalanced datasets with
label-distribution-aware margin loss", NeurIPS 2019). That alone would make the network unlearn the
target class itself, most of all a class that is rare or that the network is unsure of. So the
target's own images get a margin as well, no margin is larger than those images can spare, and
images of a rare target count more (after A. K. Menon et al., "Long-tail learning via logit
adjustment", ICLR 2021, who balance rare classes).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from core.data.parts import Part
from core.network.classifier import Classifier
from core.repair.finetuning import BATCH, TrainingBatch, TrainingBatches
from core.repair.unlearning import Stamped
from core.scan.images import spread_over_classes
from core.scan.triggers import Trigger

MIXED_SHARE, MIRRORED_SHARE = 0.5, 0.5
# Of an image's height and width.
SHIFT = 1 / 16
UNKNOWN = -1

Stamp = Callable[[np.ndarray, np.random.Generator], Stamped]
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


def soft_batches(
    badnet: Classifier,
    tuning: Part,
    stamp: Stamp,
    targets: Sequence[UnlearnedTarget],
    *,
    corrected: bool,
    withstand: bool,
) -> TrainingBatches:
    """Batches of a part, changed and stamped, with right answers.

    Args:
        badnet: whose softmax is what an image should be answered.
        tuning: clean images.
        stamp: puts triggers on some of a batch.
        targets: the classes that they lead to.
        corrected: whether labels correct the BadNet.
        withstand: whether stamped images have to withstand their triggers by the targets' margins.
    """

    def batches(rng: np.random.Generator) -> Iterator[TrainingBatch]:
        for images, labels, _ in tuning.batches(rng, BATCH):
            mirrored, mixed = (rng.random(len(images)) < s for s in (MIRRORED_SHARE, MIXED_SHARE))
            images = jittered(images, rng)
            images[mirrored] = images[mirrored, :, ::-1]
            images[mixed] = mixed_up(images, rng)[mixed]
            # What is mirrored may be another thing, such as a sign that says left.
            known = ~(mirrored | mixed) & corrected
            right = right_answers(badnet, images, np.where(known, labels, UNKNOWN))
            stamped, chosen = stamp(images, rng)
            right[chosen] = without(right[chosen], targets)
            counted = weights(right, targets)[:, None] * right
            yield TrainingBatch(
                stamped, counted, margins(right, chosen, targets if withstand else ())
            )

    return batches


def right_answers(badnet: Classifier, images: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The BadNet's softmax (n, N), but the label as one-hot where that is known and it differs."""
    softmax = badnet.softmax(images)
    wrong = (labels != UNKNOWN) & (softmax.argmax(-1) != labels)
    return np.where(wrong[:, None], np.eye(badnet.classes, dtype=np.float32)[labels], softmax)


def mixed_up(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Each image mixed with another one: l x + (1 - l) x', l uniform in 0..1."""
    weight = rng.uniform(0, 1, (len(images), 1, 1, 1))
    return np.rint(weight * images + (1 - weight) * rng.permutation(images)).astype(np.uint8)


def jittered(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Each image moved by up to `SHIFT` of its height and width; its edge is repeated."""
    height, width = images.shape[1:3]
    most = [max(1, round(SHIFT * side)) for side in (height, width)]
    padded = np.pad(images, ((0, 0), *((side, side) for side in most), (0, 0)), "edge")
    tops, lefts = (rng.integers(0, 2 * side + 1, len(images)) for side in most)
    moved = np.empty_like(images)
    for row, (top, left) in enumerate(zip(tops, lefts, strict=True)):
        moved[row] = padded[row, top : top + height, left : left + width]
    return moved
