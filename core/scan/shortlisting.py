"""The shortlist: with many classes, which of them to invert a trigger for.

Half of the shortlist are the classes with the largest margins (core/scan/margin.py). The other half
are those whose triggers shrink soonest while they still work. A first round searches all classes
for a few steps on a few images. The next round searches the best quarter afresh, with twice the
steps and twice the images. This is successive halving (K. Jamieson, A. Talwalkar, AISTATS 2016). G.
Shen et al., "Backdoor Scanning for Deep Neural Networks through K-Arm Optimization", ICML 2021,
also spend steps on the classes that look promising.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

import numpy as np

from core.network.classifier import Classifier
from core.records import ClassesMeasured, Progress, ScanSettings, ShortlistSettings
from core.scan.images import Sample
from core.scan.inversion import Search, side_by_side, towards
from core.scan.margin import climb_on

DEFAULT = ScanSettings()


def steps_in_all(classes: int, settings: ScanSettings = DEFAULT) -> int:
    """The work of making a shortlist, in images through a forward pass."""
    climbing = settings.shortlist.shortlisted * settings.margin.steps
    return _searching(classes, settings.shortlist) + climbing


def _searching(classes: int, settings: ShortlistSettings) -> int:
    rounds = zip(_counts(classes, settings), settings.rounds, strict=True)
    return sum(count * steps**2 for count, steps in rounds)


def _counts(classes: int, settings: ShortlistSettings) -> list[int]:
    """How many classes each round searches."""
    counts = [classes]
    for _ in settings.rounds[1:]:
        left = max(settings.fewest_left, int(settings.left * counts[-1]))
        counts.append(min(counts[-1], left))
    return counts


def shortlist(
    classifier: Classifier,
    sample: Sample,
    margins: np.ndarray,
    seed: int,
    settings: ScanSettings = DEFAULT,
    named: Sequence[int] = (),
) -> Generator[Progress | ClassesMeasured, object, tuple[tuple[int, ...], np.ndarray]]:
    """The classes to measure; the last of them were sampled at random, to compare the others with.

    Args:
        classifier: is not changed.
        sample: images to search with.
        margins: of all classes, (N,); for most of them lower bounds.
        seed: of the searches and of the sampled classes.
        settings: how many classes come from which source.
        named: classes that are measured in any case.

    Returns:
        The classes, and the margins (N,), in which theirs are as high as the search can get them.
    """
    rng, how = np.random.default_rng(seed), settings.shortlist
    chosen = [int(target) for target in np.argsort(-margins)[: how.by_margin]]
    promising = yield from most_promising(classifier, sample, seed, settings)
    chosen += [int(target) for target in promising if target not in chosen][: how.by_trigger]
    known = {*chosen, *named}
    others = [int(target) for target in rng.permutation(len(margins)) if target not in known]
    more = [target for target in named if target not in chosen]
    chosen = [*more, *chosen, *others[: how.shortlisted - len(chosen)]]
    classes = classifier.classes
    begun = ("shortlist", _searching(classes, how), steps_in_all(classes, settings))
    climbing = np.array(chosen)
    margins = yield from climb_on(classifier, margins, climbing, seed, begun, settings.margin)
    return (*chosen,), margins


def most_promising(
    classifier: Classifier, sample: Sample, seed: int, settings: ScanSettings = DEFAULT
) -> Generator[Progress | ClassesMeasured, object, np.ndarray]:
    """The classes that were searched to the end, in ascending order of trigger size."""
    rng, done, how = np.random.default_rng(seed), 0, settings.inversion
    total, left = steps_in_all(classifier.classes, settings), np.arange(classifier.classes)
    rounds = zip(_counts(len(left), settings.shortlist), settings.shortlist.rounds, strict=True)
    for number, (count, steps) in enumerate(rounds):
        left, prices = left[:count], list[float]()
        for group in side_by_side(classifier, left, steps, how):
            goal, start = towards(group, classifier.classes), seed + number
            search = Search(
                classifier, len(group), goal, start, rate_factor=how.coarse_factor, settings=how
            )
            for step in range(1, steps + 1):
                search.step(*sample.batch(rng, steps))
                if step == steps:
                    found = _prices(search, settings.shortlist.least_rate)
                    values = dict(zip(group.tolist(), found, strict=True))
                    yield ClassesMeasured("size for each flip", values, count, part=number)
                    prices += found
                done += len(group) * steps
                yield Progress("shortlist", done, total)
        left = left[np.argsort(prices)]
    return left


def _prices(search: Search, least_rate: float) -> list[float]:
    """For each trigger its present size divided by its flip rate."""
    flipped = np.maximum(search.flip_rate, least_rate)
    return [trigger.size / rate for trigger, rate in zip(search.now(), flipped, strict=True)]
