"""Opening files that a person names: ordinary files only, and none beyond a size."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from core.errors import Unreadable
from core.wording import byte_size, printable

# Opening a named pipe would wait for its writer but for O_NONBLOCK; O_BINARY is Windows'.
_READ_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: str | Path, most_bytes: int) -> BinaryIO:
    """Open the ordinary file at `path` for reading bytes.

    Raises:
        Unreadable: it is missing, may not be read, is not an ordinary file, or is larger
            than `most_bytes`.
    """
    name = printable(Path(path).name or path)
    try:
        descriptor = os.open(path, _READ_FLAGS)
    except FileNotFoundError:
        raise Unreadable(f"There is no file {printable(path, 300)}; check its name.") from None
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise Unreadable(f"{name} cannot be opened: {reason}.") from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise Unreadable(f"{name} is not an ordinary file; give a file that was saved to disk.")
    if status.st_size > most_bytes:
        os.close(descriptor)
        raise Unreadable(
            f"{name} is {byte_size(status.st_size)}, and files above {byte_size(most_bytes)} "
            "are not opened."
        )
    return os.fdopen(descriptor, "rb")
