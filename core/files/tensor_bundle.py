"""The variables of a SavedModel or TensorFlow checkpoint, read as data.

A bundle consists of an index and shards. The index is a sorted table in the format of LevelDB:
blocks of entries whose keys share prefixes, and a footer that locates the index block. Each entry
has a tensor's type, its shape, and its place in a shard. Sources:
tensorflow/core/util/tensor_bundle and tensorflow/core/protobuf/tensor_bundle.proto (TensorFlow 2),
doc/table_format.md (LevelDB). TensorFlow itself does not read the files.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.errors import Invalid
from core.files.protobuf import inner, integer, varint

_MAGIC = 0xDB4775248B80FB57
_FOOTER = 48  # bytes
_TRAILER = 5  # bytes: the compression type and a checksum
# [chosen] Far above what Keras writes; more entries, or longer keys, could only fill the memory.
_MOST_ENTRIES, _LONGEST_KEY = 1 << 16, 1 << 12
_CHECKSUM = 4  # bytes between the lengths and the texts of a tensor of texts
# DataType of tensorflow/core/framework/types.proto.
_TEXT = 7
_NUMBERS = {1: "<f4", 2: "<f8", 3: "<i4", 4: "|u1", 6: "|i1", 9: "<i8", 10: "|b1", 19: "<f2"}


@dataclass(frozen=True)
class Tensor:
    """The place of a tensor; `dtype` is TensorFlow's number, `offset` and `size` are in bytes."""

    dtype: int
    shape: tuple[int, ...]
    shard: int
    offset: int
    size: int

    @property
    def numpy_dtype(self) -> str:
        """The type of its numbers in NumPy's notation, or "" if it holds something else."""
        return _NUMBERS.get(self.dtype, "")


@dataclass(frozen=True)
class Bundle:
    """The tensors of a bundle by key, and its shards."""

    tensors: Mapping[str, Tensor]
    shards: Sequence[bytes]

    def array(self, key: str) -> np.ndarray:
        """The numbers at `key`.

        Raises:
            Invalid: there are no numbers.
        """
        tensor = self.tensors.get(key)
        if tensor is None or tensor.dtype not in _NUMBERS:
            raise Invalid("it holds no numbers")
        kind = np.dtype(_NUMBERS[tensor.dtype])
        if tensor.size != math.prod(tensor.shape) * kind.itemsize:
            raise Invalid("a tensor is not as long as its shape says")
        return np.frombuffer(self._raw(tensor), kind).reshape(tensor.shape)

    def text(self, key: str) -> bytes:
        """The single text at `key`, as bytes."""
        tensor = self.tensors.get(key)
        if tensor is None or tensor.dtype != _TEXT or tensor.shape:
            raise Invalid("it holds no text")
        raw = self._raw(tensor)
        length, at = varint(raw, 0)
        return bytes(raw[at + _CHECKSUM : at + _CHECKSUM + length])

    def _raw(self, tensor: Tensor) -> memoryview:
        shard = self.shards[tensor.shard] if tensor.shard < len(self.shards) else b""
        if tensor.offset + tensor.size > len(shard):
            raise Invalid("a tensor lies outside of its file")
        return memoryview(shard)[tensor.offset : tensor.offset + tensor.size]


def read_bundle(index: bytes, shards: Sequence[bytes]) -> Bundle:
    """The bundle with this index and these shards.

    Raises:
        Invalid: it is damaged, compressed, or no bundle.
    """
    table = dict(_entries(memoryview(index)))
    header = memoryview(table.pop(b"", b""))
    if integer(header, 1) != len(shards):
        raise Invalid("it names another number of files")
    if integer(header, 2):
        raise Invalid("its numbers are in big-endian order")
    tensors = {key.decode("utf-8", "replace"): _tensor(memoryview(v)) for key, v in table.items()}
    return Bundle(tensors, shards)


def _tensor(entry: memoryview) -> Tensor:
    if any(True for _ in inner(entry, 7)):
        raise Invalid("a tensor is stored in slices")
    dimensions = [inner(shape, 2) for shape in inner(entry, 2)]
    shape = tuple(integer(size, 1) for sizes in dimensions for size in sizes)
    return Tensor(integer(entry, 1), shape, integer(entry, 3), integer(entry, 4), integer(entry, 5))


def _entries(table: memoryview) -> Iterator[tuple[bytes, bytes]]:
    """Every key and value of a sorted table."""
    if len(table) < _FOOTER or struct.unpack("<Q", table[-8:])[0] != _MAGIC:
        raise Invalid("it is no table of tensors")
    footer = table[-_FOOTER:]
    _, at = _handle(footer, 0)  # of the block that holds statistics
    place, _ = _handle(footer, at)
    count = 0
    for _, handle in _block(table, *place):
        for entry in _block(table, *_handle(memoryview(handle), 0)[0]):
            count += 1
            if count > _MOST_ENTRIES:
                raise Invalid("it names too many tensors")
            yield entry


def _handle(data: memoryview, at: int) -> tuple[tuple[int, int], int]:
    """The offset and size of a block, and the position after the handle."""
    offset, at = varint(data, at)
    size, at = varint(data, at)
    return (offset, size), at


def _block(table: memoryview, offset: int, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Every key and value of one block."""
    if offset + size + _TRAILER > len(table) or size < 4:
        raise Invalid("a block lies outside of its table")
    if table[offset + size]:
        raise Invalid("a block is compressed")
    block = table[offset : offset + size]
    restarts = struct.unpack("<I", block[-4:])[0]
    end = size - 4 * (restarts + 1)
    at, key = 0, b""
    while at < end:
        shared, at = varint(block, at)
        own, at = varint(block, at)
        length, at = varint(block, at)
        if shared > len(key) or shared + own > _LONGEST_KEY or at + own + length > end:
            raise Invalid("an entry is longer than its block")
        key = key[:shared] + bytes(block[at : at + own])
        yield key, bytes(block[at + own : at + own + length])
        at += own + length
