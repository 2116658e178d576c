"""Open files that a person names: ordinary files only, up to a maximum size."""

from __future__ import annotations

import io
import lzma
import os
import stat
import struct
import tokenize
import zipfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO

from core.errors import Unreadable
from core.text.wording import byte_size, printable

# What zipfile, its decompressors and NumPy's header parser raise on damaged archives.
DAMAGED_ARCHIVE = (
    OSError, RuntimeError, LookupError, ValueError, TypeError, OverflowError, MemoryError, EOFError,
    struct.error, SyntaxError, tokenize.TokenError, zipfile.BadZipFile, zlib.error, lzma.LZMAError,
)  # fmt: skip

# Without O_NONBLOCK, opening a named pipe would wait for a writer. O_BINARY is for Windows.
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
        raise Unreadable(
            "There is no file {path}; check its name.", path=printable(path, 300)
        ) from None
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise Unreadable("{name} cannot be opened: {reason}.", name=name, reason=reason) from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise Unreadable(
            "{name} is not an ordinary file; give a file that was saved to disk.", name=name
        )
    if status.st_size > most_bytes:
        os.close(descriptor)
        raise Unreadable(
            "{name} is {size}, and files above {limit} are not opened.",
            name=name,
            size=byte_size(status.st_size),
            limit=byte_size(most_bytes),
        )
    return os.fdopen(descriptor, "rb")


class WholeReads(io.RawIOBase):
    """A stream for h5py that fails on a short read; HDF5 would make up bytes that were cut off."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream: Any = stream
        self._size = stream.seek(0, io.SEEK_END)

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, block: Any, /) -> int:
        count = self._stream.readinto(block)
        if count != len(block) and self._stream.tell() < self._size:
            raise OSError("the file is cut short")
        return count
