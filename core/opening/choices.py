"""What a person chooses if a model file leaves it open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from core.errors import Invalid
from core.records import RepairOptions
from core.text.wording import printable

LARGEST_SIDE = 4096
_SIZE = re.compile(r"\s*(\d{1,6})\s*[xX×]\s*(\d{1,6})\s*", re.ASCII)


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


def size_from(text: str) -> tuple[int, int]:
    """The height and width in pixels that a person wrote, such as "224x224" or "224 x 192".

    Raises:
        Invalid: it is no such text, or a side is not within 1 and 4,096.
    """
    found = _SIZE.fullmatch(text)
    height, width = (int(found[1]), int(found[2])) if found else (0, 0)
    if not (1 <= height <= LARGEST_SIDE and 1 <= width <= LARGEST_SIDE):
        raise Invalid(
            "{text} is no height and width from 1 to {most:,} pixels, such as 224x224",
            text=printable(text, 40),
            most=LARGEST_SIDE,
        )
    return height, width
