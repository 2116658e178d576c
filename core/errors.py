"""What can go wrong for a person, each with the exit code of the command line.

Exit codes: 0 done; 1 anything else; 2 wrong usage; 3 refused as unsafe; 4 unreadable, or does not
fit; 5 a gate found a suspected model; 130 interrupted.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.text.sentence import Sentence, say

if TYPE_CHECKING:
    from core.records import Inspection


class Said(Exception):
    """An exception that is one sentence for a person and can be translated.

    It is made of a template and values for its names, like `say`: `Unreadable("{name} is damaged.",
    name=name)`. An existing `Sentence` stays as it is, so an error made from one, or sent to
    another process, keeps its template.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        whole = isinstance(template, Sentence)
        super().__init__(template if whole else say(template, **values))


class Invalid(Said, ValueError):
    """A clause on why a value is invalid; code that knows the value's place makes it an error."""


class GoodNetError(Said):
    """One clear sentence for a person; `exit_code` is that of the command line."""

    exit_code = 1


class WrongUsage(GoodNetError):
    """An argument names something that does not exist, such as an unknown layer or recipe."""

    exit_code = 2


class Unsafe(GoodNetError):
    """A file that was refused before anything in it could act.

    Attributes:
        inspection: the whole inspection if the file is a model, otherwise None.
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
    """A gate was requested, and a scan suspects a backdoor."""

    exit_code = 5


class NotSupported(Unreadable):
    """A valid file with something that GoodNet does not rebuild yet; neither unsafe nor damaged."""


class SeveralOutputs(NotSupported):
    """A network with several outputs, of which one must be chosen.

    Attributes:
        outputs: the layers whose outputs may be chosen.
    """

    def __init__(self, template: str, /, *, outputs: Sequence[str] = (), **values: object) -> None:
        super().__init__(template, **values)
        self.outputs = tuple(outputs)


class OutOfMemory(GoodNetError):
    """Memory ran out during a job; everything else is intact."""


class LabelsDoNotFit(Unreadable):
    """Labels that are damaged or another network's; the images can still be used without them."""


def out_of_memory() -> OutOfMemory:
    """The error to raise if memory is short."""
    return OutOfMemory(
        "There is not enough memory for this; close other programs or use less data."
    )


def is_full_disk(error: BaseException) -> bool:
    """Whether `error` says that a disk is full."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def disk_full() -> GoodNetError:
    """The error to raise if the disk is full and no named file was to be written."""
    return GoodNetError("The disk is full; free some space and try again.")


def understood(error: BaseException) -> BaseException:
    """`error`, or what it means if a library raised it: that memory or the disk is full."""
    if is_full_disk(error):
        return disk_full()
    # Recognized by name and words, so that neither TensorFlow nor OpenCV needs to be imported.
    name, words = type(error).__name__, str(error)
    lacking = (
        isinstance(error, MemoryError)
        or name == "ResourceExhaustedError"
        or (name == "error" and "Insufficient memory" in words)
        or "RESOURCE_EXHAUSTED" in words
        or words == "can't start new thread"
    )
    return out_of_memory() if lacking else error
