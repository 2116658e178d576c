"""Sets of images from data files, folders and pictures, read a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Self

import numpy as np

from core.data.reading.data_files import (
    HDF5_SUFFIXES,
    NPY_SUFFIX,
    NPZ_SUFFIX,
    open_hdf5,
    open_npy,
    open_npz,
)
from core.data.reading.folders import is_picture, not_decoded, open_folder
from core.data.reading.labels import check_labels
from core.data.reading.picture_files import PictureSource
from core.data.reading.record_files import open_tfrecord
from core.data.reading.sources import ImageShape, Source
from core.errors import LabelsDoNotFit, Unreadable
from core.files.image_names import UNDECODED
from core.files.tfrecord import is_tfrecord
from core.records import DataSummary, Fit, Unscreened
from core.text.remedies import CHOOSE_SIZE, LEAVE_LABELS_OUT
from core.text.sentence import say
from core.text.wording import printable


@dataclass(frozen=True, eq=False)
class Batch:
    """Images (k, h, w, c) at `indices` (k,) of a dataset, and the ones that could not be read."""

    indices: np.ndarray
    images: np.ndarray
    unscreened: tuple[Unscreened, ...] = ()


class Dataset:
    """Images of one shape from one or more sources, in order, read on demand.

    Use it as a context manager or close it; files stay open until then.

    Attributes:
        summary: where the images came from, how many there are, and how they were read.
        labels: int64 (n,), or None if any image has none.
        class_names: the names of the classes if a source gives them, otherwise None.
        left_out: pictures in its folders that are not decoded, and why.
    """

    def __init__(self, sources: Sequence[Source], image_shape: ImageShape) -> None:
        self._sources = tuple(sources)
        self._starts = np.cumsum([0, *(len(source) for source in sources)])
        self._image_shape = image_shape
        self.labels, label_notes = _joined_labels(self._sources)
        self.class_names = _joined_class_names(self._sources)
        self.left_out = tuple(each for source in self._sources for each in source.left_out)
        notes = [
            note
            if len(sources) == 1
            else say("{name}: {note}", name=printable(source.path.name), note=note)
            for source in sources
            for note in source.notes
        ]
        self.summary = DataSummary(
            paths=tuple(str(source.path) for source in sources),
            images=len(self),
            labelled=self.labels is not None,
            image_shape=image_shape,
            notes=(*notes, *label_notes),
        )

    def __len__(self) -> int:
        return int(self._starts[-1])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files of the images; nothing can be read afterwards."""
        for source in self._sources:
            source.close()

    def read(self, indices: np.ndarray | Sequence[int]) -> np.ndarray:
        """The images at `indices`, in any order and with repeats, uint8 (k, h, w, c).

        Each file is read once, in the order in which it is stored.

        Raises:
            Unreadable: an image is damaged, or its values are not those of an image.
        """
        indices = np.asarray(indices, np.int64)
        wanted, places = np.unique(indices, return_inverse=True)
        if wanted.size and not 0 <= wanted[0] <= wanted[-1] < len(self):
            raise IndexError(f"indices {wanted[0]} to {wanted[-1]} of {len(self)} images")
        images = np.empty((len(wanted), *self._image_shape), np.uint8)
        edges = np.searchsorted(wanted, self._starts)
        for k, source in enumerate(self._sources):
            here = slice(edges[k], edges[k + 1])
            if here.start < here.stop:
                images[here] = source.read(wanted[here] - self._starts[k])
        return images[places]

    def sizes(self) -> list[tuple[int, int]]:
        """The height and width of a sample of the images, as they are stored."""
        return [size for source in self._sources for size in source.sizes()]

    def median_size(self) -> tuple[int, int]:
        """The median height and width of a sample of the images, as they are stored.

        Raises:
            Unreadable: there are no images, or none of them can be read.
        """
        sizes = self.sizes()
        if not sizes:
            raise Unreadable("No image has a size that can be read; {remedy}.", remedy=CHOOSE_SIZE)
        height, width = np.median(np.array(sizes), axis=0)
        return int(height), int(width)

    def batches(self, indices: np.ndarray | None = None, size: int = 256) -> Iterator[np.ndarray]:
        """Images at `indices` (default: all), uint8 (at most `size`, h, w, c) at a time."""
        indices = np.arange(len(self)) if indices is None else indices
        for start in range(0, len(indices), size):
            yield self.read(indices[start : start + size])

    def readable_batches(
        self, size: int = 256, start: int = 0, stop: int | None = None
    ) -> Iterator[Batch]:
        """The images start..stop in order, in batches that leave out what cannot be read."""
        stop = len(self) if stop is None else stop
        for first in range(start, stop, size):
            indices = np.arange(first, min(first + size, stop))
            try:
                yield Batch(indices, self.read(indices))
            except Unreadable:
                yield self._read_one_by_one(indices)

    def _read_one_by_one(self, indices: np.ndarray) -> Batch:
        images = np.empty((len(indices), *self._image_shape), np.uint8)
        readable = np.zeros(len(indices), bool)
        unscreened = list[Unscreened]()
        for k, index in enumerate(indices):
            try:
                images[k : k + 1] = self.read(indices[k : k + 1])
                readable[k] = True
            except Unreadable as error:
                unscreened.append(Unscreened(str(self.origin(int(index))[0]), str(error)))
        return Batch(indices[readable], images[readable], tuple(unscreened))

    def origin(self, index: int) -> tuple[Path, int]:
        """The file that holds image `index`, and the image's index in that file."""
        k = int(np.searchsorted(self._starts, index, side="right")) - 1
        return self._sources[k].origin(int(index - self._starts[k]))


def open_dataset(
    paths: Sequence[Path],
    image_shape: ImageShape,
    *,
    ignore_labels: bool = False,
    classes: int | None = None,
    resize: Fit = "squash",
) -> Dataset:
    """All images of `paths`, one after another, as (height, width, channels) = `image_shape`.

    Args:
        paths: .h5, .npz, .npy and TFRecord files, folders of class folders, flat folders,
            and pictures.
        image_shape: the shape that the network takes, channels last.
        ignore_labels: whether labels are left out.
        classes: how many classes the network has; labels are checked against it.
        resize: how images of another shape are fitted.

    Raises:
        Unsafe: a data file was refused before anything in it was read.
        Unreadable: a file is missing or damaged, holds no images, or its labels do not fit.
    """
    sources: list[Source] = []
    try:
        for path in paths:
            sources.append(_open_source(Path(path), image_shape, ignore_labels))
            sources[-1].fit = resize
            labels = sources[-1].labels
            if labels is not None and classes is not None:
                check_labels(labels, classes, printable(Path(path).name))
        return Dataset(sources, image_shape)
    except BaseException:
        for source in sources:
            source.close()
        raise


def open_inputs(
    paths: Sequence[Path],
    image_shape: ImageShape,
    *,
    ignore_labels: bool = False,
    classes: int | None = None,
    resize: Fit = "squash",
) -> Iterator[Dataset | Unscreened]:
    """Each of `paths` as a dataset, or the reason why it could not be opened.

    Consecutive pictures come as one dataset. A dataset stays open until the next one is requested.

    Args:
        paths: as for `open_dataset`.
        image_shape: as for `open_dataset`.
        ignore_labels: as for `open_dataset`.
        classes: one more than the largest allowed label; N + 1 also allows N for "poisoned".
        resize: as for `open_dataset`.

    Raises:
        Unsafe: a data file was refused; nothing after it is opened.
    """
    for together, group in groupby((Path(path) for path in paths), key=is_picture):
        for part in [list(group)] if together else ([path] for path in group):
            try:
                dataset = _open_input(part, image_shape, ignore_labels, classes, resize)
            except Unreadable as error:
                yield Unscreened(str(part[0]), str(error))
                continue
            with dataset:
                yield dataset
            yield from dataset.left_out


def _open_input(
    paths: Sequence[Path],
    image_shape: ImageShape,
    ignore_labels: bool,
    classes: int | None,
    resize: Fit,
) -> Dataset:
    if len(paths) > 1:
        pictures = PictureSource(paths[0].parent, paths, image_shape)
        pictures.fit = resize
        return Dataset([pictures], image_shape)
    return open_dataset(
        paths, image_shape, ignore_labels=ignore_labels, classes=classes, resize=resize
    )


def _open_source(path: Path, image_shape: ImageShape, ignore_labels: bool) -> Source:
    if not path.exists():
        raise Unreadable(
            "There is no file or folder {path}; check its name.", path=printable(path, 300)
        )
    if path.is_dir():
        return open_folder(path, image_shape, ignore_labels)
    if is_picture(path):
        return PictureSource(path, [path], image_shape)
    if path.suffix.lower() in UNDECODED:
        raise Unreadable(not_decoded(path))
    if path.suffix.lower() in HDF5_SUFFIXES:
        return open_hdf5(path, image_shape, ignore_labels)
    if path.suffix.lower() == NPZ_SUFFIX:
        return open_npz(path, image_shape, ignore_labels)
    if path.suffix.lower() == NPY_SUFFIX:
        return open_npy(path, image_shape, ignore_labels)
    if is_tfrecord(path):
        return open_tfrecord(path, image_shape, ignore_labels)
    raise Unreadable(
        "{name} is not a data file (.h5, .npz, .npy, .tfrecord), a folder or a picture.",
        name=printable(path.name),
    )


def _joined_labels(sources: Sequence[Source]) -> tuple[np.ndarray | None, list[str]]:
    """All labels, or None and why: figures over half-labelled images would mislead."""
    labelled = [source.labels for source in sources if source.labels is not None]
    if not labelled:
        return None, []
    if len(labelled) == len(sources):
        return np.concatenate(labelled), []
    bare = next(source.path for source in sources if source.labels is None)
    return None, [say("labels left out, because {name} has none", name=printable(bare.name))]


def _joined_class_names(sources: Sequence[Source]) -> tuple[str, ...] | None:
    """The class names of the sources, which must agree if labels depend on them."""
    named = [source for source in sources if source.class_names is not None]
    for source in named[1:]:
        labels_meet = source.labels is not None and named[0].labels is not None
        if labels_meet and source.class_names != named[0].class_names:
            raise LabelsDoNotFit(
                "{one} and {other} name their classes differently, so their labels do "
                "not go together; give one of them, or {remedy}.",
                remedy=LEAVE_LABELS_OUT,
                one=printable(named[0].path.name),
                other=printable(source.path.name),
            )
    return named[0].class_names if named else None
