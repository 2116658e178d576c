"""Records as CSV rows, one an image or a model; columns are the record's fields."""

from __future__ import annotations

import csv
import io
from dataclasses import fields
from typing import Any

from core.text.wording import printable

# A spreadsheet would run what begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_PATH = 4096


def csv_header(kind: type[Any]) -> str:
    """The first line for records of a dataclass."""
    return _line([field.name for field in fields(kind)])


def csv_row(record: Any) -> str:
    """One line: what is missing is empty, several values of one field are parted by spaces.

    Text that looks like a formula gets an apostrophe.
    """
    return _line([_cell(getattr(record, field.name)) for field in fields(record)])


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        value = " ".join("any" if one is None else str(one) for one in value)
    if not isinstance(value, str):
        return "" if value is None else value
    return ("'" if value.startswith(FORMULA) else "") + printable(value, LONGEST_PATH)


def _line(cells: list[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
