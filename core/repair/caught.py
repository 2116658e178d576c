"""Images that the screen flagged, kept so that a person can look at them and learn from them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.data.dataset import Batch, Dataset, open_inputs
from core.records import LearnOptions, Picture, Progress, Unscreened
from core.screen.crowding import Counts
from core.screen.goodnet import GoodNet

BATCH = 32


@dataclass(frozen=True)
class Caught:
    """A stream of images, and the images of it that the screen flagged.

    Attributes:
        images: how many images were screened.
        counts: for each class how many images the BadNet answered so, and how many of these are
            flagged. Images that a person knows to be clean are among them: whoever takes false
            alarms out has no less reason to suspect the others.
        pictures: the flagged images that nobody knows to be clean, as pictures.
        pixels: the same images, uint8 (n, h, w, c).
        answers: the BadNet's answers to them, (n,).
    """

    images: int
    counts: Counts
    pictures: tuple[Picture, ...]
    pixels: np.ndarray
    answers: np.ndarray

    def picture(self, row: int) -> Picture:
        """The picture in one row."""
        return self.pictures[row]

    def pictures_of(self, target: int) -> tuple[Picture, ...]:
        """The flagged pictures to which the BadNet answers `target`."""
        return tuple(self.pictures[row] for row in np.flatnonzero(self.answers == target))

    def images_of(self, rows: np.ndarray) -> np.ndarray:
        """The pixels of some rows, uint8 (n, h, w, c)."""
        return self.pixels[rows]

    def split(self, target: int, kept_apart: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Split the rows of a class's images into those to learn from and those to keep apart."""
        rows = np.flatnonzero(self.answers == target)
        rows = np.random.default_rng(seed).permutation(rows)
        kept = int(kept_apart * len(rows))
        return np.sort(rows[kept:]), np.sort(rows[:kept])


def screened(
    goodnet: GoodNet, inputs: Sequence[Path], options: LearnOptions
) -> Generator[Progress | Unscreened, object, Caught]:
    """Screen inputs and keep the flagged images."""
    keeper, seen, total = _Keeper(goodnet, options), 0, 0
    shape, most = goodnet.badnet.image_shape, goodnet.classes + 1
    for item in open_inputs(
        inputs, shape, ignore_labels=True, classes=most, resize=goodnet.record.resize
    ):
        if isinstance(item, Unscreened):
            yield item
            continue
        total += len(item)
        for batch in item.readable_batches(BATCH):
            yield from batch.unscreened
            keeper.add(item, batch)
            seen += len(batch.indices) + len(batch.unscreened)
            yield Progress("screen", seen, total)
    yield Progress("screen", max(1, total), max(1, total))
    return keeper.caught()


class _Keeper:
    """Counts a stream of images and keeps the flagged ones."""

    def __init__(self, goodnet: GoodNet, options: LearnOptions) -> None:
        self._goodnet, self._most = goodnet, options.settings.most
        self._without = set(options.without)
        self._answers, self._flagged = list[int](), list[bool]()
        self._kept = list[tuple[Picture, np.ndarray, int]]()

    def add(self, dataset: Dataset, batch: Batch) -> None:
        """Screen one batch and keep its flagged images."""
        if not len(batch.indices):
            return
        evidence = self._goodnet.evidence(batch.images)
        flagged = self._goodnet.p_values(evidence).min(1) <= self._goodnet.frr
        for k, row in enumerate(batch.indices):
            path, index = dataset.origin(int(row))
            picture, answer = Picture(str(path), index), int(evidence.answers.badnet_class[k])
            self._answers.append(answer)
            self._flagged.append(bool(flagged[k]))
            known = (picture.path, index) in self._without
            if flagged[k] and not known and len(self._kept) < self._most:
                self._kept.append((picture, batch.images[k], answer))

    def caught(self) -> Caught:
        """What was kept so far."""
        shape = self._goodnet.badnet.image_shape
        pixels = [image for _, image, _ in self._kept]
        answers, flagged = np.array(self._answers, np.int64), np.array(self._flagged, bool)
        return Caught(
            len(answers),
            Counts.of(answers, flagged, self._goodnet.classes),
            tuple(picture for picture, _, _ in self._kept),
            np.stack(pixels) if pixels else np.empty((0, *shape), np.uint8),
            np.array([answer for _, _, answer in self._kept], np.int64),
        )
