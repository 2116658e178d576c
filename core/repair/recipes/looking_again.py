"""Search the repaired network again for the triggers of its suspected targets."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from core.data.measuring import share_right
from core.records import ClassAccuracy, Progress
from core.repair.estimate import success_anew, success_by_experts
from core.repair.recipes.work import Steps, Work
from core.scan.images import Sample
from core.scan.job import Found


def look_again(work: Work, found: Found) -> Steps:
    """Record whether suspected targets still obey triggers, and the accuracy of those classes."""
    clean, options = work.bench.clean, work.options
    samples = (
        Sample.of(work.repaired, clean.tuning, options.seed),
        Sample.of(work.repaired, clean.held_out, options.seed),
    )
    for number, suspect in enumerate(found.suspected):
        target = suspect.target_class
        triggers = [suspect, *(each for each in found.also if each.target_class == target)]
        size, success = yield from success_anew(
            work.repaired, samples, triggers, found.usual_size, options
        )
        if work.suspected_targets[number].reason == "expert":
            by_experts = yield from success_by_experts(
                work.repaired, work.bench.badnet, clean.tuning, samples[1], target, options
            )
            success = by_experts or success
        changed = replace(
            work.suspected_targets[number],
            mask_size_after=size,
            class_accuracy=(yield from _class_accuracy(work, target)),
            success_after=success,
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
