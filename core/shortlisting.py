"""Which of many classes to invert a trigger for: those that give themselves away cheaply.

Half are those with the largest margins (core/margin.py). The others are found by searches that name
no class: they drive images away from their own class and towards any class that all agree on. Where
a small trigger was taught, such a search falls into it. With q_t the mean probability of class t
over the images whose own class it is not, its loss is

    - log sum_t q_t^2,

how rarely two images agree. Each round starts afresh and may not end where an earlier one ended.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

import numpy as np

from core.classifier import Classifier
from core.inversion import Goal, Search
from core.margin import STEPS as CLIMBING_STEPS
from core.margin import climb_on
from core.records import Progress
from core.sampling import Sample

# Up to so many there is no need of a shortlist.
INVERT_ALL = 24
BY_MARGIN, BY_AGREEMENT, COMPARED = 6, 6, 12
ROUNDS, RESTARTS, STEPS, BATCH = 5, 4, 48, 32
SHORTLISTED = BY_MARGIN + BY_AGREEMENT + COMPARED
# In images through a forward pass.
SEARCHED = ROUNDS * RESTARTS * STEPS * BATCH
WORK = SEARCHED + SHORTLISTED * CLIMBING_STEPS
# Images on which the class that a trigger leads to is looked up.
LOOKED_AT = 256
FORBIDDEN = -1e9


def shortlist(
    classifier: Classifier, sample: Sample, margins: np.ndarray, seed: int
) -> Generator[Progress, object, tuple[tuple[int, ...], np.ndarray]]:
    """`SHORTLISTED` classes; the last `COMPARED` were drawn at random, to compare with.

    Args:
        classifier: is not changed.
        sample: images to search with.
        margins: of all classes, (N,); of most of them lower bounds.
        seed: of the searches and of what is drawn.

    Returns:
        The classes, and the margins (N,) with theirs as high as they get.
    """
    rng = np.random.default_rng(seed)
    chosen = [int(target) for target in np.argsort(-margins)[:BY_MARGIN]]
    sizes = yield from _agreed_on(classifier, sample, rng, seed)
    rest = sorted(sizes.keys() - chosen, key=lambda target: sizes[target])
    chosen += rest[:BY_AGREEMENT]
    others = [int(target) for target in rng.permutation(len(margins)) if target not in chosen]
    chosen += others[: SHORTLISTED - len(chosen)]
    margins = yield from climb_on(
        classifier, margins, np.array(chosen), seed, ("shortlist", SEARCHED, WORK)
    )
    return (*chosen,), margins


def _agreed_on(
    classifier: Classifier, sample: Sample, rng: np.random.Generator, seed: int
) -> Generator[Progress, object, dict[int, float]]:
    """The classes that searches ended in, with the sizes of their triggers."""
    sizes: dict[int, float] = {}
    for number in range(ROUNDS):
        goal = agreement(classifier.classes, [*sizes])
        search = Search(classifier, RESTARTS, goal, seed + number)
        for step in range(STEPS):
            search.step(*sample.batch(rng, BATCH))
            done = (number * STEPS + step + 1) * RESTARTS * BATCH
            yield Progress("shortlist", done, WORK)
        for trigger in search.now():
            answers = classifier.softmax(trigger.stamp(sample.images[:LOOKED_AT])).argmax(-1)
            answers = answers[answers != sample.own[:LOOKED_AT]]
            reached = int(np.bincount(answers, minlength=classifier.classes).argmax())
            sizes[reached] = min(trigger.size, sizes.get(reached, np.inf))
    return sizes


def agreement(classes: int, forbidden: Sequence[int]) -> Goal:
    """All images agree on one class, whichever, that is neither their own nor `forbidden`."""
    import tensorflow as tf

    closed = FORBIDDEN * tf.reduce_sum(tf.one_hot(list(forbidden), classes), 0)

    def goal(logits: Any, own: Any) -> tuple[Any, Any]:
        barred = closed + FORBIDDEN * tf.one_hot(own, classes)  # (B, N)
        log_p = tf.nn.log_softmax(logits) + tf.maximum(barred, FORBIDDEN)
        log_q = tf.reduce_logsumexp(log_p, 1) - tf.math.log(tf.cast(tf.shape(own)[0], tf.float32))
        best = tf.argmax(log_q, -1)[:, None]
        flipped = tf.cast(tf.argmax(logits, -1) == best, tf.float32)
        return -tf.reduce_logsumexp(2 * log_q, -1), tf.reduce_mean(flipped, -1)

    return goal
