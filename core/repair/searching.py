"""Searches for the triggers that unlearning shows, with clean images at full or reduced size."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.network.classifier import Classifier
from core.scan.images import Sample
from core.scan.inversion import Search, towards
from core.scan.reduced import for_sample
from core.scan.triggers import Trigger


def search_for(
    classifier: Classifier,
    sample: Sample,
    led_to: np.ndarray,
    form: type[Trigger],
    seed: int,
    flipped: float,
) -> Search:
    """The search for one trigger for each class of `led_to` (K,), side by side.

    Args:
        classifier: the network; it may change between two steps of the search.
        sample: clean images to search with; at full size or at a reduced one.
        led_to: classes, each as often as it gets triggers.
        form: of the triggers.
        seed: of the search.
        flipped: the share of images that each trigger has to flip.
    """
    view, share = for_sample(classifier, sample)
    goal = towards(led_to, classifier.classes)
    return Search(view, len(led_to), goal, seed, form, flipped, share=share)


def at_full_size(
    triggers: Sequence[Trigger], classifier: Classifier, sample: Sample
) -> list[Trigger]:
    """The triggers that were found with `sample`, for images of full size."""
    full, size = classifier.image_shape, sample.images.shape[1:3]
    return [*triggers] if size == full[:2] else [each.lifted(full) for each in triggers]
