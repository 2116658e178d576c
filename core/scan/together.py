"""Classes that are suspected for several measures together, where no single one gives them away.

core/scan/suspicion.py explains the measures, and which of them belong together.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from core.records import ScanSettings, SuspicionSettings
from core.scan.searched import Searched
from core.scan.suspicion import Suspect

DEFAULT = ScanSettings()


def is_worth_perturbing(
    spread: Searched, named: Collection[int], settings: SuspicionSettings = DEFAULT.suspicion
) -> bool:
    """Whether channel perturbations can make one more class suspected.

    They take long for large networks. So where a class is named already, they are measured only if
    another one is low in the other measure of the two.

    Args:
        spread: what the searches for additive triggers found, for all classes.
        named: classes that are suspected already.
        settings: what counts as unusual.
    """
    sizes = np.delete(_sizes(spread, settings.smallest), [*named])
    if len(sizes) < settings.fewest_together:
        return False
    return not named or sizes.min() <= settings.second_look * np.median(sizes)


def suspects_by_channels(
    spread: Searched,
    perturbations: np.ndarray,
    named: Collection[int] = (),
    settings: SuspicionSettings = DEFAULT.suspicion,
) -> list[Suspect]:
    """The class whose additive trigger and channel perturbation are unusually small together.

    Args:
        spread: what the searches for additive triggers found, for all classes.
        perturbations: (N,); infinite where none was found.
        named: classes that are suspected already; the others are compared without them.
        settings: what counts as unusual.
    """
    least = settings.smallest
    together = _sizes(spread, least) * _perturbations(perturbations, least)
    first, *others = (target for target in np.argsort(together) if target not in named)
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
    margins: Sequence[np.ndarray],
    perturbations: np.ndarray,
    settings: ScanSettings = DEFAULT,
) -> list[Suspect]:
    """The classes of a shortlist for which three measures together are unusually small.

    Args:
        shortlisted: what was found for K classes, the last of which were sampled at random.
        margins: of the same classes, (K,) each: those of the BadNet, and those that experts keep.
            A class must stand out with all of them.
        perturbations: of the same classes, (K,); infinite where none was found.
        settings: what counts as unusual.
    """
    least = settings.suspicion.smallest
    together = _sizes(shortlisted, least) * _perturbations(perturbations, least)
    found = [_lowest(together / np.maximum(each, least), settings) for each in margins]
    return [
        Suspect(shortlisted.inverted[k], shortlisted, "together")
        for k in found[0]
        if all(k in others for others in found)
        and shortlisted.inverted[k].flip_rate >= settings.suspicion.least_flipped
    ]


def _lowest(together: np.ndarray, settings: ScanSettings) -> list[int]:
    """The places of the products (K,) that are far below the next and below the sampled ones."""
    how = settings.suspicion
    order, usual = np.argsort(together), np.median(together[-settings.shortlist.compared :])
    for count in range(int(how.most_suspected * len(order)), 0, -1):
        largest, following = together[order[count - 1]], together[order[count]]
        apart = following >= how.gap_in_shortlist * largest
        if apart and largest <= how.small_in_shortlist * usual:
            return order[:count].tolist()
    return []


def _sizes(form: Searched, smallest: float) -> np.ndarray:
    return np.array([max(each.trigger.size, smallest) for each in form.inverted])


def _perturbations(perturbations: np.ndarray, smallest: float) -> np.ndarray:
    """Replace perturbations that were not found by the largest one."""
    found = np.isfinite(perturbations)
    return np.where(found, perturbations, perturbations[found].max(initial=smallest))
