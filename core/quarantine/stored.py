"""Untrusted files behind a quarantined process: their contents, and their arrays by rows."""

from __future__ import annotations

import math
import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from core.errors import Unreadable
from core.files import hdf5
from core.files.decoding import decode
from core.files.files import open_regular
from core.quarantine.contents import BFLOAT16, Contents, Member, StoredArray
from core.quarantine.reader import MEMORY, Damaged, Reader
from core.text.wording import printable

# Numbers, and texts of fixed length, which hold no pointers.
_PLAIN = re.compile(r"[<>|=](b1|[iu][1248]|f(2|4|8|16)|c(8|16)|[SU][1-9][0-9]{0,2})")


@dataclass(frozen=True)
class Stored:
    """The contents of a file, and the process that can read more of it."""

    contents: Contents
    reader: Reader

    def arrays(self, depth: int = 0) -> Mapping[str, RemoteRows]:
        """All arrays by path, at most `depth` groups deep, not read yet."""
        return {
            path: RemoteRows(self.reader, path, array)
            for path, array in self.contents.arrays.items()
            if path.count("/") <= depth
        }

    def array(self, path: str) -> np.ndarray:
        """The whole array at `path`.

        Raises:
            Unreadable: it holds no numbers, or is damaged.
        """
        array = self.contents.arrays[path]
        if array.dtype != BFLOAT16:
            return RemoteRows(self.reader, path, array).whole()
        # A bfloat16 is the upper half of a float32.
        halves = RemoteRows(self.reader, path, replace(array, dtype="<u2")).whole()
        return (halves.astype(np.uint32) << 16).view(np.float32)


class RemoteRows:
    """An array that a quarantined process reads; see `core.data.reading.labels.Rows`."""

    def __init__(self, reader: Reader, path: str, array: StoredArray) -> None:
        self._reader = reader
        self._path = path
        self.shape = array.shape
        self.dtype = numbers(array.dtype)

    def __getitem__(self, rows: slice) -> np.ndarray:
        start, stop, _ = rows.indices(self.shape[0])
        return self._read([(start, stop)], max(0, stop - start))

    def at(self, indices: np.ndarray) -> np.ndarray:
        """The rows at `indices`, which ascend without repeats; read with one question."""
        edges = [0, *(np.flatnonzero(np.diff(indices) != 1) + 1).tolist(), len(indices)]
        first = indices.tolist()
        runs = [(first[a], first[a] + b - a) for a, b in pairwise(edges) if b > a]
        return self._read(runs, len(indices))

    def whole(self) -> np.ndarray:
        """The whole array, whatever its shape."""
        return self._read(None, None)

    def _read(self, runs: list[tuple[int, int]] | None, rows: int | None) -> np.ndarray:
        shape = self.shape if rows is None else (rows, *self.shape[1:])
        size = math.prod(shape) * self.dtype.itemsize
        _, raw = self._reader.ask("rows", most=size, path=self._path, runs=runs)
        return as_array(raw, self.dtype, shape)


def numbers(dtype: str) -> np.dtype:
    """The type of numbers or short texts named by `dtype`; object for any other type."""
    return np.dtype(dtype) if _PLAIN.fullmatch(dtype) else np.dtype(object)


def as_array(raw: bytearray, dtype: np.dtype, shape: tuple[int, ...]) -> np.ndarray:
    """Convert `raw` to an array, checking that the untrusted sender sent what it announced.

    Raises:
        Unreadable: the number of bytes is wrong, or they are not plain numbers.
    """
    if dtype.hasobject or len(raw) != math.prod(shape) * dtype.itemsize:
        raise Unreadable("An array in the file is not as long as it says; the file is damaged.")
    return np.frombuffer(raw, dtype).reshape(shape)


def read_model(reader: Reader, content: bytes) -> Stored:
    """The contents of the HDF5 file in `content`, read as a network."""
    answer, _ = reader.ask("model", content)
    return Stored(decode(Contents, answer), reader)


@contextmanager
def opened_hdf5(path: Path) -> Generator[Stored, None, None]:
    """The HDF5 data file at `path`, with its whole structure checked.

    The check and all later reads use the same open file, so replacing `path` has no effect.

    Raises:
        Unsafe: the file names other files, declares far more than it stores, crashes its reader, or
            the like.
        Unreadable: it is missing, no HDF5 file, damaged or too large.
    """
    name = printable(path.name)
    open_regular(path, hdf5.DATA.file_bytes).close()
    # The file may be mapped as a whole, which takes addresses but no memory.
    with Reader("hdf5", name, path, memory=MEMORY + path.stat().st_size) as reader:
        with hdf5.damage_reported(name):
            answer, _ = reader.ask("data")
        contents = decode(Contents, answer)
        hdf5.refuse(name, contents.findings)
        yield Stored(contents, reader)


@contextmanager
def opened_npz(path: Path) -> Generator[Stored, None, None]:
    """The .npz file at `path`; raises like `opened_hdf5`."""
    open_regular(path, hdf5.DATA.file_bytes).close()
    with Reader("npz", printable(path.name), path) as reader:
        answer, _ = reader.ask("npz")
        yield Stored(decode(Contents, answer), reader)


@contextmanager
def opened_npy(path: Path) -> Generator[Stored, None, None]:
    """The .npy file at `path`, whose array is named data; raises like `opened_hdf5`."""
    open_regular(path, hdf5.DATA.file_bytes).close()
    with Reader("npy", printable(path.name), path) as reader:
        answer, _ = reader.ask("npy file")
        yield Stored(decode(Contents, answer), reader)


def read_zip(reader: Reader, content: bytes = b"") -> tuple[Member, ...]:
    """The members of the archive on which `reader` was started, or of `content`."""
    answer, _ = reader.ask("zip", content)
    return decode(tuple[Member, ...], answer.get("members"))


def read_member(reader: Reader, name: str, most: int) -> bytes:
    """The bytes of a member; one byte more than `most` shows that it is longer."""
    return bytes(reader.ask("member", most=most + 1, name=name, limit=most)[1])


def read_npy(reader: Reader, content: bytes) -> np.ndarray:
    """The array in the bytes of an .npy file of plain numbers, in row order.

    Raises:
        Unreadable: it is damaged, or no array of numbers.
    """
    try:
        answer, raw = reader.ask("npy", content, most=len(content))
    except Damaged:
        raise Unreadable("An array in the file cannot be read; the file is damaged.") from None
    array = decode(StoredArray, answer)
    return as_array(raw, numbers(array.dtype), array.shape)
