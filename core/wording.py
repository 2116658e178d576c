"""How facts from untrusted files are put into sentences: printable, short, with units."""

from __future__ import annotations


def printable(text: object, limit: int = 120) -> str:
    """`text` without control or direction characters, at most `limit` characters long.

    Names in a stranger's file may carry terminal escapes or text-direction marks.
    """
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(text))
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def byte_size(count: float) -> str:
    """`count` bytes for a person, in decimal units with a no-break space: "2.4 MB"."""
    for unit in ("bytes", "kB", "MB", "GB", "TB"):
        if count < 1000 or unit == "TB":
            break
        count /= 1000
    figure = f"{count:.0f}" if unit == "bytes" or count >= 100 else f"{count:.1f}"
    return f"{figure}\N{NO-BREAK SPACE}{unit}"
