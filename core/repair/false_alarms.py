"""Tell false alarms among caught images, so that nothing is learned from them.

A false alarm is a clean image of the crowded class. Learned from as if it carried a trigger, it
takes the class from the class's own images. A person may overlook it.

Cross-validation finds what is wrong in training data: a sample that models of the other samples
contradict is left out (C. E. Brodley, M. A. Friedl, "Identifying Mislabeled Training Data", JAIR
11, 1999). So the caught images are halved at random, a copy of the network learns from each half
(core/repair/unlearning_caught.py), and judges the other one. An image with the trigger leaves the
class, because the same trigger was learned from other images. A clean image stays in it. It is left
out if the logit of the class leads by at least a share of the class's usual lead on its own images.
Those come more often than in learning itself, so that false alarms do not take the class from them.

False alarms in one half weaken the class in the network that judges the other half. So the
remaining images are judged once more.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from functools import partial

import numpy as np

from core.data.parts import CleanData
from core.jobs.generators import changed
from core.network.classifier import Classifier
from core.records import LearnOptions, Progress
from core.repair.unlearning_caught import unlearn_caught
from core.repair.unlearning_data import leads, some_images
from core.screen.goodnet import GoodNet


def probably_clean(
    goodnet: GoodNet,
    caught: np.ndarray,
    target: int,
    parts: CleanData,
    options: LearnOptions,
) -> Generator[Progress, object, np.ndarray]:
    """Which caught images are probably clean images of the class.

    None is, if fewer than `LearnSettings.fewest` would be left to learn from, or if the clean data
    holds no image of the class.

    Args:
        goodnet: is not changed.
        caught: uint8 (n, h, w, c).
        target: the class that they lead to.
        parts: of the clean data.
        options: seed and settings.

    Yields:
        `Progress` of the stage "compare".

    Returns:
        bool (n,).
    """
    settings, left = options.settings, np.arange(len(caught))
    # Without images of its own, a class has no usual lead to judge by.
    rounds = settings.rounds if len(parts.tuning.of_class(target)) else 0
    for number in range(rounds):
        judging = _stay(goodnet, caught[left], target, parts, options)
        stay = yield from changed(judging, partial(_as_part, number, rounds))
        if len(left) - stay.sum() < settings.fewest:
            break
        left = left[~stay]
    yield Progress("compare", 1, 1)
    return ~np.isin(np.arange(len(caught)), left)


def _stay(
    goodnet: GoodNet, caught: np.ndarray, target: int, parts: CleanData, options: LearnOptions
) -> Generator[Progress, object, np.ndarray]:
    """Which images stay in the class after a network learned from the other half, bool (n,)."""
    how = options.settings
    brief = replace(how, steps=how.steps_compared, least_share=how.share_compared)
    options = replace(options, settings=brief)
    before = _usual_lead(goodnet.repaired, parts, target)
    order, stay = np.random.default_rng(options.seed).permutation(len(caught)), []
    halves = order[::2], order[1::2]
    for number, (judged, others) in enumerate((halves, halves[::-1])):
        network, taught = goodnet.repaired.copy(), caught[np.sort(others)]
        learning = unlearn_caught(goodnet, network, taught, target, parts, options)
        yield from changed(learning, partial(_as_part, number, 2))
        usual = _usual_lead(network, parts, target)
        lead = leads(network.logits_of_all(caught[judged]), target)
        # A network that lost the class altogether cannot say what belongs to it.
        knows = usual > max(0, how.least_lead * before)
        stay.append(knows & (lead >= how.usual_lead * usual))
    return np.concatenate(stay)[np.argsort(np.concatenate(halves))]


def _usual_lead(network: Classifier, parts: CleanData, target: int) -> float:
    """The median lead of a class on its own clean images."""
    own = some_images(parts.tuning.of_class(target))
    return float(np.median(leads(network.logits_of_all(own), target)))


def _as_part(number: int, parts: int, record: Progress) -> Progress:
    return replace(record.of_part(number, parts), stage="compare")
