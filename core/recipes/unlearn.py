"""Unlearning: show the network its own triggers, with the right labels.

The mitigation of B. Wang et al., "Neural Cleanse", IEEE S&P 2019, section VI, in rounds. A scan of
the BadNet names the suspected targets. The network is pruned as in Fine-Pruning; then, for one
suspected target t at a time:

    1. invert the smallest trigger that still leads to t;
    2. where it is no smaller than a clean class's, t is unlearned;
    3. else train for two epochs with half of each batch stamped, and go to 1.

Stamps are shifted by up to a pixel, because an inverted trigger is only near the true one, and so
are images, because there are few. Pruning spends half of the accuracy budget: unlearning costs
accuracy too. What an
image should be answered is the BadNet's own softmax of it without the stamp (the truth, where the
BadNet is wrong): softer than labels, it keeps the accuracy. At last the network is fine-tuned on
such batches with early stopping. Clean data decides everything: the size of the mask when to stop
a round, held-out clean accuracy which weights are kept.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

import numpy as np

from core.classifier import Classifier
from core.finetuning import BATCH, Batches, finetune
from core.inversion import Trigger
from core.recipes.fine_pruning import fine_tune, fine_tune_stage, prune, prune_stages
from core.recipes.work import Recipe, Steps, Work
from core.records import Epoch, Progress, Stage
from core.sampling import Sample
from core.scanning import BATCH as INVERSION_BATCH
from core.scanning import STEPS, Found, Inverted, invert, scan_network
from core.scanning import stages as scan_stages
from core.sentence import say
from core.stamped import stamped_part

ROUNDS = 4
EPOCHS = 2
LEARNING_RATE = 5e-4
STAMPED_SHARE = 0.5
PRUNING_SHARE = 0.5
# One round rarely suffices: the trigger inverted first is only near the true one.
FEWEST_ROUNDS = 3
# Of the median size of clean classes, which differ by as much among themselves.
LARGE = 0.6


def unlearn(work: Work) -> Steps:
    """Scan, prune, unlearn the suspected targets one by one, fine-tune."""
    found = yield from look_for_backdoor(work)
    yield from prune(work, PRUNING_SHARE)
    yield from unlearn_suspected(work, found)


def unlearn_suspected(work: Work, found: Found) -> Steps:
    """Unlearn what a scan found, if anything, and fine-tune towards the BadNet's own answers."""
    triggers: list[Trigger] = []
    with work.timed("unlearn"):
        for number, suspect in enumerate(found.suspected):
            after = yield from forget(work, suspect, triggers, found.record.median_mask_size)
            yield Progress("unlearn", number + 1, len(found.suspected))
            work.suspected_targets = (
                *work.suspected_targets[:number],
                replace(work.suspected_targets[number], mask_size_after=after),
                *work.suspected_targets[number + 1 :],
            )
    yield from fine_tune(work, soft_batches(work, triggers))


def look_for_backdoor(work: Work) -> Generator[object, object, Found]:
    """Scan the BadNet, and stamp held-out images with what is found, to be watched from now on."""
    clean = work.bench.clean
    with work.timed("scan"):
        found = yield from scan_network(
            work.bench.badnet, clean.tuning, clean.held_out, seed=work.options.seed
        )
    work.suspected_targets = found.record.suspected_targets
    work.inverted = found.record.inverted
    work.stamped = {
        str(each.target_class): stamped_part(clean.held_out, each.trigger, each.target_class)
        for each in found.suspected
    }
    yield from work.suspected_targets
    return found


def forget(
    work: Work, suspect: Inverted, triggers: list[Trigger], median: float
) -> Generator[object, object, float]:
    """Unlearn one target; `triggers` grows with what was inverted, and all of it is unlearned.

    Returns:
        The size of the smallest trigger that still leads to the target, in pixels.
    """
    tuning = work.bench.clean.tuning
    sample = Sample.of(work.repaired, tuning, work.options.seed)
    for number in range(ROUNDS + 1):
        (trigger,) = yield from invert(
            work.repaired, sample, [suspect.target_class], seed=number, stage="unlearn"
        )
        if number == ROUNDS or (number >= FEWEST_ROUNDS and trigger.size >= LARGE * median):
            break
        triggers.append(trigger)
        yield from train_round(work, soft_batches(work, triggers))
    return trigger.size


def train_round(work: Work, batches: Batches) -> Steps:
    """Train for some epochs and keep the last, whatever it costs: fine-tuning comes after."""
    tuning = work.bench.clean.tuning
    so_far = sum(epoch.stage == "unlearn" for epoch in work.epochs)
    training = finetune(
        work.repaired,
        work.masks,
        batches,
        -(-len(tuning) // BATCH),
        work.bench.clean.stopping,
        epochs=EPOCHS,
        learning_rate=LEARNING_RATE,
        keep="last",
        seed=work.options.seed + so_far,
        stage="unlearn",
        attacks=work.bench.attacks,
        stamped=work.stamped,
    )
    for record in training:
        if isinstance(record, Epoch) and record.epoch == 0 and so_far:
            continue
        if isinstance(record, Epoch):
            record = replace(record, epoch=record.epoch + max(0, so_far - 1))
            work.epochs += (record,)
        yield record


def soft_batches(work: Work, triggers: Sequence[Trigger]) -> Batches:
    """Batches of the tuning images, half of them stamped where there are triggers."""
    badnet, tuning = work.bench.badnet, work.bench.clean.tuning

    def batches(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for images, labels, _ in tuning.batches(rng, BATCH):
            targets = right_answers(badnet, images, labels)
            yield stamp_some(images, triggers, rng), targets

    return batches


def right_answers(badnet: Classifier, images: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The BadNet's softmax (n, N) where it gives the label, else the label as one-hot."""
    softmax = badnet.softmax(images)
    truth = np.eye(badnet.classes, dtype=np.float32)[labels]
    return np.where((softmax.argmax(-1) == labels)[:, None], softmax, truth)


def stamp_some(
    images: np.ndarray, triggers: Sequence[Trigger], rng: np.random.Generator
) -> np.ndarray:
    """The images shifted by up to a pixel; half of them carry a trigger, shifted too."""
    stamped = jittered(images, rng)
    if not triggers:
        return stamped
    for row in np.flatnonzero(rng.random(len(images)) < STAMPED_SHARE):
        trigger = triggers[int(rng.integers(len(triggers)))].moved(*rng.integers(-1, 2, 2))
        stamped[row] = trigger.stamp(stamped[row])
    return stamped


def jittered(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Each image shifted by up to a pixel; its edge is repeated."""
    height, width = images.shape[1:3]
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)), "edge")
    moved = np.empty_like(images)
    for row, (top, left) in enumerate(rng.integers(0, 3, (len(images), 2))):
        moved[row] = padded[row, top : top + height, left : left + width]
    return moved


def stages(work: Work) -> tuple[Stage, ...]:
    """The stages of unlearning, for the usual case of one suspected target and two rounds."""
    trained = 2 * EPOCHS * 4 * work.bench.clean.counts().tuning
    inverted = 3 * 3 * STEPS * INVERSION_BATCH
    return (
        *scan_stages(work.bench.badnet.classes),
        *prune_stages(work),
        Stage(
            "unlearn",
            say("Unlearn suspected triggers"),
            say("until none is small"),
            trained + inverted,
        ),
        fine_tune_stage(work),
    )


UNLEARN = Recipe(unlearn, stages)
