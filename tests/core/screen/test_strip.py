"""STRIP's entropies and persistence against the plain computation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

import numpy as np
import pytest
from support.networks import NETWORKS, randomized

from core.network.classifier import Classifier, entropy_bits
from core.network.preprocessing import NAMED
from core.records import ScreenSettings
from core.screen.votes import strip as strip_module
from core.screen.votes.strip import Blended, Strip
from core.screen.votes.vote import Material

DEFAULT = ScreenSettings()
BLENDS = [(0.5, 0.5), (1.0, 1.0), (0.7, 0.6)]


def strip_of(
    classifier: Classifier, overlays: np.ndarray, settings: ScreenSettings = DEFAULT
) -> Strip:
    """STRIP on a classifier."""
    return Strip(Material(classifier, classifier, overlays, settings))


def random_images(classifier: Classifier, count: int, seed: int) -> np.ndarray:
    shape = (count, *classifier.image_shape)
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def measured(strip: Strip, images: np.ndarray, least: float = np.inf) -> Blended:
    return strip.blended(images, strip.badnet.softmax(images).argmax(-1), least)


def check_against_plain(strip: Strip, images: np.ndarray) -> None:
    """Every blend through the whole network, one image after the other."""
    classifier, (a, b) = strip.badnet, strip.blend
    own = classifier.softmax(images).argmax(-1)
    entropies, kept = [], []
    for image, its_class in zip(images, own, strict=True):
        blends = a * image.astype(np.float32) + b * strip.overlays.astype(np.float32)
        outputs = classifier.network(classifier.scaled(blends), training=False)
        p = np.asarray(classifier.probabilities(outputs), np.float64)
        entropies.append(entropy_bits(p).mean())
        kept.append(p[:, its_class].mean())
    ours = strip.blended(images, own)
    assert ours.exact.all()
    np.testing.assert_allclose(ours.entropy_bits, entropies, atol=1e-5)
    np.testing.assert_allclose(ours.persistence, kept, atol=1e-5)


@pytest.mark.parametrize("name", NETWORKS)
def test_entropies_equal_the_plain_computation(name):
    classifier = Classifier(randomized(NETWORKS[name]()))
    images, overlays = random_images(classifier, 5, 1), random_images(classifier, 7, 2)
    for blend in BLENDS:
        check_against_plain(strip_of(classifier, overlays, ScreenSettings(blend=blend)), images)


@pytest.mark.parametrize("name", ["caffe", "torch", "-1..1", "standardized"])
def test_each_preprocessing_gives_the_plain_entropies(name):
    classifier = Classifier(randomized(NETWORKS["resnet"]()), NAMED[name])
    images, overlays = random_images(classifier, 3, 1), random_images(classifier, 7, 2)
    for blend in BLENDS:
        check_against_plain(strip_of(classifier, overlays, ScreenSettings(blend=blend)), images)


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
    check_against_plain(strip_of(classifier, overlays), images)


@pytest.fixture(scope="module")
def tiny(tiny_badnet) -> tuple[Classifier, np.ndarray, np.ndarray]:
    from support.tiny import pictures, stamped

    images, _ = pictures(90, seed=7)
    images[:30] = stamped(images[:30])
    overlays, _ = pictures(40, seed=8)
    return Classifier(tiny_badnet.model), images, overlays


def test_a_trigger_lowers_the_entropy(tiny):
    classifier, images, overlays = tiny
    blended = measured(strip_of(classifier, overlays), images)
    entropies, weighted = blended.entropy_bits, blended.weighted_bits
    assert np.median(entropies[:30]) < np.median(entropies[30:]) / 2
    assert np.median(weighted[:30]) < np.median(weighted[30:]) / 4
    assert np.median(blended.persistence[:30]) > np.median(blended.persistence[30:]) + 0.2


@pytest.mark.parametrize("pass_floats", [1, 10_000, 300_000])
def test_small_passes_change_nothing(tiny, monkeypatch, pass_floats):
    classifier, images, overlays = tiny
    whole = measured(strip_of(classifier, overlays), images[:6])
    monkeypatch.setattr(strip_module, "PASS_FLOATS", pass_floats)
    pieces = measured(strip_of(classifier, overlays), images[:6])
    np.testing.assert_allclose(pieces.entropy_bits, whole.entropy_bits, atol=1e-6)
    np.testing.assert_allclose(pieces.persistence, whole.persistence, atol=1e-6)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.9])
def test_stopping_early_never_hides_a_low_weighted_entropy(tiny, share):
    classifier, images, overlays = tiny
    strip = strip_of(classifier, overlays)
    full = measured(strip, images).weighted_bits
    least = float(np.quantile(full, share))
    early = measured(strip, images, least)
    bounds, exact = early.weighted_bits, early.exact
    np.testing.assert_allclose(bounds[exact], full[exact], atol=1e-6)
    assert (bounds <= full + 1e-6).all()
    assert (full[~exact] >= least - 1e-6).all()
    assert exact[full < least - 1e-6].all()


def test_stopping_early_skips_overlays_on_clean_images(tiny):
    classifier, images, overlays = tiny
    strip = strip_of(classifier, overlays)
    least = float(np.quantile(measured(strip, images[30:]).weighted_bits, 0.04))
    assert measured(strip, images[30:], least).exact.mean() < 0.9


def test_answers_and_blends_are_those_of_one_image(tiny):
    classifier, images, overlays = tiny
    strip = strip_of(classifier, overlays)
    blends = strip.blends(images[0])
    assert blends.shape == overlays.shape and blends.dtype == np.uint8
    np.testing.assert_array_equal(blends[3], np.rint(images[0] / 2 + overlays[3] / 2))
    same = strip.answers(images[0]) == classifier.softmax(blends).argmax(-1)
    assert same.mean() > 0.9  # blends to look at are rounded


def test_no_images_have_no_entropies(tiny):
    classifier, images, overlays = tiny
    strip = strip_of(classifier, overlays)
    none = np.empty(0, np.int64)
    assert strip.blended(images[:0], none).entropy_bits.shape == (0,)
    assert strip.blended(images[:0], none, 1.0).exact.shape == (0,)


def test_two_threads_never_compile_at_once_but_run_side_by_side(tiny, monkeypatch):
    classifier, images, overlays = tiny
    front = strip_of(classifier, overlays[:10])._front
    computed, meeting, met = front._blend_sums, Barrier(2), list[bool]()
    patience = iter([0.5, 0.5, 30, 30])

    def meet(*args):
        try:
            meeting.wait(next(patience))
            met.append(True)
        except BrokenBarrierError:
            met.append(False)
            meeting.reset()
        return computed(*args)

    monkeypatch.setattr(front, "_blend_sums", meet)
    rows, own, part = np.arange(4), np.zeros(4, int), front.part(images[:8])
    with ThreadPoolExecutor(2) as threads:
        for side_by_side in (False, True):
            met.clear()
            list(threads.map(lambda k: front.sums(part, rows + k, own, 0, 10), (0, 4)))
            assert met == [side_by_side] * 2
