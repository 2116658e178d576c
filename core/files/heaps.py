"""HDF5's global heaps, where texts of variable length lie, examined before HDF5 walks them.

A collection is a signature, version 1, three bytes that nobody reads, and its size in bytes.
Objects follow: an index, a count of references, four bytes that nobody reads, a size, and the
contents, padded to eight bytes. Index 0 is the free space at the end, and its size counts its own
header (HDF5 File Format Specification 3.0, section III.E).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from mmap import mmap

# Nothing is consumed behind the signature, or one collection could hide the next.
_COLLECTION = re.compile(rb"GCOL\x01(?=.{3}(.{8}))", re.DOTALL)
_HEADER = 16
# HDF5 reads none that is smaller, or that the file does not hold; weights may look like those.
_SMALLEST = 4096
_OBJECT = struct.Struct("<HHIQ")
_MOST_OBJECTS = 500_000
_PLACE = struct.Struct("<QI")
_LONG, _MOST_LONG = 4096, 500


def most_text(content: bytes | bytearray | mmap, texts: int) -> int:
    """An upper bound for the bytes of `texts` texts of variable length in an HDF5 file.

    Many texts may lie in one place. A text is found by the address of its collection and its
    index there, so of each long object those are counted; the others count as `_LONG` each.
    What hides them, in compressed metadata, meets the memory limit of the reading process.
    """
    long = dict(_long_objects(content))
    if len(long) > _MOST_LONG:
        return texts * max(long.values())
    return texts * _LONG + sum(_count(content, place) * size for place, size in long.items())


def _count(content: bytes | bytearray | mmap, piece: bytes) -> int:
    """How often `piece` is in `content`."""
    if isinstance(content, mmap):
        return sum(1 for _ in re.finditer(re.escape(piece), content))
    return content.count(piece)


def _long_objects(content: bytes | bytearray | mmap) -> Iterator[tuple[bytes, int]]:
    """How a text names its place, and how many bytes are there, of each that are many."""
    for start, stop in _collections(content):
        at = start + _HEADER
        while at + _OBJECT.size <= stop:
            index, _, _, size = _OBJECT.unpack_from(content, at)
            step = _OBJECT.size + (size + 7) // 8 * 8 if index else size
            if index and size > _LONG:
                yield _PLACE.pack(start, index), size
            if not step:
                break
            at += step


def require_ends(content: bytes | bytearray | mmap) -> None:
    """Raise ValueError where HDF5 would not come to the end of a collection.

    WORKAROUND: HDF5 1.14 steps over what an object declares: without end where that is nothing,
    and, since it counts in 64 bits, also where that is far too much.
    """
    left = _MOST_OBJECTS
    for start, stop in _collections(content):
        at = start + _HEADER
        while at + _OBJECT.size <= stop:
            index, _, _, size = _OBJECT.unpack_from(content, at)
            step = _OBJECT.size + (size + 7) // 8 * 8 if index else size
            at += step
            left -= 1
            if not step or at > stop or left < 0:
                raise ValueError("a heap of texts has no end")


def _collections(content: bytes | bytearray | mmap) -> Iterator[tuple[int, int]]:
    """Where each collection starts and stops."""
    for mark in _COLLECTION.finditer(content):
        stop = mark.start() + int.from_bytes(mark[1], "little")
        if mark.start() + _SMALLEST <= stop <= len(content):
            yield mark.start(), stop
