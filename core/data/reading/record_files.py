"""TFRecord files as a source of images: encoded pictures with labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.data.reading.labels import labels_of_texts
from core.data.reading.picture_files import PictureSource
from core.data.reading.sources import ImageShape
from core.errors import Invalid, Unreadable
from core.files import hdf5
from core.files.files import open_regular
from core.files.tfrecord import Feature, Record, read_example, records
from core.text.sentence import say
from core.text.wording import printable

# The first bytes of encoded pictures: PNG, JPEG, GIF, BMP, WebP (RIFF).
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF")
_LABELS = ("image/class/label", "label", "labels", "class", "target", "y", "category")
# Whole numbers that describe a picture and are not labels.
_SIZES = {"height", "width", "depth", "channels", "id", "image_id", "index"}


@dataclass(frozen=True)
class RecordPicture:
    """An encoded picture inside a TFRecord; `name` is what messages call it."""

    path: Path
    record: Record
    key: str
    name: str

    def read(self) -> bytes:
        """The encoded bytes of the picture."""
        try:
            with open_regular(self.path, hdf5.DATA.file_bytes) as file:
                values = read_example(file, self.record).get(self.key, ())
        except Invalid as error:
            raise Unreadable("{name} is damaged: {error}.", name=self.name, error=error) from None
        return values[0] if values and isinstance(values[0], bytes) else b""


def open_tfrecord(path: Path, image_shape: ImageShape, ignore_labels: bool) -> PictureSource:
    """The encoded pictures of a TFRecord, and their labels if every record has one.

    Raises:
        Unreadable: it is damaged, or holds no encoded pictures.
    """
    name = printable(path.name)
    try:
        with open_regular(path, hdf5.DATA.file_bytes) as file:
            places = list(records(file))
            if not places:
                raise Invalid("it holds no record")
            first = read_example(file, places[0])
            image = _picture_key(first)
            label = None if ignore_labels else _label_key(first)
            values = [] if label is None else [read_example(file, p).get(label) for p in places]
        labels, names, notes = _labels(values, label)
    except Invalid as error:
        raise Unreadable(
            "{name} cannot be read as a TFRecord: {error}.", name=name, error=str(error)
        ) from None
    pictures = [
        RecordPicture(path, place, image, say("record {index} of {name}", index=k, name=name))
        for k, place in enumerate(places)
    ]
    return PictureSource(path, pictures, image_shape, labels, names, notes)


def _picture_key(example: Mapping[str, Feature]) -> str:
    """The feature that holds an encoded picture."""
    found = [
        key
        for key, values in example.items()
        if len(values) == 1 and isinstance(values[0], bytes) and values[0].startswith(_PICTURES)
    ]
    if len(found) != 1:
        held = printable(", ".join(sorted(example)), 200) or say("nothing")
        raise Invalid("no one feature is a picture as PNG or JPEG; it holds {held}", held=held)
    return found[0]


def _label_key(example: Mapping[str, Feature]) -> str | None:
    """The feature that holds the label: one with a common name, or the only whole number."""
    single = {key: values[0] for key, values in example.items() if len(values) == 1}
    for key in _LABELS:
        if key in single:
            return key
    numbers = [key for key, value in single.items() if isinstance(value, int)]
    rest = [key for key in numbers if key.rpartition("/")[2] not in _SIZES]
    return rest[0] if len(rest) == 1 else None


def _labels(
    values: Sequence[Feature | None], key: str | None
) -> tuple[np.ndarray | None, tuple[str, ...] | None, list[str]]:
    """Labels, class names and notes, from the values of the label's feature."""
    if key is None:
        return None, None, []
    given = [value[0] for value in values if value]
    texts = [each.decode("utf-8", "replace") for each in given if isinstance(each, bytes)]
    numbers = [each for each in given if isinstance(each, int)]
    said = say("labels read from {key}", key=printable(key))
    if min(numbers, default=0) < 0:
        raise Invalid("a label is below zero")
    if len(numbers) == len(values):
        return np.array(numbers, np.int64), None, [said]
    if len(texts) == len(values):
        labels, names = labels_of_texts([printable(each) for each in texts], None)
        return labels, names, [said]
    return None, None, [say("labels left out, because some records have none")]
