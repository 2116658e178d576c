"""How the curves of poisoned sets are told apart, in window and report: by color and by dashes."""

from __future__ import annotations

COLORS = 4
# Lengths of lines and gaps, in widths of the line. Only clean accuracy is solid, and at the bottom:
# an equal curve above it leaves it in its gaps.
DASHES: tuple[tuple[float, ...], ...] = ((9, 3), (5, 2, 1, 2), (1.5, 2), (5, 2, 1, 2, 1, 2))
ESTIMATE: tuple[float, ...] = (3.5, 2.5)


def color_number(place: int) -> str:
    """What names the color of the poisoned set at `place`: "", "2", "3", "4", and again."""
    number = 1 + place % COLORS
    return str(number) if number > 1 else ""


def dashes(place: int) -> tuple[float, ...]:
    """The dashes of the poisoned set at `place`; where colors come again, they are others."""
    return DASHES[(place + place // COLORS) % len(DASHES)]
