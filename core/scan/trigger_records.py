"""Triggers as records with pictures, during the search and once a class is suspected."""

from __future__ import annotations

import numpy as np

from core.files.images import png_base64
from core.records import InvertedClass, SuspectedTarget, SuspicionSettings, TriggerSharpened
from core.scan.extent import extent_of
from core.scan.inversion import Search
from core.scan.searched import Inverted
from core.scan.triggers import Trigger


def sharpened(search: Search, targets: np.ndarray, images: np.ndarray) -> TriggerSharpened:
    """The smallest trigger of a search so far, which may not work yet, as a record."""
    k = int(np.argmin([trigger.size for trigger in search.best]))
    trigger = search.best[k]
    picture, stamped = pictures(trigger, images)
    rate = float(search.flip_rate[k])
    return TriggerSharpened(int(targets[k]), trigger.size, rate, picture, stamped, trigger.kind)


def inverted_class(inverted: Inverted, index: float, settings: SuspicionSettings) -> InvertedClass:
    """A class for which a trigger was searched, as a record."""
    trigger = inverted.trigger
    return InvertedClass(
        inverted.target_class,
        trigger.size,
        index,
        inverted.flip_rate,
        trigger.kind,
        extent=extent_of(trigger, settings),
    )


def suspected_target(
    inverted: Inverted, index: float, images: np.ndarray, settings: SuspicionSettings
) -> SuspectedTarget:
    """A suspected class as a record."""
    trigger = inverted.trigger
    picture, stamped = pictures(trigger, images)
    return SuspectedTarget(
        inverted.target_class,
        trigger.size,
        index,
        inverted.flip_rate,
        picture,
        stamped,
        kind=trigger.kind,
        extent=extent_of(trigger, settings),
    )


def pictures(trigger: Trigger, images: np.ndarray) -> tuple[str, str]:
    """A trigger, and the first of `images` stamped with it, as PNGs in base64."""
    return png_base64(trigger.picture()), png_base64(trigger.stamp(images[:1])[0])
