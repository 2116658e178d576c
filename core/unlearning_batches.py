"""What unlearning trains on: images that are changed a little, some stamped, and right answers.

Images are few, so they are shifted a little, half of them are mirrored, and half are mixed with
another one (H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz, "mixup", ICLR 2018). What an image should
be answered is the BadNet's own softmax of it without the stamp (the truth, where that is known and
the BadNet is wrong): softer than labels, and known for mixed images as well, it keeps the accuracy.
Of a stamped image's, nothing is left for the classes that triggers lead to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from core.classifier import Classifier
from core.finetuning import BATCH, Batch, Batches
from core.parts import Part
from core.unlearning import Stamped

MIXED_SHARE, MIRRORED_SHARE = 0.5, 0.5
# Of an image's height and width.
SHIFT = 1 / 16
UNKNOWN = -1
# Of the margin by which images withstand a trigger, so much has its target where that is right.
OWN_SHARE = 0.5

Stamp = Callable[[np.ndarray, np.random.Generator], Stamped]


def soft_batches(
    badnet: Classifier,
    tuning: Part,
    stamp: Stamp,
    targets: Sequence[int],
    *,
    corrected: bool,
    margin: float,
) -> Batches:
    """Batches of a part, changed and stamped, with right answers.

    Args:
        badnet: whose softmax is what an image should be answered.
        tuning: clean images.
        stamp: puts triggers on some of a batch.
        targets: the classes that they lead to.
        corrected: whether labels correct the BadNet.
        margin: by which stamped images withstand their triggers; see `margins`.
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
            yield Batch(stamped, right, margins(right, chosen, targets, margin))

    return batches


def right_answers(badnet: Classifier, images: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The BadNet's softmax (n, N), but the label as one-hot where that is known and it differs."""
    softmax = badnet.softmax(images)
    wrong = (labels != UNKNOWN) & (softmax.argmax(-1) != labels)
    return np.where(wrong[:, None], np.eye(badnet.classes, dtype=np.float32)[labels], softmax)


def without(answers: np.ndarray, targets: Sequence[int]) -> np.ndarray:
    """Softmax (n, N) with nothing left for `targets`, but for images that are of one of them."""
    led_to = np.isin(np.arange(answers.shape[1]), targets)
    others = ~np.isin(answers.argmax(-1), targets)
    left = np.where(others[:, None] & led_to, 0, answers)
    return left / left.sum(-1, keepdims=True)


def margins(
    answers: np.ndarray, stamped: np.ndarray, targets: Sequence[int], margin: float
) -> np.ndarray:
    """What is added to the logits (n, N) while training, float32.

    Where a trigger is, the targets' are raised, and the right answer has to outdo them. By that
    alone the network would unlearn the targets too, so where one of them is right it is lowered.
    """
    led_to = np.isin(np.arange(answers.shape[1]), targets)
    own = led_to & (answers == answers.max(-1, keepdims=True))
    misled = led_to & (stamped & ~own.any(-1))[:, None]
    return (margin * (misled - OWN_SHARE * own)).astype(np.float32)


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
