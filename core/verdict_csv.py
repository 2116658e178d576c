"""Verdicts as CSV rows, one an image; columns are `Verdict`'s fields."""

from __future__ import annotations

import csv
import io
from dataclasses import astuple, fields

from core.records import Verdict


def csv_header() -> str:
    """The first line."""
    return _line([field.name for field in fields(Verdict)])


def csv_row(verdict: Verdict) -> str:
    """One line; an image without a label leaves that cell empty."""
    return _line(["" if value is None else value for value in astuple(verdict)])


def _line(cells: list[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
