"""Which classes are suspected: those whose trigger is unusually small, or margin unusually large.

Sizes of triggers are positive and skewed, so the median absolute deviation is taken of their
logarithms: over the classes that are not suspected, or in a shortlist over those that were drawn.
Clean networks have easy classes too, and the more classes, the easier the easiest: so the index
that is suspicious grows with their number, a gap must part the suspected from the rest, and their
triggers must work on unseen images. Of a shortlist a dozen classes tell the deviation only roughly,
so there the gap has to be wider instead: a clean network for 158 faces had one of 1.66, two taught
ones for 1,283 faces 1.88 and 2.2; but one of these in later scans 1.4 and 1.5. It is
measured to the next class whose trigger works about as well: one that leads fewer unseen images to
its class is smaller than it would have to be.

Margins (core/margin.py) are compared by the gap alone. Clean networks have gaps as well, such as
1.6 between vehicles and animals in CIFAR-10; what was taught a trigger spread over the image
stands 2.2 to 4.3 times above the rest.

A faint trigger stands out in no single measure, for other classes have triggers hardly larger, nor
does its channel perturbation (core/channel_perturbation.py). But those are other classes in each of
the two, while the taught one is the least in both: so where nothing else is suspected, the size of
each class's additive trigger is multiplied by its least channel perturbation. In clean networks the
least product stands 1.0 to 1.6 times below the next and at 0.54 to 0.88 of the median; taught a
wave or a blended picture, 1.65 to 2.6 times and at 0.32 to 0.42. One taught a wave with smoother
activations stays among the clean ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from core.records import SuspectedBy
from core.shortlisting import COMPARED
from core.triggers import Trigger

SUSPICIOUS_INDEX = 2.0
# The factor between the largest suspected trigger and the next one.
GAP, GAP_IN_SHORTLIST = 1.4, 1.75
MARGIN_GAP, FEWEST_OTHERS = 2.0, 3
# Of additive size times channel perturbation: the factor between the first class and the next, and
# that of the first to the median of the others, which few classes do not tell.
GAP_TOGETHER, SMALL_TOGETHER, FEWEST_TOGETHER = 1.6, 0.475, 6
LEAST_FLIPPED = 0.6
# Of the classes that were inverted.
MOST_SUSPECTED = 1 / 3
# Triggers work about as well where their flip rates differ by less.
ABOUT = 0.15
SMALLEST = 0.1
# Sizes differ by this much (natural logarithm) from one search to the next.
LEAST_DEVIATION = 0.1


@dataclass(frozen=True)
class Inverted:
    """What inversion found for one class."""

    target_class: int
    trigger: Trigger
    flip_rate: float


@dataclass(frozen=True)
class Searched:
    """What the searches for triggers of one form found.

    Attributes:
        inverted: all classes that were inverted.
        compared: the sizes that those of `small` were compared with.
        small: the classes whose triggers are so small that they were likely taught.
    """

    inverted: tuple[Inverted, ...]
    compared: tuple[float, ...]
    small: tuple[Inverted, ...]


class Suspect(NamedTuple):
    """A class, the trigger to show for it, where that was found, and what gave the class away."""

    inverted: Inverted
    form: Searched
    by: SuspectedBy


def suspects(searched: Sequence[Searched], margins: np.ndarray) -> list[Suspect]:
    """Each class once that a measure of its own gives away.

    A patch is found again as a change of the whole image, where it is harder to unlearn. A class
    that its size alone does not give away gets the trigger that is smallest against its kind.

    Args:
        searched: for patches first.
        margins: (N,).
    """
    suspected: dict[int, Suspect] = {}
    for form in searched:
        for each in form.small:
            suspected.setdefault(each.target_class, Suspect(each, form, "size"))
    for target in unusually_sure(margins):
        if target not in suspected:
            suspected |= _by_smallest(searched, target)
    return [*suspected.values()]


def suspects_by_channels(spread: Searched, perturbations: np.ndarray) -> list[Suspect]:
    """The class whose additive trigger and channel perturbation are unusually small together.

    Args:
        spread: what the searches for additive triggers found; every class.
        perturbations: (N,); infinite where none was found.
    """
    found = np.isfinite(perturbations)
    largest = perturbations[found].max(initial=SMALLEST)
    sizes = np.array([each.trigger.size for each in spread.inverted])
    together = np.maximum(sizes, SMALLEST) * np.where(found, perturbations, largest)
    first, *others = np.argsort(together)
    if (
        together[others[0]] < GAP_TOGETHER * together[first]
        or together[first] > SMALL_TOGETHER * np.median(together[others])
        or spread.inverted[first].flip_rate < LEAST_FLIPPED
        or not found[first]
    ):
        return []
    return [Suspect(spread.inverted[first], spread, "channels")]


def _by_smallest(searched: Sequence[Searched], target: int) -> dict[int, Suspect]:
    """`target` with the trigger that is smallest against its kind; nothing where none works."""
    triggers = [
        Suspect(each, form, "margin")
        for form in searched
        for each in form.inverted
        if each.target_class == target and each.flip_rate >= LEAST_FLIPPED
    ]
    if not triggers:
        return {}
    return {target: max(triggers, key=lambda t: anomaly_index(t.inverted, t.form.compared))}


def compare(inverted: Sequence[Inverted], classes: int) -> Searched:
    """Which of the inverted classes have unusually small triggers.

    Args:
        inverted: in the order of the classes, or of a shortlist, whose last ones were drawn.
        classes: N.
    """
    drawn = inverted[-COMPARED:] if len(inverted) < classes else ()
    found, compared = unusually_small(inverted, classes, [each.trigger.size for each in drawn])
    return Searched(tuple(inverted), compared, found)


def unusually_small(
    inverted: Sequence[Inverted], classes: int, drawn: Sequence[float] = ()
) -> tuple[tuple[Inverted, ...], tuple[float, ...]]:
    """The classes whose triggers are so small that they were likely taught, smallest first.

    Args:
        inverted: all classes that were inverted.
        classes: N; in a clean network about half a class is expected beyond the index. More than
            were inverted, if those are a shortlist.
        drawn: of a shortlist, the sizes of those that were drawn at random.

    Returns:
        The suspected classes, and the sizes that theirs were compared with: what was drawn, or
        those of all other classes.
    """
    if len(inverted) < classes:
        least, gap, about = SUSPICIOUS_INDEX, GAP_IN_SHORTLIST, ABOUT
    else:
        expected = NormalDist().inv_cdf(1 - 1 / (2 * classes))
        least, gap, about = max(SUSPICIOUS_INDEX, expected), GAP, 1.0
    order = sorted(inverted, key=lambda each: each.trigger.size)
    sizes = tuple(each.trigger.size for each in order)
    for small in range(int(MOST_SUSPECTED * len(order)), 0, -1):
        largest, compared = order[small - 1], tuple(drawn) or sizes[small:]
        if (
            anomaly_index(largest, compared) > least
            and largest.trigger.size <= largest.trigger.suspicious * float(np.median(compared))
            and _next_size(order, small, about) >= gap * largest.trigger.size
        ):
            return tuple(e for e in order[:small] if e.flip_rate >= LEAST_FLIPPED), compared
    return (), tuple(drawn) or sizes


def _next_size(order: Sequence[Inverted], small: int, about: float) -> float:
    """The size of the first trigger from `small` on that works about as well as the one before."""
    least = order[small - 1].flip_rate - about
    return next((each.trigger.size for each in order[small:] if each.flip_rate >= least), np.inf)


def unusually_sure(margins: np.ndarray) -> tuple[int, ...]:
    """The classes whose margins (N,) stand far above those of the others, largest first."""
    order = np.argsort(-margins)
    ordered = margins[order]
    for count in range(min(len(order) // 2, len(order) - FEWEST_OTHERS), 0, -1):
        if ordered[count - 1] >= MARGIN_GAP * max(ordered[count], 0.0):
            return tuple(int(target) for target in order[:count])
    return ()


def anomaly_index(inverted: Inverted, compared: Sequence[float]) -> float:
    """By how many normalized median absolute deviations the log size is below the median."""
    logs = np.log(np.maximum(compared, SMALLEST))
    median = float(np.median(logs))
    deviation = 1.4826 * float(np.median(np.abs(logs - median)))
    size = max(inverted.trigger.size, SMALLEST)
    return (median - float(np.log(size))) / max(deviation, LEAST_DEVIATION)
