"""Folders of pictures: flat, or one folder a class."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.data.reading.sources import ImageShape, PictureSource
from core.errors import Unreadable
from core.files.images import SUFFIXES
from core.text.sentence import say
from core.text.wording import printable

_LONGEST_NUMBER = 9


def is_picture(path: Path) -> bool:
    """Whether the name of `path` is that of a picture; hidden files are none."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def open_folder(path: Path, image_shape: ImageShape, ignore_labels: bool) -> PictureSource:
    """The pictures in the folder `path`, sorted by name.

    Pictures directly inside carry no labels. Where there are none, every folder inside is a
    class: its name is the label where all names are numbers, else its place in sorted order.

    Raises:
        Unreadable: there are no pictures, or the folder may not be listed.
    """
    try:
        flat = _pictures(path)
        if flat:
            notes = [say("only the pictures directly inside are used")] if _folders(path) else []
            return PictureSource(path, flat, image_shape, notes=notes)
        return _class_folders(path, image_shape, ignore_labels)
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise Unreadable(
            say("{name} cannot be read: {reason}.", name=printable(path.name), reason=reason)
        ) from error


def _class_folders(path: Path, image_shape: ImageShape, ignore_labels: bool) -> PictureSource:
    folders = _folders(path)
    pictures = [_pictures(folder) for folder in folders]
    files = [file for of_class in pictures for file in of_class]
    if not files:
        raise Unreadable(
            say(
                "{name} holds no pictures ({suffixes}), and no folders of pictures.",
                name=printable(path.name or path),
                suffixes=", ".join(SUFFIXES),
            )
        )
    if ignore_labels:
        return PictureSource(path, files, image_shape)
    names = tuple(folder.name for folder in folders)
    numbered = all(n.isascii() and n.isdecimal() and len(n) <= _LONGEST_NUMBER for n in names)
    numbers = [int(name) for name in names] if numbered else list(range(len(names)))
    labels = np.repeat(np.array(numbers, np.int64), [len(of_class) for of_class in pictures])
    if numbered:
        return PictureSource(path, files, image_shape, labels)
    notes = [say("labels are the {count} folders in order of name, from 0", count=len(names))]
    return PictureSource(path, files, image_shape, labels, names, notes)


def _pictures(folder: Path) -> list[Path]:
    return sorted(entry for entry in folder.iterdir() if is_picture(entry) and entry.is_file())


def _folders(path: Path) -> list[Path]:
    """Folders inside `path`; hidden ones and macOS's __MACOSX are no classes."""
    return sorted(
        entry
        for entry in path.iterdir()
        if entry.is_dir() and not entry.name.startswith((".", "__"))
    )
