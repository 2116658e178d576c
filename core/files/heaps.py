"""Examine HDF5's global heaps, which hold variable-length texts, before HDF5 walks over them.

A collection consists of a signature, version 1, three unused bytes, and its size in bytes. Objects
follow: an index, a reference count, four unused bytes, a size, and the contents, padded to eight
bytes. Index 0 is the free space at the end, and its size includes its own header (HDF5 File Format
Specification 3.0, section III.E).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from mmap import mmap

# The pattern consumes nothing after the signature; otherwise one collection could hide the next.
_COLLECTION = re.compile(rb"GCOL\x01(?=.{3}(.{8}))", re.DOTALL)
_HEADER = 16
# HDF5 reads no smaller collection, and none beyond the file's end. Weights may look like those.
_SMALLEST = 4096
_OBJECT = struct.Struct("<HHIQ")
_MOST_OBJECTS = 500_000
_PLACE = struct.Struct("<QI")
_LONG, _MOST_LONG = 4096, 500


def most_text(content: bytes | bytearray | mmap, texts: int) -> int:
    """An upper bound for the bytes of `texts` texts of variable length in an HDF5 file.

    Many texts may refer to the same place. A text refers to the address of its collection and to
    its index there. So all references to each long object are counted; the other objects count as
    `_LONG` each. References hidden in compressed metadata cannot be counted; there the memory limit
    of the reading process applies.
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
    """For each long object, the bytes that refer to it, and its size."""
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
    """Raise ValueError if HDF5 would not reach the end of a collection.

    WORKAROUND: HDF5 1.14 advances by the size that an object declares. If that is zero, or so large
    that its 64-bit count wraps around, it never ends.
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
    """The start and stop of each collection."""
    for mark in _COLLECTION.finditer(content):
        stop = mark.start() + int.from_bytes(mark[1], "little")
        if mark.start() + _SMALLEST <= stop <= len(content):
            yield mark.start(), stop
