"""Verdicts as CSV rows, one an image; columns are `Verdict`'s fields."""

from __future__ import annotations

import csv
import io
from dataclasses import astuple, fields

from core.records import Verdict
from core.wording import printable

# A spreadsheet would run what begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_PATH = 4096


def csv_header() -> str:
    """The first line."""
    return _line([field.name for field in fields(Verdict)])


def csv_row(verdict: Verdict) -> str:
    """One line; a missing label is empty, a path that looks like a formula gets an apostrophe."""
    return _line([_cell(value) for value in astuple(verdict)])


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return "" if value is None else value
    return ("'" if value.startswith(FORMULA) else "") + printable(value, LONGEST_PATH)


def _line(cells: list[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
