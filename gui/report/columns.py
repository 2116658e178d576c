"""The widths of the report's table of images on paper and on the Report page.

Qt breaks a word that is wider than its column anywhere. So a column that holds a long word, such as
the name of a class or a file, gets room from the columns that have more than they need.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser

from PySide6.QtGui import QFont, QFontMetricsF

from gui.look.wording import BREAK, breakable

# Shares of the table in percent, by the columns' heads; what is left is for the picture.
SHARES: Mapping[str, float] = {
    "file": 8.0,
    "answer": 11.5,
    "strip": 12.5,
    "networks": 12.0,
    "others": 10.5,
    "chance": 11.5,
    "judged": 15.5,
}
# Those that can give room to others.
SPEND = {"file", "answer", "strip", "networks", "others", "chance"}
LEAST = 592  # pixels that the table has at least
POINTS, ROUND_WORDS = 8, 9.0  # of the table's font, and pixels around the words of a cell
SIGN = "W\N{NO-BREAK SPACE}"  # as wide as a sign
BREAKS = re.compile(rf"[ \t\r\n{BREAK}]+")


def shares_of(html: str) -> list[float]:
    """The share of each column of the table of images in percent; 0 leaves it to Qt.

    A word that no column has room for is broken as before.
    """
    words = _Words()
    words.feed(html)
    base = [SHARES.get(head, 0.0) for head in words.heads]
    metrics = QFontMetricsF(_font())
    needed = [
        100 * (max(map(metrics.horizontalAdvance, column), default=0) + ROUND_WORDS) / LEAST
        for column in words.columns
    ]
    missing = [need - share for need, share in zip(needed, base, strict=True)]
    return _balanced(
        base, [m if h in SPEND else 0.0 for m, h in zip(missing, words.heads, strict=True)]
    )


def _balanced(base: Sequence[float], missing: Sequence[float]) -> list[float]:
    """`base` with what some columns miss, taken from those that miss less than nothing."""
    lacking = [max(0.0, each) for each in missing]
    spare = [max(0.0, -each) for each in missing]
    moved = min(sum(lacking), sum(spare))
    if not moved:
        return [*base]
    gets, gives = moved / sum(lacking), moved / sum(spare)
    return [
        share + gets * lack - gives * extra
        for share, lack, extra in zip(base, lacking, spare, strict=True)
    ]


def _font() -> QFont:
    font = QFont()
    font.setPointSize(POINTS)
    return font


class _Words(HTMLParser):
    """The words of each column of the table of images.

    Attributes:
        heads: the class that names each column; empty for that of the picture.
        columns: the words in each column that can only be broken within.
    """

    def __init__(self) -> None:
        super().__init__()
        self.heads: list[str] = []
        self.columns: list[set[str]] = []
        self._inside = False
        self._place = -1
        self._text = ""
        self._is_name = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag == "table":
            self._inside = "images" in classes
        elif self._inside and tag == "tr":
            self._place = -1
        elif self._inside and tag in ("td", "th"):
            self._place += 1
            self._text, self._is_name = "", "name" in classes
            if tag == "th":
                self.heads.append(next((each for each in classes if each in SHARES), ""))
                self.columns.append(set())
        elif tag == "br":
            self._text += " "
        elif tag == "svg":
            self._text += SIGN

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._inside = False
        elif self._inside and tag in ("td", "th"):
            text = breakable(self._text, beyond=0) if self._is_name else self._text
            self.columns[self._place] |= {*BREAKS.split(text)}

    def handle_data(self, data: str) -> None:
        # A sign stays with its word.
        self._text += data.lstrip() if self._text.endswith(SIGN) else data
