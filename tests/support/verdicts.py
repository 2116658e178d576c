"""Verdicts made by hand."""

from __future__ import annotations

from core.records import VoteOnImage


def votes(**p_values: float | None) -> tuple[VoteOnImage, ...]:
    """The votes with these names and p-values; None for a vote that was not taken."""
    return tuple(VoteOnImage(name, p, p) for name, p in p_values.items())
