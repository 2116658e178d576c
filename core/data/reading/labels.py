"""Labels in the forms that data files use: numbers, a column of numbers, or one-hot rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from core.errors import LabelsDoNotFit
from core.text.remedies import LEAVE_LABELS_OUT
from core.text.sentence import say
from core.text.wording import printable

_ROWS_AT_A_TIME = 4096
MOST_TEXTS = 2_000_000
_REMEDY = say("correct them, or {leave_out}", leave_out=LEAVE_LABELS_OUT)


class Rows(Protocol):
    """An array on disk that is read some rows at a time."""

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the whole array."""
        ...

    @property
    def dtype(self) -> np.dtype:
        """The type of its numbers."""
        ...

    def __getitem__(self, rows: slice, /) -> np.ndarray: ...

    def at(self, indices: np.ndarray, /) -> np.ndarray:
        """The rows at `indices`, which ascend without repeats."""
        ...


def read_labels(rows: Rows, images: int, name: str) -> np.ndarray:
    """Labels of shape (n,), (n, 1) or one-hot (n, classes), as int64 (n,).

    A few rows are read at a time, because one-hot labels of a large set are large themselves.

    Raises:
        LabelsDoNotFit: the number of labels differs from that of images, or they are no class
            numbers.
    """
    if not rows.shape or rows.shape[0] != images:
        held = rows.shape[0] if rows.shape else 1
        raise LabelsDoNotFit(
            "{name} holds {held} labels for {images} images; {remedy}.",
            name=name,
            held=held,
            images=images,
            remedy=_REMEDY,
        )
    if rows.dtype.hasobject:
        raise LabelsDoNotFit(
            "The labels of {name} are objects of Python, and reading them could run code; save "
            "them as a plain array, or {leave_out}.",
            name=name,
            leave_out=LEAVE_LABELS_OUT,
        )
    if rows.dtype.kind not in "biuf" or len(rows.shape) > 2 or 0 in rows.shape:
        raise LabelsDoNotFit(
            "The labels of {name} are not class numbers or one-hot rows; {remedy}.",
            name=name,
            remedy=_REMEDY,
        )
    blocks = [
        _class_numbers(np.asarray(rows[start : start + _ROWS_AT_A_TIME]), name)
        for start in range(0, images, _ROWS_AT_A_TIME)
    ]
    return np.concatenate(blocks)


def read_texts(rows: Rows) -> tuple[str, ...] | None:
    """An array of at most `MOST_TEXTS` short texts; None if the array is nothing of the kind."""
    is_one_each = len(rows.shape) in (1, 2) and rows.shape[1:] in ((), (1,))
    if rows.dtype.kind not in "SU" or not is_one_each or rows.shape[0] > MOST_TEXTS:
        return None
    values = np.asarray(rows[: rows.shape[0]]).ravel().tolist()
    texts = (v.decode("utf-8", "replace") if isinstance(v, bytes) else str(v) for v in values)
    return tuple(printable(text.strip()) for text in texts)


def labels_of_texts(
    texts: Sequence[str], names: Sequence[str] | None
) -> tuple[np.ndarray, tuple[str, ...] | None]:
    """Class names, one for each image, as labels (n,) and the names of the classes in order.

    Names that are all numbers become these numbers. Otherwise the order is that of `names` if they
    contain all names, and alphabetical if not, as Keras numbers the folders of classes.
    """
    distinct = sorted(set(texts))
    if all(text.isascii() and text.isdecimal() and len(text) < 10 for text in distinct):
        return np.array([int(text) for text in texts], np.int64), None
    order = tuple(names) if names and set(distinct) <= set(names) else tuple(distinct)
    places = {name: k for k, name in enumerate(order)}
    return np.array([places[text] for text in texts], np.int64), order


def check_labels(labels: np.ndarray, classes: int, name: str) -> None:
    """Raise LabelsDoNotFit if a label cannot belong to a network with `classes` classes."""
    if labels.size and labels.max() >= classes:
        raise LabelsDoNotFit(
            "{name} has labels up to {highest}, but the network has {classes} classes (0 "
            "to {last}); give data with its labels, or {remedy}.",
            remedy=LEAVE_LABELS_OUT,
            name=name,
            highest=labels.max(),
            classes=classes,
            last=classes - 1,
        )


def _class_numbers(block: np.ndarray, name: str) -> np.ndarray:
    if block.ndim == 2 and block.shape[1] > 1:
        one_hot = np.all((block == 0) | (block == 1)) and np.all(block.sum(axis=1) == 1)
        if not one_hot:
            raise LabelsDoNotFit(
                "The label rows of {name} are not one-hot; {remedy}.", name=name, remedy=_REMEDY
            )
        return block.argmax(axis=1).astype(np.int64)
    values = block.reshape(-1)
    # With this bound the cast below is exact for floats and unsigned integers alike.
    if not np.all((values >= 0) & (values < 2**31) & (values == np.floor(values))):
        raise LabelsDoNotFit(
            "{name} has labels that are not whole numbers from 0 upwards; {remedy}.",
            name=name,
            remedy=_REMEDY,
        )
    return values.astype(np.int64)
