"""Unlearning while searching: the triggers that still work are shown with the right answers.

Inverting a trigger and then training on it (B. Wang et al., "Neural Cleanse", S&P 2019) teaches a
network to withstand that trigger, while the true one, which is only near it, goes on working. So
here searches run while the network trains, as in adversarial training: between two training steps
each trigger of a small pool takes some steps against the network as it is now, asked only to flip
half of the images, for a backdoor that works half the time is one too. In turn the oldest trigger
is kept and its search starts afresh: soon, for many triggers teach more than few that were
searched for long.

Only triggers of about a backdoor's size are shown: larger ones turn any network, and learning to
withstand them costs accuracy.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.network.classifier import Classifier
from core.scan.images import Sample
from core.scan.inversion import Search, towards
from core.scan.triggers import Trigger

# Triggers searched side by side: so many in all, but at least so many for each target.
POOL, FOR_EACH = 6, 3
ENOUGH = 0.5
# Steps of search before training, between two training steps, and between two of fine-tuning.
AHEAD, BETWEEN, SELDOM = 200, 3, 1
BATCH = 16
RESTART_EVERY = 8
# Of the images that are trained on, so many carry a trigger.
STAMPED_SHARE = 0.5
# Of the stamped images, so many carry a trigger that was found before.
KNOWN_SHARE = 0.4


class Stamped(NamedTuple):
    """Images, uint8 (n, h, w, c), and which of them carry a trigger, (n,)."""

    images: np.ndarray
    chosen: np.ndarray


class Pool:
    """Triggers of one form that lead to some classes, searched while the network trains.

    Args:
        classifier: the network, which changes between two calls.
        sample: clean images to search with.
        targets: the classes that the triggers lead to.
        form: of the triggers.
        largest: triggers beyond this size are not shown.
        known: triggers that are shown as well; grows.
        seed: of the searches and of what is drawn.
    """

    def __init__(
        self,
        classifier: Classifier,
        sample: Sample,
        targets: Sequence[int],
        form: type[Trigger],
        largest: float,
        known: list[Trigger],
        seed: int = 0,
    ) -> None:
        self.size = pool_size(len(targets))
        led_to = np.resize(targets, self.size)
        goal = towards(led_to, classifier.classes)
        self._search = Search(classifier, self.size, goal, seed, form, ENOUGH)
        self._sample, self._largest, self._known = sample, largest, known
        self._rng = np.random.default_rng(seed)
        self._trained = 0

    def search(self, steps: int = 1) -> None:
        """Let each trigger take some steps against the network as it is."""
        for _ in range(steps):
            self._search.step(*self._sample.batch(self._rng, BATCH))

    def keep_small(self) -> None:
        """Count those that are small as known."""
        self._known += self._small()

    def before_step(
        self, images: np.ndarray, rng: np.random.Generator, steps: int = BETWEEN
    ) -> Stamped:
        """Search on for some steps, and stamp some of a training batch, uint8 (n, h, w, c)."""
        self.search(steps)
        self._trained += 1
        if self._trained % RESTART_EVERY == 0:
            k = self._trained // RESTART_EVERY % self.size
            self._known += [each for each in self._search.now()[k : k + 1] if self._fits(each)]
            self._search.restart(k)
        return stamp_some(images, STAMPED_SHARE, self._known, rng, self._small())

    def _small(self) -> list[Trigger]:
        return [trigger for trigger in self._search.now() if self._fits(trigger)]

    def _fits(self, trigger: Trigger) -> bool:
        return trigger.size <= self._largest


def pool_size(targets: int) -> int:
    """How many triggers are searched for so many target classes."""
    return max(POOL, FOR_EACH * targets)


def stamp_some(
    images: np.ndarray,
    share: float,
    known: Sequence[Trigger],
    rng: np.random.Generator,
    newest: Sequence[Trigger] = (),
) -> Stamped:
    """The images, some of them with one of the triggers on.

    Args:
        images: uint8 (n, h, w, c); not changed.
        share: of the images, 0..1.
        known: triggers to draw from.
        rng: what is drawn.
        newest: triggers that are drawn more often.
    """
    stamped = images.copy()
    chosen = (rng.random(len(images)) < share) & (len(known) + len(newest) > 0)
    for row in np.flatnonzero(chosen):
        drawn = known if not newest or (known and rng.random() < KNOWN_SHARE) else newest
        trigger = drawn[int(rng.integers(len(drawn)))].varied(rng)
        stamped[row] = trigger.stamp(stamped[row])
    return Stamped(stamped, chosen)
