"""What a vote is, and what votes are made of.

A vote looks at images and gives each a number that is low where the image is suspicious. Numbers
of different votes need no common scale: core/screen/conformal.py ranks each among those of clean
images. A vote of one's own is a class that fulfils `Vote`, in a file of its own, and one line in
`core.screen.votes.VOTES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Protocol

import numpy as np

from core.network.classifier import Classifier, logits_of
from core.network.graph import submodel
from core.network.pooling import pooled_first
from core.records import ScreenSettings


@dataclass(frozen=True)
class Material:
    """What a screen is made of; every vote takes what it needs.

    Attributes:
        badnet: the network as received; its backdoor is intact.
        repaired: the network that gives the class.
        overlays: clean images, uint8 (N, h, w, c).
        settings: the numbers that the votes decide by.
        expert: the BadNet without its classes, see core/screen/expert_training.py; None for none.
        fields: the displacements of jitter, float32 (F, h, w, 2); None for none.
    """

    badnet: Classifier
    repaired: Classifier
    overlays: np.ndarray
    settings: ScreenSettings
    expert: Classifier | None = None
    fields: np.ndarray | None = None

    @cached_property
    def quick_logits(self) -> Callable[[Any], Any]:
        """The BadNet's logits (n, N) of a tensor of images (n, h, w, c), 0..255; pools first."""
        network = pooled_first(self.badnet.network)
        logits = submodel(network.inputs, [logits_of(network)])
        return lambda images: logits(self.badnet.scaled(images))[0]

    @property
    def scale(self) -> float:
        """By how much lengths in the settings grow for these images."""
        return min(self.badnet.image_shape[:2]) / self.settings.reference_side


@dataclass(frozen=True)
class Answers:
    """What both networks answer to n images; computed once for all votes.

    Attributes:
        received: the BadNet's probabilities, (n, N).
        repaired: the repaired network's probabilities, (n, N).
    """

    received: np.ndarray
    repaired: np.ndarray

    @cached_property
    def badnet_class(self) -> np.ndarray:
        """The BadNet's class c of each image, (n,)."""
        return self.received.argmax(-1)

    @property
    def repaired_class(self) -> np.ndarray:
        """The repaired network's class of each image, (n,)."""
        return self.repaired.argmax(-1)

    @cached_property
    def badnet_confidence(self) -> np.ndarray:
        """p(c | x) by the BadNet, float64 (n,)."""
        return self.of_badnet_class(self.received)

    def of_badnet_class(self, values: np.ndarray) -> np.ndarray:
        """Of values (n, N), that of each image's class c, float64 (n,)."""
        rows = np.arange(len(values))
        return values[rows, self.badnet_class].astype(np.float64)

    def __len__(self) -> int:
        return len(self.received)


class Vote(Protocol):
    """One vote of the screen.

    Attributes:
        name: in the .goodnet, in JSON and as a column of the CSV.
        says: what a flagged image did, in one sentence.
        passes: forward passes that one image costs, beside the two that answer it.
    """

    name: ClassVar[str]
    says: ClassVar[str]

    def __init__(self, material: Material) -> None: ...
    @property
    def passes(self) -> int: ...

    def measure(self, images: np.ndarray, answers: Answers) -> np.ndarray:
        """The vote on each image, float64 (n,); low is suspicious.

        Args:
            images: uint8 (n, h, w, c).
            answers: what the networks answer to them.
        """
        ...
