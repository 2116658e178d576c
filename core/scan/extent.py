"""The extent of a patch: its size times its spread. That of an attacker's patch is small.

An attacker stamps a patch in one place. The pixels that lead to a class of a clean network are
scattered over the image, like the features of that class. So the found patch of a target may be
about as small as those of other classes, and still stand out: it is small and it is not scattered.
TABOR (W. Guo et al., arXiv 1908.01763) penalizes scattered triggers while it searches. Here the
patches that were found are judged, so the search stays as it is.

A single search can find a patch of an ordinary class in one place by chance. So a class is
suspected for its extent only if a second search with another seed agrees (core/scan/measures.py).

The limits rest on measurements of clean and backdoored networks: docs/results.md#extent.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.records import ScanSettings, SuspicionSettings
from core.scan.searched import Inverted
from core.scan.triggers import Patch, Trigger

DEFAULT = ScanSettings().suspicion


def extent_of(trigger: Trigger, settings: SuspicionSettings = DEFAULT) -> float | None:
    """The extent of a patch; None for an additive trigger, which covers the whole image."""
    return extent(trigger.mask, settings) if isinstance(trigger, Patch) else None


def extent(mask: np.ndarray, settings: SuspicionSettings = DEFAULT) -> float:
    """The size of a mask (h, w, 1) times its spread, in pixels squared."""
    return float(mask.sum()) * max(spread(mask), settings.least_spread)


def spread(mask: np.ndarray) -> float:
    """The root mean square distance of a mask (h, w, 1) from its centre, in pixels."""
    weights = mask[..., 0] / mask.sum()
    places = np.indices(weights.shape)
    centre = (places * weights).sum((1, 2), keepdims=True)
    return float(np.sqrt((np.square(places - centre) * weights).sum()))


def in_one_place(
    inverted: Sequence[Inverted], settings: SuspicionSettings = DEFAULT
) -> tuple[Inverted, ...]:
    """The classes whose patches have so small an extent that a backdoor is likely.

    Args:
        inverted: all classes that no other measure makes suspected; additive triggers have no
            extent.
        settings: what counts as unusual.
    """
    patches = [each for each in inverted if isinstance(each.trigger, Patch)]
    if len(patches) < settings.fewest_extents:
        return ()
    extents = np.array([extent_of(each.trigger, settings) for each in patches])
    order = np.argsort(extents)
    for count in range(int(settings.most_suspected * len(order)), 0, -1):
        largest, others = extents[order[count - 1]], extents[order[count:]]
        apart = others[0] >= settings.extent_gap * largest
        if apart and largest <= settings.small_extent * np.median(others):
            found = [patches[k] for k in order[:count]]
            return tuple(each for each in found if each.flip_rate >= settings.least_flipped)
    return ()
