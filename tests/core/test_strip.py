"""STRIP's entropies against the plain computation, and its conformal threshold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import NETWORKS, randomized

from core import strip as strip_module
from core.classifier import Classifier, entropy_bits
from core.errors import Unreadable
from core.strip import Strip, conformal_p, threshold_bits

BLENDS = [(0.5, 0.5), (1.0, 1.0), (0.7, 0.6)]


def random_images(classifier: Classifier, count: int, seed: int) -> np.ndarray:
    shape = (count, *classifier.image_shape)
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def plain_entropies(
    classifier: Classifier, images: np.ndarray, overlays: np.ndarray, blend: tuple[float, float]
) -> np.ndarray:
    """Every blend through the whole network, one image after the other."""
    a, b = blend
    entropies = []
    for image in images:
        blends = a * image.astype(np.float32) + b * overlays.astype(np.float32)
        outputs = classifier.network(classifier.scaled(blends), training=False)
        p = np.asarray(classifier.probabilities(outputs), np.float64)
        entropies.append(entropy_bits(p).mean())
    return np.array(entropies)


@pytest.mark.parametrize("name", NETWORKS)
def test_entropies_equal_the_plain_computation(name):
    classifier = Classifier(randomized(NETWORKS[name]()))
    images, overlays = random_images(classifier, 5, 1), random_images(classifier, 7, 2)
    for blend in BLENDS:
        ours = Strip(classifier, overlays, blend).entropies(images)
        plain = plain_entropies(classifier, images, overlays, blend)
        np.testing.assert_allclose(ours, plain, atol=1e-5, err_msg=str(blend))


@pytest.mark.parametrize("pool", [(2, 2, "valid"), (2, 2, "same"), (3, 2, "valid"), (3, 3, "same")])
@pytest.mark.parametrize("activation", ["relu", "softplus", "gelu"])
def test_every_way_of_pooling_gives_the_plain_entropies(pool, activation):
    from keras import Sequential, layers

    size, stride, padding = pool
    network = Sequential(
        [
            layers.Input((15, 13, 3)),
            layers.Conv2D(5, 3, activation=activation),
            layers.MaxPooling2D(size, stride, padding),
            layers.Flatten(),
            layers.Dense(6),
        ]
    )
    classifier = Classifier(randomized(network))
    images, overlays = random_images(classifier, 3, 1), random_images(classifier, 7, 2)
    ours = Strip(classifier, overlays).entropies(images)
    plain = plain_entropies(classifier, images, overlays, (0.5, 0.5))
    np.testing.assert_allclose(ours, plain, atol=1e-5)


@pytest.fixture(scope="module")
def tiny(tiny_badnet) -> tuple[Classifier, np.ndarray, np.ndarray]:
    from support.tiny import pictures, stamped

    images, _ = pictures(90, seed=7)
    images[:30] = stamped(images[:30])
    overlays, _ = pictures(40, seed=8)
    return Classifier(tiny_badnet.model), images, overlays


def test_a_trigger_lowers_the_entropy(tiny):
    classifier, images, overlays = tiny
    entropies = Strip(classifier, overlays).entropies(images)
    assert np.median(entropies[:30]) < np.median(entropies[30:]) / 2


@pytest.mark.parametrize("pass_floats", [1, 10_000, 300_000])
def test_small_passes_change_nothing(tiny, monkeypatch, pass_floats):
    classifier, images, overlays = tiny
    whole = Strip(classifier, overlays).entropies(images[:6])
    monkeypatch.setattr(strip_module, "PASS_FLOATS", pass_floats)
    pieces = Strip(classifier, overlays).entropies(images[:6])
    np.testing.assert_allclose(pieces, whole, atol=1e-6)


@pytest.mark.parametrize("frr", [0.05, 0.3, 0.9])
def test_stopping_early_gives_the_same_verdicts(tiny, frr):
    classifier, images, overlays = tiny
    strip = Strip(classifier, overlays)
    full = strip.entropies(images)
    calibration = full[30:]  # screening calibration images themselves makes every tie happen
    threshold = threshold_bits(calibration, frr)
    bounds, exact = strip.entropies_until(images, threshold)
    np.testing.assert_allclose(bounds[exact], full[exact], atol=1e-6)
    assert (bounds[~exact] >= threshold).all() and (bounds <= full + 1e-6).all()
    np.testing.assert_array_equal(
        conformal_p(bounds, calibration) <= frr, conformal_p(full, calibration) <= frr
    )


def test_stopping_early_skips_overlays_on_clean_images(tiny):
    classifier, images, overlays = tiny
    strip = Strip(classifier, overlays)
    entropies = strip.entropies(images[30:])
    _, exact = strip.entropies_until(images[30:], threshold_bits(entropies, 0.04))
    assert exact.mean() < 0.9


def test_answers_and_blends_are_those_of_one_image(tiny):
    classifier, images, overlays = tiny
    strip = Strip(classifier, overlays)
    blends = strip.blends(images[0])
    assert blends.shape == overlays.shape and blends.dtype == np.uint8
    np.testing.assert_array_equal(blends[3], np.rint(images[0] / 2 + overlays[3] / 2))
    same = strip.answers(images[0]) == classifier.softmax(blends).argmax(-1)
    assert same.mean() > 0.9  # blends to look at are rounded


def test_no_images_have_no_entropies(tiny):
    classifier, images, overlays = tiny
    strip = Strip(classifier, overlays)
    assert strip.entropies(images[:0]).shape == (0,)
    assert strip.entropies_until(images[:0], 1.0)[0].shape == (0,)


grid = st.integers(0, 30).map(lambda k: k / 8)  # coarse, so that ties are the rule


@given(st.lists(grid, min_size=1, max_size=60), st.lists(grid, min_size=1), st.integers(1, 99))
def test_p_value_and_threshold_agree_exactly(calibration, entropies, percent):
    values, frr = np.array(calibration), percent / 100
    p = conformal_p(np.array(entropies), values)
    at_or_below = (values[None] <= np.array(entropies)[:, None]).sum(1)
    np.testing.assert_array_equal(p, (at_or_below + 1) / (len(values) + 1))
    try:
        threshold = threshold_bits(values, frr)
    except Unreadable:
        assert not (p <= frr).any()
        return
    np.testing.assert_array_equal(p <= frr, np.array(entropies) < threshold)


def test_frr_holds_where_images_are_exchangeable():
    generator = np.random.default_rng(0)
    flagged = [
        (conformal_p(sample[:50], sample[50:]) <= 0.1).mean()
        for sample in generator.gamma(1.0, size=(400, 249))
    ]
    assert 0.08 < np.mean(flagged) <= 0.102


def test_too_few_calibration_images_are_refused():
    with pytest.raises(Unreadable, match="needs at least 19 calibration images, and there are 18"):
        threshold_bits(np.arange(18.0), 0.05)
    assert threshold_bits(np.arange(1.0, 20.0), 0.05) == pytest.approx(1.0, abs=1e-4)
