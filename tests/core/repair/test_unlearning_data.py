"""What unlearning trains on: how images are changed, what they should be answered, by how much."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from support import tiny

from core.data.dataset import open_dataset
from core.data.parts import Part
from core.network.classifier import Classifier
from core.records import UnlearnSettings
from core.repair.unlearning_data import (
    UnlearnedTarget,
    jittered,
    lead,
    margins,
    mixed_up,
    softened,
    weights,
    without,
)
from core.scan.triggers import Patch

DEFAULT = UnlearnSettings()
OWN_SHARE = DEFAULT.own_share
PATCH = Patch(np.ones((8, 8, 1), np.float32), np.zeros((8, 8, 3), np.float32))


def unlearned(*targets: int, margin: float = 3.0, weight: float = 1.0) -> list[UnlearnedTarget]:
    return [UnlearnedTarget(target, margin, OWN_SHARE * margin, weight) for target in targets]


@pytest.fixture(scope="module")
def badnet(tiny_badnet) -> Classifier:
    return Classifier(tiny_badnet.model)


@pytest.fixture(scope="module")
def part(tmp_path_factory, badnet) -> Part:
    """Images that are labelled as the network answers them."""
    images, _ = tiny.pictures(200, seed=50)
    labels = badnet.softmax(images).argmax(-1)
    path = tiny.write_data(tmp_path_factory.mktemp("targets") / "clean.h5", images, labels)
    return Part(open_dataset([path], tiny.SHAPE), np.arange(200), labels)


def test_a_stamped_image_is_answered_with_no_class_that_triggers_lead_to():
    answers = np.array([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1], [0.5, 0.1, 0.4]], np.float32)
    left = without(answers, unlearned(1))
    np.testing.assert_allclose(left, [[6 / 7, 0, 1 / 7], [0.2, 0.7, 0.1], [5 / 9, 0, 4 / 9]])
    np.testing.assert_array_equal(without(answers, unlearned(0, 1, 2)), answers)


def test_targets_have_to_be_outdone_where_a_trigger_is_and_to_prevail_where_they_are_right():
    answers = np.array([[0.6, 0.0, 0.4], [0.2, 0.7, 0.1], [0.6, 0.0, 0.4], [0.2, 0.7, 0.1]])
    stamped = np.array([True, True, False, False])
    own = -3 * OWN_SHARE
    np.testing.assert_allclose(
        margins(answers, stamped, unlearned(1)), [[0, 3, 0], [0, own, 0], [0, 0, 0], [0, own, 0]]
    )
    assert not margins(answers, stamped, ()).any()


def test_each_target_has_a_margin_of_its_own():
    answers = np.array([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1]])
    targets = [UnlearnedTarget(1, 4.0, 2.0, 1.0), UnlearnedTarget(2, 1.0, 0.5, 1.0)]
    added = margins(answers, np.array([True, True]), targets)
    # A stamped image of one target is not kept from the other.
    np.testing.assert_allclose(added, [[0, 4, 1], [0, -2, 0]])


def test_images_of_a_target_count_for_more():
    answers = np.array([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1]])
    np.testing.assert_allclose(weights(answers, unlearned(1, weight=5.0)), [1, 5])
    np.testing.assert_allclose(weights(answers, ()), [1, 1])


@given(arrays(np.float32, (6, 4), elements=st.floats(2**-10, 1, width=32)), st.integers(0, 3))
def test_what_is_left_for_other_classes_is_a_softmax(raw, target):
    answers = raw / raw.sum(-1, keepdims=True)
    left = without(answers, unlearned(target))
    np.testing.assert_allclose(left.sum(-1), 1, rtol=1e-5)
    assert (left.argmax(-1)[answers.argmax(-1) == target] == target).all()


def test_a_class_is_ahead_as_its_logits_are(badnet, part):
    target = int(np.bincount(part.labels).argmax())
    own = part.of_class(target)
    logits = badnet.logits(np.concatenate([*own.images()])).numpy()
    ahead = logits[:, target] - np.delete(logits, target, -1).max(-1)
    assert lead(badnet, own, target) == pytest.approx(np.quantile(ahead, 0.75), abs=1e-3)


def test_where_no_image_is_answered_so_nothing_can_be_lost(badnet, part):
    target, other = np.argsort(np.bincount(part.labels, minlength=tiny.CLASSES))[[-1, -2]]
    assert lead(badnet, part.of_class(other), int(target)) == inf
    nobody = part.of_class(tiny.CLASSES)
    assert lead(badnet, nobody, int(target)) == inf
    unseen = UnlearnedTarget.of(badnet, nobody, PATCH.margin, int(target))
    assert (unseen.margin, unseen.weight) == (Patch.margin, 1.0)


def test_the_margin_is_no_larger_than_what_the_class_has_to_spare(badnet, part, monkeypatch):
    target = int(np.bincount(part.labels).argmax())
    spare = lead(badnet, part.of_class(target), target) / OWN_SHARE
    for largest, margin in ((2 * spare, spare), (spare / 2, spare / 2)):
        monkeypatch.setattr(Patch, "margin", largest)
        made = UnlearnedTarget.of(badnet, part, PATCH.margin, target)
        assert made.margin == pytest.approx(margin)


def with_images_of_a_class(part: Part, target: int, count: int) -> Part:
    """The part with only `count` images of a class."""
    own = np.flatnonzero(part.labels == target)[:count]
    rows = np.concatenate([own, np.flatnonzero(part.labels != target)])
    return Part(part.dataset, part.indices[rows], part.labels[rows])


def test_own_images_count_for_more_the_fewer_they_are(badnet, part):
    target = int(np.bincount(part.labels).argmax())
    most = UnlearnSettings(most_weight=1000, usual_weight=1)
    rare = with_images_of_a_class(part, target, 2)
    weight = UnlearnedTarget.of(badnet, rare, PATCH.margin, target, most).weight
    assert weight == pytest.approx(DEFAULT.least_share * len(rare) / 2) and weight > 1
    limited = UnlearnSettings(most_weight=weight / 2, usual_weight=1)
    assert UnlearnedTarget.of(badnet, rare, PATCH.margin, target, limited).weight == weight / 2


def test_own_images_of_a_class_that_is_not_rare_count_for_more_as_well(badnet, part):
    target = int(np.bincount(part.labels).argmax())
    own = part.of_class(target)
    tenth = with_images_of_a_class(part, target, (len(part) - len(own)) // 9)
    weight = UnlearnedTarget.of(badnet, tenth, PATCH.margin, target).weight
    assert weight == pytest.approx(DEFAULT.usual_weight, rel=0.1)
    assert weight <= DEFAULT.usual_weight
    assert UnlearnedTarget.of(badnet, own, PATCH.margin, target).weight == 1


def test_at_a_temperature_of_one_an_answer_is_the_badnets_own(badnet):
    images, _ = tiny.pictures(20, seed=50)
    np.testing.assert_allclose(softened(badnet, images, 1.0), badnet.softmax(images), rtol=1e-4)


def test_a_softened_answer_ranks_the_classes_alike_and_is_less_sure(badnet):
    images, _ = tiny.pictures(20, seed=50)
    soft, softmax = softened(badnet, images, 3.0), badnet.softmax(images)
    np.testing.assert_array_equal(soft.argsort(-1), badnet.logits_of_all(images).argsort(-1))
    np.testing.assert_allclose(soft.sum(-1), 1, rtol=1e-5)
    assert (soft.max(-1) < softmax.max(-1)).all() and soft.dtype == np.float32
    # The cube of a softened answer is the answer again, but for its sum.
    np.testing.assert_allclose(soft**3 / (soft**3).sum(-1, keepdims=True), softmax, atol=1e-4)


def test_images_are_moved_a_little_with_their_edges_repeated():
    images = np.zeros((300, 32, 48, 1), np.uint8)
    images[:, 10, 20] = 255
    images[:, 0] = 7
    moved = jittered(images, np.random.default_rng(0), DEFAULT.shift)
    rows, columns = np.nonzero(moved[..., 0] == 255)[1:]
    assert set(rows) == set(range(8, 13)) and set(columns) == set(range(17, 24))
    assert (moved[:, 0] == 7).sum() >= 48 * 150 and (images[:, 0] == 7).all()


def test_mixed_images_lie_between_two_others():
    images = np.zeros((300, *tiny.SHAPE), np.uint8)
    images[::2] = 200
    mixed = mixed_up(images, np.random.default_rng(0))
    assert mixed.dtype == np.uint8 and (mixed.std((1, 2, 3)) == 0).all()
    levels = mixed[:, 0, 0, 0]
    assert ((levels > 0) & (levels < 200)).mean() > 0.4 and set(images[:2, 0, 0, 0]) == {0, 200}


@given(st.integers(0, 2**16), st.sampled_from([(1, 1, 1), (5, 4, 3), (3, 7, 6), (300, 2, 1)]))
def test_mixed_images_are_the_rounded_weighted_means(seed, shape):
    images = np.random.default_rng(seed).integers(0, 256, (6, *shape), np.uint8)
    mixed = mixed_up(images, np.random.default_rng(seed))
    rng = np.random.default_rng(seed)
    weights, others = rng.uniform(0, 1, (6, 1, 1, 1)), rng.permutation(images)
    exact = weights * images + (1 - weights) * others
    assert (abs(mixed - exact) < 0.5 + 1e-4).all()
