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
from core.records import UnlearnSettings
from core.scan.images import Sample
from core.scan.inversion import Search, towards
from core.scan.triggers import Trigger

DEFAULT = UnlearnSettings()


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
        seed: of the searches and of what is sampled.
        settings: the numbers that it decides by.
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
        settings: UnlearnSettings = DEFAULT,
    ) -> None:
        self.size = pool_size(len(targets), settings)
        self._settings = settings
        led_to = np.resize(targets, self.size)
        goal = towards(led_to, classifier.classes)
        self._search = Search(classifier, self.size, goal, seed, form, settings.flipped)
        self._sample, self._largest, self._known = sample, largest, known
        self._rng = np.random.default_rng(seed)
        self._trained = 0

    def search(self, steps: int = 1) -> None:
        """Let each trigger take some steps against the network as it is."""
        for _ in range(steps):
            self._search.step(*self._sample.batch(self._rng, self._settings.search_batch))

    def keep_small(self) -> None:
        """Count those that are small as known."""
        self._known += self._small()

    def before_step(
        self, images: np.ndarray, rng: np.random.Generator, steps: int | None = None
    ) -> Stamped:
        """Search on for some steps, and stamp some of a training batch, uint8 (n, h, w, c)."""
        how = self._settings
        self.search(how.steps_between if steps is None else steps)
        self._trained += 1
        if self._trained % how.restart_every == 0:
            k = self._trained // how.restart_every % self.size
            self._known += [each for each in self._search.now()[k : k + 1] if self._fits(each)]
            self._search.restart(k)
        return stamp_some(images, self._known, rng, self._small(), how)

    def _small(self) -> list[Trigger]:
        return [trigger for trigger in self._search.now() if self._fits(trigger)]

    def _fits(self, trigger: Trigger) -> bool:
        return trigger.size <= self._largest


def pool_size(targets: int, settings: UnlearnSettings = DEFAULT) -> int:
    """How many triggers are searched for so many target classes."""
    return max(settings.pool, settings.for_each * targets)


def stamp_some(
    images: np.ndarray,
    known: Sequence[Trigger],
    rng: np.random.Generator,
    newest: Sequence[Trigger] = (),
    settings: UnlearnSettings = DEFAULT,
) -> Stamped:
    """The images, some of them with one of the triggers on.

    Args:
        images: uint8 (n, h, w, c); not changed.
        known: triggers to sample from.
        rng: what is sampled.
        newest: triggers that are sampled more often.
        settings: which share of the images is stamped, and with what.
    """
    stamped = images.copy()
    chosen = (rng.random(len(images)) < settings.stamped) & (len(known) + len(newest) > 0)
    for row in np.flatnonzero(chosen):
        old = not newest or (known and rng.random() < settings.known)
        sampled = known if old else newest
        trigger = sampled[int(rng.integers(len(sampled)))].varied(rng)
        stamped[row] = trigger.stamp(stamped[row])
    return Stamped(stamped, chosen)
