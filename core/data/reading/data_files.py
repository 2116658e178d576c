"""Finding images and labels inside .h5 and .npz files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from core.data.reading.labels import Rows, read_labels
from core.data.reading.sources import ArraySource, ImageShape
from core.errors import Unreadable
from core.files.hdf5 import damage_reported
from core.quarantine.stored import opened_hdf5, opened_npz
from core.text.sentence import say
from core.text.wording import printable

HDF5_SUFFIXES = (".h5", ".hdf5")
NPZ_SUFFIX = ".npz"

# Compared without regard to case; the first pair whose images are present is used.
_IMAGE_KEYS = ("data", "images", "image", "x", "x_test", "x_valid", "x_val", "x_train", "arr_0")
_LABEL_KEYS = {
    "x_test": ("y_test",),
    "x_valid": ("y_valid",),
    "x_val": ("y_val",),
    "x_train": ("y_train",),
    "arr_0": ("arr_1",),
}
_USUAL_LABEL_KEYS = ("label", "labels", "y", "target", "targets")


def open_hdf5(path: Path, image_shape: ImageShape, ignore_labels: bool) -> ArraySource:
    """The images of an HDF5 file in CSAW form or with another usual pair of keys.

    Raises:
        Unsafe: the file was refused before anything in it was read.
        Unreadable: it is damaged, or holds no images.
    """
    with ExitStack() as stack:
        file = stack.enter_context(opened_hdf5(path))
        contents = file.contents
        if "model_config" in contents.attributes or "model_weights" in contents.groups:
            raise Unreadable(
                say("{name} is a network, not a set of images.", name=printable(path.name))
            )
        with damage_reported(path.name):
            names = _class_names(contents.class_names)
            source = _array_source(path, file.arrays(), image_shape, ignore_labels, names)
        source.close = stack.pop_all().close
    return source


def open_npz(path: Path, image_shape: ImageShape, ignore_labels: bool) -> ArraySource:
    """The images of an .npz file with one of the usual pairs of keys.

    Raises:
        Unsafe: the images or labels would unpack out of all proportion.
        Unreadable: it is damaged, or holds no images, or pickled objects in their place.
    """
    with ExitStack() as stack:
        file = stack.enter_context(opened_npz(path))
        with damage_reported(path.name):
            source = _array_source(path, file.arrays(), image_shape, ignore_labels)
        source.close = stack.pop_all().close
    return source


def _array_source(
    path: Path,
    arrays: Mapping[str, Rows],
    image_shape: ImageShape,
    ignore_labels: bool,
    class_names: tuple[str, ...] | None = None,
) -> ArraySource:
    image_key = _image_key(path, arrays)
    label_key = None if ignore_labels else _label_key(arrays, image_key)
    rows = arrays[image_key]
    labels = None
    if label_key is not None and rows.shape:
        labels = read_labels(arrays[label_key], rows.shape[0], printable(path.name))
    others = [key for key in arrays if key != image_key and key.lower() in _IMAGE_KEYS]
    notes = []
    if others:
        rest = ", ".join(others)
        notes.append(say("images read from {key}, not from {others}", key=image_key, others=rest))
    return ArraySource(path, rows, image_shape, labels, class_names, notes)


def _image_key(path: Path, arrays: Mapping[str, Rows]) -> str:
    by_name = {key.lower(): key for key in arrays}
    for usual in _IMAGE_KEYS:
        if usual in by_name:
            return by_name[usual]
    candidates = [key for key, rows in arrays.items() if len(rows.shape) == 4]
    if len(candidates) == 1:
        return candidates[0]
    held = ", ".join(sorted(arrays)[:10]) or say("nothing")
    raise Unreadable(
        say(
            "{name} holds no images under a usual name such as data; it holds {held}.",
            name=printable(path.name),
            held=held,
        )
    )


def _label_key(arrays: Mapping[str, Rows], image_key: str) -> str | None:
    by_name = {key.lower(): key for key in arrays}
    keys = _LABEL_KEYS.get(image_key.lower(), _USUAL_LABEL_KEYS)
    return next((by_name[key] for key in keys if key in by_name), None)


def _class_names(held: tuple[str, ...]) -> tuple[str, ...] | None:
    """Names from the attribute class_names: texts, or one that is a JSON list of them."""
    names: Any = held
    if len(held) == 1:
        try:
            names = json.loads(held[0])
        except (ValueError, RecursionError):
            return None
    if not names or not isinstance(names, (tuple, list)):
        return None
    return tuple(names) if all(isinstance(name, str) for name in names) else None
