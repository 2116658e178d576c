"""What can go wrong for a person, each with the exit code that the command line answers.

Exit codes: 0 done; 1 anything else; 2 wrong usage; 3 refused as unsafe;
4 unreadable, or does not fit; 5 a gate found a suspected model; 130 interrupted.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from core.text.sentence import Sentence, say

if TYPE_CHECKING:
    from core.records import Inspection


class Said(Exception):
    """An exception that is one sentence for a person and can be said in another language.

    It is made of a template and what fills its names in, as `say` takes them:
    `Unreadable("{name} is damaged.", name=name)`. A `Sentence` that exists already stays itself,
    so an error made of one, or sent to another process, keeps its template.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        whole = isinstance(template, Sentence)
        super().__init__(template if whole else say(template, **values))


class Invalid(Said, ValueError):
    """A clause on what a value cannot be; who knows where the value stands makes an error of it."""


class GoodNetError(Said):
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

    def __init__(
        self, template: str, /, *, inspection: Inspection | None = None, **values: object
    ) -> None:
        super().__init__(template, **values)
        self.inspection = inspection


class Unreadable(GoodNetError):
    """A file that cannot be read as what it should be, or does not fit (shape, labels, scale)."""

    exit_code = 4


class Suspected(GoodNetError):
    """A gate was asked for, and a scan suspects a backdoor."""

    exit_code = 5


class NotSupported(Unreadable):
    """A sound file that needs what GoodNet does not rebuild yet: neither unsafe nor damaged."""


class OutOfMemory(GoodNetError):
    """Memory ran out during a job; nothing else is lost by that."""


class LabelsDoNotFit(Unreadable):
    """Labels that are broken or another network's; the images can still be used without them."""


def out_of_memory() -> OutOfMemory:
    """What is raised where memory is short."""
    return OutOfMemory(
        "There is not enough memory for this; close other programs or use less data."
    )


def is_full_disk(error: BaseException) -> bool:
    """Whether `error` says that there is no room left on a disk."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def disk_full() -> GoodNetError:
    """What is raised where the disk is full, and nothing was to be written that has a name."""
    return GoodNetError("There is no room left on the disk; make some and try again.")


def understood(error: BaseException) -> BaseException:
    """`error`, or in its place what a library means by it: that memory ran out, or the disk."""
    if is_full_disk(error):
        return disk_full()
    # Told by its name and words: neither TensorFlow nor OpenCV is imported for that.
    name, words = type(error).__name__, str(error)
    lacking = (
        isinstance(error, MemoryError)
        or name == "ResourceExhaustedError"
        or (name == "error" and "Insufficient memory" in words)
        or "RESOURCE_EXHAUSTED" in words
        or words == "can't start new thread"
    )
    return out_of_memory() if lacking else error
