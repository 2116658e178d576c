"""Picture files as a source of images, decoded on demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from core.data.reading.sources import SAMPLED_SIZES, ImageShape, how_fitted, sides
from core.errors import Unreadable
from core.quarantine.pictures import PictureFile, read_images, size_of_image
from core.records import Fit, Unscreened
from core.text.sentence import Sentence, say

# Sentences for pictures whose shape may differ from the one the network takes.
_DONE: dict[Fit, Sentence] = {
    "squash": say("all are resized"),
    "crop": say("all are cut to the middle and resized"),
    "pad": say("all are resized and padded with black"),
}


class PictureSource:
    """Picture files, or encoded pictures inside a file, decoded on demand."""

    def __init__(
        self,
        path: Path,
        files: Sequence[PictureFile],
        image_shape: ImageShape,
        labels: np.ndarray | None = None,
        class_names: tuple[str, ...] | None = None,
        notes: Sequence[str] = (),
        left_out: Sequence[Unscreened] = (),
    ) -> None:
        self.path = path
        self.labels = labels
        self.class_names = class_names
        self.left_out = tuple(left_out)
        self._files = tuple(files)
        self._image_shape = image_shape
        self.fit: Fit = "squash"
        self._said = tuple(notes)

    @property
    def notes(self) -> tuple[str, ...]:
        """How the pictures were read, one sentence each."""
        return (*self._said, *self._own_notes())

    def __len__(self) -> int:
        return len(self._files)

    def read(self, indices: np.ndarray) -> np.ndarray:
        height, width, channels = self._image_shape
        images = np.empty((len(indices), *self._image_shape), np.uint8)
        files = [self._files[int(index)] for index in indices]
        pictures = read_images(files, channels, (height, width), self.fit)
        for image, picture in zip(images, pictures, strict=True):
            if isinstance(picture, Unreadable):
                raise picture
            image[:] = picture
        return images

    def sizes(self) -> Sequence[tuple[int, int]]:
        sample = np.unique(np.linspace(0, len(self) - 1, SAMPLED_SIZES).astype(np.int64))
        found = list[tuple[int, int]]()
        for index in map(int, sample):
            with suppress(Unreadable):  # its message names the file when the file is read
                height, width = size_of_image(self._files[index])
                found.append((height, width))
        return found

    def origin(self, index: int) -> tuple[Path, int]:
        file = self._files[index]
        return (file, 0) if isinstance(file, Path) else (self.path, index)

    def close(self) -> None:
        """Do nothing: no file stays open between two readings."""

    def _own_notes(self) -> list[str]:
        wanted, seen = self._image_shape[:2], Counter(self.sizes())
        if not set(seen) - {wanted}:
            return []
        old, count = max(seen.items(), key=lambda item: (item[0] != wanted, item[1]))
        if len(self) == 1:
            return [say("resized from {old} to {new}{fit}", old=sides(old), new=sides(wanted),
                        fit=how_fitted(self.fit))]  # fmt: skip
        return [
            say(
                "{count} of {all} examined pictures are {old}; {done} to {new}",
                count=count,
                all=seen.total(),
                old=sides(old),
                done=_DONE[self.fit],
                new=sides(wanted),
            )
        ]
