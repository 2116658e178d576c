"""Read TFRecord files of tf.train.Example without TensorFlow.

A file is a sequence of records: the length (uint64, little-endian), its checksum, the bytes of an
Example, and their checksum. Source: tensorflow/core/lib/io/record_writer.h and
tensorflow/core/example/feature.proto (TensorFlow 2). The checksums are not verified: they detect
accidents, not attacks, and the decoder detects a damaged picture.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.errors import Invalid
from core.files.protobuf import fields, inner, text, varint

_HEAD, _TAIL = 12, 4  # bytes: the length and its checksum; the checksum of the record
# [chosen] Above any encoded picture that is decoded; a forged length must not fill the memory.
MOST_RECORD_BYTES = 1 << 28
_TEXTS, _NUMBERS = 1, 3  # fields of a Feature: lists of bytes and of whole numbers

# A list of bytes, or of whole numbers.
Feature = tuple[bytes, ...] | tuple[int, ...]


@dataclass(frozen=True)
class Record:
    """The place of a record in its file, in bytes, without the length and the checksums."""

    offset: int
    length: int


def is_tfrecord(path: Path) -> bool:
    """Whether a file is named like a TFRecord or a shard of one ("train.tfrecord-00000-of-5")."""
    return ".tfrec" in path.name.lower()


def records(file: BinaryIO) -> Iterator[Record]:
    """The places of all records of `file`.

    Raises:
        Invalid: the file is truncated, or no TFRecord.
    """
    size = file.seek(0, 2)
    at = 0
    while at < size:
        file.seek(at)
        head = file.read(_HEAD)
        if len(head) < _HEAD:
            raise Invalid("it ends within a record")
        (length,) = struct.unpack("<Q", head[:8])
        if length > MOST_RECORD_BYTES or at + _HEAD + length + _TAIL > size:
            raise Invalid("a record is longer than the file")
        yield Record(at + _HEAD, length)
        at += _HEAD + length + _TAIL


def read_example(file: BinaryIO, record: Record) -> Mapping[str, Feature]:
    """The features of the Example at `record`, by name: bytes or whole numbers.

    Raises:
        Invalid: it is no Example.
    """
    file.seek(record.offset)
    message = memoryview(file.read(record.length))
    found: dict[str, Feature] = {}
    for features in inner(message, 1):
        for entry in inner(features, 1):
            for feature in inner(entry, 2):
                for kind, value in fields(feature):
                    if kind == _TEXTS and isinstance(value, memoryview):
                        found[text(entry, 1)] = tuple(bytes(each) for each in inner(value, 1))
                    elif kind == _NUMBERS and isinstance(value, memoryview):
                        found[text(entry, 1)] = tuple(_numbers(value))
    return found


def _numbers(numbers: memoryview) -> Iterator[int]:
    """The whole numbers of a list, either packed or in one field each."""
    for number, value in fields(numbers):
        if number != 1:
            continue
        if isinstance(value, int):
            yield _signed(value)
            continue
        at = 0
        while at < len(value):
            each, at = varint(value, at)
            yield _signed(each)


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value
