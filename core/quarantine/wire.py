"""Messages between this process and a quarantined one: a JSON object, then raw bytes."""

from __future__ import annotations

import io
import json
import struct
from typing import Any, cast

Message = dict[str, Any]

ARGUMENT = "--quarantined-reader"  # to the packaged app's executables, as the first argument
MOST_TEXT = 64 << 20
_SIZES = struct.Struct(">QQ")  # sizes of the JSON and of the raw bytes


def send(stream: io.BufferedIOBase, message: Message, raw: bytes | bytearray = b"") -> None:
    """Write one message.

    Raises:
        OSError: the other process no longer reads.
    """
    text = json.dumps(message).encode()
    stream.write(_SIZES.pack(len(text), len(raw)))
    stream.write(text)
    stream.write(raw)
    stream.flush()


def receive(stream: io.BufferedIOBase, most_raw: int) -> tuple[Message, bytearray]:
    """Read one message.

    Raises:
        EOFError: the stream ended.
        ValueError: it is no message, or is larger than `MOST_TEXT` and `most_raw` bytes.
    """
    text_bytes, raw_bytes = _SIZES.unpack(_exactly(stream, _SIZES.size))
    if text_bytes > MOST_TEXT or raw_bytes > most_raw:
        raise ValueError(f"a message of {text_bytes} and {raw_bytes} bytes")
    message = json.loads(_exactly(stream, text_bytes))
    if not isinstance(message, dict):
        raise ValueError("a message that is no object")
    return cast("Message", message), _exactly(stream, raw_bytes)


def seconds_for(size: int) -> int:
    """The computing time allowed for a question on `size` bytes: 10 s, and 1 s more per 100 MB."""
    return 10 + size // 100_000_000


def _exactly(stream: io.BufferedIOBase, count: int) -> bytearray:
    buffer = bytearray(count)
    view = memoryview(buffer)
    done = 0
    while done < count:
        got = stream.readinto(view[done:])
        if not got:
            raise EOFError
        done += got
    return buffer
