"""Pictures decoded in one quarantined process, kept for as long as it survives them."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path

import numpy as np

from core.errors import Unreadable
from core.files import open_regular
from core.images import MAX_FILE_BYTES, MAX_PIXELS
from core.quarantine.reader import Crashed, Reader
from core.quarantine.stored import as_array
from core.sentence import say
from core.wording import printable

Size = tuple[int, int]
MEMORY = 3 << 30  # the largest picture with 16 bits a channel, while it becomes one with 8


def read_image(path: Path, channels: int = 3, size: Size | None = None) -> np.ndarray:
    """The picture in `path` as uint8 (height, width, channels), upright.

    Args:
        path: a PNG, JPEG, BMP, WebP or TIFF.
        channels: 1 to 4, see `core.images`.
        size: (height, width) to resize to; its own size where that is None.

    Raises:
        Unreadable: no such picture, broken, with too many pixels, or its decoder crashed.
    """
    return _read(path, channels, size)[0]


def size_of_image(path: Path) -> Size:
    """The own size, (height, width), of the picture in `path`; raises as `read_image`."""
    return _read(path, 1, (1, 1))[1]


def _read(path: Path, channels: int, size: Size | None) -> tuple[np.ndarray, Size]:
    with open_regular(path, MAX_FILE_BYTES) as file:
        data = file.read()
    return _decoder().decode(data, channels, size, printable(path.name))


@cache
def _decoder() -> _Decoder:
    return _Decoder()


class _Decoder:
    """The one process that decodes; a new one where it crashed. For any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reader: Reader | None = None

    def decode(
        self, data: bytes, channels: int, size: Size | None, name: str
    ) -> tuple[np.ndarray, Size]:
        most = channels * (size[0] * size[1] if size else MAX_PIXELS)
        with self._lock:
            if self._reader is None or not self._reader.alive:
                self._reader = Reader("pictures", "The picture", memory=MEMORY)
            try:
                answer, raw = self._reader.ask(
                    "picture", data, most, name=name, channels=channels, size=size
                )
            except Crashed as crash:
                raise Unreadable(
                    say(
                        "{name} is broken: the separate process that decodes pictures {happened}.",
                        name=name,
                        happened=crash.happened,
                    )
                ) from None
        own = _own_size(answer)
        return as_array(raw, np.dtype(np.uint8), (*(size or own), channels)), own


def _own_size(answer: dict[str, object]) -> Size:
    height, width = answer.get("height"), answer.get("width")
    if isinstance(height, int) and isinstance(width, int) and 0 < height * width <= MAX_PIXELS:
        return height, width
    raise Unreadable(say("The picture is broken: it has no size."))
