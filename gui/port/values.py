"""What the window gives to core and gets from it, beside core's own records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.errors import GoodNetError
from core.records import DataSummary, RepairOptions

if TYPE_CHECKING:
    import numpy as np

# The file that an image is in, and its index in that file.
Origin = tuple[str, int]


@dataclass(frozen=True)
class Sample:
    """One image as the network sees it: uint8 (h, w, c), and its label where it has one."""

    image: np.ndarray
    label: int | None = None


@dataclass(frozen=True)
class LookedAt:
    """A file of data on its own: what it holds, or why it cannot be used."""

    path: str
    summary: DataSummary | None = None
    error: GoodNetError | None = None


@dataclass(frozen=True)
class Unfinished:
    """A repair that was cut off; `key` is core's."""

    key: str
    model: str
    clean: tuple[str, ...]
    poisoned: tuple[str, ...]
    options: RepairOptions


@dataclass(frozen=True)
class Blends:
    """An input blended with every overlay: uint8 (n, h, w, c), and the BadNet's classes (n,).

    `views` holds what other votes showed to the BadNet, by the name of the vote.
    """

    images: np.ndarray
    badnet_classes: np.ndarray
    views: Mapping[str, Blends] = field(default_factory=dict)


@dataclass(frozen=True)
class Closeup:
    """Where the BadNet looks in one image, and the blends that tell most.

    Attributes:
        image: uint8 (h, w, c).
        veil: what darkens it where the network does not look, RGBA, uint8 (h, w, 4).
        strongest: the strongest tenth of the map, bool (h, w).
        target: the class that is explained, which is the BadNet's.
        badnet_lead, repaired_lead: by how much that class leads all others, in logits.
        blends: those in which the BadNet is surest of it, uint8 (k, h, w, c).
        blend_shares: its probability in each of them, (k,).
    """

    image: np.ndarray
    veil: np.ndarray
    strongest: np.ndarray
    target: int
    badnet_lead: float
    repaired_lead: float
    blends: np.ndarray
    blend_shares: np.ndarray


@dataclass(frozen=True)
class Demo:
    """The files of the embedded demo; `images` is a folder to be dropped on the window."""

    model: str
    clean: tuple[str, ...]
    poisoned: tuple[str, ...]
    images: str
    class_names: tuple[str, ...]
