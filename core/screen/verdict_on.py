"""Make a verdict from the evidence on one image."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.records import Verdict, VoteOnImage
from core.screen.panel import Evidence


class Rule(NamedTuple):
    """Everything that a verdict depends on besides the image.

    Attributes:
        votes: their names.
        classes: N.
        frr: 0..1.
    """

    votes: Sequence[str]
    classes: int
    frr: float


def verdict_on(
    evidence: Evidence,
    p_values: np.ndarray,
    k: int,
    rule: Rule,
    origin: tuple[str, int],
    label: int | None,
) -> Verdict:
    """The verdict on the k-th image of `evidence`: flagged if its lowest p-value is <= FRR.

    Args:
        evidence: on n images.
        p_values: of each vote, (n, V); NaN where it was not taken.
        k: the row of the image.
        rule: the rule of the screen.
        origin: the image's file, and its index in it.
        label: 0..N, or None.
    """
    p_value = float(np.nanmin(p_values[k]))
    poisoned = p_value <= rule.frr
    answers, blended = evidence.answers, evidence.blended
    repaired_class = int(answers.repaired_class[k])
    bounded = not bool(evidence.exact[k].all())
    return Verdict(
        *origin,
        badnet_class=int(answers.badnet_class[k]),
        goodnet_class=rule.classes if poisoned else repaired_class,
        repaired_class=repaired_class,
        badnet_confidence=float(answers.badnet_confidence[k]),
        confidence=float(answers.repaired[k].max()),
        entropy_bits=float(blended.entropy_bits[k]),
        persistence=float(blended.persistence[k]),
        disagreement=float(evidence.disagreement[k]),
        p_value=p_value,
        verdict="poisoned" if poisoned else "clean",
        votes=_votes(rule.votes, evidence.votes[k], p_values[k], evidence.exact[k]),
        label=label,
        entropy_is_bound=not bool(blended.exact[k]),
        p_value_is=("at most" if poisoned else "at least") if bounded else "exact",
    )


def _votes(
    names: Sequence[str], values: np.ndarray, p_values: np.ndarray, exact: np.ndarray
) -> tuple[VoteOnImage, ...]:
    return tuple(
        VoteOnImage(name, None, None)
        if math.isnan(value)
        else VoteOnImage(name, float(value), float(p), not bool(sure))
        for name, value, p, sure in zip(names, values, p_values, exact, strict=True)
    )
