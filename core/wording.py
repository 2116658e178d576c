"""How facts from untrusted files are put into sentences: printable, short, with units."""

from __future__ import annotations

from core.sentence import Sentence, say


def printable(text: object, limit: int = 120) -> str:
    """`text` without control or direction characters, at most `limit` characters long.

    Names in a stranger's file may carry terminal escapes or text-direction marks.
    """
    said = str(text)
    if isinstance(said, Sentence):
        # Already made of printable parts; cut or copied, it could not be translated any more.
        return said
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in said)
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def byte_size(count: float) -> str:
    """`count` bytes for a person, in decimal units with a no-break space: "2.4 MB"."""
    for unit in ("bytes", "kB", "MB", "GB", "TB"):
        if count < 1000 or unit == "TB":
            break
        count /= 1000
    if unit == "bytes":
        return say("{count:.0f}\N{NO-BREAK SPACE}bytes", count=count)
    if count >= 100:
        return say("{count:.0f}\N{NO-BREAK SPACE}{unit}", count=count, unit=unit)
    return say("{count:.1f}\N{NO-BREAK SPACE}{unit}", count=count, unit=unit)
