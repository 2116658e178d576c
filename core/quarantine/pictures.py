"""Decode pictures in a single quarantined process, which is replaced if it crashes."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np

from core.errors import Unreadable
from core.files.files import open_regular
from core.files.images import MAX_FILE_BYTES, MAX_PIXELS
from core.quarantine.reader import Answer, Crashed, Reader
from core.quarantine.stored import as_array
from core.records import Fit
from core.text.wording import printable

Size = tuple[int, int]
Picture = tuple[np.ndarray, Size]
MEMORY = 3 << 30  # for the largest picture with 16 bits per channel, while it is converted to 8
# A question takes as long as decoding three small pictures, so this many pictures share one.
_MOST_TOGETHER = 64
_MOST_FILE_BYTES_TOGETHER = 4 << 20
_MOST_PIXELS_TOGETHER = 8 << 20


class Encoded(Protocol):
    """An encoded picture that is not a separate file; `name` is what messages call it."""

    @property
    def name(self) -> str:
        """The name of the picture in messages."""
        ...

    def read(self) -> bytes:
        """The encoded bytes of the picture; raises Unreadable."""
        ...


# A picture file, or a picture inside another file.
PictureFile = Path | Encoded


@dataclass(frozen=True)
class _File:
    """A picture file, read but not decoded; `name` is what messages call it."""

    name: str
    data: bytes


def read_image(path: Path, channels: int = 3) -> np.ndarray:
    """The picture in `path` as uint8 (height, width, channels), upright.

    Args:
        path: a PNG, JPEG, BMP, WebP or TIFF.
        channels: 1 to 4, see `core.files.images`.

    Raises:
        Unreadable: there is no such picture, it is damaged or too large, or its decoder crashed.
    """
    return _read(path, channels, None)[0]


def size_of_image(path: PictureFile) -> Size:
    """The original (height, width) of the picture in `path`; raises like `read_image`."""
    return _read(path, 1, (1, 1))[1]


def read_images(
    paths: Sequence[PictureFile], channels: int, size: Size, fit: Fit = "squash"
) -> Iterator[np.ndarray | Unreadable]:
    """Each picture in `paths` as uint8 (*size, channels), or the reason why it is left out.

    If a picture makes the decoder crash or hang, only that picture is left out.
    """
    most = min(_MOST_TOGETHER, _MOST_PIXELS_TOGETHER // (size[0] * size[1]))
    together: list[_File] = []
    for path in paths:
        try:
            file = _file(path)
        except Unreadable as error:
            yield from _images(together, channels, size, fit)
            together = []
            yield error
            continue
        held = sum(len(other.data) for other in together)
        if len(together) >= most or held + len(file.data) > _MOST_FILE_BYTES_TOGETHER:
            yield from _images(together, channels, size, fit)
            together = []
        together.append(file)
    yield from _images(together, channels, size, fit)


def _images(
    files: Sequence[_File], channels: int, size: Size, fit: Fit
) -> Iterator[np.ndarray | Unreadable]:
    for picture in _decoder().decode(files, channels, size, fit):
        yield picture if isinstance(picture, Unreadable) else picture[0]


def _read(path: PictureFile, channels: int, size: Size | None) -> Picture:
    (picture,) = _decoder().decode([_file(path)], channels, size)
    if isinstance(picture, Unreadable):
        raise picture
    return picture


def _file(path: PictureFile) -> _File:
    if not isinstance(path, Path):
        return _File(path.name, path.read())
    with open_regular(path, MAX_FILE_BYTES) as file:
        return _File(printable(path.name), file.read())


@cache
def _decoder() -> _Decoder:
    return _Decoder()


class _Decoder:
    """The only decoding process, replaced after a crash; any number of threads may use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reader: Reader | None = None

    def decode(
        self, files: Sequence[_File], channels: int, size: Size | None, fit: Fit = "squash"
    ) -> list[Picture | Unreadable]:
        """Each of `files` as a picture with its original size, or the reason why it is none."""
        pictures: list[Picture | Unreadable] = []
        with self._lock:
            while len(pictures) < len(files):
                left = files[len(pictures) :]
                answers = self._answers(left, channels, size, fit)  # fewer after a crash
                pictures += [
                    _picture(file.name, answer, channels, size)
                    for file, answer in zip(left, answers, strict=False)
                ]
        return pictures

    def _answers(
        self, files: Sequence[_File], channels: int, size: Size | None, fit: Fit
    ) -> list[Answer | Exception]:
        if self._reader is None or not self._reader.alive:
            self._reader = Reader("pictures", "The picture", memory=MEMORY)
        return self._reader.ask_several(
            "pictures",
            b"".join(file.data for file in files),
            most=channels * (size[0] * size[1] if size else MAX_PIXELS),
            count=len(files),
            names=[file.name for file in files],
            lengths=[len(file.data) for file in files],
            channels=channels,
            size=size,
            fit=fit,
        )


def _picture(
    name: str, answer: Answer | Exception, channels: int, size: Size | None
) -> Picture | Unreadable:
    """The decoder's answer for the picture that messages call `name`."""
    if isinstance(answer, Crashed):
        return Unreadable(
            "{name} is damaged: the separate process that decodes pictures {happened}.",
            name=name,
            happened=answer.happened,
        )
    if isinstance(answer, Unreadable):
        return answer
    if isinstance(answer, Exception):
        return Unreadable("{name} is damaged: it cannot be decoded as a picture.", name=name)
    try:
        own = _own_size(answer[0])
        return as_array(answer[1], np.dtype(np.uint8), (*(size or own), channels)), own
    except Unreadable as error:
        return error


def _own_size(answer: dict[str, object]) -> Size:
    height, width = answer.get("height"), answer.get("width")
    if isinstance(height, int) and isinstance(width, int) and 0 < height * width <= MAX_PIXELS:
        return height, width
    raise Unreadable("The picture is damaged: it has no size.")
