"""What was learned from images that the screen flagged."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.records.progress import Notice
from core.records.scanning import ClassAccuracy


@dataclass(frozen=True, kw_only=True)
class LearnSettings:
    """Every number that learning from caught images decides by; see core/repair/learning.py."""

    # Of clean streams, at most this share may be accused.
    accused: float = 0.01  # [chosen]
    # What is assumed of a class's own FRR before its images are seen: as if of so many images.
    doubt: float = 5.0  # [chosen]
    # Fewer caught images teach nothing.
    fewest: int = 5  # [chosen]
    # Caught images that are kept in memory; all others only count.
    most: int = 2000  # [chosen]
    # The share of the caught images that nothing is learned from, to measure with.
    kept_apart: float = 0.25  # [chosen]
    steps: int = 240  # [measured: docs/results.md#learning]
    clean_batch: int = 48  # [measured: docs/results.md#learning]
    caught_batch: int = 16  # [measured: docs/results.md#learning]
    learning_rate: float = 5e-4  # [measured: docs/results.md#learning]
    # Caught images are moved by up to this share of their height and width.
    shift: float = 1 / 16  # [measured: docs/results.md#learning]
    # Points of clean accuracy, and of the class's own, that learning may cost.
    most_lost: float = 3.0  # [chosen]
    most_lost_of_class: float = 10.0  # [chosen]
    # The class's own accuracy is only judged by so many images.
    fewest_of_class: int = 8  # [chosen]


@dataclass(frozen=True)
class LearnOptions:
    """How to learn from caught images.

    Attributes:
        confirm: the class that a person has looked at and confirms; None only tells the crowd.
        without: (path, index) of images that the person knows to be clean.
        ignore_labels: whether the clean data's labels are left out.
        seed: of the batches, and of which caught images are kept apart.
        settings: the numbers that it decides by.
    """

    confirm: int | None = None
    without: tuple[tuple[str, int], ...] = ()
    ignore_labels: bool = False
    seed: int = 0
    settings: LearnSettings = field(default_factory=LearnSettings)


@dataclass(frozen=True)
class Picture:
    """An image by its file and its index in that."""

    path: str
    index: int


@dataclass(frozen=True)
class Crowd:
    """The class that flagged images crowd most; counts are of the BadNet's answers.

    Attributes:
        shown: images that the BadNet puts in the class.
        flagged: those of them that are flagged.
        expected: as many would be flagged if all were clean.
        p_value: how likely clean images crowd some class as much, 0..1; corrected for the number
            of classes.
    """

    target_class: int
    shown: int
    flagged: int
    expected: float
    p_value: float


@dataclass(frozen=True)
class Learned:
    """What learning did; accuracies are 0..1, of images that were not learned from.

    Attributes:
        learned_from: the pictures.
        kept_apart: how many caught images were not learned from.
        obeyed_before, obeyed_after: the share of those that get the target class; None where none
            was kept apart.
        clean_images: on which the clean accuracies were measured.
        class_accuracy: of the target's own clean images; None where there are none.
    """

    target_class: int
    learned_from: tuple[Picture, ...]
    kept_apart: int
    obeyed_before: float | None
    obeyed_after: float | None
    clean_accuracy_before: float
    clean_accuracy_after: float
    clean_images: int
    class_accuracy: ClassAccuracy | None
    crowd: Crowd
    settings: LearnSettings
    seconds: float


@dataclass(frozen=True)
class LearnRecord:
    """The document that `goodnet learn --json` prints.

    Attributes:
        images: that were screened.
        flagged: how many of them the screen flagged.
        crowd: the most crowded class; None where nothing was flagged.
        crowded: whether that is beyond chance.
        pictures: those that are flagged and in the class.
        learned: None where nothing was.
        refused: why nothing was learned though it was confirmed, in one sentence; else empty.
    """

    images: int
    flagged: int
    crowd: Crowd | None
    crowded: bool
    pictures: tuple[Picture, ...] = ()
    learned: Learned | None = None
    refused: str = ""
    notices: tuple[Notice, ...] = ()
