"""What the window gives to core and receives from it, besides core's own records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.errors import GoodNetError
from core.records import DataSummary, RepairOptions

if TYPE_CHECKING:
    import numpy as np

# The file of an image, and the image's index in it.
Origin = tuple[str, int]


@dataclass(frozen=True)
class Reading:
    """A person's choices where a model file leaves something open.

    Attributes:
        architecture: a file with the architecture, for weights without one; otherwise empty.
        output: the layer whose output is wanted, if there are several; otherwise empty.
        size: the height and width of the images, if the network takes any.
    """

    architecture: str = ""
    output: str = ""
    size: tuple[int, int] | None = None


@dataclass(frozen=True)
class Sample:
    """One image as the network sees it: uint8 (h, w, c), and its label if it has one."""

    image: np.ndarray
    label: int | None = None


@dataclass(frozen=True)
class LookedAt:
    """One data file: what it holds, or why it cannot be used.

    Attributes:
        sizes: the heights and widths that its images have as they are stored, each once.
        class_names: one for each class of the network, if the file names as many; otherwise empty.
    """

    path: str
    summary: DataSummary | None = None
    error: GoodNetError | None = None
    sizes: tuple[tuple[int, int], ...] = ()
    class_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unfinished:
    """A repair that was interrupted; `key` is core's.

    `class_names`: one for each class, or none.
    """

    key: str
    model: str
    clean: tuple[str, ...]
    poisoned: tuple[str, ...]
    options: RepairOptions
    class_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Blends:
    """An input blended with every overlay: uint8 (n, h, w, c), and the BadNet's classes (n,).

    `views` holds the images that other votes showed to the BadNet, by the name of the vote.
    """

    images: np.ndarray
    badnet_classes: np.ndarray
    views: Mapping[str, Blends] = field(default_factory=dict)


@dataclass(frozen=True)
class Closeup:
    """Where the BadNet looks in one image, and the most informative blends.

    Attributes:
        image: uint8 (h, w, c).
        veil: a layer that darkens it where the network does not look, RGBA, uint8 (h, w, 4).
        strongest: the strongest tenth of the map, bool (h, w).
        target: the class that is explained, which is the BadNet's answer.
        badnet_lead, repaired_lead: the lead of that class in each network, in logits.
        blends: those in which the BadNet is surest of the class, uint8 (k, h, w, c).
        blend_shares: the BadNet's probability of the class in each of them, (k,).
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
    """The files of the embedded demo; `images` is a folder to drop on the window."""

    model: str
    clean: tuple[str, ...]
    poisoned: tuple[str, ...]
    images: str
    class_names: tuple[str, ...]
