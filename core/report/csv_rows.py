"""Records as CSV rows, one an image or a model; columns are the record's fields."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, get_type_hints

from core.records import Verdict
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


def verdict_columns(votes: Sequence[str]) -> dict[str, Any]:
    """The columns of verdicts and the type of each: their fields, and of each vote its p-value."""
    hints = get_type_hints(Verdict)
    del hints["votes"]
    return hints | {f"p_{name}": float for name in votes}


def verdict_cells(verdict: Verdict, votes: Sequence[str]) -> dict[str, object]:
    """What one verdict says in those columns."""
    said = {field.name: getattr(verdict, field.name) for field in fields(verdict)}
    del said["votes"]
    p_values = {vote.name: vote.p_value for vote in verdict.votes}
    return {**said, **{f"p_{name}": p_values.get(name) for name in votes}}


def verdict_header(votes: Sequence[str]) -> str:
    """The first line for verdicts by these votes."""
    return _line(list(verdict_columns(votes)))


def verdict_row(verdict: Verdict, votes: Sequence[str]) -> str:
    """One verdict as a line."""
    return _line([_cell(value) for value in verdict_cells(verdict, votes).values()])


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
