"""Unlearning: show the network its own triggers, with the right answers.

The mitigation of B. Wang et al., "Neural Cleanse", IEEE S&P 2019, section VI, with triggers that
are searched while the network trains (see core/unlearning.py). A scan of the BadNet names the
suspected targets, and the network is pruned of the channels that their triggers excite. Then it
trains for some epochs on images of which some carry a trigger that leads to one of the suspected
targets.

Images are few, so they are shifted a little, half of them are mirrored, and half are mixed with
another one (H. Zhang, M. Cisse, Y. Dauphin, D. Lopez-Paz, "mixup", ICLR 2018). Pruning spends only
a part of the accuracy budget: unlearning costs accuracy too. What an image should be answered is
the BadNet's own softmax of it without the stamp (the truth, where that is known and the BadNet is
wrong): softer than labels, and known for mixed images as well, it keeps the accuracy. Of a stamped
image's, nothing is left for the classes that triggers lead to.

At last the network is fine-tuned on such batches at a rate that falls to nothing, and with margins:
stamped images have to be answered rightly by far (see `margins`), so that others, which the few
cannot stand for, are at all. The searches go on meanwhile, if more slowly: fine-tuned with old
triggers alone, the backdoor came back. Nothing is chosen by what a trigger does, and no poisoned
image is needed.

Where nothing is suspected there is nothing to be learned: the answers are the BadNet's alone, so
that fine-tuning leaves a clean network as it was.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.classifier import Classifier
from core.finetuning import BATCH, Batch, Batches, finetune
from core.measuring import share_right
from core.recipes.fine_pruning import (
    PRUNING_SHARE,
    fine_tune,
    fine_tune_stage,
    prune,
    prune_stages,
    schedule,
)
from core.recipes.work import Recipe, Steps, Work
from core.records import ClassAccuracy, Epoch, Progress, Stage
from core.sampling import Sample
from core.scanning import BATCH as INVERSION_BATCH
from core.scanning import FORMS, Found, invert, scan_network
from core.scanning import stages as scan_stages
from core.scanning import steps as search_steps
from core.sentence import say
from core.stamped import stamped_part
from core.suspicion import Inverted
from core.triggers import Patch, Trigger
from core.unlearning import AHEAD, BETWEEN, POOL, SELDOM, Pool, Stamped

# Epochs of training while triggers are searched; more where few images make few steps.
EPOCHS, FEWEST_STEPS = 2, 60
# The BadNet answers with nothing dropped out.
TOWARDS_BADNET: Mapping[str, Any] = {"learning_rate": 5e-4, "dropout": False, "keep": "last"}
MIXED_SHARE, MIRRORED_SHARE = 0.5, 0.5
# Of an image's height and width.
SHIFT = 1 / 16
UNKNOWN = -1
# The true trigger may well be larger than the smallest that works: such are shown up to this share
# of the size that makes a clean class by itself.
LARGEST = 0.7
# Of the margin by which images withstand a trigger, so much has its target where that is right.
OWN_SHARE = 0.5


def unlearn(work: Work) -> Steps:
    """Scan, prune, unlearn the suspected targets, fine-tune."""
    found = yield from look_for_backdoor(work)
    yield from prune(work, PRUNING_SHARE)
    yield from unlearn_suspected(work, found)


def unlearn_suspected(work: Work, found: Found) -> Steps:
    """Unlearn what a scan found, if anything, and fine-tune towards the BadNet's own answers."""
    known: list[Trigger] = []
    pools: list[Pool] = []
    with work.timed("unlearn"):
        for form in FORMS:
            suspects = [each for each in found.suspected if isinstance(each.trigger, form)]
            if suspects:
                largest = LARGEST * found.usual_size[form.kind]
                pools.append((yield from forget(work, suspects, form, largest, known)))
        yield Progress("unlearn", 1, 1)
    batches = finetuning_batches(work, pools)
    yield from fine_tune(work, batches, **TOWARDS_BADNET)
    with work.timed("verify"):
        yield from look_again(work, found.suspected)


def look_for_backdoor(work: Work) -> Generator[object, object, Found]:
    """Scan the BadNet, and stamp held-out images with what is found, to be watched from now on."""
    clean = work.bench.clean
    with work.timed("scan"):
        found = yield from scan_network(
            work.bench.badnet, clean.tuning, clean.held_out, seed=work.options.seed
        )
    work.suspected_targets = found.record.suspected_targets
    work.inverted = found.record.inverted
    work.triggers = tuple((each.trigger, each.target_class) for each in found.suspected)
    work.stamped = {
        str(each.target_class): stamped_part(clean.held_out, each.trigger, each.target_class)
        for each in found.suspected
    }
    yield from work.suspected_targets
    return found


def forget(
    work: Work,
    suspects: Sequence[Inverted],
    form: type[Trigger],
    largest: float,
    known: list[Trigger],
) -> Generator[object, object, Pool]:
    """Unlearn targets that triggers of one form lead to; `known` grows with triggers."""
    known += [suspect.trigger for suspect in suspects]
    sample = Sample.of(work.repaired, work.bench.clean.tuning, work.options.seed)
    targets = [suspect.target_class for suspect in suspects]
    pool = Pool(work.repaired, sample, targets, form, largest, known, work.options.seed)
    for step in range(AHEAD):
        pool.search()
        yield Progress("unlearn", step, AHEAD)
    pool.keep_small()
    yield from train(work, unlearning_batches(work, pool))
    return pool


def _epochs(images: int) -> int:
    steps = -(-images // BATCH)
    return max(EPOCHS, -(-FEWEST_STEPS // steps))


def look_again(work: Work, suspected: Sequence[Inverted]) -> Steps:
    """Note the smallest triggers that lead to suspected targets now, and those' own accuracy."""
    sample = Sample.of(work.repaired, work.bench.clean.tuning, work.options.seed)
    for number, suspect in enumerate(suspected):
        (trigger,) = yield from invert(
            work.repaired,
            sample,
            [suspect.target_class],
            stage="verify",
            form=type(suspect.trigger),
        )
        changed = replace(
            work.suspected_targets[number],
            mask_size_after=trigger.size,
            class_accuracy=(yield from _class_accuracy(work, suspect.target_class)),
        )
        before, after = work.suspected_targets[:number], work.suspected_targets[number + 1 :]
        work.suspected_targets = (*before, changed, *after)
    yield Progress("verify", 1, 1)


def _class_accuracy(work: Work, target: int) -> Generator[Progress, object, ClassAccuracy | None]:
    images = work.bench.clean.held_out.of_class(target)
    if not len(images):
        return None
    heartbeat = Progress("verify", 1, 1)
    before = yield from share_right(work.bench.badnet, images, heartbeat)
    after = yield from share_right(work.repaired, images, heartbeat)
    return ClassAccuracy(before, after, len(images))


def train(work: Work, batches: Batches) -> Steps:
    """Train for some epochs and keep the last, whatever it costs: fine-tuning comes after."""
    so_far = sum(epoch.stage == "unlearn" for epoch in work.epochs)
    training = finetune(
        work.repaired,
        work.masks,
        batches,
        work.bench.clean.stopping,
        schedule(
            work,
            epochs=_epochs(len(work.bench.clean.tuning)),
            seed=work.options.seed + so_far,
            **TOWARDS_BADNET,
        ),
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


def unlearning_batches(work: Work, pool: Pool) -> Batches:
    """Batches of the tuning images, stamped with triggers that work at that very step."""
    return _soft_batches(work, pool.before_step, corrected=True, margin=0.0)


def finetuning_batches(work: Work, pools: Sequence[Pool]) -> Batches:
    """Batches of the tuning images; the pools stamp them in turn, and search on more slowly."""
    turns = itertools.cycle(pools)

    def stamp(images: np.ndarray, rng: np.random.Generator) -> Stamped:
        if not pools:
            return Stamped(images, np.zeros(len(images), bool))
        return next(turns).before_step(images, rng, SELDOM)

    margin = max((trigger.margin for trigger, _ in work.triggers), default=0.0)
    return _soft_batches(work, stamp, corrected=bool(pools), margin=margin)


def _soft_batches(
    work: Work,
    stamp: Callable[[np.ndarray, np.random.Generator], Stamped],
    corrected: bool,
    margin: float,
) -> Batches:
    badnet, tuning = work.bench.badnet, work.bench.clean.tuning
    targets = [target for _, target in work.triggers]

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


def stages(work: Work) -> tuple[Stage, ...]:
    """The stages of unlearning, for the usual case of one suspected target."""
    tuning = work.bench.clean.counts().tuning
    trained = _epochs(tuning) * tuning
    searched = POOL * INVERSION_BATCH * (AHEAD + BETWEEN * trained // BATCH)
    return (
        *scan_stages(work.bench.badnet.classes),
        *prune_stages(work),
        Stage(
            "unlearn",
            say("Unlearn suspected triggers"),
            say("as they are searched"),
            3 * (trained + searched),
        ),
        fine_tune_stage(work, POOL * INVERSION_BATCH * SELDOM),
        Stage("verify", say("Search again"), "", 3 * INVERSION_BATCH * search_steps(Patch)),
    )


UNLEARN = Recipe(unlearn, stages)
