"""What a repair did to each class, from the counts of two measurements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.records.repairing import Measurement
from core.records.scanning import ClassAccuracy

# If a class lost more than this share of its images, the loss is reported beside before and after.
WORTH_NAMING = 0.10


def class_accuracies(before: Measurement, after: Measurement) -> dict[int, ClassAccuracy]:
    """The accuracy of each class that has held-out images; empty if they were not counted."""
    images: Counter[int] = Counter()
    right_before, right_after = _right(before), _right(after)
    for count in before.confusion:
        images[count.label] += count.images
    return {
        label: ClassAccuracy(right_before[label] / total, right_after[label] / total, total)
        for label, total in sorted(images.items())
    }


def classes_that_lost(before: Measurement, after: Measurement) -> list[tuple[int, ClassAccuracy]]:
    """The classes that lost more than ten points, the greatest loss first."""
    found = [
        (label, own)
        for label, own in class_accuracies(before, after).items()
        if own.before - own.after > WORTH_NAMING
    ]
    return sorted(found, key=lambda each: each[1].after - each[1].before)


def most_confused(before: Measurement, after: Measurement, most: int) -> tuple[int, ...]:
    """The classes for a confusion matrix, in order: all, or those with the most wrong answers."""
    wrong: Counter[int] = Counter()
    for measured in (before, after):
        for count in measured.confusion:
            amount = count.images if count.label != count.answer else 0
            for each in (count.label, count.answer):
                wrong[each] += amount
    return tuple(sorted(label for label, _ in wrong.most_common(most)))


def confusion_matrix(measured: Measurement, classes: Sequence[int]) -> list[list[int]]:
    """How many images of each class (row) got each answer (column), for some classes."""
    places = {label: place for place, label in enumerate(classes)}
    matrix = [[0] * len(places) for _ in places]
    for count in measured.confusion:
        if count.label in places and count.answer in places:
            matrix[places[count.label]][places[count.answer]] += count.images
    return matrix


def _right(measured: Measurement) -> Counter[int]:
    right: Counter[int] = Counter()
    for count in measured.confusion:
        if count.label == count.answer:
            right[count.label] += count.images
    return right
