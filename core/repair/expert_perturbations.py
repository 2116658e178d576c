"""Images that backdoor experts perturb towards a class, to unlearn it without a trigger.

A scan may suspect a class for its margin in experts (core/scan/experts.py), although its trigger is
no smaller than those of other classes: sunglasses on faces are as large as the features of a class.
What inversion finds for it in the BadNet consists of such features. To unlearn these costs clean
accuracy, and the attacker's trigger goes on working.

An expert has unlearned the features and kept the backdoor (T. Xie et al., "BaDExpert", ICLR 2024).
So what leads an image to the class in an expert is what the attacker's trigger shares with it. The
BadNet is trained to withstand perturbations that an expert makes of each image anew, as in
adversarial training (A. Madry et al., "Towards Deep Learning Models Resistant to Adversarial
Attacks", ICLR 2018, projected gradient descent). Half of them change all pixels a little. The
others change a rectangle much, as a trigger does that covers something. One pattern for all images,
which inversion finds, is too narrow: docs/results.md#perturbations-by-experts.
"""

# pyright: basic
# TensorFlow has no types.
from __future__ import annotations

from collections.abc import Callable, Generator, Sequence

import numpy as np

from core.data.parts import Part
from core.jobs.generators import changed
from core.network.classifier import Classifier
from core.network.keras_types import Tensor
from core.network.slopes import images_at_once
from core.records import (
    ExpertPerturbationSettings,
    FineTuneSettings,
    Progress,
    ScreenSettings,
    StageKey,
)
from core.repair.unlearning import Stamped
from core.screen.expert_training import train_expert

DEFAULT = ExpertPerturbationSettings()
# A sign step is this many times the limit divided by the number of steps (Madry et al.).
STEP = 2.5

# (images (n, h, w, c), classes (n,), limits (n, h, w, 1), random starts (n, h, w, c)) -> images
Climb = Callable[[Tensor, Tensor, Tensor, Tensor], Tensor]


def train_experts(
    badnet: Classifier,
    clean: Part,
    seed: int,
    count: int,
    screen: ScreenSettings,
    stage: StageKey = "unlearn",
) -> Generator[Progress, object, list[Classifier]]:
    """Some backdoor experts of a network; fewer where one did not unlearn its classes.

    Args:
        badnet: the network as received; it is not changed.
        clean: labelled images to train the experts on.
        seed: of the training.
        count: how many.
        screen: how an expert is trained.
        stage: the name in the records.
    """
    found = list[Classifier]()
    for number in range(count):
        training = train_expert(badnet, clean, screen, seed + number)
        expert = yield from changed(training, lambda _record: Progress(stage, 0, 1))
        if expert is not None:
            found.append(expert)
    return found


class Perturber:
    """Perturbs some images of a batch so that an expert gives them one of the targets.

    Attributes:
        experts: each batch is perturbed by one of them.
        targets: the classes that experts name.
    """

    def __init__(
        self,
        experts: Sequence[Classifier],
        targets: Sequence[int],
        settings: ExpertPerturbationSettings = DEFAULT,
    ) -> None:
        self.experts, self.targets = experts, targets
        self._settings = settings
        self._climbs = [_climb(expert, settings.steps) for expert in experts]

    def before_step(
        self, images: np.ndarray, rng: np.random.Generator, steps: int | None = None
    ) -> Stamped:
        """Perturb some images of a training batch, uint8 (n, h, w, c); nothing is searched."""
        stamped, chosen = images.copy(), rng.random(len(images)) < self._settings.stamped
        number = int(rng.integers(len(self.experts)))
        most = images_at_once(self.experts[number], len(images), FineTuneSettings().floats_at_once)
        rows = np.flatnonzero(chosen)
        for some in np.split(rows, range(most, len(rows), most)):
            stamped[some] = self._perturbed(number, images[some], rng)
        return Stamped(stamped, chosen)

    def _perturbed(self, number: int, images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        limits = np.stack([limit_of(images.shape[1:3], rng, self._settings) for _ in images])
        start = limits * rng.uniform(-1, 1, images.shape).astype(np.float32)
        targets = rng.choice(self.targets, len(images))
        climbed = self._climbs[number](images.astype(np.float32), targets, limits, start)
        return np.rint(np.asarray(climbed)).astype(np.uint8)


def limit_of(
    size: Sequence[int], rng: np.random.Generator, settings: ExpertPerturbationSettings = DEFAULT
) -> np.ndarray:
    """How much each pixel may change, in grey levels of 255; float32 (h, w, 1)."""
    how = settings
    if rng.random() < how.whole_image:
        return np.full((*size, 1), rng.uniform(*how.faint), np.float32)
    limits = np.zeros((*size, 1), np.float32)
    sides = [
        max(1, round(rng.uniform(*share) * side))
        for share, side in zip((how.height, how.width), size, strict=True)
    ]
    top, left = (int(rng.integers(0, size[axis] - sides[axis] + 1)) for axis in (0, 1))
    limits[top : top + sides[0], left : left + sides[1]] = rng.uniform(*how.strong)
    return limits


def _climb(expert: Classifier, steps: int) -> Climb:
    """A function that raises the lead of a class over the others by sign steps within limits."""
    import tensorflow as tf

    def lead(images: Tensor, targets: Tensor) -> Tensor:
        logits, wanted = expert.logits(images), tf.one_hot(targets, expert.classes)
        others = tf.where(wanted > 0, logits.dtype.min, logits)
        return tf.reduce_sum(wanted * logits, -1) - tf.reduce_max(others, -1)

    def climb(images: Tensor, targets: Tensor, limits: Tensor, start: Tensor) -> Tensor:
        change = start
        for _ in range(steps):
            with tf.GradientTape() as tape:
                tape.watch(change)
                ahead = tf.reduce_sum(lead(tf.clip_by_value(images + change, 0, 255), targets))
            slope: Tensor = tape.gradient(ahead, change)
            change += STEP / steps * limits * tf.sign(slope)
            change = tf.clip_by_value(change, -limits, limits)
        return tf.clip_by_value(images + change, 0, 255)

    of_images = tf.TensorSpec((None, *expert.image_shape), tf.float32)
    of_limits = tf.TensorSpec((None, *expert.image_shape[:2], 1), tf.float32)
    signature = [of_images, tf.TensorSpec((None,), tf.int64), of_limits, of_images]
    return tf.function(climb, autograph=False, input_signature=signature)
