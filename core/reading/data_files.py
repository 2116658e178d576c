"""Finding images and labels inside .h5 and .npz files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from h5py import h5d, h5p  # pyright: ignore[reportAttributeAccessIssue]

from core.errors import Unreadable
from core.hdf5 import damage_reported, open_checked
from core.reading.labels import Rows, read_labels
from core.reading.npz import Npz
from core.reading.sources import ArraySource, ImageShape
from core.sentence import say
from core.wording import printable

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

_CHUNK_CACHE_BYTES = 2**25
_CHUNK_SLOTS = 521  # HDF5's own default


def open_hdf5(path: Path, image_shape: ImageShape, ignore_labels: bool) -> ArraySource:
    """The images of an HDF5 file in CSAW form or with another usual pair of keys.

    Raises:
        Unsafe: the file was refused before anything in it was read.
        Unreadable: it is damaged, or holds no images.
    """
    with ExitStack() as stack:
        file = stack.enter_context(open_checked(path))
        if "model_config" in file.attrs or "model_weights" in file:
            raise Unreadable(
                say("{name} is a network, not a set of images.", name=printable(path.name))
            )
        with damage_reported(path.name):
            arrays: dict[str, Rows] = {
                key: _with_chunk_cache(file, key)
                for key, item in file.items()
                if isinstance(item, h5py.Dataset) and isinstance(key, str)  # bytes: no UTF-8
            }
            names = _class_names(file.attrs.get("class_names"))
            source = _array_source(path, arrays, image_shape, ignore_labels, names)
        source.close = stack.pop_all().close
    return source


def open_npz(path: Path, image_shape: ImageShape, ignore_labels: bool) -> ArraySource:
    """The images of an .npz file with one of the usual pairs of keys.

    Raises:
        Unsafe: the images or labels would unpack out of all proportion.
        Unreadable: it is damaged, or holds no images, or pickled objects in their place.
    """
    with ExitStack() as stack:
        archive = stack.enter_context(closing(Npz(path)))
        source = _array_source(path, archive.arrays, image_shape, ignore_labels)
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


def _with_chunk_cache(file: h5py.File, key: str) -> h5py.Dataset:
    """The dataset `key`, remembering enough that a chunk of many images is unpacked once."""
    access = h5p.create(h5p.DATASET_ACCESS)
    access.set_chunk_cache(_CHUNK_SLOTS, _CHUNK_CACHE_BYTES, 1.0)
    return h5py.Dataset(h5d.open(file.id, key.encode(), access))


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


def _class_names(attribute: Any) -> tuple[str, ...] | None:
    """Names from the attribute class_names: an array of texts, or a JSON list of them.

    None where it is anything else.
    """
    try:
        names = attribute.tolist() if isinstance(attribute, np.ndarray) else json.loads(attribute)
    except (TypeError, ValueError, RecursionError):
        return None
    if not isinstance(names, list):
        return None
    texts = [name.decode(errors="replace") if isinstance(name, bytes) else name for name in names]
    return tuple(texts) if all(isinstance(text, str) for text in texts) else None
