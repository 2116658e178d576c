"""The results of the searches for triggers, before they are judged."""

from __future__ import annotations

from dataclasses import dataclass

from core.scan.triggers import Trigger


@dataclass(frozen=True)
class Inverted:
    """The trigger that was found for one class, and its flip rate on unseen images."""

    target_class: int
    trigger: Trigger
    flip_rate: float


@dataclass(frozen=True)
class Searched:
    """What the searches for triggers of one form found.

    Attributes:
        inverted: all classes that were inverted.
        compared: the sizes that suspected classes are compared with.
        small: the classes whose triggers are so small that they likely belong to a backdoor.
        in_one_place: further classes, whose patches have so small an extent that they likely do.
    """

    inverted: tuple[Inverted, ...]
    compared: tuple[float, ...]
    small: tuple[Inverted, ...]
    in_one_place: tuple[Inverted, ...] = ()
