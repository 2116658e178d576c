"""Large images are searched at a reduced size first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from support import tiny
from support.networks import randomized
from support.tiny import records_of

from core.data.dataset import open_dataset
from core.data.parts import Part
from core.files.images import resize
from core.jobs.generators import result_of
from core.network.classifier import Classifier
from core.records import (
    ClassesMeasured,
    InversionSettings,
    MarginSettings,
    Progress,
    ReducedSettings,
    ScanSettings,
)
from core.repair.unlearning import Pool
from core.scan.images import Sample
from core.scan.inversion import Goal, Search, towards
from core.scan.job import scan_network
from core.scan.reduced import quick, reduced_shapes
from core.scan.smallest_triggers import smallest_triggers
from core.scan.stages import Sizes
from core.scan.triggers import Additive, Patch

SETTINGS = ScanSettings(
    inversion=InversionSettings(coarse_steps=8, refining_steps=8, batch=4),
    reduced=ReducedSettings(from_side=24, sides=(12,), steps=8, batch=4, least_kept=0.0),
)


def averaging(side: int = 24, classes: int = 3) -> Any:
    """Answers by the mean over all places."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input((side, side, 3)),
            layers.Conv2D(6, 3, padding="same", use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.GlobalAveragePooling2D(),
            layers.Dense(classes),
        ]
    )


def bound_to_a_size() -> Any:
    from keras import Sequential, layers

    return Sequential([layers.Input((24, 24, 3)), layers.Flatten(), layers.Dense(3)])


def undecided(side: int) -> Classifier:
    """Answers images of this size with any class, so that another size changes the answers."""
    network = randomized(averaging())
    images = resize(sampled(Classifier(network)).images, side, side).astype(np.float32)
    view = Classifier(network).at_size(side, side)
    assert view is not None
    kernel, bias = network.layers[-1].get_weights()
    network.layers[-1].set_weights([kernel, bias - view.logits(images).numpy().mean(0)])
    return Classifier(network)


def sampled(classifier: Classifier, count: int = 12) -> Sample:
    shape = (count, *classifier.image_shape)
    return Sample.answered(classifier, np.random.default_rng(0).integers(0, 256, shape, np.uint8))


def test_a_view_of_another_size_answers_as_a_network_of_that_size():
    classifier = Classifier(randomized(averaging()))
    view, twin = classifier.at_size(12, 12), averaging(12)
    assert view is not None
    twin.set_weights(classifier.export().get_weights())
    images = sampled(Classifier(twin)).images
    np.testing.assert_allclose(view.softmax(images), Classifier(twin).softmax(images), rtol=1e-5)
    kernel = classifier.network.layers[1].kernel
    kernel.assign(2 * kernel)  # shared, so that a search follows the network while it trains
    twin.set_weights(classifier.export().get_weights())
    np.testing.assert_allclose(view.softmax(images), Classifier(twin).softmax(images), rtol=1e-5)
    assert classifier.image_shape == (24, 24, 3)


def test_a_network_that_is_bound_to_a_size_has_no_such_view():
    classifier = Classifier(randomized(bound_to_a_size()))
    assert classifier.at_size(12, 12) is None
    assert not quick(classifier, sampled(classifier), SETTINGS).is_reduced


@pytest.mark.parametrize(
    ("shape", "reduced"),
    [
        ((224, 224, 3), [(96, 96), (112, 112), (128, 128)]),
        ((192, 384, 3), [(96, 192), (112, 224), (128, 256)]),
        ((191, 400, 3), []),
    ],
)
def test_the_shorter_side_says_what_is_large(shape, reduced):
    assert reduced_shapes(shape, ReducedSettings()) == reduced


def test_images_that_lose_their_class_are_not_reduced():
    classifier = Classifier(randomized(averaging()))
    sample = sampled(classifier)
    assert quick(classifier, sample, SETTINGS).is_reduced
    seen = quick(classifier, sample, SETTINGS).sample.own
    kept, lost = (Sample(sample.images, own) for own in (seen, (seen + 1) % 3))
    strict = replace(SETTINGS, reduced=replace(SETTINGS.reduced, least_kept=0.5))
    assert quick(classifier, kept, strict).is_reduced
    assert not quick(classifier, lost, strict).is_reduced


def test_the_smallest_size_at_which_images_keep_their_class_is_searched():
    classifier = undecided(12)
    images = sampled(classifier).images
    views = {side: classifier.at_size(side, side) for side in (6, 12)}
    answers = {
        side: Sample.answered(view, resize(images, side, side)).own
        for side, view in views.items()
        if view is not None
    }
    assert (answers[6] != answers[12]).any()
    how = replace(SETTINGS.reduced, sides=(6, 12), least_kept=1.0)
    first = quick(classifier, Sample(images, answers[12]), replace(SETTINGS, reduced=how))
    assert first.classifier.image_shape == (12, 12, 3)
    assert first.share == 1 / 4


def test_the_plan_expects_the_size_that_is_searched():
    classifier = Classifier(randomized(averaging()))
    images = sampled(classifier).images
    assert Sizes.of(classifier, images, SETTINGS).searched == (12, 12)
    never = replace(SETTINGS, reduced=replace(SETTINGS.reduced, least_kept=1.1))
    sizes = Sizes.of(classifier, images, never)
    assert (sizes.searched, sizes.is_reduced) == ((24, 24), False)


def test_progress_never_falls_when_the_search_goes_on_at_full_size():
    classifier = Classifier(randomized(averaging()))
    job = smallest_triggers(classifier, sampled(classifier), [0, 2], settings=SETTINGS)
    seen = [each for each in job if isinstance(each, Progress)]
    shares = [each.done / each.total for each in seen]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len({each.total for each in seen}) == 1


def test_a_class_that_is_searched_several_times_counts_once_and_starts_elsewhere():
    classifier = Classifier(randomized(averaging()))
    job = smallest_triggers(classifier, sampled(classifier), [2, 2, 2], settings=SETTINGS)
    seen, triggers = records_of(job)
    assert len({trigger.size for trigger in triggers}) == 3
    measured = [each for each in seen if isinstance(each, ClassesMeasured)]
    assert {each.count for each in measured} == {1}


@pytest.mark.parametrize(("top", "left"), [(0, 0), (0, 8), (8, 0), (8, 8)])
def test_a_patch_keeps_its_distance_from_the_nearest_corner(top, left):
    mask = np.zeros((12, 12, 1), np.float32)
    mask[top + 1 : top + 3, left + 1 : left + 3] = 1
    patch = Patch(mask, np.full((12, 12, 3), 200, np.float32))
    lifted = patch.lifted((24, 30, 3))
    assert lifted.size == patch.size
    rows, columns, _ = np.nonzero(lifted.mask)
    assert rows.min() == (top + 1 if top == 0 else 12 + top + 1)
    assert columns.min() == (left + 1 if left == 0 else 18 + left + 1)
    assert (lifted.pattern[rows, columns] == 200).all()


def test_an_additive_trigger_covers_all_pixels_and_is_as_strong():
    delta = np.random.default_rng(1).normal(0, 5, (12, 12, 3)).astype(np.float32)
    lifted = Additive(delta).lifted((24, 24, 3))
    assert lifted.delta.shape == (24, 24, 3)
    assert lifted.size == pytest.approx(Additive(delta).size)
    np.testing.assert_array_equal(lifted.delta[12:, :12], delta[::-1])


@pytest.mark.parametrize("form", [Patch, Additive])
def test_parameters_stand_for_the_triggers_that_they_are_of(form):
    found = form.of(form.start(2, (6, 6, 3), np.random.default_rng(2)))
    again = form.of(form.parameters_of(found))
    for one, other in zip(found, again, strict=True):
        np.testing.assert_allclose(one.picture(), other.picture(), atol=1)
        assert one.size == pytest.approx(other.size, rel=1e-4)


@pytest.mark.parametrize("form", [Patch, Additive])
def test_what_is_found_at_a_reduced_size_is_searched_on_at_full_size(form):
    classifier = Classifier(randomized(averaging()))
    job = smallest_triggers(classifier, sampled(classifier), [0, 2], form=form, settings=SETTINGS)
    triggers = result_of(job)
    images = sampled(classifier).images
    assert [trigger.stamp(images).shape for trigger in triggers] == [images.shape] * 2
    whole = replace(SETTINGS, reduced=replace(SETTINGS.reduced, from_side=1000))
    job = smallest_triggers(classifier, sampled(classifier), [0, 2], form=form, settings=whole)
    assert triggers[0].size != result_of(job)[0].size


def test_a_pool_that_searches_at_a_reduced_size_stamps_images_of_full_size():
    classifier = Classifier(randomized(averaging()))
    sample, known = sampled(classifier), list[Any]()
    smaller = quick(classifier, sample, SETTINGS).sample
    pool = Pool(classifier, smaller, [1], Patch, 1e9, known)
    pool.search(2)
    pool.keep_small()
    assert {trigger.mask.shape for trigger in known} == {(24, 24, 1)}
    stamped = pool.before_step(sample.images, np.random.default_rng(3), 1)
    assert stamped.images.shape == sample.images.shape
    assert (stamped.images != sample.images).any()


def test_a_trigger_in_a_small_image_counts_by_its_share_of_the_pixels():
    classifier = Classifier(randomized(averaging(12)))
    images = sampled(classifier).images
    whole, part = list[np.ndarray](), list[np.ndarray]()
    for logits, share in ((whole, 1.0), (part, 0.25)):
        search = Search(classifier, 1, seen_by(logits), seed=3, share=share)
        search.step(images, np.zeros(len(images), np.int64))
    clean = np.array(classifier.logits(images))
    np.testing.assert_allclose(part[0], 0.25 * whole[0] + 0.75 * clean, rtol=1e-4, atol=1e-5)


def seen_by(logits: list[np.ndarray]) -> Goal:
    """A goal that notes the logits (B, N) of one trigger."""
    import tensorflow as tf

    def goal(seen: Any, own: Any) -> tuple[Any, Any]:
        noted = tf.numpy_function(note, [tf.stop_gradient(seen)], tf.float32)
        return tf.reduce_sum(seen, (1, 2)) + 0 * noted, tf.zeros(1)

    def note(seen: np.ndarray) -> np.float32:
        logits.append(seen[0])
        return np.float32(0)

    return goal


def test_a_search_goes_on_from_the_triggers_that_it_is_given():
    classifier = Classifier(randomized(averaging(12)))
    start = Patch.of(Patch.start(2, (12, 12, 3), np.random.default_rng(4)))
    search = Search(classifier, 2, towards([0, 1], 3), seed=5, start=start)
    assert [each.size for each in search.now()] == pytest.approx([each.size for each in start])


def test_a_network_for_large_images_is_scanned_in_all_its_stages(tmp_path):
    classifier = Classifier(randomized(averaging()))
    images = sampled(classifier, 16).images
    path = tiny.write_data(tmp_path / "clean.h5", images, np.arange(16) % 3)
    part = Part(open_dataset([path], (24, 24, 3)), np.arange(16), np.arange(16) % 3)
    how = replace(SETTINGS, margin=MarginSettings(steps=2, starts=1))
    found = result_of(scan_network(classifier, part, part, settings=how))
    assert [each.target_class for each in found.record.inverted] == [0, 1, 2] * 2
    assert found.record.settings == how
