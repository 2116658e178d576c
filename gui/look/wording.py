"""Numbers, shapes and hashes for people, with units after a no-break space."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale

from core.text.wording import (
    P_DIGITS,
    SHARE_DIGITS,
    bits_digits,
    byte_size,
    change_in_points,
    signed,
)
from gui.look.sentences import in_window_language

SPACE = "\u00a0"
BREAK = "\N{ZERO WIDTH SPACE}"
LONG = 24  # letters; longer words are names or hashes in any language
# Where words in a name end, and where a longer one without such places may be broken, as a hash.
JOINT = re.compile(r"([-_/\\]|\.(?!\d))(?=.)")
WITHIN = re.compile(rf"([^\s{BREAK}]{{16}})(?=[^\s{BREAK}]{{{LONG - 15}}})")


def percent(fraction: float, digits: int = SHARE_DIGITS) -> str:
    """Format 0.973 as "97.3 %"."""
    return f"{decimal(100 * fraction, digits)}{SPACE}%"


def decimal(value: float, digits: int) -> str:
    """A number with a fixed number of decimals."""
    # Rounded first: Qt rounds 1.25 up and Python, which writes the reports, to the even digit.
    # What is shown as zero has no sign: -0.0 + 0.0 is 0.0.
    return QLocale().toString(round(float(value), digits) + 0.0, "f", digits)


def short(value: float, digits: int) -> str:
    """A number with at most so many significant digits: "0.75", "\N{MINUS SIGN}1.5e-07"."""
    written = f"{value:.{digits}g}".replace(".", QLocale().decimalPoint())
    return written.replace("-", "\N{MINUS SIGN}", 1) if value < 0 else written


def change(before: float, after: float) -> str:
    """The change between two shares, 0..1, in points: "+0.5", or "0.0" without a sign."""
    return in_window_language(signed(change_in_points(before, after), SHARE_DIGITS))


def lead(logits: float) -> str:
    """A lead in logits: "+2.5", "0.0"."""
    return in_window_language(signed(logits, 1))


def p_value(p: float) -> str:
    """A p-value: "0.005"."""
    return decimal(p, P_DIGITS)


def bits_figure(bits: float) -> str:
    """Bits without their unit, with as many decimals as they need: "0.52", "0.052"."""
    return decimal(bits, bits_digits(bits))


def in_bits(bits: float) -> str:
    """Bits with their unit."""
    said = QCoreApplication.translate("Wording", "{figure} bits")
    return said.format(figure=bits_figure(bits)).replace(" ", SPACE)


def count(number: int) -> str:
    """A whole number with thousands separators."""
    return QLocale().toString(number)


def times(shape: Sequence[int | None]) -> str:
    """A shape as "48 × 48 × 3", with "?" for open sides."""
    between = f"{SPACE}×{SPACE}"
    return between.join("?" if size is None else str(size) for size in shape)


def size(number: int) -> str:
    """A number of bytes as "2.4 MB"."""
    return in_window_language(byte_size(number))


def short_hash(sha256: str) -> str:
    """Both ends of a hash, for reading; Copy gives the whole hash."""
    return f"{sha256[:8]} {sha256[8:16]} … {sha256[-8:]}"


def breakable(text: str, *, beyond: int = LONG) -> str:
    """`text` with places where its words of more than `beyond` letters may be broken.

    A sentence has few such words, such as names of files. A name alone may be broken wherever a
    word in it ends: `beyond` is 0.
    """
    words = re.compile(rf"\S{{{beyond + 1},}}")
    joined = words.sub(lambda word: JOINT.sub(rf"\1{BREAK}", word[0]), text)
    return WITHIN.sub(rf"\1{BREAK}", joined)


def from_home(path: str) -> str:
    """A path for people, with "~" for the folder of the person who is logged in."""
    home = str(Path.home())
    inside = path == home or path.startswith(home.rstrip(os.sep) + os.sep)
    return "~" + path[len(home) :] if inside else path


def duration(seconds: float) -> str:
    """A time as "35 s" or "1 min 22 s"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole}{SPACE}s"
    return f"{whole // 60}{SPACE}min {whole % 60}{SPACE}s"
