"""What a person chooses if a model file leaves it open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from core.records import RepairOptions


@dataclass(frozen=True)
class Choices:
    """How to read a file that leaves something open.

    Attributes:
        size: height and width of the images for a network that takes any size; otherwise None.
        output: the layer whose answer is wanted, for a network with several; "" for the only one.
    """

    size: tuple[int, int] | None = None
    output: str = ""

    @classmethod
    def of(cls, options: RepairOptions) -> Self:
        """The choices in `options`."""
        return cls(options.size, options.output)


NONE = Choices()
