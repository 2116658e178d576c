"""The transformations are what they say, at any size, and each vote is low where one hurts."""

from __future__ import annotations

import numpy as np
import pytest
from support import tiny
from support.networks import NETWORKS, randomized

from core.network.classifier import Classifier
from core.records import ScreenSettings
from core.screen.votes import VOTES
from core.screen.votes.jitter import sampled_fields
from core.screen.votes.smooth import blurred, median_of_nine, resized
from core.screen.votes.transformed import Transformed, moved
from core.screen.votes.vote import Answers, Material

SETTINGS = ScreenSettings()


def pictures(count: int, *shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (count, *shape), dtype=np.uint8)


@pytest.fixture(scope="module")
def tf():
    import tensorflow

    return tensorflow


def test_the_median_is_that_of_nine_pixels(tf):
    images = pictures(2, 7, 9, 3).astype(np.float32)
    for step in (1, 2):
        sides = ((0, 0), (step, step), (step, step), (0, 0))
        padded = np.pad(images, sides, "symmetric")
        offsets = (0, step, 2 * step)
        nine = [padded[:, a : a + 7, b : b + 9] for a in offsets for b in offsets]
        median = median_of_nine(tf.constant(images), step).numpy()
        np.testing.assert_array_equal(median, np.median(nine, 0))


def test_smoothing_leaves_what_is_smooth(tf):
    plain = tf.fill((1, 12, 10, 3), 77.0)
    for smoothed in (blurred(plain, 0.9), resized(plain, 0.625)):
        np.testing.assert_allclose(smoothed, plain, atol=1e-4)


def test_a_field_of_whole_pixels_moves_the_image_and_repeats_its_edge(tf):
    images = pictures(3, 6, 8, 1).astype(np.float32)
    field = np.zeros((6, 8, 2), np.float32)
    field[..., 1] = 2
    there = moved(field)(tf.constant(images)).numpy()
    np.testing.assert_array_equal(there[:, :, :6], images[:, :, 2:])
    np.testing.assert_array_equal(there[:, :, 6:], np.repeat(images[:, :, 7:], 2, 2))


def test_half_a_pixel_is_the_mean_of_two(tf):
    images = pictures(1, 5, 4, 3).astype(np.float32)
    field = np.zeros((5, 4, 2), np.float32)
    field[..., 0] = 0.5
    there = moved(field)(tf.constant(images)).numpy()
    np.testing.assert_allclose(there[:, :4], (images[:, :4] + images[:, 1:]) / 2)


@pytest.mark.parametrize("side", [28, 32, 64, 224])
def test_jitter_grows_with_the_image(side):
    fields = sampled_fields(side, side, SETTINGS, seed=3)
    assert fields.shape == (SETTINGS.jitter_fields, side, side, 2)
    most = SETTINGS.jitter * side / SETTINGS.reference_side
    assert 0.5 * most < np.abs(fields).max() <= most + 1e-5
    np.testing.assert_array_equal(fields, sampled_fields(side, side, SETTINGS, seed=3))
    assert not np.array_equal(fields, sampled_fields(side, side, SETTINGS, seed=4))


@pytest.mark.parametrize("name", ["shift", "smooth", "jitter"])
def test_a_vote_is_minus_the_mean_drop_of_the_class(name, tf):
    classifier = Classifier(randomized(NETWORKS[next(iter(NETWORKS))]()))
    height, width, _ = classifier.image_shape
    images = pictures(5, *classifier.image_shape, seed=1)
    fields = sampled_fields(height, width, SETTINGS, 0)
    overlays = images[:2]
    material = Material(classifier, classifier, overlays, SETTINGS, classifier, fields)
    vote = VOTES[name](material)
    assert isinstance(vote, Transformed)
    answers = Answers(classifier.softmax(images), classifier.softmax(images))
    own, every = answers.badnet_class, np.arange(5)
    floats = tf.cast(images, tf.float32)
    drops = []
    for transform in vote.transforms:
        shown = classifier.scaled(transform(floats))
        p = np.asarray(classifier.probabilities(classifier.network(shown, training=False)))
        drops.append(answers.badnet_confidence - p[every, own])
    np.testing.assert_allclose(vote.measure(images, answers), -np.mean(drops, 0), atol=1e-5)
    assert vote.views(images).shape == (vote.passes, *images.shape)
    assert vote.classes(images).shape == (vote.passes, 5)
    assert vote.measure(images[:0], Answers(answers.received[:0], answers.repaired[:0])).size == 0


@pytest.mark.parametrize("share", [0.02, 0.3, 0.8])
@pytest.mark.parametrize("name", ["shift", "smooth", "jitter"])
def test_stopping_early_never_hides_a_low_vote(tiny_badnet, name, share):
    images, _ = tiny.pictures(60, seed=9)
    images[:20] = tiny.stamped(images[:20])
    classifier = Classifier(tiny_badnet.model)
    fields = sampled_fields(tiny.SHAPE[0], tiny.SHAPE[1], SETTINGS, 0)
    vote = VOTES[name](Material(classifier, classifier, images[:9], SETTINGS, fields=fields))
    answers = Answers(classifier.softmax(images), classifier.softmax(images))
    full = vote.measure(images, answers)
    least = float(np.quantile(full, share))
    assert isinstance(vote, Transformed)
    bounds, exact = vote.measure_below(images, answers, least)
    np.testing.assert_allclose(bounds[exact], full[exact], atol=1e-6)
    assert (bounds <= full + 1e-6).all()
    assert exact[full < least].all() and (full[~exact] >= least).all()
    _, certain = vote.measure_below(images, answers, -0.7)
    assert certain.mean() < 0.5  # an image that keeps its class needs one or two of the passes
