"""The common parts of all sections of the PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from PySide6.QtGui import QImage

IMAGES = Mapping[str, QImage]


def class_words(number: int, names: Sequence[str]) -> str:
    """A class by number, and by name if it has one."""
    return f"{number} {names[number]}" if number < len(names) else str(number)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of texts as HTML; the first text of each is its title."""
    lines = ["".join(f"<th>{title}&nbsp;&nbsp;&nbsp;</th>" for title in head)] if head else []
    for title, *values in rows:
        cells = "".join(f"<td>{escape(value)}&nbsp;&nbsp;&nbsp;</td>" for value in values)
        lines.append(f"<th>{escape(title)}&nbsp;&nbsp;&nbsp;</th>{cells}")
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
