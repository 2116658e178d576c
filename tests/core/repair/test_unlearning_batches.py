"""What unlearning trains on: how images are changed, and what they should be answered."""

from __future__ import annotations

import numpy as np
from support import tiny

from core.repair.unlearning_batches import UNKNOWN, jittered, mixed_up, right_answers


def test_the_right_answer_is_soft_where_the_badnet_is_right(tiny_badnet):
    from core.network.classifier import Classifier

    badnet = Classifier(tiny_badnet.model)
    images, _ = tiny.pictures(20, seed=50)
    softmax = badnet.softmax(images)
    labels = softmax.argmax(-1)
    labels[:5] = (labels[:5] + 1) % tiny.CLASSES
    answers = right_answers(badnet, images, labels)
    np.testing.assert_array_equal(answers[5:], softmax[5:])
    np.testing.assert_array_equal(answers[:5], np.eye(tiny.CLASSES)[labels[:5]])


def test_images_are_moved_a_little_with_their_edges_repeated():
    images = np.zeros((300, 32, 48, 1), np.uint8)
    images[:, 10, 20] = 255
    images[:, 0] = 7
    moved = jittered(images, np.random.default_rng(0))
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


def test_images_without_a_label_are_answered_as_the_badnet_does(tiny_badnet):
    from core.network.classifier import Classifier

    badnet = Classifier(tiny_badnet.model)
    images, _ = tiny.pictures(8, seed=50)
    answers = right_answers(badnet, images, np.full(8, UNKNOWN))
    np.testing.assert_array_equal(answers, badnet.softmax(images))
