"""Which of many classes to invert a trigger for: those that give themselves away cheaply.

Half are those with the largest margins (core/scan/margin.py). The others are those whose triggers
shrink soonest while they still work. All classes are searched for a few steps on a few images, and
then the best quarter afresh for twice as many steps on twice as many images: successive halving (K.
Jamieson, A. Talwalkar, AISTATS 2016), as G. Shen et al., "Backdoor Scanning for Deep Neural
Networks through K-Arm Optimization", ICML 2021, spend steps on the classes that look promising.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from core.network.classifier import Classifier
from core.records import Progress
from core.scan.images import Sample
from core.scan.inversion import HASTE, Search, side_by_side, towards
from core.scan.margin import STEPS as CLIMBING_STEPS
from core.scan.margin import climb_on

# Up to so many there is no need of a shortlist.
INVERT_ALL = 24
BY_MARGIN, BY_TRIGGER, COMPARED = 6, 6, 12
SHORTLISTED = BY_MARGIN + BY_TRIGGER + COMPARED
# The steps of each round, which is also how many images each takes.
ROUNDS = (8, 16)
# Of the classes, so many are left for the next round; but at least so many.
LEFT, FEWEST_LEFT = 1 / 4, 40
LEAST_RATE = 0.05


def steps_in_all(classes: int) -> int:
    """The work of a shortlist, in images through a forward pass."""
    return _searching(classes) + SHORTLISTED * CLIMBING_STEPS


def _searching(classes: int) -> int:
    return sum(count * steps**2 for count, steps in zip(_counts(classes), ROUNDS, strict=True))


def _counts(classes: int) -> list[int]:
    """How many classes each round searches."""
    counts = [classes]
    for _ in ROUNDS[1:]:
        counts.append(min(counts[-1], max(FEWEST_LEFT, int(LEFT * counts[-1]))))
    return counts


def shortlist(
    classifier: Classifier, sample: Sample, margins: np.ndarray, seed: int
) -> Generator[Progress, object, tuple[tuple[int, ...], np.ndarray]]:
    """`SHORTLISTED` classes; the last `COMPARED` were drawn at random, to compare with.

    Args:
        classifier: is not changed.
        sample: images to search with.
        margins: of all classes, (N,); of most of them lower bounds.
        seed: of the searches and of what is drawn.

    Returns:
        The classes, and the margins (N,) with theirs as high as they get.
    """
    rng = np.random.default_rng(seed)
    chosen = [int(target) for target in np.argsort(-margins)[:BY_MARGIN]]
    promising = yield from most_promising(classifier, sample, seed)
    chosen += [int(target) for target in promising if target not in chosen][:BY_TRIGGER]
    others = [int(target) for target in rng.permutation(len(margins)) if target not in chosen]
    chosen += others[: SHORTLISTED - len(chosen)]
    begun = ("shortlist", _searching(classifier.classes), steps_in_all(classifier.classes))
    margins = yield from climb_on(classifier, margins, np.array(chosen), seed, begun)
    return (*chosen,), margins


def most_promising(
    classifier: Classifier, sample: Sample, seed: int
) -> Generator[Progress, object, np.ndarray]:
    """The classes that were searched to the end, that of the smallest trigger first."""
    rng, done = np.random.default_rng(seed), 0
    total, left = steps_in_all(classifier.classes), np.arange(classifier.classes)
    for number, (count, steps) in enumerate(zip(_counts(len(left)), ROUNDS, strict=True)):
        left, prices = left[:count], list[float]()
        for group in side_by_side(classifier, left, steps):
            goal = towards(group, classifier.classes)
            search = Search(classifier, len(group), goal, seed + number, haste=HASTE)
            for _ in range(steps):
                search.step(*sample.batch(rng, steps))
                done += len(group) * steps
                yield Progress("shortlist", done, total)
            prices += _prices(search)
        left = left[np.argsort(prices)]
    return left


def _prices(search: Search) -> list[float]:
    """The size of each trigger as it is, for each image that it flips."""
    flipped = np.maximum(search.flip_rate, LEAST_RATE)
    return [trigger.size / rate for trigger, rate in zip(search.now(), flipped, strict=True)]
