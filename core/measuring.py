"""Measure a network on a part of the data, a batch at a time."""

from __future__ import annotations

from collections.abc import Generator, Mapping

import numpy as np

from core.classifier import Classifier
from core.parts import Part
from core.records import Measurement, Progress


def share_right(
    classifier: Classifier, part: Part, heartbeat: Progress
) -> Generator[Progress, object, float]:
    """The share of a part's images that get the part's label, 0..1; yields `heartbeat` a batch."""
    right = 0
    labels = iter(np.split(part.labels, range(256, len(part), 256)))
    for answers in classifier.answers(part.images(256)):
        right += int((answers == next(labels)).sum())
        yield heartbeat
    return right / len(part)


def measure(
    classifier: Classifier, held_out: Part, attacks: Mapping[str, Part], heartbeat: Progress
) -> Generator[Progress, object, Measurement]:
    """Clean accuracy on held-out clean data, and attack success on each poisoned set."""
    accuracy = yield from share_right(classifier, held_out, heartbeat)
    success = {}
    for name, part in attacks.items():
        success[name] = yield from share_right(classifier, part, heartbeat)
    sizes = {name: len(part) for name, part in attacks.items()}
    return Measurement(accuracy, len(held_out), success, sizes)
