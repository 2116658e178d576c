"""Verdicts made by hand."""

from __future__ import annotations

from core.records import Verdict, VoteOnImage


def votes(**p_values: float | None) -> tuple[VoteOnImage, ...]:
    """The votes with these names and p-values; None for a vote that was not taken."""
    return tuple(VoteOnImage(name, p, p) for name, p in p_values.items())


CLEAN = Verdict(
    "a/cam_2.png",
    0,
    6,
    6,
    6,
    0.99,
    0.97,
    1.08,
    0.1,
    0.02,
    0.74,
    "clean",
    votes(strip=0.74, disagreement=0.9),
)
POISONED = Verdict(
    "a/cam_1.png",
    0,
    2,
    12,
    6,
    0.99,
    0.96,
    0.08,
    0.9,
    0.95,
    0.005,
    "poisoned",
    votes(strip=0.005, disagreement=0.01),
    label=3,
)
