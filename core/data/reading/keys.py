"""Tell which arrays of a data file are the images and the labels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.data.reading.labels import Rows
from core.errors import Unreadable
from core.text.sentence import say

# Compared without case, "_" and "-"; the first key that is present is used.
_IMAGES = (
    "data", "images", "image", "imgs", "img", "pictures", "x", "features", "inputs", "pixels",
    "xtest", "testx", "testsetx", "testimages", "testdata", "imagestest",
    "xvalid", "xval", "validx", "valx", "validsetx", "valsetx", "validimages", "valimages",
    "xtrain", "trainx", "trainsetx", "trainimages", "traindata", "imagestrain", "arr0",
)  # fmt: skip
_USUAL_LABELS = ("label", "labels", "y", "target", "targets", "class", "classes")
# What a part of the images' key becomes in the key of their labels.
_PARTNERS = (
    ("images", "labels"), ("image", "label"), ("data", "labels"), ("data", "label"),
    ("features", "labels"), ("inputs", "targets"), ("x", "y"), ("arr0", "arr1"),
)  # fmt: skip
_GROUPS = ("", "test", "testing", "valid", "val", "validation", "train", "training")
_NAMES = ("classnames", "listclasses", "labelnames", "classlabels", "categories")


@dataclass(frozen=True)
class Keys:
    """The arrays to read.

    Attributes:
        images: the key of the images.
        labels: the key of the labels, or None.
        others: keys of further images, which are not read.
        guessed: whether the labels were recognized by their shape alone, not by their name.
    """

    images: str
    labels: str | None
    others: tuple[str, ...] = ()
    guessed: bool = False


def find_keys(name: str, arrays: Mapping[str, Rows]) -> Keys:
    """Find the images and labels among arrays, given by path, such as "x_train" or "test/images".

    Args:
        name: what messages call the file.
        arrays: the arrays; only their shapes and types are read.

    Raises:
        Unreadable: no array can be identified as the images.
    """
    found = [key for key in sorted(arrays, key=_rank) if _word(key) in _IMAGES]
    shaped = [key for key, rows in arrays.items() if _is_images(rows)]
    if not found and len(shaped) != 1:
        held = ", ".join(sorted(arrays)[:10]) or say("nothing")
        raise Unreadable(
            "{name} holds no images under a usual name such as data; it holds {held}.",
            name=name,
            held=held,
        )
    images = found[0] if found else shaped[0]
    labels = find_labels(images, tuple(arrays))
    if labels is not None or found[1:]:
        return Keys(images, labels, tuple(found[1:]))
    guess = [k for k, rows in arrays.items() if k != images and _are_labels(rows, arrays[images])]
    return Keys(images, guess[0] if len(guess) == 1 else None, guessed=len(guess) == 1)


def find_names(keys: Sequence[str]) -> str | None:
    """The key of the class names, as common course files have one."""
    return next((key for key in keys if _word(key) in _NAMES), None)


def find_labels(images: str, keys: Sequence[str]) -> str | None:
    """The labels whose key matches that of the images in the same group, or has a common name."""
    group, _, _ = images.rpartition("/")
    beside = {_word(key): key for key in keys if key.rpartition("/")[0] == group}
    word = _word(images)
    partners = [word.replace(part, other) for part, other in _PARTNERS if part in word]
    mixed = any(mark in word for mark in ("train", "test", "val"))
    return next(
        (beside[each] for each in (*partners, *(() if mixed else _USUAL_LABELS)) if each in beside),
        None,
    )


def _rank(key: str) -> tuple[int, int]:
    group, _, _ = key.lower().rpartition("/")
    word = _word(key)
    groups = _GROUPS.index(group) if group in _GROUPS else len(_GROUPS)
    return groups, _IMAGES.index(word) if word in _IMAGES else len(_IMAGES)


def _word(key: str) -> str:
    return re.sub(r"[_\- ]", "", key.rpartition("/")[2].lower())


def _is_images(rows: Rows) -> bool:
    return len(rows.shape) == 4 and rows.dtype.kind in "biufO"


def _are_labels(rows: Rows, images: Rows) -> bool:
    """Whether an array, whatever its name, has one class number for each image."""
    return rows.dtype.kind in "bui" and rows.shape in ((len_of(images),), (len_of(images), 1))


def len_of(rows: Rows) -> int:
    """How many rows there are."""
    return rows.shape[0] if rows.shape else 0
