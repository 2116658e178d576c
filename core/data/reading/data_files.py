"""Find images and labels in .h5, .npz and .npy files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast

import numpy as np

from core.data.reading.keys import find_keys, find_labels, find_names, len_of
from core.data.reading.labels import Rows, labels_of_texts, read_labels, read_texts
from core.data.reading.sources import ArraySource, ImageShape
from core.errors import Unreadable
from core.files.hdf5 import damage_reported
from core.quarantine.stored import opened_hdf5, opened_npy, opened_npz
from core.text.sentence import say
from core.text.wording import printable

HDF5_SUFFIXES = (".h5", ".hdf5")
NPZ_SUFFIX = ".npz"
NPY_SUFFIX = ".npy"


def open_hdf5(path: Path, image_shape: ImageShape, ignore_labels: bool) -> ArraySource:
    """The images of an HDF5 file in CSAW form or with another common pair of keys.

    Raises:
        Unsafe: the file was refused before anything in it was read.
        Unreadable: it is damaged, or holds no images.
    """
    with ExitStack() as stack:
        file = stack.enter_context(opened_hdf5(path))
        contents = file.contents
        if "model_config" in contents.attributes or "model_weights" in contents.groups:
            raise Unreadable("{name} is a network, not a set of images.", name=printable(path.name))
        with damage_reported(path.name):
            names = _class_names(contents.class_names)
            source = _array_source(path, file.arrays(depth=2), image_shape, ignore_labels, names)
        source.close = stack.pop_all().close
    return source


def open_npz(path: Path, image_shape: ImageShape, ignore_labels: bool) -> ArraySource:
    """The images of an .npz file with one of the common pairs of keys.

    Raises:
        Unsafe: images or labels would unpack to far more than the file holds.
        Unreadable: it is damaged, holds no images, or holds pickled objects in their place.
    """
    with ExitStack() as stack:
        file = stack.enter_context(opened_npz(path))
        with damage_reported(path.name):
            source = _array_source(path, file.arrays(), image_shape, ignore_labels)
        source.close = stack.pop_all().close
    return source


def open_npy(path: Path, image_shape: ImageShape, ignore_labels: bool) -> ArraySource:
    """The images of an .npy file, with labels from the file beside it that has a matching name.

    Raises:
        Unreadable: it is damaged, or holds no images.
    """
    beside = {each.stem: each for each in path.parent.glob(f"*{NPY_SUFFIX}") if each != path}
    key = None if ignore_labels else find_labels(path.stem, tuple(beside))
    with ExitStack() as stack:
        rows = stack.enter_context(opened_npy(path)).arrays()["data"]
        labels, names, notes = None, None, list[str]()
        if key is not None and rows.shape:
            with opened_npy(beside[key]) as partner:
                found = partner.arrays()["data"]
                name = printable(beside[key].name)
                labels, names, notes = _labels(found, len_of(rows), None, name)
                notes.append(say("labels read from {key}", key=name))
        source = ArraySource(path, rows, image_shape, labels, names, notes)
        source.close = stack.pop_all().close
    return source


def _array_source(
    path: Path,
    arrays: Mapping[str, Rows],
    image_shape: ImageShape,
    ignore_labels: bool,
    class_names: tuple[str, ...] | None = None,
) -> ArraySource:
    name = printable(path.name)
    keys = find_keys(name, arrays)
    rows, notes = arrays[keys.images], list[str]()
    if rows.dtype.hasobject:
        raise Unreadable(
            "{name} holds objects of Python in {key}, and reading them could run code; save the "
            "images as a plain array.",
            name=name,
            key=printable(keys.images),
        )
    names_key = find_names(tuple(arrays))
    if class_names is None and names_key is not None:
        class_names = read_texts(arrays[names_key])
    labels = None
    if keys.labels is not None and rows.shape and not ignore_labels:
        labels, class_names, said = _labels(arrays[keys.labels], len_of(rows), class_names, name)
        notes += said
        if keys.guessed:
            notes.append(say("labels read from {key}", key=printable(keys.labels)))
    if keys.others:
        rest = printable(", ".join(keys.others))
        key = printable(keys.images)
        notes.append(say("images read from {key}, not from {others}", key=key, others=rest))
    if labels is None and not ignore_labels and not keys.others:
        unread = [key for key in arrays if key not in (keys.images, names_key)]
        if unread:
            rest = printable(", ".join(sorted(unread)[:10]))
            notes.append(say("no labels found; not read: {others}", others=rest))
    return ArraySource(path, rows, image_shape, labels, class_names, notes)


def _labels(
    rows: Rows, images: int, names: tuple[str, ...] | None, name: str
) -> tuple[np.ndarray, tuple[str, ...] | None, list[str]]:
    """Labels (n,), the names of the classes, and sentences on how they were read."""
    texts = read_texts(rows)
    if texts is None or len(texts) != images:
        return read_labels(rows, images, name), names, []
    labels, found = labels_of_texts(texts, names)
    if found is None or found == names:
        return labels, names, []
    said = say("labels are the {count} names in alphabetical order, from 0", count=len(found))
    return labels, found, [said]


def _class_names(held: tuple[str, ...]) -> tuple[str, ...] | None:
    """Names from the attribute class_names: an array of texts, or one JSON list of them."""
    names: Any = held
    if len(held) == 1:
        try:
            names = json.loads(held[0])
        except (ValueError, RecursionError):
            return None
    if not names or not isinstance(names, (tuple, list)):
        return None
    texts = cast("tuple[Any, ...] | list[Any]", names)
    return tuple(texts) if all(isinstance(name, str) for name in texts) else None
