"""Sources of images: the protocol of every source, and arrays inside data files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from core.data.reading.labels import Rows
from core.data.reading.value_range import BYTES, range_of, require_in
from core.errors import Unreadable
from core.files.hdf5 import DAMAGE
from core.files.images import MAX_PIXELS, resize, with_channels
from core.records import Fit, Unscreened
from core.text.sentence import say
from core.text.wording import printable

ImageShape = tuple[int, int, int]

_SAMPLED_IMAGES = 64
SAMPLED_SIZES = 50
_BLOCK_BYTES = 2**25


class Source(Protocol):
    """Images in order, all read as uint8 (k, height, width, channels) of one shape.

    Attributes:
        path: the file or folder, for messages.
        labels: int64 (n,), or None.
        class_names: the names of the classes, or None.
        left_out: pictures beside them that are not decoded.
        fit: how images of another shape are fitted.
    """

    path: Path
    labels: np.ndarray | None
    class_names: tuple[str, ...] | None
    left_out: tuple[Unscreened, ...]
    fit: Fit

    @property
    def notes(self) -> tuple[str, ...]:
        """How the images were read, one sentence each."""
        ...

    def __len__(self) -> int: ...

    def read(self, indices: np.ndarray) -> np.ndarray:
        """The images at `indices`, which ascend without repeats."""
        ...

    def sizes(self) -> Sequence[tuple[int, int]]:
        """The stored height and width of some images, sampled evenly."""
        ...

    def origin(self, index: int) -> tuple[Path, int]:
        """The file that holds image `index`, and the image's index in that file."""
        ...

    def close(self) -> None:
        """Close the files of the images; nothing can be read afterwards."""
        ...


class ArraySource:
    """Images in an array (n, h, w), (n, h, w, c) or (n, c, h, w) of a data file."""

    def __init__(
        self,
        path: Path,
        rows: Rows,
        image_shape: ImageShape,
        labels: np.ndarray | None = None,
        class_names: tuple[str, ...] | None = None,
        notes: Sequence[str] = (),
    ) -> None:
        self.path = path
        self.labels = labels
        self.class_names = class_names
        self.left_out: tuple[Unscreened, ...] = ()
        self.fit: Fit = "squash"
        self.close: Callable[[], None] = lambda: None
        self._name = printable(path.name)
        self._rows = rows
        self._image_shape = image_shape
        self._channels_first = _is_channels_first(self._name, rows.shape, image_shape)
        row_bytes = max(1, int(np.prod(rows.shape[1:])) * rows.dtype.itemsize)
        self._rows_at_a_time = max(1, _BLOCK_BYTES // row_bytes)
        if rows.dtype.kind not in "biuf":
            raise Unreadable(
                "{name} holds {dtype}; images are numbers, 0 to 255.",
                name=self._name,
                dtype=rows.dtype,
            )
        self._range, said = BYTES, list[str]()
        if rows.dtype != np.uint8:
            low, high = self._sampled_range()
            self._range = range_of(self._name, rows.dtype, low, high)
            said += self._range.notes(low, high)
        self._said = (*notes, *said)

    @property
    def notes(self) -> tuple[str, ...]:
        """How the array was read, one sentence each."""
        return (*self._said, *self._own_notes())

    def __len__(self) -> int:
        return self._rows.shape[0]

    def read(self, indices: np.ndarray) -> np.ndarray:
        images = np.empty((len(indices), *self._image_shape), np.uint8)
        for start in range(0, len(indices), self._rows_at_a_time):
            block = slice(start, start + self._rows_at_a_time)
            images[block] = self._fit(self._raw(indices[block]))
        return images

    def sizes(self) -> Sequence[tuple[int, int]]:
        shape = self._rows.shape[1:]
        height, width = shape[1:] if self._channels_first else shape[:2]
        return [(height, width)] * min(len(self), SAMPLED_SIZES)

    def origin(self, index: int) -> tuple[Path, int]:
        return self.path, index

    def _raw(self, indices: np.ndarray) -> np.ndarray:
        """The rows at ascending `indices`, as stored."""
        try:
            return self._rows.at(indices)
        except MemoryError:
            raise
        except DAMAGE as error:
            raise Unreadable(
                "{name} is damaged: image {index} cannot be read.",
                name=self._name,
                index=self._damaged(indices),
            ) from error

    def _damaged(self, indices: np.ndarray) -> int:
        """The first of some rows, not all of which can be read, that cannot."""
        for index in indices.tolist():
            try:
                self._rows[index : index + 1]
            except DAMAGE:
                return index
        return int(indices[0])

    def _fit(self, block: np.ndarray) -> np.ndarray:
        """A raw block as uint8 (m, height, width, channels)."""
        if block.ndim == 3:
            block = block[..., None]
        elif self._channels_first:
            block = block.transpose(0, 2, 3, 1)
        height, width, channels = self._image_shape
        return resize(with_channels(self._as_bytes(block), channels), height, width, self.fit)

    def _as_bytes(self, block: np.ndarray) -> np.ndarray:
        if block.dtype == np.uint8:
            return block
        require_in(self._name, self._range, block.min(), block.max())
        return self._range.as_bytes(block)

    def _sampled_range(self) -> tuple[float, float]:
        """The lowest and highest value of an even sample; reading checks all values."""
        count = min(len(self), _SAMPLED_IMAGES)
        sample = np.unique(np.linspace(0, len(self) - 1, count).astype(np.int64))
        blocks = np.array_split(sample, -(-len(sample) // self._rows_at_a_time))
        ranges = [(rows.min(), rows.max()) for rows in map(self._raw, blocks)]
        return float(np.min(ranges)), float(np.max(ranges))

    def _own_notes(self) -> list[str]:
        shape = self._rows.shape[1:]
        height, width, channels = self._image_shape
        size = shape[1:] if self._channels_first else shape[:2]
        present = 1 if len(shape) == 2 else shape[0] if self._channels_first else shape[2]
        notes = list[str]()
        if size != (height, width):
            notes.append(
                say(
                    "resized from {old} to {new}{fit}",
                    old=sides(size),
                    new=sides((height, width)),
                    fit=how_fitted(self.fit),
                )
            )
        if present != channels:
            notes.append(
                say(
                    "converted from {present} to {channels} channels",
                    present=present,
                    channels=channels,
                )
            )
        return notes


def how_fitted(fit: Fit) -> str:
    """The words that follow a size to say how images were fitted to it."""
    return "" if fit == "squash" else f" ({fit})"


def sides(size: Sequence[int]) -> str:
    """Height and width as "6 x 5"."""
    return f"{size[0]} x {size[1]}"


def _is_channels_first(name: str, shape: tuple[int, ...], image_shape: ImageShape) -> bool:
    """Whether an array of images is channels-first, judged by the shape that the network takes."""
    height, width, channels = image_shape
    if len(shape) not in (3, 4) or 0 in shape:
        raise Unreadable(
            "{name} holds an array of shape {shape}, which is not a set of images.",
            name=name,
            shape=shape,
        )
    per_image = shape[1:]
    size, first = per_image[:2], False
    if len(shape) == 4 and per_image != (height, width, channels):
        last_fits = (per_image[2] != channels, per_image[2] > 4)
        first_fits = (per_image[0] != channels, per_image[0] > 4)
        first = per_image == (channels, height, width) or first_fits < last_fits
        size = per_image[1:] if first else per_image[:2]
        if (per_image[0] if first else per_image[2]) > 4:
            raise Unreadable(
                "{name} holds images of shape {per_image}, with no axis of channels.",
                name=name,
                per_image=per_image,
            )
    if size[0] * size[1] > MAX_PIXELS:
        raise Unreadable(
            "{name} holds images of {size} pixels, which is too large.", name=name, size=sides(size)
        )
    return first
