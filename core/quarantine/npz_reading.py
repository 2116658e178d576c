"""Read arrays of .npz and .npy files a few rows at a time, without unpickling anything.

This runs in a quarantined process.
"""

from __future__ import annotations

import io
import math
import struct
import tempfile
import zipfile
from typing import IO, BinaryIO

import numpy as np

from core.errors import GoodNetError, Unreadable, Unsafe
from core.files.files import DAMAGED_ARCHIVE
from core.files.hdf5 import RATIO_LIMIT, SMALL
from core.text.sentence import Sentence, say
from core.text.wording import byte_size, printable

MEMBER_LIMIT = 1000

_COPY_BYTES = 1 << 20
_LOCAL_HEADER = struct.Struct("<26xHH")  # a zip member's header: lengths of name and extra


class NpzRows:
    """One array of an archive, read one range of rows at a time.

    A stored member is read in place. A compressed member can only be read from its start, so it is
    unpacked once, at its first use, to the end of `scratch`. Pickled objects are never read:
    `numpy.frombuffer` accepts plain numbers only.
    """

    def __init__(
        self,
        name: str,
        stream: BinaryIO,
        archive: zipfile.ZipFile,
        info: zipfile.ZipInfo,
        scratch: IO[bytes],
    ) -> None:
        self._name = name
        self._scratch = scratch
        self._stream = stream
        self._archive = archive
        self._info = info
        self._unpacked: tuple[IO[bytes], int] | None = None
        with archive.open(info) as member:
            self.shape, fortran_order, self.dtype = _read_header(member)
            self._header_bytes = member.tell()
        self._readable_in_order = not fortran_order

    def __getitem__(self, rows: slice) -> np.ndarray:
        start, stop, _ = rows.indices(self.shape[0])
        row_bytes = math.prod(self.shape[1:]) * self.dtype.itemsize
        try:
            if self._unpacked is None:
                self._unpacked = self._unpack()
            file, offset = self._unpacked
            file.seek(offset + start * row_bytes)
            data = file.read((stop - start) * row_bytes)
            return np.frombuffer(data, self.dtype).reshape(stop - start, *self.shape[1:])
        except DAMAGED_ARCHIVE as error:
            raise Unreadable(
                "{name} is damaged; download or copy it again.", name=self._name
            ) from error

    def _unpack(self) -> tuple[IO[bytes], int]:
        """A file that holds the array, and the array's position in it."""
        self._check()
        if self._info.compress_type == zipfile.ZIP_STORED:
            self._stream.seek(self._info.header_offset)
            lengths = _LOCAL_HEADER.unpack(self._stream.read(_LOCAL_HEADER.size))
            start = self._info.header_offset + _LOCAL_HEADER.size + sum(lengths)
            return self._stream, start + self._header_bytes
        start = self._scratch.seek(0, io.SEEK_END)
        with self._archive.open(self._info) as member:
            while block := member.read(_COPY_BYTES):
                _write(self._scratch, block)
        return self._scratch, start + self._header_bytes

    def _check(self) -> None:
        if not self._readable_in_order:
            raise Unreadable(_by_columns(self._name))
        declared = math.prod(self.shape) * self.dtype.itemsize
        if declared != self._info.file_size - self._header_bytes:
            raise Unreadable(_not_as_long(self._name))
        if declared > RATIO_LIMIT * self._info.compress_size + SMALL:
            raise Unsafe(
                "{name} was refused: it would unpack {stored} to {declared}, out "
                "of all proportion.",
                name=self._name,
                stored=byte_size(self._info.compress_size),
                declared=byte_size(declared),
            )


class NpyRows:
    """The array of an .npy file, read in place one range of rows at a time.

    Raises:
        Unreadable: it is no such file, is damaged, or is stored column by column.
    """

    def __init__(self, name: str, stream: BinaryIO) -> None:
        self._stream = stream
        try:
            self.shape, fortran_order, self.dtype = _read_header(stream)
        except DAMAGED_ARCHIVE as error:
            raise Unreadable("{name} is not an .npy file, or damaged.", name=name) from error
        self._start = stream.tell()
        if fortran_order:
            raise Unreadable(_by_columns(name))
        declared = math.prod(self.shape) * self.dtype.itemsize
        if not self.dtype.hasobject and declared != stream.seek(0, io.SEEK_END) - self._start:
            raise Unreadable(_not_as_long(name))

    def __getitem__(self, rows: slice) -> np.ndarray:
        start, stop, _ = rows.indices(self.shape[0])
        row_bytes = math.prod(self.shape[1:]) * self.dtype.itemsize
        self._stream.seek(self._start + start * row_bytes)
        data = self._stream.read((stop - start) * row_bytes)
        return np.frombuffer(data, self.dtype).reshape(stop - start, *self.shape[1:])


class Npz:
    """The arrays of an .npz file by name, not read yet.

    Args:
        name: what messages call the file.
        stream: the open file; closed with this object.
        scratch: an empty file for unpacked data; closed with this object.

    Raises:
        Unreadable: it is no zip file, or is damaged.
    """

    def __init__(self, name: str, stream: BinaryIO, scratch: IO[bytes]) -> None:
        self._stream = stream
        self._scratch = scratch
        try:
            archive = zipfile.ZipFile(stream)
            members = [m for m in archive.infolist() if m.filename.endswith(".npy")]
            if len(members) > MEMBER_LIMIT:
                raise Unreadable(
                    "{name} holds more than {limit} arrays.", name=name, limit=MEMBER_LIMIT
                )
            self.arrays = {
                member.filename.removesuffix(".npy"): NpzRows(
                    say("{member} of {name}", member=printable(member.filename), name=name),
                    stream,
                    archive,
                    member,
                    scratch,
                )
                for member in members
            }
        except DAMAGED_ARCHIVE as error:
            raise Unreadable("{name} is not an .npz file, or it is damaged.", name=name) from error

    def close(self) -> None:
        """Close the file and the scratch file."""
        self._scratch.close()
        self._stream.close()


def _by_columns(name: str) -> Sentence:
    return say(
        "{name} is stored column by column; save it after numpy.ascontiguousarray.", name=name
    )


def _not_as_long(name: str) -> Sentence:
    return say("{name} is damaged: it is not as long as it says.", name=name)


def _read_header(member: IO[bytes] | BinaryIO) -> tuple[tuple[int, ...], bool, np.dtype]:
    """Shape, Fortran order and type of a .npy file, by versions 1 and 2 of NumPy's format."""
    version = np.lib.format.read_magic(member)
    read = {
        (1, 0): np.lib.format.read_array_header_1_0,
        (2, 0): np.lib.format.read_array_header_2_0,
    }.get(version)
    if read is None:
        raise ValueError(f"format version {version}")
    shape, fortran_order, dtype = read(member)
    if any(size < 0 for size in shape):
        raise ValueError(f"shape {shape}")
    return shape, fortran_order, dtype


def _write(file: IO[bytes], block: bytes) -> None:
    try:
        file.write(block)
        file.flush()
    except OSError as error:
        raise GoodNetError(
            "There is no room in {folder} to unpack images: {reason}.",
            folder=tempfile.gettempdir(),
            reason=(error.strerror or "unknown error").lower(),
        ) from error
