"""What a person chooses where a model file leaves it open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choices:
    """How to read a file that leaves something open.

    Attributes:
        size: height and width of the images, where the network takes any; None where it does not.
        output: the layer whose answer is wanted, where there are several; "" for the only one.
    """

    size: tuple[int, int] | None = None
    output: str = ""


NONE = Choices()
