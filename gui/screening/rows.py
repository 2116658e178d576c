"""One screened image, and the columns that describe it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal

from core.records import Verdict
from gui.port import Origin, image_name

Mark = Literal["false alarm", "missed"]


class Column(IntEnum):
    """The columns from left to right."""

    FILE = 0
    BADNET = 1
    GOODNET = 2
    CONFIDENCE = 3
    BITS = 4
    P_VALUE = 5
    VERDICT = 6


@dataclass(eq=False, slots=True)
class Row:
    """One image.

    Attributes:
        number: its place in the order of arrival.
        is_computing: whether the network processes it now.
        is_left: whether the present GoodNet gives no verdict, because judging the image again was
            stopped or its file is gone.
        mark: a person's mark for a wrong verdict; it counts as long as the verdict is the same.
    """

    origin: Origin
    number: int
    verdict: Verdict | None = None
    is_computing: bool = False
    is_left: bool = False
    mark: Mark | None = None
    _name: str = ""

    @property
    def name(self) -> str:
        """The name of the image, as in reports and in the terminal."""
        if not self._name:  # kept, because searching ten thousand rows needs it at every key
            path, index = self.origin
            self._name = image_name(os.path.basename(path), index)
        return self._name

    def move_to(self, path: str) -> None:
        """Note that the file lies at `path` now."""
        self.origin, self._name = (path, self.origin[1]), ""
        if self.verdict:
            self.verdict = replace(self.verdict, path=path)

    @property
    def wrong(self) -> Mark | None:
        """The mark, if it fits the present verdict of the row."""
        fits = "false alarm" if self.is_poisoned else "missed"
        return self.mark if self.mark == fits else None

    @property
    def is_poisoned(self) -> bool:
        """Whether the row has the verdict poisoned."""
        return self.verdict is not None and self.verdict.verdict == "poisoned"


def paths_of(rows: Iterable[Row]) -> list[str]:
    """The files of `rows`, each once."""
    return [*dict.fromkeys(row.origin[0] for row in rows)]
