"""Counts of flagged images are judged by exact probabilities."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from core.report.chance import (
    beta_binomial_tail,
    binomial_tail,
    flagged_share,
)


def exact_binomial(count: int, trials: int, share: Fraction) -> Fraction:
    chances = (
        comb(trials, x) * share**x * (1 - share) ** (trials - x) for x in range(count, trials + 1)
    )
    return sum(chances, Fraction(0))


@pytest.mark.parametrize(("count", "trials"), [(0, 5), (3, 20), (20, 20), (21, 20), (61, 1000)])
def test_a_binomial_tail_equals_that_of_fractions(count, trials):
    wanted = float(exact_binomial(count, trials, Fraction(1, 20)))
    assert binomial_tail(count, trials, 0.05) == pytest.approx(wanted, rel=1e-9, abs=1e-300)


def test_a_beta_binomial_tail_equals_a_sum_over_ranks():
    """Of n + m exchangeable images: how many of m fall below the k-th lowest of the n."""
    n, m, k = 9, 6, 2

    def exactly(x: int) -> Fraction:
        # x of the m, and k - 1 of the n, lie below the k-th of the n.
        return Fraction(comb(k - 1 + x, x) * comb(n - k + m - x, m - x), comb(n + m, m))

    for count in range(m + 2):
        wanted = float(sum((exactly(x) for x in range(count, m + 1)), Fraction(0)))
        assert beta_binomial_tail(count, m, k, n + 1 - k) == pytest.approx(wanted, abs=1e-12)


def test_clean_services_are_called_suspicious_as_rarely_as_asked():
    generator = np.random.default_rng(0)
    alarms = 0
    for _ in range(2000):
        threshold = np.sort(generator.random(99))[4]  # FRR 0.05 of 100
        flagged = int((generator.random(300) < threshold).sum())
        alarms += flagged_share(flagged, 300, 0.05, 99, level=0.05).alarm
    assert alarms / 2000 == pytest.approx(0.05, abs=0.015)


def test_a_service_under_attack_is_shown():
    assert flagged_share(160, 1000, 0.05, 1000).alarm
    assert not flagged_share(60, 1000, 0.05, 1000).alarm
    # With few calibration images the screen itself may flag that many.
    assert not flagged_share(90, 1000, 0.05, 99).alarm
