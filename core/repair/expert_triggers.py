"""The triggers of a class that backdoor experts name, inverted in such experts.

A scan suspects such a class for its margin in experts (core/scan/experts.py), although its trigger
is no smaller than those of other classes. What inversion finds for it in the BadNet consists of
features of the class: to unlearn these costs clean accuracy, and the attacker's trigger goes on
working. An expert has unlearned the features and kept the backdoor (T. Xie et al., "BaDExpert",
ICLR 2024). So what inversion (core/scan/inversion.py) finds in an expert lies where the attacker's
trigger does: docs/results.md#triggers-from-experts.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import partial

import numpy as np

from core.data.parts import Part
from core.jobs.generators import changed
from core.network.classifier import Classifier
from core.records import ExpertTriggerSettings, Progress, ScreenSettings, UnlearnSettings
from core.repair.searching import at_full_size, search_for
from core.scan.images import Sample
from core.scan.triggers import Trigger
from core.screen.expert_training import train_expert


def triggers_in_experts(
    badnet: Classifier,
    clean: Part,
    sample: Sample,
    targets: Sequence[int],
    form: type[Trigger],
    seed: int,
    settings: UnlearnSettings,
    screen: ScreenSettings,
) -> Generator[Progress, object, list[Trigger]]:
    """Triggers of one form, for images of full size, that lead experts to some classes.

    Args:
        badnet: the network as received; it is not changed.
        clean: labelled images to train the experts on.
        sample: clean images to search with; at full size or at a reduced one.
        targets: the classes that experts name.
        form: of the triggers.
        seed: of the training, of the searches and of all sampling.
        settings: how many experts and triggers, and how they are searched for.
        screen: how an expert is trained.

    Returns:
        The triggers; none if no expert unlearned its classes.
    """
    how, found = settings.experts, list[Trigger]()
    for number in range(how.count):
        done = partial(_step_of, number, how)
        training = train_expert(badnet, clean, screen, seed + number)
        expert = yield from changed(training, lambda _record, done=done: done(0))
        if expert is None:
            continue
        led_to = np.repeat(targets, how.for_each)
        search = search_for(expert, sample, led_to, form, seed + number, how.flipped)
        rng = np.random.default_rng([seed, number])
        for step in range(how.steps):
            search.step(*sample.batch(rng, settings.search_batch))
            yield done(step)
        found += at_full_size(search.now(), expert, sample)
    return found


def _step_of(number: int, how: ExpertTriggerSettings, step: int) -> Progress:
    return Progress("unlearn", number * how.steps + step, how.count * how.steps)
