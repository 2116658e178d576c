"""Put facts from untrusted files into sentences: printable, short, with units."""

from __future__ import annotations

import math

from core.text.sentence import Sentence, say

MOST_DIGITS = 6
P_DIGITS = 3  # of a p-value
SHARE_DIGITS = 1  # of a share in percent, and of a change in points


def printable(text: object, limit: int = 120) -> str:
    """`text` without control or direction characters, at most `limit` characters long.

    Names in an untrusted file may contain terminal escapes or text-direction marks.
    """
    said = str(text)
    if isinstance(said, Sentence):
        # A Sentence is already printable; if it were cut or copied, it could not be translated.
        return said
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in said)
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def decimal(value: float, digits: int) -> Sentence:
    """A number with a fixed number of decimals.

    `digits` is in the template itself: templates from files must not have a format in a format.
    What is shown as zero has no sign.
    """
    shown = float(value) if round(float(value), digits) else 0.0
    return Sentence(f"{{value:.{digits}f}}", {"value": shown})


def signed(value: float, digits: int) -> Sentence:
    """A change or a lead with its sign; one that is shown as zero has none: "0.0"."""
    shown = round(value, digits)
    sign = "+" if shown > 0 else "\N{MINUS SIGN}" if shown < 0 else ""
    return say("{sign}{size}", sign=sign, size=decimal(abs(value), digits))


def whole(number: int) -> Sentence:
    """A whole number with thousands separators."""
    return say("{number:,}", number=number)


def percent(share: float, digits: int = SHARE_DIGITS) -> Sentence:
    """`share`, 0..1, with a no-break space: "97.3 %"."""
    return say("{number}\N{NO-BREAK SPACE}%", number=decimal(100 * share, digits))


def change_in_points(before: float, after: float) -> float:
    """The change between two shares, 0..1, in points: the difference of what `percent` displays."""
    return round(100 * after, SHARE_DIGITS) - round(100 * before, SHARE_DIGITS)


def points(before: float, after: float) -> Sentence:
    """The change between two shares, 0..1, in points: "+0.5 points"."""
    change = signed(change_in_points(before, after), SHARE_DIGITS)
    return say("{change}\N{NO-BREAK SPACE}points", change=change)


def p_value(p: float) -> Sentence:
    """A p-value with as many decimals as everywhere: "0.005"."""
    return decimal(p, P_DIGITS)


def bits_digits(bits: float) -> int:
    """How many decimals distinguish a threshold from its neighbours: 2, and more below 0.1."""
    return min(max(2, 1 - math.floor(math.log10(bits))), MOST_DIGITS) if bits > 0 else 0


def in_bits(bits: float) -> Sentence:
    """`bits` with as many decimals as it needs and its unit: "0.052 bits"."""
    return say("{number}\N{NO-BREAK SPACE}bits", number=decimal(bits, bits_digits(bits)))


def byte_size(count: float) -> Sentence:
    """`count` bytes in decimal units with a no-break space: "2.4 MB"."""
    for unit in ("bytes", "kB", "MB", "GB", "TB"):
        if count < 1000 or unit == "TB":
            break
        count /= 1000
    if unit == "bytes":
        return say("{count:.0f}\N{NO-BREAK SPACE}bytes", count=count)
    if count >= 100:
        return say("{count:.0f}\N{NO-BREAK SPACE}{unit}", count=count, unit=unit)
    return say("{count:.1f}\N{NO-BREAK SPACE}{unit}", count=count, unit=unit)
