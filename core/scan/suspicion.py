"""Which classes are suspected: those whose trigger is unusually small, or margin unusually large.

Sizes of triggers are positive and skewed, so the median absolute deviation is taken of their
logarithms, over the classes that are not suspected. Clean networks have easy classes too, and the
more classes, the easier the easiest: so the index that is suspicious grows with their number, a gap
must part the suspected from the rest, and their triggers must work on unseen images.

Margins (core/scan/margin.py) are compared by the gap alone. Clean networks have gaps as well, such
as 1.6 between vehicles and animals in CIFAR-10; what was taught a trigger spread over the image
stands 2.2 to 4.3 times above the rest.

A faint trigger stands out in no single measure, for other classes have triggers hardly larger, nor
does its channel perturbation (core/scan/channel_perturbation.py). But those are other classes in
each of the two, while the taught one is the least in both: so where nothing else is suspected, the
size of each class's additive trigger is multiplied by its least channel perturbation. In clean
networks the least product stands 1.0 to 1.6 times below the next and at 0.54 to 0.88 of the median;
taught a wave or a blended picture, 1.65 to 2.6 times and at 0.32 to 0.42. One taught a wave with
smoother activations stays among the clean ones.

Of many classes some are easy by chance, and a dozen drawn ones tell a deviation only roughly. In a
shortlist all three measures are therefore taken together, (size of the patch) x (channel
perturbation) / (margin). In clean networks (79 and 158 faces, 40 classes of turned pictures) the
least product stands 1.0 to 1.5 times below the next and at 0.12 to 0.29 of the median of those that
were drawn; the taught ones of seven networks 2.1 to 25 times and at 0.07 at most, but for one scan
of the network that takes 0..255, which names none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from core.records import ScanSettings, SuspectedBy, SuspicionSettings
from core.scan.triggers import Trigger

DEFAULT = ScanSettings()


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
        compared: the sizes that those of suspected classes are compared with.
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


def suspects(
    searched: Sequence[Searched], margins: np.ndarray, settings: ScanSettings = DEFAULT
) -> list[Suspect]:
    """Each class once that a measure of its own gives away.

    A patch is found again as a change of the whole image, where it is harder to unlearn. A class
    that its size alone does not give away gets the trigger that is smallest against its kind.

    Args:
        searched: for patches first.
        margins: (N,).
        settings: what is unusual.
    """
    suspected: dict[int, Suspect] = {}
    for form in searched:
        for each in form.small:
            suspected.setdefault(each.target_class, Suspect(each, form, "size"))
    for target in unusually_sure(margins, settings):
        if target not in suspected:
            suspected |= _by_smallest(searched, target, settings.suspicion)
    return [*suspected.values()]


def suspects_by_channels(
    spread: Searched, perturbations: np.ndarray, settings: SuspicionSettings = DEFAULT.suspicion
) -> list[Suspect]:
    """The class whose additive trigger and channel perturbation are unusually small together.

    Args:
        spread: what the searches for additive triggers found; every class.
        perturbations: (N,); infinite where none was found.
        settings: what is unusual.
    """
    least = settings.smallest
    together = _sizes(spread, least) * _perturbations(perturbations, least)
    first, *others = np.argsort(together)
    if (
        together[others[0]] < settings.gap_together * together[first]
        or together[first] > settings.small_together * np.median(together[others])
        or spread.inverted[first].flip_rate < settings.least_flipped
        or np.isinf(perturbations[first])
    ):
        return []
    return [Suspect(spread.inverted[first], spread, "channels")]


def suspects_in_shortlist(
    shortlisted: Searched,
    margins: np.ndarray,
    perturbations: np.ndarray,
    settings: ScanSettings = DEFAULT,
) -> list[Suspect]:
    """The classes of a shortlist whose three measures together are unusually small.

    Args:
        shortlisted: of K classes, the last of which were drawn at random.
        margins: of the same classes, (K,).
        perturbations: (K,); infinite where none was found.
        settings: what is unusual.
    """
    how = settings.suspicion
    least = how.smallest
    together = _sizes(shortlisted, least) * _perturbations(perturbations, least)
    together = together / np.maximum(margins, least)
    order, usual = np.argsort(together), np.median(together[-settings.shortlist.compared :])
    for count in range(int(how.most_suspected * len(order)), 0, -1):
        largest, following = together[order[count - 1]], together[order[count]]
        apart = following >= how.gap_in_shortlist * largest
        if apart and largest <= how.small_in_shortlist * usual:
            found = [shortlisted.inverted[k] for k in order[:count]]
            return [
                Suspect(each, shortlisted, "together")
                for each in found
                if each.flip_rate >= how.least_flipped
            ]
    return []


def _sizes(form: Searched, smallest: float) -> np.ndarray:
    return np.array([max(each.trigger.size, smallest) for each in form.inverted])


def _perturbations(perturbations: np.ndarray, smallest: float) -> np.ndarray:
    """Those that were not found count as the largest."""
    found = np.isfinite(perturbations)
    return np.where(found, perturbations, perturbations[found].max(initial=smallest))


def _by_smallest(
    searched: Sequence[Searched], target: int, settings: SuspicionSettings
) -> dict[int, Suspect]:
    """`target` with the trigger that is smallest against its kind; nothing where none works."""
    triggers = [
        Suspect(each, form, "margin")
        for form in searched
        for each in form.inverted
        if each.target_class == target and each.flip_rate >= settings.least_flipped
    ]
    if not triggers:
        return {}
    index = partial(anomaly_index, settings=settings)
    return {target: max(triggers, key=lambda t: index(t.inverted, t.form.compared))}


def compare(
    inverted: Sequence[Inverted], settings: SuspicionSettings = DEFAULT.suspicion
) -> Searched:
    """Which of all classes, in their order, have unusually small triggers."""
    found, compared = unusually_small(inverted, settings)
    return Searched(tuple(inverted), compared, found)


def of_shortlist(
    inverted: Sequence[Inverted], compared: int = DEFAULT.shortlist.compared
) -> Searched:
    """Those of a shortlist beside the sampled ones; size alone gives none of them away."""
    drawn = tuple(each.trigger.size for each in inverted[-compared:])
    return Searched(tuple(inverted), drawn, ())


def unusually_small(
    inverted: Sequence[Inverted], settings: SuspicionSettings = DEFAULT.suspicion
) -> tuple[tuple[Inverted, ...], tuple[float, ...]]:
    """The classes whose triggers are so small that they were likely taught, smallest first.

    In a clean network about half a class is expected beyond the index.

    Args:
        inverted: all classes.
        settings: what is unusual.

    Returns:
        The suspected classes, and the sizes of all others.
    """
    expected = NormalDist().inv_cdf(1 - 1 / (2 * len(inverted)))
    order = sorted(inverted, key=lambda each: each.trigger.size)
    sizes = tuple(each.trigger.size for each in order)
    for small in range(int(settings.most_suspected * len(order)), 0, -1):
        largest, compared = order[small - 1].trigger, sizes[small:]
        if (
            anomaly_index(order[small - 1], compared, settings) > max(settings.index, expected)
            and largest.size <= largest.suspicious * float(np.median(compared))
            and compared[0] >= settings.gap * largest.size
        ):
            return tuple(
                e for e in order[:small] if e.flip_rate >= settings.least_flipped
            ), compared
    return (), sizes


def unusually_sure(margins: np.ndarray, settings: ScanSettings = DEFAULT) -> tuple[int, ...]:
    """The classes whose margins (N,) stand far above those of the others, largest first."""
    how, order = settings.suspicion, np.argsort(-margins)
    ordered = margins[order]
    # Beyond those that climbed on, margins are lower because they were given up.
    most = min(len(order) // 2, len(order) - how.fewest_others, settings.margin.climb_on // 2)
    for count in range(most, 0, -1):
        if ordered[count - 1] >= how.margin_gap * max(ordered[count], 0.0):
            return tuple(int(target) for target in order[:count])
    return ()


def anomaly_index(
    inverted: Inverted,
    compared: Sequence[float],
    settings: SuspicionSettings = DEFAULT.suspicion,
) -> float:
    """By how many normalized median absolute deviations the log size is below the median."""
    logs = np.log(np.maximum(compared, settings.smallest))
    median = float(np.median(logs))
    deviation = 1.4826 * float(np.median(np.abs(logs - median)))
    size = max(inverted.trigger.size, settings.smallest)
    return (median - float(np.log(size))) / max(deviation, settings.least_deviation)
