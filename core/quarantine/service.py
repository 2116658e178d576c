"""The tasks of a quarantined process; independent of processes and pipes."""

# pyright: basic
# h5py has no types.
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from typing import IO, Any, BinaryIO

import h5py
import numpy as np

from core.errors import GoodNetError
from core.files import hdf5
from core.files.files import DAMAGED_ARCHIVE
from core.files.images import decode_image, resize
from core.quarantine import hdf5_reading
from core.quarantine.contents import Contents, Member, StoredArray
from core.quarantine.npz_reading import NpyRows, Npz
from core.quarantine.spoken import plain
from core.quarantine.wire import Message
from core.records import Fit, as_json, json_value

Answer = tuple[Message, bytes]

# Zip archives of the supported kinds have only a few members.
MOST_MEMBERS = 4096


class Service:
    """Reads one untrusted file, or one picture after another.

    Args:
        name: what messages call the file.
        stream: the open file; None if bytes come with the questions.
        scratch: an empty file to unpack .npz files into.
    """

    def __init__(
        self, name: str, stream: BinaryIO | None = None, scratch: IO[bytes] | None = None
    ) -> None:
        self._name = name
        self._stream = stream
        self._scratch = scratch
        self._open_files = ExitStack()
        self._open_array: Callable[[str], Any] = {}.__getitem__
        self._arrays: dict[str, Any] = {}
        self._archive: zipfile.ZipFile | None = None
        self._tasks: dict[str, Callable[..., Answer]] = {
            "data": self._data,
            "model": self._model,
            "npz": self._npz,
            "npy file": self._npy_file,
            "rows": self._rows_of,
            "zip": self._zip,
            "member": self._member,
            "npy": self._npy,
        }

    def answers(self, question: Message, raw: bytes | bytearray) -> Iterator[Answer]:
        """The answers to `question`: one, or several pictures one after another.

        Faults in the file become an answer that names them.
        """
        if question["task"] == "pictures":
            yield from self._pictures(raw, **question["about"])
        else:
            yield self._answer(self._tasks[question["task"]], raw, **question["about"])

    def _answer(
        self, task: Callable[..., Answer], raw: bytes | bytearray, **about: object
    ) -> Answer:
        try:
            answer, data = task(raw, **about)
            return plain(answer), data
        except GoodNetError as error:
            return {"error": type(error).__name__, "sentence": plain(error.args[0])}, b""
        except DAMAGED_ARCHIVE as error:
            lacking = isinstance(error, MemoryError) or "memory allocation failed" in str(error)
            kind = "OutOfMemory" if lacking else "Damaged"
            return {"error": kind, "sentence": f"{type(error).__name__}: {error}"[:300]}, b""

    def close(self) -> None:
        """Close everything that was opened."""
        self._open_files.close()
        for file in (self._stream, self._scratch):
            if file is not None:
                file.close()

    def _data(self, raw: bytes | bytearray) -> Answer:
        assert self._stream is not None
        file = self._open_hdf5(self._stream)
        return as_json(hdf5_reading.survey_data(file, self._stream)), b""

    def _model(self, raw: bytes | bytearray) -> Answer:
        file = self._open_hdf5(io.BytesIO(raw))
        return as_json(hdf5_reading.survey_model(file, raw)), b""

    def _open_hdf5(self, stream: BinaryIO) -> h5py.File:
        file = self._open_files.enter_context(hdf5.opened(stream, self._name))
        self._open_array = lambda path: hdf5_reading.with_chunk_cache(file, path)
        return file

    def _npz(self, raw: bytes | bytearray) -> Answer:
        assert self._stream is not None and self._scratch is not None
        archive = self._open_files.enter_context(
            closing(Npz(self._name, self._stream, self._scratch))
        )
        self._open_array = archive.arrays.__getitem__
        arrays = {
            path: StoredArray(rows.shape, rows.dtype.str) for path, rows in archive.arrays.items()
        }
        return as_json(Contents(arrays=arrays)), b""

    def _npy_file(self, raw: bytes | bytearray) -> Answer:
        assert self._stream is not None
        rows = NpyRows(self._name, self._stream)
        self._open_array = {"data": rows}.__getitem__
        return as_json(Contents(arrays={"data": StoredArray(rows.shape, rows.dtype.str)})), b""

    def _rows_of(
        self, raw: bytes | bytearray, path: str, runs: Sequence[tuple[int, int]] | None
    ) -> Answer:
        """The rows of an array in `runs`, each from one row up to another; all of it if None."""
        if path not in self._arrays:
            self._arrays[path] = self._open_array(path)
        array = self._arrays[path]
        if runs is None:
            return {}, array[()].tobytes()
        return {}, b"".join(array[start:stop].tobytes() for start, stop in runs)

    def _zip(self, raw: bytes | bytearray) -> Answer:
        archive = zipfile.ZipFile(self._stream or io.BytesIO(raw))
        self._archive = self._open_files.enter_context(archive)
        members = [
            Member(info.filename, info.file_size, info.compress_size, info.compress_type)
            for info in archive.infolist()[:MOST_MEMBERS]
        ]
        return {"members": json_value(members)}, b""

    def _member(self, raw: bytes | bytearray, name: str, limit: int) -> Answer:
        """The bytes of a member; one byte more than `limit` shows that it is longer."""
        assert self._archive is not None
        with self._archive.open(name) as member:
            return {}, member.read(limit + 1)

    def _npy(self, raw: bytes | bytearray) -> Answer:
        array = np.load(io.BytesIO(raw), allow_pickle=False)
        return as_json(StoredArray(array.shape, array.dtype.str)), array.tobytes()

    def _pictures(
        self, raw: bytes | bytearray, names: Sequence[str], lengths: Sequence[int], **about: object
    ) -> Iterator[Answer]:
        """Decode pictures whose files, of `lengths` bytes each, follow each other in `raw`."""
        start = 0
        for name, length in zip(names, lengths, strict=True):
            yield self._answer(_picture, raw[start : start + length], name=name, **about)
            start += length


def _picture(
    raw: bytes | bytearray, name: str, channels: int, size: tuple[int, int] | None, fit: Fit
) -> Answer:
    """A picture, resized to `size` (height, width) if it is given, and its original size."""
    image = decode_image(bytes(raw), channels, name)
    height, width = image.shape[:2]
    if size is not None:
        image = resize(image[None], *size, fit)[0]
    return {"height": height, "width": width}, image.tobytes()
