"""What can go wrong for a person, each with the exit code that the command line answers.

Exit codes: 0 done; 1 anything else; 2 wrong usage; 3 refused as unsafe;
4 unreadable, or does not fit; 130 interrupted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.records import Inspection


class GoodNetError(Exception):
    """One clear sentence for a person; `exit_code` is what the command line answers."""

    exit_code = 1


class WrongUsage(GoodNetError):
    """An argument names something that is not there, such as an unknown layer or recipe."""

    exit_code = 2


class Unsafe(GoodNetError):
    """A file that was refused before anything in it could act.

    Attributes:
        inspection: the whole inspection where the file is a model, else None.
    """

    exit_code = 3

    def __init__(self, sentence: str, inspection: Inspection | None = None) -> None:
        super().__init__(sentence)
        self.inspection = inspection


class Unreadable(GoodNetError):
    """A file that cannot be read as what it should be, or does not fit (shape, labels, scale)."""

    exit_code = 4


class LabelsDoNotFit(Unreadable):
    """Labels that are broken or another network's; the images can still be used without them."""
