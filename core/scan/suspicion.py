"""Suspected classes: those with an unusually small trigger or an unusually large margin.

Size. Trigger sizes are positive and skewed, so the median absolute deviation is computed of their
logarithms, over the classes that are not suspected. Clean networks have classes with small triggers
too, and the smallest of many is smaller. So the index that counts as suspicious grows with the
number of classes. In addition, a gap must separate the suspected classes from the rest, and their
triggers must work on unseen images.

Extent (core/scan/extent.py). A patch that is hardly smaller than those of other classes stands out
where it lies in one place and theirs are scattered.

Margin (core/scan/margin.py). Only the gap between margins counts, because margins of clean networks
have small gaps as well.

Channels (core/scan/channel_perturbation.py). A faint trigger stands out in no single measure: some
classes have triggers hardly larger, and others are perturbed as easily. Only the target is low in
both measures. So among the classes that nothing else makes suspected, the size of the additive
trigger is multiplied by the channel perturbation.

Together. With many classes, some triggers are small by chance, and the few sampled classes estimate
the spread poorly. So the shortlist is judged by the product of three measures, (size of the patch)
x (channel perturbation) / (margin). A class of a clean network can have a large margin, which
experts (core/scan/experts.py) do not keep. So a class must stand out with the margins that experts
keep as well, where these are known of all classes. A class is also suspected for the size of its
patch alone where that leaves no doubt.

The limits rest on measurements of clean and backdoored networks: docs/results.md#scans.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import partial
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from core.records import Reason, ScanSettings, SuspicionSettings
from core.scan.extent import in_one_place
from core.scan.searched import Inverted, Searched

DEFAULT = ScanSettings()


class Suspect(NamedTuple):
    """A class, the trigger to show for it, the searches that found it, and the reason."""

    inverted: Inverted
    form: Searched
    reason: Reason


def suspects(
    searched: Sequence[Searched], margins: np.ndarray, settings: ScanSettings = DEFAULT
) -> list[Suspect]:
    """The classes that a single measure makes suspected, each once.

    Patches come first: a class with a small patch usually has a small additive trigger too, and
    that is harder to unlearn. A class that is suspected for another reason than size gets the
    trigger with the highest anomaly index within its form.

    Args:
        searched: for each form what its searches found, patches first.
        margins: (N,).
        settings: what counts as unusual.
    """
    suspected: dict[int, Suspect] = {}
    for form in searched:
        for each in form.small:
            suspected.setdefault(each.target_class, Suspect(each, form, "size"))
        for each in form.in_one_place:
            suspected.setdefault(each.target_class, Suspect(each, form, "extent"))
    for target in unusually_sure(margins, settings):
        if target not in suspected:
            suspected |= by_smallest(searched, target, "margin", settings.suspicion)
    return [*suspected.values()]


def suspects_beyond_doubt(
    shortlisted: Searched, settings: SuspicionSettings = DEFAULT.suspicion
) -> list[Suspect]:
    """The classes of a shortlist that are suspected for the size of their patch alone.

    The sampled classes estimate the spread of sizes poorly, so the smallest patch must be far
    smaller than theirs. Classes whose patches are nearly as small are suspected with it, if a gap
    separates them from the rest.
    """
    order = sorted(shortlisted.inverted, key=lambda each: each.trigger.size)
    index = partial(anomaly_index, compared=shortlisted.compared, settings=settings)
    if index(order[0]) < settings.doubtless_index:
        return []
    usual = float(np.median(shortlisted.compared))
    for count in range(int(settings.most_suspected * len(order)), 0, -1):
        largest, following = order[count - 1], order[count].trigger.size
        apart = following >= settings.gap * largest.trigger.size
        small = largest.trigger.size <= settings.doubtless_share * usual
        if apart and small and index(largest) >= settings.companion_index:
            works = [each for each in order[:count] if each.flip_rate >= settings.least_flipped]
            return [Suspect(each, shortlisted, "size") for each in works]
    return []


def each_once(*found: Sequence[Suspect]) -> list[Suspect]:
    """The suspects of several rules, each class once."""
    once: dict[int, Suspect] = {}
    for suspect in itertools.chain(*found):
        once.setdefault(suspect.inverted.target_class, suspect)
    return [*once.values()]


def in_other_forms(
    suspected: Sequence[Suspect],
    searched: Sequence[Searched],
    settings: SuspicionSettings = DEFAULT.suspicion,
) -> tuple[Inverted, ...]:
    """Triggers of other forms that lead to suspected classes as well.

    A class that is suspected for size or extent gets none: these showed the form of its trigger.
    """
    return tuple(
        each
        for suspect in suspected
        for form in searched
        for each in form.inverted
        if suspect.reason not in ("size", "extent")
        and each.target_class == suspect.inverted.target_class
        and each.trigger.kind != suspect.inverted.trigger.kind
        and each.flip_rate >= settings.least_flipped
    )


def by_smallest(
    searched: Sequence[Searched], target: int, reason: Reason, settings: SuspicionSettings
) -> dict[int, Suspect]:
    """`target` with the trigger of the highest anomaly index in its form; empty if none works."""
    triggers = [
        Suspect(each, form, reason)
        for form in searched
        for each in form.inverted
        if each.target_class == target and each.flip_rate >= settings.least_flipped
    ]
    if not triggers:
        return {}
    index = partial(anomaly_index, settings=settings)
    return {target: max(triggers, key=lambda t: index(t.inverted, t.form.compared))}


def compare(
    forms: Sequence[Sequence[Inverted]], settings: SuspicionSettings = DEFAULT.suspicion
) -> list[Searched]:
    """Judge the sizes of all classes in each form of trigger.

    A class that one form makes suspected is no clean class to compare with in another form. So the
    forms are judged again without it, until none of them names another class. Where sizes name no
    more classes, the extents of patches are judged.

    Args:
        forms: for each form all classes, in the same order.
        settings: what counts as unusual.
    """
    small, placed = [()] * len(forms), [()] * len(forms)
    most = int(settings.most_suspected * len(forms[0]))
    while True:
        named = _targets([*small, *placed])
        left = [[each for each in form if each.target_class not in named] for form in forms]
        found, in_place = [unusually_small(form, settings)[0] for form in left], [()] * len(forms)
        if not any(found):
            in_place = [in_one_place(form, settings) for form in left]
        new = _targets([*found, *in_place])
        if not new or (named and len(named | new) > most):
            break
        small = [(*old, *more) for old, more in zip(small, found, strict=True)]
        placed = [(*old, *more) for old, more in zip(placed, in_place, strict=True)]
    # The sizes of the classes that no form makes suspected.
    others = [tuple(sorted(each.trigger.size for each in form)) for form in left]
    return [
        Searched(tuple(form), sizes, of_size, of_extent)
        for form, sizes, of_size, of_extent in zip(forms, others, small, placed, strict=True)
    ]


def _targets(found: Sequence[Sequence[Inverted]]) -> set[int]:
    return {each.target_class for form in found for each in form}


def of_shortlist(
    inverted: Sequence[Inverted], compared: int = DEFAULT.shortlist.compared
) -> Searched:
    """Compare a shortlist with its sampled classes; here size alone makes no class suspected."""
    sampled = tuple(each.trigger.size for each in inverted[-compared:])
    return Searched(tuple(inverted), sampled, ())


def unusually_small(
    inverted: Sequence[Inverted], settings: SuspicionSettings = DEFAULT.suspicion
) -> tuple[tuple[Inverted, ...], tuple[float, ...]]:
    """The classes with triggers so small that a backdoor is likely, smallest first.

    The limit for the anomaly index is at least `expected`, the value that half a class of a clean
    network exceeds on average.

    Args:
        inverted: all classes.
        settings: what counts as unusual.

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
    """The classes whose margins, from (N,), are far above those of the others, largest first."""
    how, order = settings.suspicion, np.argsort(-margins)
    ordered = margins[order]
    # Classes that did not climb on have lower margins only because their search ended early.
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
