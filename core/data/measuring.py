"""Measure a network on a part of the data, a batch at a time."""

from __future__ import annotations

from collections.abc import Generator, Mapping

import numpy as np

from core.data.parts import Part
from core.network.classifier import Classifier
from core.records import AnswerCount, Measurement, Progress


def share_right(
    classifier: Classifier, part: Part, heartbeat: Progress
) -> Generator[Progress, object, float]:
    """The share of images answered with their label, 0..1; yields `heartbeat` for each batch."""
    right = 0
    labels = iter(np.split(part.labels, range(256, len(part), 256)))
    for answers in classifier.answers(part.images(256)):
        right += int((answers == next(labels)).sum())
        yield heartbeat
    return right / len(part)


def measure(
    classifier: Classifier,
    held_out: Part,
    attacks: Mapping[str, Part],
    stamped: Mapping[str, Part],
    heartbeat: Progress,
) -> Generator[Progress, object, Measurement]:
    """Measure clean accuracy and attack success.

    Args:
        classifier: the network.
        held_out: clean data.
        attacks: poisoned sets.
        stamped: clean images with each suspected trigger on; empty if nothing is suspected.
        heartbeat: yielded once for each batch.
    """
    confusion = yield from _counts(classifier, held_out, heartbeat)
    right = sum(count.images for count in confusion if count.label == count.answer)
    success, suspected = dict[str, float](), dict[str, float]()
    for measured, sets in ((success, attacks), (suspected, stamped)):
        for name, part in sets.items():
            measured[name] = yield from share_right(classifier, part, heartbeat)
    sizes = {name: len(part) for name, part in attacks.items()}
    return Measurement(
        right / len(held_out), len(held_out), success, sizes, mean_success(suspected), confusion
    )


def _counts(
    classifier: Classifier, part: Part, heartbeat: Progress
) -> Generator[Progress, object, tuple[AnswerCount, ...]]:
    """How often each label got each answer; yields `heartbeat` for each batch."""
    found = list[np.ndarray]()
    for answers in classifier.answers(part.images(256)):
        found.append(answers)
        yield heartbeat
    pairs = np.stack([part.labels, np.concatenate(found)])
    kinds, counts = np.unique(pairs, axis=1, return_counts=True)
    return tuple(
        AnswerCount(int(label), int(answer), int(images))
        for (label, answer), images in zip(kinds.T, counts, strict=True)
    )


def mean_success(by_trigger: Mapping[str, float]) -> float | None:
    """The mean attack success over all suspected triggers, or None if there are none."""
    return float(np.mean([*by_trigger.values()])) if by_trigger else None
