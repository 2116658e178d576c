"""Verdicts made by hand."""

from __future__ import annotations

from core.records import VoteOnImage


def votes(**p_values: float | None) -> tuple[VoteOnImage, ...]:
    """What votes of some names say, by their p-values; None for one that was not asked."""
    return tuple(VoteOnImage(name, p, p) for name, p in p_values.items())
