"""What a person chooses where a model file leaves it open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from core.records import RepairOptions


@dataclass(frozen=True)
class Choices:
    """How to read a file that leaves something open.

    Attributes:
        size: height and width of the images, where the network takes any; None where it does not.
        output: the layer whose answer is wanted, where there are several; "" for the only one.
    """

    size: tuple[int, int] | None = None
    output: str = ""

    @classmethod
    def of(cls, options: RepairOptions) -> Self:
        """What `options` choose."""
        return cls(options.size, options.output)


NONE = Choices()
