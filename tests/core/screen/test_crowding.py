"""Crowding: flagged images that crowd a class give it away; floods of clean images do not."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest

from core.records import LearnSettings
from core.screen.crowding import (
    Counts,
    beta_binomial_tail,
    crowd_beyond_chance,
    crowd_of,
    hypergeometric_tail,
    most_crowded,
)

SETTINGS, FRR, CLASSES = LearnSettings(), 0.05, 10
ALPHA = SETTINGS.accused
NOTHING_KNOWN = Counts(np.zeros(CLASSES, int), np.zeros(CLASSES, int))


def stream(rng, weights, poisoned=0, caught=0.0, images=400, rates=None) -> Counts:
    """Clean images of classes with `weights`, and some poisoned ones that go to class 3."""
    rates = np.full(CLASSES, FRR) if rates is None else rates
    answers = rng.choice(CLASSES, images - poisoned, p=weights / weights.sum())
    flagged = rng.random(len(answers)) < rates[answers]
    answers = np.concatenate([answers, np.full(poisoned, 3)])
    flagged = np.concatenate([flagged, rng.random(poisoned) < caught])
    return Counts.of(answers, flagged, CLASSES)


def accused(counts: Counts, clean: Counts) -> int | None:
    crowd = most_crowded(counts, clean, FRR, SETTINGS)
    return crowd.target_class if crowd and crowd.p_value <= ALPHA else None


def test_tails_are_exact():
    assert hypergeometric_tail(2, 3, 4, 10) == pytest.approx(
        (comb(4, 2) * comb(6, 1) + comb(4, 3)) / comb(10, 3)
    )
    # Beta(1, 1) makes every count equally likely.
    assert beta_binomial_tail(7, 10, 1, 1) == pytest.approx(4 / 11)
    assert beta_binomial_tail(0, 10, 0.3, 5) == pytest.approx(1)


@pytest.mark.parametrize("poisoned, caught, least", [(100, 0.5, 45), (100, 1.0, 48), (25, 0.9, 40)])
def test_caught_images_give_the_target_away(poisoned, caught, least):
    found = 0
    for seed in range(50):
        rng = np.random.default_rng(seed)
        clean = stream(rng, np.ones(CLASSES), images=300)
        found += accused(stream(rng, np.ones(CLASSES), poisoned, caught), clean) == 3
    assert found >= least


@pytest.mark.parametrize("flood", [1, 3, 30])
def test_at_most_one_of_a_hundred_clean_streams_is_accused_even_when_flooded(flood):
    """With `flood` = 3, a quarter of the images are of one class."""
    weights = np.ones(CLASSES)
    weights[3] = flood
    accusations = 0
    for seed in range(400):
        rng = np.random.default_rng(seed)
        # Classes differ in how often their clean images are flagged.
        rates = rng.beta(1, 19, CLASSES)
        clean = stream(rng, np.ones(CLASSES), images=300, rates=rates)
        accusations += accused(stream(rng, weights, rates=rates), clean) is not None
    assert accusations <= 4


def test_a_class_without_calibration_images_is_given_away_by_many_only():
    shown, flagged = np.full(CLASSES, 30), np.full(CLASSES, 1)
    shown[3], flagged[3] = 60, 40
    assert accused(Counts(shown, flagged), NOTHING_KNOWN) == 3
    flagged[3] = 12
    assert accused(Counts(shown, flagged), NOTHING_KNOWN) is None


def test_it_says_what_is_expected_and_nothing_where_nothing_is_flagged():
    shown = np.full(CLASSES, 40)
    clean = Counts(np.full(CLASSES, 30), np.full(CLASSES, 1))
    crowd = crowd_of(3, Counts(shown, np.full(CLASSES, 2)), clean, FRR, SETTINGS)
    assert crowd.shown == 40 and crowd.flagged == 2 and crowd.p_value == 1
    assert crowd.expected == pytest.approx(40 * 1.25 / 35)
    assert most_crowded(Counts(shown, np.zeros(CLASSES, int)), clean, FRR, SETTINGS) is None


def test_a_stream_alone_tells_a_large_crowd():
    shown, flagged = np.full(CLASSES, 30), np.full(CLASSES, 1)
    shown[3], flagged[3] = 60, 40
    crowd = crowd_beyond_chance(Counts(shown, flagged), NOTHING_KNOWN, FRR)
    assert crowd is not None and crowd.target_class == 3 and crowd.flagged == 40
    assert crowd_beyond_chance(Counts(shown, np.full(CLASSES, 4)), NOTHING_KNOWN, FRR) is None


def test_calibration_images_tell_a_crowd_among_many_clean_images_of_its_class():
    """Half of the images of class 3 are clean; the stream alone leaves the class's FRR open."""
    shown, flagged = np.full(CLASSES, 20), np.full(CLASSES, 1)
    shown[3], flagged[3] = 40, 20
    clean = Counts(np.full(CLASSES, 40), np.full(CLASSES, 2))
    assert crowd_beyond_chance(Counts(shown, flagged), NOTHING_KNOWN, FRR) is None
    crowd = crowd_beyond_chance(Counts(shown, flagged), clean, FRR)
    assert crowd is not None and crowd.target_class == 3
