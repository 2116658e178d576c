"""The result of learning from images that the screen flagged."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.records.data import Measure
from core.records.progress import Notice
from core.records.scanning import ClassAccuracy


@dataclass(frozen=True, kw_only=True)
class LearnSettings:
    """Every number that learning from caught images decides by; see core/repair/learning.py."""

    # The largest share of clean streams that may be accused.
    accused: float = 0.01  # [chosen]
    # The prior for a class's own FRR has the weight of this many images.
    doubt: float = 5.0  # [chosen]
    # With fewer caught images nothing is learned.
    fewest: int = 5  # [chosen]
    # How many caught images are kept in memory; all further ones are only counted.
    most: int = 2000  # [chosen]
    # The share of caught images that are kept apart to measure with.
    kept_apart: float = 0.25  # [chosen]
    steps: int = 240  # [measured: docs/results.md#learning]
    clean_batch: int = 48  # [measured: docs/results.md#learning]
    caught_batch: int = 32  # [measured: docs/results.md#learning]
    learning_rate: float = 5e-4  # [measured: docs/results.md#learning]
    # Caught images are shifted by up to this share of their height and width.
    shift: float = 1 / 16  # [measured: docs/results.md#learning]
    # The share of clean images that are mixed with another one.
    mixed: float = 0.5  # [measured: docs/results.md#learning]
    # By how much the class's logit of a caught image is raised in training, and by how much that of
    # one of its own images is lowered.
    margin: float = 2.0  # [measured: docs/results.md#learning]
    own_margin: float = 2.0  # [measured: docs/results.md#learning]
    # The class's own images come so often that they are this share of all, but each at most this
    # many times as often as another.
    least_share: float = 0.06  # [measured: docs/results.md#the-targets-own-images]
    most_weight: float = 10.0  # [measured: docs/results.md#the-targets-own-images]
    # To tell false alarms, halves of the caught images teach networks for so many steps.
    steps_compared: int = 60  # [measured: docs/results.md#false-alarms-in-learning]
    # Meanwhile the class's own images are raised to this share of all.
    share_compared: float = 0.2  # [measured: docs/results.md#false-alarms-in-learning]
    # An image that keeps this share of the class's usual lead is a false alarm.
    usual_lead: float = 0.5  # [measured: docs/results.md#false-alarms-in-learning]
    # A network in which the class's usual lead fell below this share of what it was judges nothing.
    least_lead: float = 0.1  # [measured: docs/results.md#false-alarms-in-learning]
    # What is left is judged again, so often in all.
    rounds: int = 2  # [measured: docs/results.md#false-alarms-in-learning]
    # Points of clean accuracy, and of the class's own, that learning may cost.
    most_lost: float = 3.0  # [chosen]
    most_lost_of_class: float = 10.0  # [chosen]
    # The class's own accuracy is judged only with at least this many images.
    fewest_of_class: int = 8  # [chosen]


@dataclass(frozen=True)
class LearnOptions:
    """How to learn from caught images.

    Attributes:
        confirm: the class that a person looked at and confirms; None only reports the crowd.
        without: (path, index) of images that the person knows to be clean.
        ignore_labels: whether to leave out the clean data's labels.
        seed: of the batches, and of which caught images are kept apart.
        settings: the numbers that learning decides by.
    """

    confirm: int | None = None
    without: tuple[tuple[str, int], ...] = ()
    ignore_labels: bool = False
    seed: int = 0
    settings: LearnSettings = field(default_factory=LearnSettings)


@dataclass(frozen=True)
class Picture:
    """An image, given by its file and its index in the file."""

    path: str
    index: int


@dataclass(frozen=True)
class Crowd:
    """The class that flagged images crowd most; counts are of the BadNet's answers.

    Attributes:
        shown: how many images the BadNet gives the class.
        flagged: how many of those are flagged.
        expected: how many would be flagged if all were clean.
        p_value: how likely clean images are to crowd some class as much, 0..1; corrected for the
            number of classes.
    """

    target_class: int
    shown: int
    flagged: int
    expected: float
    p_value: float


@dataclass(frozen=True)
class Learned:
    """The effect of learning; accuracies are 0..1, of images that were not learned from.

    Attributes:
        learned_from: the pictures.
        kept_apart: how many caught images were not learned from, but measured with.
        obeyed_before, obeyed_after: the share of those that are answered with the target class;
            None if none were kept apart.
        clean_images: the number of images on which the clean accuracies were measured.
        class_accuracy: of the target's own clean images; None if there are none.
        measure: what the accuracies are; without labels, the agreement with the BadNet.
        left_out: pictures that are probably false alarms, so nothing was learned from them.
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
    measure: Measure = "accuracy"
    left_out: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class LearnRecord:
    """The document that `goodnet learn --json` prints.

    Attributes:
        images: how many images were screened.
        flagged: how many of them the screen flagged.
        crowd: the most crowded class; None if nothing was flagged.
        crowded: whether the crowd is beyond chance.
        pictures: the flagged pictures of the class.
        learned: None if nothing was learned.
        refused: why nothing was learned although the class was confirmed, in one sentence;
            otherwise empty.
    """

    images: int
    flagged: int
    crowd: Crowd | None
    crowded: bool
    pictures: tuple[Picture, ...] = ()
    learned: Learned | None = None
    refused: str = ""
    notices: tuple[Notice, ...] = ()
