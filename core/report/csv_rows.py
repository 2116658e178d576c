"""Records as CSV rows, one for each image or model; the columns are the record's fields."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, get_type_hints

from core.records import Verdict
from core.text.wording import printable

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# A spreadsheet would run text with such a beginning.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_PATH = 4096


def csv_header(kind: type[DataclassInstance]) -> str:
    """The header line for records of a dataclass."""
    return _line([field.name for field in fields(kind)])


def csv_row(record: DataclassInstance) -> str:
    """One line: missing values are empty, several values of one field are separated by spaces.

    Text that looks like a formula gets an apostrophe.
    """
    return _line([_cell(getattr(record, field.name)) for field in fields(record)])


def verdict_columns(votes: Sequence[str]) -> Mapping[str, object]:
    """The columns of verdicts with their types: the fields, and the p-value of each vote."""
    hints = get_type_hints(Verdict)
    del hints["votes"]
    return hints | {f"p_{name}": float for name in votes}


def verdict_cells(verdict: Verdict, votes: Sequence[str]) -> dict[str, object]:
    """The values of one verdict in those columns."""
    said = {field.name: getattr(verdict, field.name) for field in fields(verdict)}
    del said["votes"]
    p_values = {vote.name: vote.p_value for vote in verdict.votes}
    return {**said, **{f"p_{name}": p_values.get(name) for name in votes}}


def verdict_header(votes: Sequence[str]) -> str:
    """The header line for verdicts with these votes."""
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
