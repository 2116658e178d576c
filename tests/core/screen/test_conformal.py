"""p-values of several votes: what they promise, and that thresholds say the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Unreadable
from core.report.chance import beta_quantile, binomial_tail
from core.screen.conformal import TIE, Calibration

grid = st.integers(0, 12).map(lambda k: k / 8)  # coarse, so that ties are the rule
rows = st.tuples(grid, grid)


def by_definition(votes: np.ndarray, clean: np.ndarray) -> float:
    """p of one input, straight from the formula at the head of core/screen/conformal.py."""
    ranks = (clean[None] <= clean[:, None]).sum(1) + (votes <= clean)  # (n, V)
    score = ((clean <= votes).sum(0) + 1).min()
    return float(((ranks.min(1) <= score).sum() + 1) / (len(clean) + 1))


@given(st.lists(rows, min_size=1, max_size=40), st.lists(rows, min_size=1, max_size=10))
def test_p_is_that_of_the_formula_or_a_little_larger(calibration, inputs):
    clean, votes = np.array(calibration), np.array(inputs)
    p_values = Calibration(clean).p_values(votes)
    for vote, row in zip(votes, p_values, strict=True):
        exact, ours = by_definition(vote, clean), row.min()
        ranks = (clean <= vote).sum(0)
        assert ours >= exact - 1e-12
        if ranks[0] != ranks[1] and not (clean == vote).any():
            assert ours == pytest.approx(exact)


@given(st.lists(grid, min_size=1, max_size=60), st.lists(grid, min_size=1))
def test_one_vote_alone_has_the_usual_p(calibration, inputs):
    clean, votes = np.array(calibration), np.array(inputs)
    at_or_below = (clean[None] <= votes[:, None]).sum(1)
    p = Calibration(clean[:, None]).p_values(votes[:, None])
    np.testing.assert_allclose(p[:, 0], (at_or_below + 1) / (len(clean) + 1))
    # A second vote that says the same of every image changes nothing, but next to 1.
    both = Calibration(np.stack([clean, np.zeros_like(clean)], 1))
    p = both.p_values(np.stack([votes, np.zeros_like(votes)], 1)).min(1)
    low = at_or_below < len(clean) - 1
    np.testing.assert_allclose(p[low], (at_or_below[low] + 1) / (len(clean) + 1))
    assert (p[~low] >= len(clean) / (len(clean) + 1) - 1e-12).all()


@given(
    st.lists(rows, min_size=1, max_size=40),
    st.lists(rows, min_size=1, max_size=10),
    st.integers(1, 99),
)
def test_thresholds_flag_exactly_what_p_flags(calibration, inputs, percent):
    clean, votes, frr = Calibration(np.array(calibration)), np.array(inputs), percent / 100
    p = clean.p_values(votes)
    try:
        thresholds = clean.thresholds(frr)
    except Unreadable:
        assert not (p <= frr).any()
        return
    np.testing.assert_array_equal(p <= frr, votes < thresholds)


def test_the_clean_images_themselves_are_flagged_as_often_as_promised():
    votes = np.random.default_rng(4).normal(size=(300, 3))
    flags = Calibration(votes).flags(0.05)
    assert flags.sum() <= 15 and flags.sum() >= 13  # three votes share the lowest ranks
    assert flags[votes.argmin(0)].all()
    assert not Calibration(votes[:10]).flags(0.05).any()


@given(st.lists(rows, min_size=1, max_size=40))
def test_steps_are_the_thresholds_at_every_frr(calibration):
    clean = Calibration(np.array(calibration))
    for vote in range(2):
        for m, step in enumerate(clean.steps(vote), 1):
            try:
                expected = clean.thresholds(m / (len(clean) + 1))[vote]
                assert m / (len(clean) + 1) >= clean.least_frr
            except Unreadable:
                expected = -np.inf
                assert m / (len(clean) + 1) < clean.least_frr
            assert step == expected


@pytest.mark.parametrize("correlation", [-0.9, 0.0, 0.9])
def test_frr_holds_for_votes_that_agree_and_that_do_not(correlation):
    generator = np.random.default_rng(0)
    spread = [[1, correlation], [correlation, 1]]
    flagged = []
    for _ in range(600):
        sample = generator.multivariate_normal([0, 0], spread, 249)
        p = Calibration(sample[50:]).p_values(sample[:50]).min(1)
        flagged.append((p <= 0.1).mean())
    assert 0.09 < np.mean(flagged) <= 0.1 + 3 * np.std(flagged) / len(flagged) ** 0.5


def test_calibrating_votes_apart_would_not_hold_the_frr():
    sample = np.random.default_rng(0).normal(size=(2000, 2))
    apart = [Calibration(sample[1000:, [v]]).p_values(sample[:1000, [v]])[:, 0] for v in (0, 1)]
    assert (np.minimum(*apart) <= 0.1).mean() > 0.15
    together = Calibration(sample[1000:]).p_values(sample[:1000]).min(1)
    assert (together <= 0.1).mean() < 0.13


def test_either_vote_can_flag_alone():
    clean = np.random.default_rng(0).uniform(1, 2, (200, 2))
    p = Calibration(clean).p_values(np.array([[0.0, 1.5], [1.5, 0.0], [1.5, 1.5]]))
    assert p[0, 0] <= 0.02 < p[0, 1]
    assert p[1, 1] <= 0.02 < p[1, 0]
    assert p[2].min() > 0.2


def test_too_few_calibration_images_are_refused():
    rising = np.arange(38.0)
    with pytest.raises(Unreadable, match="needs at least 39 calibration images, and there are 38"):
        Calibration(np.stack([rising, -rising], 1)).thresholds(0.05)
    more = np.arange(39.0)
    assert np.isfinite(Calibration(np.stack([more, -more], 1)).thresholds(0.05)).all()
    with pytest.raises(Unreadable, match="needs at least 19 calibration images, and there are 18"):
        Calibration(np.arange(18.0)[:, None]).thresholds(0.05)


def test_a_calibration_image_screened_again_keeps_its_p():
    clean = Calibration(np.random.default_rng(0).gamma(1.0, size=(99, 2)))
    again = clean.p_values(clean.votes - 0.9 * TIE)
    np.testing.assert_array_equal(again, clean.p_values(clean.votes))


def test_the_interval_holds_what_screens_flag():
    """500 screens of three correlated votes, each with its realised FRR on 4,000 other images."""
    rng, frr, realised, inside = np.random.default_rng(5), 0.05, [], 0
    for _ in range(500):
        shared = rng.normal(size=(4400, 1))
        votes = shared + rng.normal(size=(4400, 3))
        calibration = Calibration(votes[:400])
        promise = calibration.promise(frr)
        share = float((calibration.p_values(votes[400:]).min(1) <= frr).mean())
        realised.append(share)
        inside += promise.low <= share <= promise.high
    assert 0.045 < np.mean(realised) < 0.051
    assert promise.expected == pytest.approx(0.05, abs=0.003)
    assert 0.86 < inside / 500 < 0.96


def test_a_guarantee_holds_in_nine_of_ten_screens():
    rng, held = np.random.default_rng(6), 0
    for _ in range(300):
        votes = rng.normal(size=(4300, 2))
        calibration = Calibration(votes[:300])
        frr = calibration.guaranteeing(0.05)
        held += (calibration.p_values(votes[300:]).min(1) <= frr).mean() <= 0.05
    assert held >= 0.88 * 300
    with pytest.raises(Unreadable, match="cannot guarantee"):
        Calibration(rng.normal(size=(30, 2))).guaranteeing(0.05)


def test_quantiles_are_those_of_the_beta_distribution():
    # From tables: the median of Beta(2, 3), and the closed form for Beta(1, n).
    assert beta_quantile(0.5, 2, 3) == pytest.approx(0.38573, abs=1e-5)
    assert beta_quantile(0.9, 1, 20) == pytest.approx(1 - 0.1 ** (1 / 20))
    assert beta_quantile(0.5, 0, 9) == 0.0
    assert beta_quantile(0.5, 9, 0) == 1.0


@pytest.mark.parametrize(("q", "m", "rest"), [(0.05, 17, 334), (0.95, 17, 334), (0.5, 900, 101)])
def test_quantiles_of_many_images_fit_their_binomial_tail(q: float, m: int, rest: int):
    assert binomial_tail(m, m + rest - 1, beta_quantile(q, m, rest)) == pytest.approx(q, rel=1e-9)


def test_a_vote_that_was_not_asked_has_no_p_value():
    clean = Calibration(np.random.default_rng(0).normal(size=(99, 2)))
    p = clean.p_values(np.array([[np.nan, 0.0], [0.0, 0.0]]))
    assert np.isnan(p[0, 0]) and np.isfinite(p[1]).all() and p[0, 1] == p[1, 1]
