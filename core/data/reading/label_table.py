"""A CSV of file names and labels beside pictures, as competitions and exports provide it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from core.errors import LabelsDoNotFit
from core.files.files import open_regular
from core.text.remedies import LEAVE_LABELS_OUT
from core.text.sentence import say
from core.text.wording import printable

_MOST_BYTES = 64 << 20
_FILE_HEADINGS = (
    "file", "filename", "file_name", "image", "image_name", "image_id", "path", "filepath",
    "file_path", "image_path", "name", "id",
)  # fmt: skip
_LABEL_HEADINGS = (
    "label", "labels", "class", "class_name", "classid", "class_id", "target", "category", "y",
)  # fmt: skip
_DELIMITERS = ",;\t"
_ONE_HOT = {"0": 0, "1": 1, "0.0": 0, "1.0": 1}
_REMEDY = say("correct it, or {remedy}", remedy=LEAVE_LABELS_OUT)


def find_table(folder: Path) -> Path | None:
    """The only .csv in a folder of pictures, or the one beside the folder with the same name."""
    inside = _tables_in(folder)
    beside = folder.with_name(f"{folder.name}.csv")
    return inside[0] if len(inside) == 1 else beside if beside.is_file() else None


def find_neighbour(folder: Path) -> Path | None:
    """The only .csv beside a folder of pictures; it need not be about them."""
    beside = _tables_in(folder.absolute().parent)
    return beside[0] if len(beside) == 1 else None


def _tables_in(folder: Path) -> list[Path]:
    return sorted(
        each
        for each in folder.iterdir()
        if each.suffix.lower() == ".csv" and not each.name.startswith(".") and each.is_file()
    )


def read_table(path: Path) -> Mapping[str, str]:
    """The label of each picture, by file name without folder; empty if it names no pictures.

    With a heading, the columns are those named like file and label; of two columns, the other one
    has the labels. Columns of 0 and 1 behind the file are one-hot labels. Without a heading, the
    columns are the first and the second.

    Raises:
        LabelsDoNotFit: it is no CSV, or two rows contradict each other.
    """
    name = printable(path.name)
    labels: dict[str, str] = {}
    for cell, label in _pairs(_rows(path)):
        picture = PurePosixPath(cell.replace("\\", "/")).name
        if labels.setdefault(picture, label) != label:
            raise LabelsDoNotFit(
                "{name} gives {picture} two labels; {remedy}.",
                name=name,
                picture=printable(picture),
                remedy=_REMEDY,
            )
    return labels


def _rows(path: Path) -> list[list[str]]:
    with open_regular(path, _MOST_BYTES) as file:
        data = file.read()
    try:
        lines = data.decode("utf-8-sig").splitlines()
        first = lines[0] if lines else ""
        delimiter = max(_DELIMITERS, key=first.count)
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1]
    except (ValueError, csv.Error) as error:
        raise LabelsDoNotFit(
            "{name} is not a CSV of file names and labels; {remedy}.",
            name=printable(path.name),
            remedy=_REMEDY,
        ) from error
    return [[cell.strip() for cell in row] for row in rows]


def _pairs(rows: list[list[str]]) -> Iterator[tuple[str, str]]:
    """File and label of each row; nothing if the table is about something else."""
    heading = [cell.lower() for cell in rows[0]] if rows else []
    file, label = _column(heading, _FILE_HEADINGS), _column(heading, _LABEL_HEADINGS)
    if file is None and label is None:  # no heading
        yield from ((row[0], row[1]) for row in rows)
        return
    if file is None:
        return
    held = [row for row in rows[1:] if len(row) == len(heading)]
    if label is None and len(heading) == 2:
        label = 1 - file
    if label is None:
        yield from _one_hot(held, file)
        return
    for row in rows[1:]:
        if len(row) > max(file, label):
            yield row[file], row[label]


def _one_hot(rows: Sequence[Sequence[str]], file: int) -> Iterator[tuple[str, str]]:
    """The place of the only 1 of each row, if all cells but the file's are 0 or 1."""
    labels = list[tuple[str, str]]()
    for row in rows:
        cells = [_ONE_HOT.get(cell, 2) for k, cell in enumerate(row) if k != file]
        if sum(cells) != 1:
            return
        labels.append((row[file], str(cells.index(1))))
    yield from labels


def labels_for(files: Sequence[Path], table: Mapping[str, str]) -> list[str] | None:
    """The label of each file by its name, with or without suffix; None if any file has none."""
    found = [table.get(file.name, table.get(file.stem)) for file in files]
    return [label for label in found if label] if all(found) else None


def _column(heading: Sequence[str], names: Sequence[str]) -> int | None:
    return next((heading.index(name) for name in names if name in heading), None)
