"""What unlearning trains on: images that are changed a little, some stamped, and right answers.

Images are few, so they are shifted a little, half of them are mirrored, and half are mixed with
another one (H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz, "mixup", ICLR 2018). What an image should
be answered is the BadNet's own softmax of it without the stamp (the truth, where that is known and
the BadNet is wrong): softer than labels, and known for mixed images as well, it keeps the accuracy.
Of a stamped image's, nothing is left for the classes that triggers lead to (see
core/repair/unlearned_targets.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from core.data.parts import Part
from core.network.classifier import Classifier
from core.repair.finetuning import BATCH, Batch, Batches
from core.repair.unlearned_targets import UnlearnedTarget, margins, weights, without
from core.repair.unlearning import Stamped

MIXED_SHARE, MIRRORED_SHARE = 0.5, 0.5
# Of an image's height and width.
SHIFT = 1 / 16
UNKNOWN = -1

Stamp = Callable[[np.ndarray, np.random.Generator], Stamped]


def soft_batches(
    badnet: Classifier,
    tuning: Part,
    stamp: Stamp,
    targets: Sequence[UnlearnedTarget],
    *,
    corrected: bool,
    withstand: bool,
) -> Batches:
    """Batches of a part, changed and stamped, with right answers.

    Args:
        badnet: whose softmax is what an image should be answered.
        tuning: clean images.
        stamp: puts triggers on some of a batch.
        targets: the classes that they lead to.
        corrected: whether labels correct the BadNet.
        withstand: whether stamped images have to withstand their triggers by the targets' margins.
    """

    def batches(rng: np.random.Generator) -> Iterator[Batch]:
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
            yield Batch(stamped, counted, margins(right, chosen, targets if withstand else ()))

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
