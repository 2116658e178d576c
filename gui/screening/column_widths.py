"""The widths of the table's columns, and which column is left out of a narrow table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtGui import QFontMetrics

from gui.look.chips import chip_size
from gui.look.theme import font, grown
from gui.screening.row_words import verdict_word
from gui.screening.rows import Column

PICTURE = 36
LEFT = 12
WORDS = LEFT + PICTURE + 10  # the left edge of file names
AFTER_CHIP = 6
CLASSES = (Column.BADNET, Column.GOODNET)
WIDTHS = {
    Column.BADNET: 124,
    Column.GOODNET: 124,
    Column.CONFIDENCE: 70,
    Column.BITS: 76,  # up to six decimals
    Column.P_VALUE: 68,
}
FIGURES = (Column.CONFIDENCE, Column.BITS, Column.P_VALUE)
LEAST_NAME, LEAST_CLASS = 110, 100  # of a file and of a class
NARROW = 740  # pixels that a table has in a window 1024 wide, in large texts
BEFORE, SORTING = 10, 14  # pixels before a title, and for the arrow that sorts
AFTER_FILE, AFTER_NUMBER, AFTER_CLASS = 10, 5, 6


class Names(NamedTuple):
    """The longest names in the table.

    Attributes:
        file: of a file.
        numbered: of a class: digits as wide as its number, and its name.
    """

    file: str = ""
    numbered: tuple[str, str] = ("", "")


def least_width(titles: Mapping[Column, str]) -> int:
    """How wide a table has to be for its figures, and for names that can be told apart."""
    made = _preferred(titles)
    with_bits = _with_bits(made)
    return with_bits if with_bits <= NARROW else with_bits - made[Column.BITS]


def least_file() -> int:
    """How wide the column of files has to be."""
    # A name keeps its beginning and its end; larger ones can spare some of the letters between.
    return WORDS + (LEAST_NAME + grown(LEAST_NAME)) // 2


def widths(whole: int, titles: Mapping[Column, str], names: Names) -> dict[Column, int]:
    """The columns' widths in a table as wide as `whole`; 0 for one that is left out.

    Names of files and classes share the remaining width; figures need a fixed width. If the table
    is narrow, the repaired network's confidence is left out first, because no verdict depends on
    it. Where texts are large, the weighted entropy is next, which is one vote of several. Names of
    classes get what names of files do not need.
    """
    made, least = _preferred(titles), least_file()
    spare = whole - sum(made.values())
    if spare < least:
        spare += made[Column.CONFIDENCE]
        made[Column.CONFIDENCE] = 0
    if whole < _with_bits(made) and _with_bits(made) > NARROW:
        spare += made[Column.BITS]
        made[Column.BITS] = 0
    extra = max(0, spare - 230) // 4
    for column in CLASSES:
        missing = min(max(0, least - spare), made[column] - grown(LEAST_CLASS))
        made[column] += extra - missing
        spare -= extra - missing
    file = max(spare, least)
    of_file, of_class = _needed(names, titles)
    given = max(0, min(file - of_file, len(CLASSES) * (of_class - made[CLASSES[0]])))
    for column in CLASSES:
        made[column] += given // len(CLASSES)
    return {Column.FILE: file - given // len(CLASSES) * len(CLASSES), **made}


def _with_bits(made: Mapping[Column, int]) -> int:
    """What the least names and all figures but the confidence need."""
    figures = sum(made[column] for column in (Column.BITS, Column.P_VALUE, Column.VERDICT))
    return least_file() + len(CLASSES) * grown(LEAST_CLASS) + figures


def _needed(names: Names, titles: Mapping[Column, str]) -> tuple[int, int]:
    """What the longest names of a file and of a class need."""
    metrics = QFontMetrics(font("body", tabular=True))
    file = max(map(metrics.horizontalAdvance, (names.file, titles[Column.FILE])))
    number, name = map(metrics.horizontalAdvance, names.numbered)
    # Rounded up: Qt elides a text that has a part of a pixel too little.
    return WORDS + file + AFTER_FILE + 1, number + AFTER_NUMBER + name + AFTER_CLASS + 1


def _preferred(titles: Mapping[Column, str]) -> dict[Column, int]:
    """What all columns but the first would like: room for what is in them, and for their titles."""
    chip = max(chip_size(verdict_word(word)).width() for word in ("clean", "poisoned"))
    made = {column: grown(width) for column, width in WIDTHS.items()}
    made[Column.VERDICT] = LEFT + chip + AFTER_CHIP
    metrics = QFontMetrics(font("body"))
    for column in FIGURES:
        titled = metrics.horizontalAdvance(titles[column]) + BEFORE + SORTING
        made[column] = max(made[column], titled)
    return made
