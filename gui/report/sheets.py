"""Where a document that is laid out as one endless page may be cut into sheets.

Rows of tables stay whole, the heads of tables are repeated, and no heading stands alone at the
foot of a sheet, nor with nothing but the words that lead to its table. `QTextDocument` by itself
cuts rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QTextDocument, QTextTable

NOTHING = (0.0, 0.0)
PADDING = 3.0  # of cells, in pixels
LEADING = 80.0  # pixels that the words between a heading and its table may take to stay with both


@dataclass(frozen=True)
class Sheet:
    """A part of the document, from `top` to `bottom`; `head` is repeated above it."""

    top: float
    bottom: float
    head: tuple[float, float] = NOTHING


@dataclass(frozen=True)
class Place:
    """A height at which the document may be cut, and what the next sheet repeats."""

    y: float
    head: tuple[float, float] = NOTHING


def sheets_of(document: QTextDocument, height: float) -> list[Sheet]:
    """The document on sheets of a `height` in pixels."""
    places = sorted(_places(document), key=lambda place: place.y)
    end = document.size().height()
    sheets: list[Sheet] = []
    now = Place(0.0)
    while now.y < end:
        room = height - (now.head[1] - now.head[0])
        cut = Place(end)
        if end - now.y > room:
            fitting = [place for place in places if now.y < place.y <= now.y + room]
            # What is higher than a sheet has to be cut somewhere.
            cut = fitting[-1] if fitting else Place(now.y + room, now.head)
        sheets.append(Sheet(now.y, cut.y, now.head))
        now = cut
    return sheets


def _places(document: QTextDocument) -> Iterator[Place]:
    layout = document.documentLayout()
    after_heading = leads = False
    parts = document.rootFrame().begin()
    while not parts.atEnd():
        table, block = parts.currentFrame(), parts.currentBlock()
        if isinstance(table, QTextTable):
            yield from _rows(document, table, after_heading or leads)
            after_heading = leads = False
        # An empty block parts nothing: neither a heading from its table, nor a table's last row,
        # beside which Qt places the block after the table. A block of line breaks is empty, too.
        elif block.isValid() and block.text().strip():
            place = layout.blockBoundingRect(block)
            if not after_heading:
                yield Place(place.top())
            is_heading = block.blockFormat().headingLevel() > 0
            leads = after_heading and not is_heading and place.height() <= LEADING
            after_heading = is_heading
        parts += 1


def _rows(document: QTextDocument, table: QTextTable, is_led: bool) -> Iterator[Place]:
    layout = document.documentLayout()
    tops = [
        min(
            layout.blockBoundingRect(table.cellAt(row, column).firstCursorPosition().block()).top()
            for column in range(table.columns())
        )
        - PADDING
        for row in range(table.rows())
    ]
    heads = table.format().headerRowCount()  # pyright: ignore[reportAttributeAccessIssue]
    head = (tops[0], tops[heads]) if 0 < heads < len(tops) else NOTHING
    for row, top in enumerate(tops):
        # The first row below the head stays with it.
        if row > heads or (row == 0 and not is_led):
            yield Place(top, head if row > heads else NOTHING)
