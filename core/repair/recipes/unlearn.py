"""Unlearning: train the network on images with its own triggers and the right answers.

This is the mitigation of B. Wang et al., "Neural Cleanse", IEEE S&P 2019, section VI, with triggers
that are searched for while the network trains (core/repair/unlearning.py). A scan of the BadNet
names the suspected targets, and the channels that their triggers excite are pruned. The network
then trains for some epochs on batches in which some images carry a trigger for a suspected target.
Of a class that backdoor experts name, such experts perturb the images instead
(core/repair/expert_perturbations.py).

core/repair/unlearning_data.py defines the right answers. Pruning may spend only a part of the
accuracy budget, because unlearning costs accuracy too.

In the end the network is fine-tuned on such batches, at a rate that falls to zero and with
withstanding margins. Stamped images must be answered rightly by a clear lead, because the few that
are trained on stand for many others. The searches go on during fine-tuning, more slowly: with old
triggers alone the backdoor came back (docs/results.md#unlearning). No choice depends on a trigger's
success, and no poisoned image is needed.

If the scan suspects nothing, there is nothing to unlearn. All answers are then the BadNet's own, so
fine-tuning leaves a clean network as it was.
"""

from __future__ import annotations

import itertools
from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from core.jobs.generators import changed, intercepted
from core.records import Epoch, Progress, RepairEvent, RepairSettings, Stage
from core.repair.expert_perturbations import Perturber, train_experts
from core.repair.finetuning import TrainingBatches, finetune
from core.repair.recipes.fine_pruning import (
    fine_tune,
    fine_tune_stage,
    prune,
    prune_stages,
    schedule,
)
from core.repair.recipes.looking import look_for_backdoor
from core.repair.recipes.looking_again import look_again
from core.repair.recipes.unlearning_groups import Group, alike, named_by_experts
from core.repair.recipes.unlearning_kept import Stamper, keep_unlearning, resume_unlearning
from core.repair.recipes.work import Recipe, Steps, Work
from core.repair.training_step import Schedule
from core.repair.unlearning import Pool, Stamped
from core.repair.unlearning_data import Stamp, UnlearnedTarget, soft_batches
from core.scan.images import Sample
from core.scan.job import Found
from core.scan.reduced import quick
from core.scan.stages import searching
from core.scan.stages import stages as scan_stages
from core.scan.triggers import Patch, Trigger
from core.text.sentence import say


def unlearn(work: Work) -> Steps:
    """Scan, prune, unlearn the suspected targets, fine-tune."""
    found = yield from look_for_backdoor(work)
    yield from prune(work, work.options.repairing.pruning_share)
    yield from unlearn_suspected(work, found)


def unlearn_suspected(work: Work, found: Found) -> Steps:
    """Unlearn the targets that a scan found, if any, and fine-tune to the BadNet's own answers."""
    with work.timed("unlearn"):
        kept = resume_unlearning(work)
        if kept is None:
            stampers = yield from _unlearn_each_group(work, found)
        else:
            stampers = kept
            yield from work.epochs
        yield Progress("unlearn", 1, 1, kept=kept is not None)
    batches = finetuning_batches(work, stampers)
    yield from fine_tune(work, batches, **towards_badnet(work))
    with work.timed("verify"):
        yield from look_again(work, found)


def _unlearn_each_group(work: Work, found: Found) -> Generator[RepairEvent, object, list[Stamper]]:
    known: list[Trigger] = []
    stampers: list[Stamper] = []
    wishes: list[object] = []
    perturber = yield from _perturber(work, named_by_experts(found))
    groups = alike(found, perturber.targets if perturber else ())
    jobs: list[Generator[RepairEvent, object, Stamper]] = [
        unlearn_group(work, group, found.usual_size[group.form.kind], known) for group in groups
    ]
    if perturber:
        jobs.append(_unlearn_perturbed(work, perturber))
    for number, job in enumerate(jobs):
        of_all = changed(job, partial(as_part, number, len(jobs)))
        stampers.append((yield from intercepted(of_all, wishes.append)))
    if stampers and not wishes:  # what was stopped early is no state of an undisturbed run
        keep_unlearning(work, stampers, known)
    return stampers


def _perturber(work: Work, targets: list[int]) -> Generator[RepairEvent, object, Perturber | None]:
    """Experts that perturb images towards some classes; None without classes or experts."""
    options, how = work.options, work.unlearning.experts
    if not targets:
        return None
    experts = yield from train_experts(
        work.bench.badnet, work.bench.clean.tuning, options.seed, how.count, options.screen
    )
    return Perturber(experts, targets, how) if experts else None


def _unlearn_perturbed(
    work: Work, perturber: Perturber
) -> Generator[RepairEvent, object, Perturber]:
    """Train on images that experts perturb."""
    batches = _batches(work, perturber.before_step, withstand=False)
    yield from train(work, batches, _training(work))
    return perturber


def as_part(number: int, parts: int, record: RepairEvent) -> RepairEvent:
    """The progress of one part of unlearning as that of the stage."""
    return record.of_part(number, parts) if isinstance(record, Progress) else record


def towards_badnet(work: Work) -> Mapping[str, Any]:
    """Changes to a `Schedule`: no dropout, because the BadNet answers without it."""
    how = work.options.repairing.unlearning
    rate = how.share_of_rate(work.bench.badnet.kernels) * how.learning_rate
    changes = {"learning_rate": rate, "temperature": how.temperature}
    return {**changes, "dropout": False, "keep": "last"}


def unlearn_group(
    work: Work, group: Group, usual_size: float, known: list[Trigger]
) -> Generator[RepairEvent, object, Pool]:
    """Unlearn some targets; their triggers and new ones are added to `known`.

    Args:
        work: its repaired network is trained.
        group: the targets.
        usual_size: the median size over clean classes.
        known: the triggers of the groups before.
    """
    sample = Sample.of(work.repaired, work.bench.clean.tuning, work.options.seed)
    sample = quick(work.repaired, sample, work.options.scanning).sample
    how = work.unlearning
    # The attacker's trigger may well be larger than the smallest that works.
    known += [each.trigger for each in group.suspects]
    largest = how.largest * usual_size
    pool = Pool(
        work.repaired, sample, group.targets, group.form, largest, known, work.options.seed, how
    )
    training = _training(work)
    for step in range(how.steps_ahead):
        pool.search()
        yield Progress("unlearn", step, how.steps_ahead + training.epochs * training.steps)
    pool.keep_small()
    yield from train(work, unlearning_batches(work, pool), training)
    return pool


def _epochs(images: int, settings: RepairSettings) -> int:
    steps, how = -(-images // settings.fine_tuning.batch), settings.unlearning
    return max(how.epochs, -(-how.fewest_steps // steps))


def _epochs_so_far(work: Work) -> int:
    """How many epochs of unlearning are recorded."""
    return sum(epoch.stage == "unlearn" for epoch in work.epochs)


def _training(work: Work) -> Schedule:
    """The schedule of unlearning one form of triggers."""
    return schedule(
        work,
        epochs=_epochs(len(work.bench.clean.tuning), work.options.repairing),
        seed=work.options.seed + _epochs_so_far(work),
        **towards_badnet(work),
    )


def train(work: Work, batches: TrainingBatches, how: Schedule) -> Steps:
    """Train for some epochs and keep the last: fine-tuning restores the accuracy afterwards."""
    so_far = _epochs_so_far(work)
    ahead = work.options.repairing.unlearning.steps_ahead
    training = finetune(
        work.repaired,
        work.masks,
        batches,
        work.bench.clean.stopping,
        how,
        stage="unlearn",
        attacks=work.bench.attacks,
        stamped=work.stamped,
    )

    def counted_on(record: Progress | Epoch) -> Progress | Epoch | None:
        if not isinstance(record, Epoch):
            return replace(record, done=ahead + record.done, total=ahead + record.total)
        if record.epoch == 0 and so_far:
            return None
        later = replace(record, epoch=record.epoch + max(0, so_far - 1))
        work.epochs += (later,)
        return later

    yield from changed(training, counted_on)


def unlearning_batches(work: Work, pool: Pool) -> TrainingBatches:
    """Batches of the tuning images, stamped with triggers that work at that very step."""
    return _batches(work, pool.before_step, withstand=False)


def finetuning_batches(work: Work, stampers: Sequence[Stamper]) -> TrainingBatches:
    """Batches of the tuning images; stampers take turns, and pools search more slowly."""
    turns, steps = itertools.cycle(stampers), work.options.repairing.unlearning.steps_while_tuning

    def stamp(images: np.ndarray, rng: np.random.Generator) -> Stamped:
        if not stampers:
            return Stamped(images, np.zeros(len(images), bool))
        return next(turns).before_step(images, rng, steps)

    return _batches(work, stamp, withstand=True)


def _batches(work: Work, stamp: Stamp, withstand: bool) -> TrainingBatches:
    badnet, tuning, how = work.bench.badnet, work.bench.clean.tuning, work.options.repairing
    by_experts = {e.target_class for e in work.suspected_targets if e.reason == "expert"}
    targets = [
        UnlearnedTarget.of(
            badnet,
            tuning,
            how.unlearning.experts.margin if target in by_experts else trigger.margin,
            target,
            how.unlearning,
        )
        for trigger, target in work.triggers
    ]
    return soft_batches(badnet, tuning, stamp, targets, how, withstand=withstand)


def stages(work: Work) -> tuple[Stage, ...]:
    """The stages of unlearning, for the usual case of one suspected target."""
    tuning = work.bench.clean.counts().tuning
    how = work.options.repairing
    trained = _epochs(tuning, how) * tuning
    scanning = work.options.scanning
    sizes = work.sizes
    at_once = sizes.share * how.unlearning.pool * work.unlearning.search_batch
    between = how.unlearning.steps_between * trained // how.fine_tuning.batch
    searched = at_once * (how.unlearning.steps_ahead + between)
    # Each start counts as a class, because they are searched side by side.
    verifying = searching(Patch, how.estimate.starts, scanning, sizes)
    return (
        *scan_stages(work.bench.badnet.classes, scanning, sizes),
        *prune_stages(work),
        Stage(
            "unlearn",
            say("Unlearn suspected triggers"),
            say("as they are searched"),
            3 * (trained + searched),
            graphs=2,
        ),
        fine_tune_stage(work, at_once * how.unlearning.steps_while_tuning),
        Stage(
            "verify",
            say("Search again"),
            "",
            *verifying,
        ),
    )


UNLEARN = Recipe(unlearn, stages)
