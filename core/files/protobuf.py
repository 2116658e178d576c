"""Read the wire format of protocol buffers without generated code.

Source: https://protobuf.dev/programming-guides/encoding/. A message is a sequence of fields; each
field has a number, a wire type and a value. The reader is pure Python, so a damaged message can
raise an error but cannot corrupt memory.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from core.errors import Invalid

# A number, or the bytes of a text, an inner message or packed numbers.
Value = int | memoryview

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_LONGEST_VARINT = 10  # bytes for a number of 64 bits


def fields(message: memoryview) -> Iterator[tuple[int, Value]]:
    """The number and value of every field of `message`, in order.

    Raises:
        Invalid: it ends within a field, or has an obsolete wire type.
    """
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = varint(message, at)
            yield number, value
        elif kind == _BYTES:
            length, at = varint(message, at)
            yield number, _slice(message, at, length)
            at += length
        elif kind in (_FIXED64, _FIXED32):
            size = 8 if kind == _FIXED64 else 4
            (value,) = struct.unpack("<Q" if size == 8 else "<I", _slice(message, at, size))
            yield number, value
            at += size
        else:
            raise Invalid("a field has no known wire type")


def inner(message: memoryview, number: int) -> Iterator[memoryview]:
    """The bytes of every field of `message` with this number."""
    for found, value in fields(message):
        if found == number and isinstance(value, memoryview):
            yield value


def integer(message: memoryview, number: int) -> int:
    """The value of the last field of `message` with this number, or the default 0."""
    values = [value for found, value in fields(message) if found == number]
    return values[-1] if values and isinstance(values[-1], int) else 0


def text(message: memoryview, number: int) -> str:
    """The text in the last field of `message` with this number, or ""."""
    values = list(inner(message, number))
    return bytes(values[-1]).decode("utf-8", "replace") if values else ""


def varint(message: memoryview, at: int) -> tuple[int, int]:
    """The variable-length number at `at`, and the position after it."""
    value = 0
    for index in range(_LONGEST_VARINT):
        if at + index >= len(message):
            break
        byte = message[at + index]
        value |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            return value, at + index + 1
    raise Invalid("a number does not end")


def _slice(message: memoryview, at: int, length: int) -> memoryview:
    if at + length > len(message):
        raise Invalid("a field is longer than its message")
    return message[at : at + length]
