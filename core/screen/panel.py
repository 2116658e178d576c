"""The votes of one screen, and the evidence that they give on images."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.errors import Unreadable
from core.screen.votes import VOTES
from core.screen.votes.disagreement import disagreement
from core.screen.votes.strip import Blended, Strip, threshold_bits
from core.screen.votes.transformed import Transformed
from core.screen.votes.vote import Answers, Material, Vote
from core.text.wording import printable

# Given the votes (n, V), NaN where not taken, tells which images (n,) are flagged already.
Decided = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Evidence:
    """What the networks and the votes say about n images.

    Attributes:
        answers: of both networks.
        votes: (n, V), in the order of the panel's names; low is suspicious, NaN was not taken.
        exact: (n, V), false if a vote stopped early; its value is then a lower bound.
        blended: what STRIP measured.
    """

    answers: Answers
    votes: np.ndarray
    exact: np.ndarray
    blended: Blended

    @property
    def disagreement(self) -> np.ndarray:
        """By how much the repaired network finds the BadNet's class less probable, (n,)."""
        return disagreement(self.answers)


class Panel:
    """Votes that judge images together.

    Args:
        material: the networks and images that the votes use.
        names: of the votes, from `core.screen.votes.VOTES`; STRIP is always among them.

    Attributes:
        votes: by name.

    Raises:
        Unreadable: there is no vote of this name.
    """

    def __init__(self, material: Material, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.material = material
        self.votes: dict[str, Vote] = {name: _made(name, material) for name in names}
        strip = self.votes[Strip.name]
        assert isinstance(strip, Strip)
        self.strip = strip

    def answers(self, images: np.ndarray) -> Answers:
        """The answers of both networks to images, uint8 (n, h, w, c)."""
        return Answers(self.material.badnet.softmax(images), self.material.repaired.softmax(images))

    def evidence(self, images: np.ndarray) -> Evidence:
        """All evidence on images, uint8 (n, h, w, c)."""
        answers = self.answers(images)
        blended = self.strip.blended(images, answers.badnet_class)
        votes, exact = self._cheap_votes(images, answers, np.full(len(self.names), np.inf))
        votes[:, self.names.index(Strip.name)] = blended.vote
        return Evidence(answers, votes, exact, blended)

    def decide(self, images: np.ndarray, decided: Decided, thresholds: np.ndarray) -> Evidence:
        """Only as much evidence as the verdicts need; the verdicts are the same as with all of it.

        All cheap votes are taken for every image, each until it certainly does not flag the image.
        An image that they flag is poisoned whatever STRIP says. For the others, STRIP blends until
        it certainly does not flag.

        Args:
            images: uint8 (n, h, w, c).
            decided: tells which images the cheap votes flag.
            thresholds: the value of each vote below which it flags an image, (V,).
        """
        answers, own = self.answers(images), self.names.index(Strip.name)
        votes, exact = self._cheap_votes(images, answers, thresholds)
        asked = np.flatnonzero(~decided(votes))
        least = threshold_bits(thresholds[own])
        some = self.strip.blended(images[asked], answers.badnet_class[asked], least)
        votes[asked, own] = some.vote
        blended = _spread(some, asked, len(images))
        exact[:, own] = blended.exact
        return Evidence(answers, votes, exact, blended)

    def views(self, image: np.ndarray) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """The changes of an image (h, w, c) that votes showed to the BadNet, and its answers."""
        return {
            vote.name: (vote.views(image[None])[:, 0], vote.classes(image[None])[:, 0])
            for vote in self.votes.values()
            if isinstance(vote, Transformed)
        }

    def _cheap_votes(
        self, images: np.ndarray, answers: Answers, thresholds: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """All votes except STRIP's, whose column is NaN, and which of them are exact, (n, V)."""
        votes = np.full((len(images), len(self.names)), np.nan)
        exact = np.ones(votes.shape, bool)
        for column, (name, vote) in enumerate(self.votes.items()):
            if name == Strip.name or not len(images):
                continue
            if isinstance(vote, Transformed):
                found = vote.measure_below(images, answers, thresholds[column])
                votes[:, column], exact[:, column] = found
            else:
                votes[:, column] = vote.measure(images, answers)
        return votes, exact


def _spread(some: Blended, asked: np.ndarray, count: int) -> Blended:
    """STRIP's results for all `count` images; images for which it was not asked get none."""
    entropy, persistence, exact = np.zeros(count), np.ones(count), np.zeros(count, bool)
    entropy[asked], persistence[asked] = some.entropy_bits, some.persistence
    exact[asked] = some.exact
    return Blended(entropy, persistence, exact)


def _made(name: str, material: Material) -> Any:
    if name not in VOTES:
        raise Unreadable("There is no vote {name} in this GoodNet.", name=printable(name, 100))
    return VOTES[name](material)
