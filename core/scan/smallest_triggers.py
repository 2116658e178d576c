"""The smallest trigger of each class: several coarse searches, of which the best is refined.

A single search (core/scan/inversion.py) may miss the attacker's trigger or need long to shrink it.
As many classes are searched side by side as one step has memory for.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.network.classifier import Classifier
from core.records import (
    ClassesMeasured,
    InversionSettings,
    Progress,
    ScanSettings,
    ScanStep,
    StageKey,
)
from core.scan.images import Sample
from core.scan.inversion import Search, side_by_side, those_found, towards
from core.scan.reduced import Quick, quick
from core.scan.trigger_records import sharpened
from core.scan.triggers import Kind, Patch, Trigger

STAGES: Mapping[Kind, StageKey] = {"patch": "invert", "additive": "spread"}
SHOW_EVERY = 16
DEFAULT = ScanSettings()


def steps(form: type[Trigger], settings: InversionSettings = DEFAULT.inversion) -> int:
    """How many search steps a trigger of this form costs for one class."""
    return form.attempts * settings.coarse_steps + settings.refining_steps


def smallest_triggers(
    classifier: Classifier,
    sample: Sample,
    targets: Sequence[int],
    *,
    seed: int = 0,
    stage: StageKey | None = None,
    form: type[Trigger] = Patch,
    settings: ScanSettings = DEFAULT,
) -> Generator[ScanStep, object, list[Trigger]]:
    """The smallest trigger found for each of `targets`; some classes are searched side by side.

    A class may be given several times: each of its searches then starts elsewhere.

    In a network with many classes a trigger must flip nearly all images. There the smallest trigger
    that flips most images varies too much between searches to judge a class by.
    """
    first = quick(classifier, sample, settings)
    key = stage or STAGES[form.kind]
    triggers = yield from _searched(first, targets, seed, key, form)
    if first.is_reduced:
        large = [trigger.lifted(classifier.image_shape) for trigger in triggers]
        full = replace(first, classifier=classifier, sample=sample)
        return (yield from _at_full_size(full, targets, large, seed, key))
    return triggers


def _searched(
    what: Quick, targets: Sequence[int], seed: int, stage: StageKey, form: type[Trigger]
) -> Generator[ScanStep, object, list[Trigger]]:
    """Coarse searches for each of `targets`, and a fine one from the best of them."""
    classifier, sample, how = what.classifier, what.sample, what.settings.inversion
    rng, triggers = np.random.default_rng(seed), list[Trigger]()
    done, total = 0, steps_of(what, targets, form)
    for group in side_by_side(classifier, targets, form.attempts * how.batch, how):
        led_to = np.repeat(group, form.attempts)
        goal = towards(led_to, classifier.classes)
        of = (seed, form, _enough(what), how.coarse_factor, how)
        search = Search(classifier, len(led_to), goal, *of, share=what.share)
        for step in range(1, how.coarse_steps + how.refining_steps + 1):
            search.step(*sample.batch(rng, how.batch))
            done += len(led_to)
            yield Progress(stage, done, total)
            if step % SHOW_EVERY == 0:
                yield from _shown(search, led_to, targets, sample.images)
            if step == how.coarse_steps:
                best = search.smallest.reshape(len(group), -1).argmin(1)
                kept = form.attempts * np.arange(len(group)) + best
                search.refine(kept, towards(group, classifier.classes))
                led_to = group
        triggers += search.best
    return triggers


def steps_of(what: Quick, targets: Sequence[int], form: type[Trigger]) -> int:
    """The steps of all searches for `targets`; each step at full size counts as several."""
    later = what.settings.reduced.steps * _as_reduced(what) if what.is_reduced else 0
    return len(targets) * (steps(form, what.settings.inversion) + later)


def _as_reduced(what: Quick) -> int:
    """How many steps at the reduced size take as long as one at full size."""
    batches = what.settings.reduced.batch / what.settings.inversion.batch
    return max(1, round(batches / what.share))


def _at_full_size(
    what: Quick, targets: Sequence[int], found: Sequence[Trigger], seed: int, stage: StageKey
) -> Generator[ScanStep, object, list[Trigger]]:
    """The triggers after some more steps, in images of full size."""
    classifier, settings = what.classifier, what.settings
    how, form, triggers = settings.reduced, type(found[0]), list[Trigger]()
    rng, led_to = np.random.default_rng(seed), np.array(targets)
    total = steps_of(what, targets, form)
    done = total - len(targets) * how.steps * _as_reduced(what)
    for group in side_by_side(classifier, range(len(targets)), how.batch, settings.inversion):
        goal, start = towards(led_to[group], classifier.classes), [found[k] for k in group]
        search = Search(
            classifier,
            len(group),
            goal,
            seed,
            form,
            _enough(what),
            settings=settings.inversion,
            start=start,
        )
        for step in range(1, how.steps + 1):
            search.step(*what.sample.batch(rng, how.batch))
            done += len(group) * _as_reduced(what)
            yield Progress(stage, done, total)
            if step % SHOW_EVERY == 0:
                yield from _shown(search, led_to[group], targets, what.sample.images, part=1)
        triggers += search.best
    return triggers


def _shown(
    search: Search, led_to: np.ndarray, targets: Sequence[int], images: np.ndarray, part: int = 0
) -> Iterator[ScanStep]:
    """What a group has found so far; `targets` are those of all groups."""
    yield sharpened(search, led_to, images)
    sizes = those_found(led_to, search.smallest)
    yield ClassesMeasured(search.best[0].kind, sizes, len({*targets}), part)


def _enough(what: Quick) -> float:
    """The share of the images that a trigger must flip."""
    how = what.settings.inversion
    few = what.classifier.classes <= what.settings.shortlist.invert_all
    return how.flipped if few else how.nearly_all
