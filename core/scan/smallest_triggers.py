"""The smallest trigger of each class: several attempts in haste, of which the best is refined.

One search (core/scan/inversion.py) may miss the trigger that was taught, or take long to find it
small. Classes are searched side by side, as many as one step has room for.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

import numpy as np

from core.network.classifier import Classifier
from core.records import Progress, TriggerSharpened
from core.scan.images import Sample
from core.scan.inversion import FLIPPED, HASTE, Search, side_by_side, towards
from core.scan.shortlisting import INVERT_ALL
from core.scan.trigger_records import sharpened
from core.scan.triggers import Kind, Patch, Trigger

STAGES: Mapping[Kind, str] = {"patch": "invert", "additive": "spread"}
# Steps of each attempt in haste, and of the best one of a class after that.
HASTY, STEADY = 80, 80
BATCH = 16
SHOW_EVERY = 16
# Of images, where there are many classes.
NEARLY_ALL = 0.98


def steps(form: type[Trigger]) -> int:
    """How many steps of searching a trigger of this form costs, for one class."""
    return form.attempts * HASTY + STEADY


def smallest_triggers(
    classifier: Classifier,
    sample: Sample,
    targets: Sequence[int],
    *,
    seed: int = 0,
    stage: str = "",
    form: type[Trigger] = Patch,
) -> Generator[Progress | TriggerSharpened, object, list[Trigger]]:
    """The smallest trigger found for each of `targets`, some classes side by side.

    In a network of many classes it flips nearly all images: there the smallest that flips most of
    them differs too much from search to search to judge a class by.
    """
    enough = FLIPPED if classifier.classes <= INVERT_ALL else NEARLY_ALL
    rng, triggers = np.random.default_rng(seed), list[Trigger]()
    done, total = 0, len(targets) * steps(form)
    for group in side_by_side(classifier, targets, form.attempts * BATCH):
        led_to = np.repeat(group, form.attempts)
        goal = towards(led_to, classifier.classes)
        search = Search(classifier, len(led_to), goal, seed, form, enough, HASTE)
        for step in range(1, HASTY + STEADY + 1):
            search.step(*sample.batch(rng, BATCH))
            done += len(led_to)
            yield Progress(stage or STAGES[form.kind], done, total)
            if step % SHOW_EVERY == 0:
                yield sharpened(search, led_to, sample.images)
            if step == HASTY:
                best = search.smallest.reshape(len(group), -1).argmin(1)
                kept = form.attempts * np.arange(len(group)) + best
                search.refine(kept, towards(group, classifier.classes))
                led_to = group
        triggers += search.best
    return triggers
