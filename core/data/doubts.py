"""Signs that the clean data or its labels do not belong to this network."""

from __future__ import annotations

import numpy as np

from core.data.dataset import Dataset
from core.records import Notice
from core.text.remedies import LEAVE_LABELS_OUT
from core.text.sentence import say
from core.text.wording import percent

UNSURE = 0.9
FAVOURED = 0.25
FAVOURED_OF_FEW = 0.9


def doubts_of_answers(
    dataset: Dataset, answers: np.ndarray, confidence: float, classes: int
) -> tuple[Notice, ...]:
    """Signs that the clean data is out of the network's domain."""
    if dataset.labels is not None:
        return _doubts_of_labels(float((answers == dataset.labels).mean()), confidence)
    favoured = np.bincount(answers, minlength=classes)
    share = favoured.max() / len(answers)
    doubts = list[str]()
    if confidence < UNSURE:
        doubts.append(
            say("its mean confidence is only {confidence}", confidence=percent(confidence))
        )
    if share > max(FAVOURED, min(4 / classes, FAVOURED_OF_FEW)):
        doubts.append(
            say(
                "it puts {share} of them in class {favoured}",
                share=percent(share, 0),
                favoured=favoured.argmax(),
            )
        )
    if not doubts:
        return ()
    what = doubts[0]
    if len(doubts) == 2:
        what = say("{one} and {other}", one=doubts[0], other=doubts[1])
    return (
        Notice(
            "warning",
            say(
                "The clean data may be out of domain for this network: {what}. A screen "
                "calibrated on out-of-domain images misses more and flags more.",
                what=what,
            ),
        ),
    )


def _doubts_of_labels(accuracy: float, confidence: float) -> tuple[Notice, ...]:
    """A sign that the labels belong to another network."""
    if accuracy >= confidence / 2:
        return ()
    return (
        Notice(
            "warning",
            say(
                "The network gives these labels to only {accuracy} of the clean data, "
                "though its mean confidence is {confidence}: the labels may belong to "
                "another network. If so, {remedy}.",
                remedy=LEAVE_LABELS_OUT,
                accuracy=percent(accuracy),
                confidence=percent(confidence),
            ),
        ),
    )
