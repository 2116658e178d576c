"""Unlearning while searching: train on the triggers that still work, with the right answers.

Training on inverted triggers (B. Wang et al., "Neural Cleanse", S&P 2019) makes a network withstand
those triggers, but the attacker's own trigger, which is only similar, keeps working. So the
searches run while the network trains, as in adversarial training. Between two training steps each
trigger of a small pool takes some steps against the present network. It only has to flip half of
the images, because a backdoor that works half of the time is one too. The searches restart in turn:
the oldest trigger is kept, and its search begins afresh. Restarts are frequent, because many short
searches teach the network more than a few long ones.

The network is shown only triggers of about the size of a backdoor's. Larger ones turn any network,
and learning to withstand them costs accuracy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from core.network.classifier import Classifier
from core.records import UnlearnSettings
from core.scan.images import Sample
from core.scan.inversion import Search, towards
from core.scan.reduced import for_sample
from core.scan.triggers import Trigger

DEFAULT = UnlearnSettings()


class Stamped(NamedTuple):
    """Images, uint8 (n, h, w, c), and which of them carry a trigger, (n,)."""

    images: np.ndarray
    chosen: np.ndarray


class Pool:
    """Triggers of one form that lead to some classes, searched for while the network trains.

    Args:
        classifier: the network, which changes between two calls.
        sample: clean images to search with; at full size or at a reduced one.
        targets: the classes that the triggers lead to.
        form: of the triggers.
        largest: larger triggers are not shown.
        known: more triggers to show; new ones are added.
        seed: of the searches and of all sampling.
        settings: the numbers that the pool decides by.
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
        self._settings, self._form, self._targets = settings, form, targets
        led_to = np.resize(targets, self.size)
        view, share = for_sample(classifier, sample)
        goal = towards(led_to, classifier.classes)
        self._search = Search(view, self.size, goal, seed, form, settings.flipped, share=share)
        self._classifier, self._sample = classifier, sample
        self._largest, self._known = largest, known
        self._rng = np.random.default_rng(seed)
        self._trained = 0

    def search(self, steps: int = 1) -> None:
        """Let each trigger take some steps against the present network."""
        for _ in range(steps):
            self._search.step(*self._sample.batch(self._rng, self._settings.search_batch))

    def keep_small(self) -> None:
        """Add the triggers that are small enough to the known ones."""
        self._known += self._small()

    def before_step(
        self, images: np.ndarray, rng: np.random.Generator, steps: int | None = None
    ) -> Stamped:
        """Continue the searches, and stamp some images of a training batch, uint8 (n, h, w, c)."""
        how = self._settings
        self.search(how.steps_between if steps is None else steps)
        self._trained += 1
        if self._trained % how.restart_every == 0:
            k = self._trained // how.restart_every % self.size
            self._known += [each for each in self._now()[k : k + 1] if self._fits(each)]
            self._search.restart(k)
        return stamp_some(images, self._known, rng, self._small(), how)

    def state(self) -> tuple[Any, dict[str, np.ndarray]]:
        """All that a later run needs to continue the searches: a JSON document, and arrays.

        `known` is not in it, because pools share it.
        """
        generator, arrays = self._search.state()
        document = {
            "form": self._form.kind,
            "targets": [int(target) for target in self._targets],
            "largest": float(self._largest),
            "trained": self._trained,
            "generator": self._rng.bit_generator.state,
            "search": generator,
        }
        return document, {**arrays, "images": self._sample.images, "own": self._sample.own}

    def restore(self, document: Any, arrays: Mapping[str, np.ndarray]) -> None:
        """Continue where `state` was taken of a pool that was made with the same arguments."""
        self._trained = int(document["trained"])
        self._rng.bit_generator.state = document["generator"]
        self._search.restore(document["search"], arrays)

    def _small(self) -> list[Trigger]:
        return [trigger for trigger in self._now() if self._fits(trigger)]

    def _now(self) -> list[Trigger]:
        """The triggers as they are, for images of full size."""
        found, full = self._search.now(), self._classifier.image_shape
        is_full = self._sample.images.shape[1:3] == full[:2]
        return found if is_full else [each.lifted(full) for each in found]

    def _fits(self, trigger: Trigger) -> bool:
        return trigger.size <= self._largest


def pool_size(targets: int, settings: UnlearnSettings = DEFAULT) -> int:
    """How many triggers are searched for with this number of target classes."""
    return max(settings.pool, settings.for_each * targets)


def stamp_some(
    images: np.ndarray,
    known: Sequence[Trigger],
    rng: np.random.Generator,
    newest: Sequence[Trigger] = (),
    settings: UnlearnSettings = DEFAULT,
) -> Stamped:
    """The images, some of them stamped with one of the triggers.

    Args:
        images: uint8 (n, h, w, c); not changed.
        known: triggers to sample from.
        rng: samples images and triggers.
        newest: triggers that are sampled more often.
        settings: the share of images that is stamped, and how triggers vary.
    """
    stamped = images.copy()
    chosen = (rng.random(len(images)) < settings.stamped) & (len(known) + len(newest) > 0)
    for row in np.flatnonzero(chosen):
        old = not newest or (known and rng.random() < settings.known)
        sampled = known if old else newest
        trigger = sampled[int(rng.integers(len(sampled)))].varied(rng)
        stamped[row] = trigger.stamp(stamped[row])
    return Stamped(stamped, chosen)
