"""The widths of the table's columns, and which column is left out of a narrow table."""

from __future__ import annotations

from gui.look.chips import chip_size
from gui.screening.row_words import verdict_word
from gui.screening.rows import Column

PICTURE = 36
LEFT = 12
WORDS = LEFT + PICTURE + 10  # the left edge of file names
AFTER_CHIP = 6
CLASSES = (Column.BADNET, Column.GOODNET)
WIDTHS = {
    Column.BADNET: 124,
    Column.GOODNET: 116,
    Column.CONFIDENCE: 70,
    Column.BITS: 58,
    Column.P_VALUE: 68,
}
LEAST_FILE, LEAST_CLASS = WORDS + 64, 92


def widths(whole: int) -> dict[Column, int]:
    """The columns' widths in a table of the width `whole`; 0 leaves a column out.

    Names of files and classes share the remaining width; figures need a fixed width. If the table
    is narrow, the repaired network's confidence is left out first, because no verdict depends on
    it.
    """
    chip = max(chip_size(verdict_word(word)).width() for word in ("clean", "poisoned"))
    made = WIDTHS | {Column.VERDICT: LEFT + chip + AFTER_CHIP}
    spare = whole - sum(made.values())
    if spare < LEAST_FILE:
        spare += made[Column.CONFIDENCE]
        made[Column.CONFIDENCE] = 0
    extra = max(0, spare - 230) // 4
    for column in CLASSES:
        missing = min(max(0, LEAST_FILE - spare), made[column] - LEAST_CLASS)
        made[column] += extra - missing
        spare -= extra - missing
    return {Column.FILE: max(spare, LEAST_FILE), **made}
