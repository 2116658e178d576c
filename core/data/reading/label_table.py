"""A CSV of file names and labels beside pictures, as competitions and exports provide it."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from core.errors import LabelsDoNotFit
from core.files.files import open_regular
from core.text.remedies import LEAVE_LABELS_OUT
from core.text.sentence import say
from core.text.wording import printable

_MOST_BYTES = 64 << 20
_FILE_HEADINGS = ("file", "filename", "file_name", "image", "image_name", "path", "name", "id")
_LABEL_HEADINGS = ("label", "labels", "class", "class_name", "target", "category", "y")
_REMEDY = say("correct it, or {remedy}", remedy=LEAVE_LABELS_OUT)


def find_table(folder: Path) -> Path | None:
    """The only .csv in a folder of pictures, or the one beside the folder with the same name."""
    inside = sorted(
        each
        for each in folder.iterdir()
        if each.suffix.lower() == ".csv" and not each.name.startswith(".") and each.is_file()
    )
    beside = folder.with_name(f"{folder.name}.csv")
    return inside[0] if len(inside) == 1 else beside if beside.is_file() else None


def read_table(path: Path) -> Mapping[str, str]:
    """The label of each picture, by file name without folder; empty if it names no pictures.

    With a heading, the columns are those named like file and label. Without one, they are the first
    and the second.

    Raises:
        LabelsDoNotFit: it is no CSV, or two rows contradict each other.
    """
    name = printable(path.name)
    with open_regular(path, _MOST_BYTES) as file:
        data = file.read()
    try:
        rows = [row for row in csv.reader(data.decode("utf-8-sig").splitlines()) if len(row) > 1]
    except (ValueError, csv.Error) as error:
        raise LabelsDoNotFit(
            "{name} is not a CSV of file names and labels; {remedy}.", name=name, remedy=_REMEDY
        ) from error
    heading = [cell.strip().lower() for cell in rows[0]] if rows else []
    file_column, label_column = _column(heading, _FILE_HEADINGS), _column(heading, _LABEL_HEADINGS)
    if file_column is None and label_column is None:  # no heading
        file_column, label_column = 0, 1
    elif file_column is None or label_column is None:
        return {}  # the table is about something else
    else:
        rows = rows[1:]
    labels: dict[str, str] = {}
    for row in rows:
        if len(row) <= max(file_column, label_column):
            continue
        picture = PurePosixPath(row[file_column].strip().replace("\\", "/")).name
        label = row[label_column].strip()
        if labels.setdefault(picture, label) != label:
            raise LabelsDoNotFit(
                "{name} gives {picture} two labels; {remedy}.",
                name=name,
                picture=printable(picture),
                remedy=_REMEDY,
            )
    return labels


def labels_for(files: Sequence[Path], table: Mapping[str, str]) -> list[str] | None:
    """The label of each file by its name, with or without suffix; None if any file has none."""
    found = [table.get(file.name, table.get(file.stem)) for file in files]
    return [label for label in found if label] if all(found) else None


def _column(heading: Sequence[str], names: Sequence[str]) -> int | None:
    return next((heading.index(name) for name in names if name in heading), None)
