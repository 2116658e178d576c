"""The two votes: what the networks' disagreement says, and when it says nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.records import ScreenSettings
from core.screen.conformal import Calibration
from core.screen.votes.disagreement import Disagreement, over_disagreement
from core.screen.votes.vote import Answers, Material

LEAST = ScreenSettings().least_disagreement
NOTHING: Any = None


def both_votes(disagreement: np.ndarray, seed: int) -> np.ndarray:
    """The votes, (n, 2), on images whose entropies are random."""
    rng, count = np.random.default_rng(seed), len(disagreement)
    sure = np.stack([np.ones(count), np.zeros(count)], 1)
    answers = Answers(sure, np.stack([1 - disagreement, disagreement], 1))
    vote = Disagreement(Material(NOTHING, NOTHING, NOTHING, ScreenSettings()))
    return np.stack([rng.uniform(0.2, 1, count), vote.measure(NOTHING, answers)], 1)


def test_networks_that_answer_alike_leave_the_verdict_to_strip():
    rng = np.random.default_rng(0)
    clean, inputs = (both_votes(rng.uniform(-0.3, 0.19, n), n) for n in (99, 50))
    both = Calibration(clean).p_values(inputs).min(1)
    alone = Calibration(clean[:, :1]).p_values(inputs[:, :1])[:, 0]
    low = alone < 0.9
    assert low.sum() > 20 and (both[~low] >= 0.9).all()
    np.testing.assert_array_equal(both[low], alone[low])


def test_one_on_which_they_disagree_is_flagged_nevertheless():
    rng = np.random.default_rng(1)
    calibration = Calibration(both_votes(rng.uniform(-0.3, 0.19, 99), 99))
    (p,) = calibration.p_values(both_votes(np.array([0.9]), 2))
    assert p[1] <= 0.02


@pytest.mark.parametrize(("threshold", "over"), [(-0.6, 0.6), (-1e-5, LEAST), (-np.inf, np.inf)])
def test_no_less_than_a_disagreement_is_shown_as_the_threshold(threshold, over):
    assert over_disagreement(np.array(threshold), LEAST) == over
