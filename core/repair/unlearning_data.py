"""The data for unlearning: augmented images, some of them stamped, and the right answers.

There are few clean images, so each is shifted a little, half of them are mirrored, and half are
mixed with another image (H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz, "mixup", ICLR 2018). The
right answer of an image is the BadNet's softmax for the image without the stamp, at a temperature:
the logits are divided by it, in training as well (G. Hinton, O. Vinyals, J. Dean, "Distilling the
Knowledge in a Neural Network", 2015). Such an answer says how the BadNet ranks all classes, also
where it is sure of one; it exists for mixed images, and it needs no label. This preserves accuracy:
docs/results.md#soft-answers. For a stamped image, the classes that triggers lead to are removed
from the right answer.

In training, the target's logit of a stamped image is raised by a margin, and the right class has to
exceed it (K. Cao et al., "Learning imbalanced datasets with label-distribution-aware margin loss",
NeurIPS 2019). That alone would also make the network unlearn the target class itself: most images
without a stamp belong to other classes, and most stamped ones push against the target. Three
measures prevent this. The target's own images get a margin as well. No margin is larger than the
lead that those images can spare. The target's own images get a larger weight, above all those of a
rare target (after A. K. Menon et al., "Long-tail learning via logit adjustment", ICLR 2021, who
balance rare classes).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from core.data.parts import Part
from core.files.images import cv2_module
from core.network.classifier import Classifier
from core.records import RepairSettings, UnlearnSettings
from core.repair.finetuning import TrainingBatch, TrainingBatches
from core.repair.unlearning import DEFAULT, Stamped
from core.scan.images import spread_over_classes

# Smaller probabilities count as this one, so that its logarithm is finite.
SMALLEST = 1e-7

Stamp = Callable[[np.ndarray, np.random.Generator], Stamped]


@dataclass(frozen=True)
class UnlearnedTarget:
    """A class that triggers lead to.

    Attributes:
        target_class: 0..N-1.
        margin: the withstanding margin of stamped images, in logits.
        own_margin: the margin of the class's own images, in logits.
        weight: how much an image of the class counts, at least 1.
    """

    target_class: int
    margin: float
    own_margin: float
    weight: float

    @classmethod
    def of(
        cls,
        badnet: Classifier,
        tuning: Part,
        most: float,
        target: int,
        settings: UnlearnSettings = DEFAULT,
    ) -> Self:
        """The target, with the margin (at most `most`) and weight that its images allow."""
        own = tuning.of_class(target)
        margin = min(most, lead(badnet, own, target, settings) / settings.own_share)
        weight = max(
            own_weight(tuning, target, settings.usual_share, settings.usual_weight),
            own_weight(tuning, target, settings.least_share, settings.most_weight),
        )
        return cls(target, margin, settings.own_share * margin, weight)


def own_weight(tuning: Part, target: int, least_share: float, most_weight: float) -> float:
    """How much an image of a class counts, so that the class is not lost; >= 1.

    Args:
        tuning: clean images.
        target: the class.
        least_share: the share of all images that those of the class count as, at least.
        most_weight: the largest weight.
    """
    share = len(tuning.of_class(target)) / max(1, len(tuning))
    enough = max(1.0, least_share / share) if share else 1.0
    return min(most_weight, enough)


def lead(badnet: Classifier, own: Part, target: int, settings: UnlearnSettings = DEFAULT) -> float:
    """The lead of a class over all others on its images that are answered rightly.

    A quarter of those images (from `own`) have at least this lead. It is infinite if there are
    none, because then nothing of the class can be lost.
    """
    if not len(own):
        return np.inf
    softmax = badnet.softmax(some_images(own, settings))
    ahead = leads(np.log(np.maximum(softmax, SMALLEST)), target)
    right = ahead[ahead > 0]
    return float(np.quantile(right, settings.lead_quantile)) if len(right) else np.inf


def some_images(own: Part, settings: UnlearnSettings = DEFAULT) -> np.ndarray:
    """Images of a part that tell a lead, evenly spread over it; uint8 (n, h, w, c)."""
    rows = spread_over_classes(None, len(own), settings.lead_images)
    return own.dataset.read(own.indices[rows])


def leads(scores: np.ndarray, target: int) -> np.ndarray:
    """By how much a class's score exceeds all others, (n,); of scores (n, N)."""
    return scores[:, target] - np.delete(scores, target, -1).max(-1)


def without(answers: np.ndarray, targets: Sequence[UnlearnedTarget]) -> np.ndarray:
    """Softmax (n, N) with zero for `targets`, except in images that belong to one of them."""
    led_to = np.isin(np.arange(answers.shape[1]), [each.target_class for each in targets])
    others = ~led_to[answers.argmax(-1)]
    left = np.where(others[:, None] & led_to, 0, answers)
    return left / left.sum(-1, keepdims=True)


def margins(
    answers: np.ndarray, stamped: np.ndarray, targets: Sequence[UnlearnedTarget]
) -> np.ndarray:
    """The margins that are added to the logits (n, N) in training, float32.

    In stamped images (`stamped`, (n,)) the logits of the targets are raised. In images of a target
    its logit is lowered.
    """
    raised, lowered = np.zeros((2, answers.shape[1]), np.float32)
    for each in targets:
        raised[each.target_class], lowered[each.target_class] = each.margin, each.own_margin
    own = np.where(np.arange(len(lowered)) == answers.argmax(-1)[:, None], lowered, 0)
    misled = (stamped & ~own.any(-1))[:, None]
    return raised * misled - own


def weights(answers: np.ndarray, targets: Sequence[UnlearnedTarget]) -> np.ndarray:
    """The weight of each image, (n,), float32."""
    weight = np.ones(answers.shape[1], np.float32)
    for each in targets:
        weight[each.target_class] = each.weight
    return weight[answers.argmax(-1)]


def soft_batches(
    badnet: Classifier,
    tuning: Part,
    stamp: Stamp,
    targets: Sequence[UnlearnedTarget],
    settings: RepairSettings,
    *,
    withstand: bool,
) -> TrainingBatches:
    """Batches of a part, augmented and stamped, with the right answers.

    Args:
        badnet: its softmax, softened, is the right answer.
        tuning: clean images.
        stamp: stamps some images of a batch.
        targets: the classes that the triggers lead to.
        settings: the size of a batch, how images are augmented, and the temperature.
        withstand: whether stamped images must withstand their triggers by the targets' margins.
    """
    how = settings.unlearning

    def batches(rng: np.random.Generator) -> Iterator[TrainingBatch]:
        for images, _, _ in tuning.batches(rng, settings.fine_tuning.batch):
            mirrored, mixed = (rng.random(len(images)) < s for s in (how.mirrored, how.mixed))
            images = jittered(images, rng, how.shift)
            images[mirrored] = images[mirrored, :, ::-1]
            images[mixed] = mixed_up(images, rng)[mixed]
            right = softened(badnet, images, how.temperature)
            stamped, chosen = stamp(images, rng)
            right[chosen] = without(right[chosen], targets)
            counted = weights(right, targets)[:, None] * right
            yield TrainingBatch(
                stamped, counted, margins(right, chosen, targets if withstand else ())
            )

    return batches


def softened(badnet: Classifier, images: np.ndarray, temperature: float) -> np.ndarray:
    """The soft answers: the softmax (n, N) of logits divided by a temperature, float32."""
    logits = badnet.logits_of_all(images) / temperature
    raised = np.exp(logits - logits.max(-1, keepdims=True))
    return (raised / raised.sum(-1, keepdims=True)).astype(np.float32)


def mixed_up(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Each image mixed with another one: l x + (1 - l) x', l uniform in 0..1."""
    weights, rows = rng.uniform(0, 1, len(images)), images.reshape(len(images), -1)
    # NumPy takes ten times as long for large images, because it makes them float64.
    blend = cv2_module().addWeighted
    mixed = [
        blend(row, weight, other, 1 - weight, 0)
        for row, weight, other in zip(rows, weights, rng.permutation(rows), strict=True)
    ]
    return np.stack(mixed).reshape(images.shape)


def jittered(images: np.ndarray, rng: np.random.Generator, shift: float) -> np.ndarray:
    """Each image moved by up to `shift` of its height and width; its edge pixels are repeated."""
    height, width = images.shape[1:3]
    most = [max(1, round(shift * side)) for side in (height, width)]
    padded = np.pad(images, ((0, 0), *((side, side) for side in most), (0, 0)), "edge")
    tops, lefts = (rng.integers(0, 2 * side + 1, len(images)) for side in most)
    moved = np.empty_like(images)
    for row, (top, left) in enumerate(zip(tops, lefts, strict=True)):
        moved[row] = padded[row, top : top + height, left : left + width]
    return moved
