"""Class names from a text, CSV or JSON file."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import cast

from core.errors import Invalid, Unreadable
from core.files.files import open_regular
from core.text.sentence import say
from core.text.wording import printable

_MOST_BYTES = 1 << 24


def load_class_names(path: Path, classes: int | None = None) -> tuple[str, ...]:
    """The names of all classes, in order.

    Args:
        path: .txt with one name per line, numbered from 0 or not; .csv with "index,name" or "name",
            with or without a heading; or .json with a list of names or {index: name}.
        classes: the required number of names, if it is known.

    Raises:
        Unreadable: the file is not of such a form, or names are missing.
    """
    with open_regular(path, _MOST_BYTES) as file:
        return parse_class_names(file.read(), path.name, classes)


def parse_class_names(content: bytes, name: str, classes: int | None = None) -> tuple[str, ...]:
    """Like `load_class_names`, from the content of a file called `name`."""
    shown = printable(name)
    try:
        names = _PARSERS.get(PurePath(name).suffix.lower(), _from_text)(content.decode("utf-8-sig"))
    except (ValueError, RecursionError, csv.Error) as error:
        detail = str(error) if isinstance(error, Invalid) else say("it is not what its name says")
        raise Unreadable(
            "{name} does not give class names: {detail}.", name=shown, detail=detail
        ) from error
    if classes is not None and len(names) != classes:
        raise Unreadable(
            "{name} names {given} classes, but the network has {classes}.",
            name=shown,
            given=len(names),
            classes=classes,
        )
    return names


def _from_text(text: str) -> tuple[str, ...]:
    lines = [line.strip() for line in text.strip().splitlines()]
    parts = [line.partition(" ") for line in lines]
    # Teachable Machine numbers its lines: "0 Cat", "1 Dog".
    if all(number == str(row) and name for row, (number, _, name) in enumerate(parts)):
        lines = [name for _, _, name in parts]
    return _checked(lines)


def _from_csv(text: str) -> tuple[str, ...]:
    rows = [row for row in csv.reader(text.strip().splitlines()) if row]
    if not any(len(row) > 1 for row in rows):
        return _checked([row[0].strip() for row in rows])
    if rows and not rows[0][0].strip().isdecimal():
        rows = rows[1:]
    if any(len(row) < 2 for row in rows):
        raise Invalid("some rows have an index and no name")
    return _by_index([(row[0].strip(), row[1].strip()) for row in rows])


def _from_json(text: str) -> tuple[str, ...]:
    content = json.loads(text)
    if isinstance(content, dict):
        return _by_index(list(cast("dict[str, object]", content).items()))
    if not isinstance(content, list):
        raise Invalid("it is neither a list of names nor an object of index and name")
    return _checked(cast("list[object]", content))


def _by_index(pairs: list[tuple[str, object]]) -> tuple[str, ...]:
    if not all(index.isdecimal() and len(index) < 10 for index, _ in pairs):
        raise Invalid("an index is not a whole number")
    names = {int(index): name for index, name in pairs}
    if len(names) != len(pairs) or sorted(names) != list(range(len(names))):
        raise Invalid("the indices do not count 0, 1, 2 and so on, each once")
    return _checked([names[index] for index in range(len(names))])


def _checked(names: Sequence[object]) -> tuple[str, ...]:
    if not names:
        raise Invalid("it is empty")
    texts = [name.strip() for name in names if isinstance(name, str)]
    if len(texts) < len(names) or not all(texts):
        raise Invalid("a name is empty or not text")
    return tuple(map(printable, texts))


_PARSERS = {".csv": _from_csv, ".json": _from_json}
