"""The two votes: what the networks' disagreement says, and when it says nothing."""

from __future__ import annotations

import numpy as np
import pytest

from core.screen.conformal import Calibration
from core.screen.strip import Blended
from core.screen.votes import LEAST_DISAGREEMENT, Evidence, over_disagreement


def evidence(disagreement: np.ndarray, seed: int) -> Evidence:
    """Of images whose entropies are random."""
    rng, count = np.random.default_rng(seed), len(disagreement)
    classes, ones = np.zeros(count, np.int64), np.ones(count)
    blended = Blended(rng.uniform(0.2, 1, count), rng.uniform(0.2, 1, count), ones > 0)
    return Evidence(classes, classes, ones, 1 - disagreement, disagreement, blended)


def test_networks_that_answer_alike_leave_the_verdict_to_strip():
    rng = np.random.default_rng(0)
    clean, inputs = (evidence(rng.uniform(-0.3, 0.19, n), n).votes for n in (99, 50))
    both = Calibration(clean).p_values(inputs).min(1)
    alone = Calibration(clean[:, :1]).p_values(inputs[:, :1])[:, 0]
    low = alone < 0.9
    assert low.sum() > 20 and (both[~low] >= 0.9).all()
    np.testing.assert_array_equal(both[low], alone[low])


def test_one_on_which_they_disagree_is_flagged_nevertheless():
    rng = np.random.default_rng(1)
    calibration = Calibration(evidence(rng.uniform(-0.3, 0.19, 99), 99).votes)
    (p,) = calibration.p_values(evidence(np.array([0.9]), 2).votes)
    assert p[1] <= 0.02


@pytest.mark.parametrize(
    ("threshold", "over"), [(-0.6, 0.6), (-1e-5, LEAST_DISAGREEMENT), (-np.inf, np.inf)]
)
def test_no_less_than_a_disagreement_is_told_as_the_threshold(threshold, over):
    assert over_disagreement(np.array(threshold)) == over
