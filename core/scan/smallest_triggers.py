"""The smallest trigger of each class: several coarse searches, of which the best is refined.

A single search (core/scan/inversion.py) may miss the attacker's trigger or need long to shrink it.
As many classes are searched side by side as one step has memory for.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

import numpy as np

from core.network.classifier import Classifier
from core.records import InversionSettings, Progress, ScanSettings, StageKey, TriggerSharpened
from core.scan.images import Sample
from core.scan.inversion import Search, side_by_side, towards
from core.scan.trigger_records import sharpened
from core.scan.triggers import Kind, Patch, Trigger

STAGES: Mapping[Kind, StageKey] = {"patch": "invert", "additive": "spread"}
SHOW_EVERY = 16
DEFAULT = ScanSettings()


def steps(form: type[Trigger], settings: InversionSettings = DEFAULT.inversion) -> int:
    """How many search steps a trigger of this form costs for one class."""
    return form.attempts * settings.hasty + settings.steady


def smallest_triggers(
    classifier: Classifier,
    sample: Sample,
    targets: Sequence[int],
    *,
    seed: int = 0,
    stage: StageKey | None = None,
    form: type[Trigger] = Patch,
    settings: ScanSettings = DEFAULT,
) -> Generator[Progress | TriggerSharpened, object, list[Trigger]]:
    """The smallest trigger found for each of `targets`; some classes are searched side by side.

    In a network with many classes a trigger must flip nearly all images. There the smallest trigger
    that flips most images varies too much between searches to judge a class by.
    """
    how = settings.inversion
    few = classifier.classes <= settings.shortlist.invert_all
    enough = how.flipped if few else how.nearly_all
    rng, triggers = np.random.default_rng(seed), list[Trigger]()
    done, total = 0, len(targets) * steps(form, how)
    for group in side_by_side(classifier, targets, form.attempts * how.batch, how):
        led_to = np.repeat(group, form.attempts)
        goal = towards(led_to, classifier.classes)
        search = Search(classifier, len(led_to), goal, seed, form, enough, how.haste, how)
        for step in range(1, how.hasty + how.steady + 1):
            search.step(*sample.batch(rng, how.batch))
            done += len(led_to)
            yield Progress(stage or STAGES[form.kind], done, total)
            if step % SHOW_EVERY == 0:
                yield sharpened(search, led_to, sample.images)
            if step == how.hasty:
                best = search.smallest.reshape(len(group), -1).argmin(1)
                kept = form.attempts * np.arange(len(group)) + best
                search.refine(kept, towards(group, classifier.classes))
                led_to = group
        triggers += search.best
    return triggers
