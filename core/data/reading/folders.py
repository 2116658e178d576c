"""Folders of pictures: flat, or with one folder for each class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import numpy as np

from core.data.reading.label_table import find_neighbour, find_table, labels_for, read_table
from core.data.reading.labels import labels_of_texts
from core.data.reading.picture_files import PictureSource
from core.data.reading.sources import ImageShape
from core.errors import GoodNetError, Unreadable
from core.files.image_names import SUFFIXES, UNDECODED
from core.records import Unscreened
from core.text.sentence import Sentence, say
from core.text.wording import printable

_LONGEST_NUMBER = 9
SPLITS = ("train", "training", "val", "valid", "validation", "test", "testing")


def is_picture(path: Path) -> bool:
    """Whether `path` is named like a picture and is not hidden."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def not_decoded(path: Path) -> Sentence:
    """Why the picture at `path` is left out."""
    return say(
        "{name} is a {kind} picture, which GoodNet does not decode; save it as PNG or JPEG.",
        name=printable(path.name),
        kind=printable(path.suffix.lstrip(".").upper()),
    )


def _not_entered(folder: Path) -> Sentence:
    """Why the pictures in `folder` are left out."""
    return say(
        "The pictures in {name} are not screened, because this folder lies beside pictures or "
        "inside of a class's folder; add it by itself.",
        name=printable(f"{folder.parent.name}/{folder.name}"),
    )


def _leads_nowhere(link: Path) -> Sentence:
    """Why the picture that `link` should lead to is left out."""
    return say("{name} is a link to a file that does not exist.", name=printable(link.name))


def open_folder(path: Path, image_shape: ImageShape, ignore_labels: bool) -> PictureSource:
    """The pictures in the folder `path`, sorted by name.

    Pictures directly inside are labelled by a CSV in the folder or beside it, or are unlabelled. If
    no pictures are directly inside, every subfolder is a class. Its label is its name if all names
    are numbers, otherwise its position in sorted order.

    Raises:
        Unreadable: there are no pictures, or the folder cannot be listed.
    """
    try:
        flat = _pictures(path)
        if flat:
            inner = _folders(path)
            notes = [say("only the pictures directly inside are used")] if inner else []
            labels, names, said = (None, None, []) if ignore_labels else _from_table(path, flat)
            notes = [*notes, *said]
            return _source(path, flat, [path], image_shape, labels, names, notes, inner)
        return _class_folders(path, image_shape, ignore_labels)
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise Unreadable(
            "{name} cannot be read: {reason}.", name=printable(path.name), reason=reason
        ) from error


def _from_table(
    path: Path, files: Sequence[Path]
) -> tuple[np.ndarray | None, tuple[str, ...] | None, list[Sentence]]:
    """Labels, class names and notes from a CSV; None if the CSV is of no use."""
    found = find_table(path)
    table = _neighbour(path) if found is None else (found, read_table(found))
    if table is None:
        return None, None, []
    name = printable(table[0].name)
    if not any(file.name in table[1] or file.stem in table[1] for file in files):
        if found is None:  # it is about something else
            return None, None, []
        said = say("no labels read from {name}: it needs a column file with these pictures, and "
                   "a column label", name=name)  # fmt: skip
        return None, None, [said]
    texts = labels_for(files, table[1])
    if texts is None:
        return None, None, [say("labels left out, because {name} has not all pictures", name=name)]
    labels, names = labels_of_texts(texts, None)
    said = say("labels read from {name}", name=name)
    if names is None:
        return labels, None, [said]
    order = say("labels are the {count} names in alphabetical order, from 0", count=len(names))
    return labels, names, [said, order]


def _neighbour(path: Path) -> tuple[Path, Mapping[str, str]] | None:
    """The only CSV beside a folder, which often has the labels; None if it is no such table."""
    found = find_neighbour(path)
    try:
        return None if found is None else (found, read_table(found))
    except GoodNetError:
        return None


def _class_folders(path: Path, image_shape: ImageShape, ignore_labels: bool) -> PictureSource:
    folders = _folders(path)
    pictures = [_pictures(folder) for folder in folders]
    files = [file for of_class in pictures for file in of_class]
    names = tuple(folder.name for folder in folders)
    if not files or all(name.lower() in SPLITS for name in names):
        _refuse(path, folders)
    deeper = [inner for folder in folders for inner in _folders(folder)]
    notes = [say("folders inside of the class folders are not read: {count}", count=len(deeper))]
    notes = notes if deeper else []
    if ignore_labels:
        return _source(path, files, folders, image_shape, notes=notes, inner=deeper)
    if len(folders) == 1 and (table := find_table(path)) is not None and read_table(table):
        labels, texts, said = _from_table(path, files)
        if labels is not None:
            notes = [*notes, *said]
            return _source(path, files, folders, image_shape, labels, texts, notes, deeper)
    numbered = all(n.isascii() and n.isdecimal() and len(n) <= _LONGEST_NUMBER for n in names)
    numbers = [int(name) for name in names] if numbered else list(range(len(names)))
    labels = np.repeat(np.array(numbers, np.int64), [len(of_class) for of_class in pictures])
    if numbered:
        return _source(path, files, folders, image_shape, labels, notes=notes, inner=deeper)
    order = say("labels are the {count} folders in order of name, from 0", count=len(names))
    notes = [*notes, order]
    return _source(path, files, folders, image_shape, labels, names, notes, deeper)


def _source(
    path: Path,
    files: Sequence[Path],
    folders: Sequence[Path],
    image_shape: ImageShape,
    labels: np.ndarray | None = None,
    names: tuple[str, ...] | None = None,
    notes: Sequence[Sentence] = (),
    inner: Sequence[Path] = (),
) -> PictureSource:
    """A source of `files`.

    It also names the pictures in `folders` that cannot be decoded, the links there that lead to no
    file, and those of the `inner` folders that hold pictures: nothing in these is read.
    """
    left = [file for folder in folders for file in _undecoded(folder)]
    left_out = [Unscreened(str(file), not_decoded(file)) for file in left]
    left_out += [Unscreened(str(each), _not_entered(each)) for each in inner if _pictures(each)]
    lost = [link for folder in folders for link in _links_to_nothing(folder)]
    left_out += [Unscreened(str(each), _leads_nowhere(each)) for each in lost]
    if left:
        some = say("{count} of {all} pictures left out: {names} (not decoded; save them as PNG)",
            count=len(left),
            all=len(left) + len(files),
            names=printable(", ".join(file.name for file in left), 300),
        )  # fmt: skip
        notes = [*notes, some]
    if lost:
        notes = [
            *notes,
            say("links to files that do not exist are left out: {count}", count=len(lost)),
        ]
    return PictureSource(path, files, image_shape, labels, names, notes, left_out)


def _refuse(path: Path, folders: Sequence[Path]) -> NoReturn:
    """Explain what is in a folder that holds no pictures, or whose subfolders are not classes."""
    name = printable(path.name or path)
    inner = [f for f in folders if _pictures(f) or any(_pictures(each) for each in _folders(f))]
    if inner:
        raise Unreadable(
            "{name} holds no pictures and no folders of classes itself; give one of its "
            "folders: {folders}.",
            name=name,
            folders=", ".join(printable(f"{path.name}/{folder.name}") for folder in inner[:8]),
        )
    left = [file for folder in (path, *folders) for file in _undecoded(folder)]
    if left:
        raise Unreadable(
            "{name} holds only pictures that GoodNet does not decode: {names}; save them as "
            "PNG or JPEG.",
            name=name,
            names=printable(", ".join(file.name for file in left), 300),
        )
    raise Unreadable(
        "{name} holds no pictures ({suffixes}), and no folders of pictures.",
        name=name,
        suffixes=", ".join(SUFFIXES),
    )


def _undecoded(folder: Path) -> list[Path]:
    return _files(folder, UNDECODED)


def _pictures(folder: Path) -> list[Path]:
    return _files(folder, SUFFIXES)


def _files(folder: Path, suffixes: Sequence[str]) -> list[Path]:
    """The files in a folder with these suffixes, sorted, without hidden ones."""
    named = (e for e in folder.iterdir() if e.suffix.lower() in suffixes)
    return sorted(e for e in named if not e.name.startswith(".") and e.is_file())


def _links_to_nothing(folder: Path) -> list[Path]:
    """The links in a folder that are named like pictures and lead to no file."""
    return sorted(
        e for e in folder.iterdir() if is_picture(e) and e.is_symlink() and not e.exists()
    )


def _folders(path: Path) -> list[Path]:
    """The folders inside `path`; hidden ones and macOS's __MACOSX are not classes."""
    return sorted(
        entry
        for entry in path.iterdir()
        if entry.is_dir() and not entry.name.startswith((".", "__"))
    )
