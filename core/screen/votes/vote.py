"""The protocol of a vote, and the material that votes use.

A vote gives each image a number that is low if the image is suspicious. Numbers of different votes
need no common scale, because core/screen/conformal.py ranks each among those of clean images. To
add a vote, write a class that fulfils `Vote` in its own file, and add a line to
`core.screen.votes.VOTES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Protocol

import numpy as np

from core.network.classifier import Classifier, logits_of
from core.network.graph import submodel
from core.network.keras_types import Tensor
from core.network.pooling import pooled_first
from core.records import ScreenSettings
from core.screen.blending import Front


@dataclass(frozen=True)
class Material:
    """The networks and images of a screen; every vote takes what it needs.

    Attributes:
        badnet: the network as received; its backdoor is intact.
        repaired: the network that gives the class.
        overlays: clean images, uint8 (N, h, w, c).
        settings: the numbers that the votes decide by.
        expert: the backdoor expert (core/screen/expert_training.py), or None.
        fields: the displacements of jitter, float32 (F, h, w, 2), or None.
    """

    badnet: Classifier
    repaired: Classifier
    overlays: np.ndarray
    settings: ScreenSettings
    expert: Classifier | None = None
    fields: np.ndarray | None = None

    @cached_property
    def quick_logits(self) -> Callable[[Tensor], Tensor]:
        """The BadNet's logits (n, N) for a tensor of images (n, h, w, c), 0..255; pools first."""
        network = pooled_first(self.badnet.network)
        logits = submodel(network.inputs, [logits_of(network)])
        return lambda images: logits(self.badnet.scaled(images))[0]

    @cached_property
    def front(self) -> Front:
        """The BadNet's answers to images blended with the overlays."""
        return Front(self.badnet, self.overlays, self.settings.blend)

    @property
    def scale(self) -> float:
        """The factor by which lengths in the settings grow for images of this size."""
        return min(self.badnet.image_shape[:2]) / self.settings.reference_side


@dataclass(frozen=True)
class Answers:
    """The answers of both networks to n images, computed once for all votes.

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
        """The BadNet's probability p(c | x), float64 (n,)."""
        return self.of_badnet_class(self.received)

    def of_badnet_class(self, values: np.ndarray) -> np.ndarray:
        """The value of each image's class c among values (n, N), float64 (n,)."""
        rows = np.arange(len(values))
        return values[rows, self.badnet_class].astype(np.float64)

    def __len__(self) -> int:
        return len(self.received)


class Vote(Protocol):
    """One vote of the screen.

    Attributes:
        name: in the .goodnet file, in JSON and as a column of the CSV.
        says: what a flagged image did, in one sentence.
    """

    name: ClassVar[str]
    says: ClassVar[str]

    def __init__(self, material: Material) -> None: ...

    @property
    def passes(self) -> int:
        """Forward passes for one image, besides the two that answer it."""
        ...

    def measure(self, images: np.ndarray, answers: Answers) -> np.ndarray:
        """The vote on each image, float64 (n,); low is suspicious.

        Args:
            images: uint8 (n, h, w, c).
            answers: the networks' answers to them.
        """
        ...
