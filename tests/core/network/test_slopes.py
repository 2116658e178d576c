"""A slope in parts is the slope of the whole batch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support.networks import deepid

from core.network.classifier import Classifier
from core.network.slopes import images_at_once, in_parts


@pytest.mark.parametrize("most", [1, 3, 5, 10, 11])
def test_parts_of_any_size_add_up_to_the_whole(most):
    import tensorflow as tf

    rng = np.random.default_rng(7)
    x, y = (tf.constant(rng.normal(size=size), tf.float32) for size in ((10, 4), (10,)))
    weight = tf.Variable(tf.constant(rng.normal(size=4), tf.float32))

    def slope(x: Any, y: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((tf.linalg.matvec(x, weight) - y) ** 2)
        return loss, tape.gradient(loss, [weight])

    loss, gradients = slope(x, y)
    again, others = tf.function(in_parts(slope, 12, most))(x, y)
    np.testing.assert_allclose(again, loss, rtol=1e-5)
    np.testing.assert_allclose(others[0], gradients[0], rtol=1e-4)


def test_as_many_images_run_together_as_the_floats_allow():
    classifier = Classifier(deepid())
    assert images_at_once(classifier, 64, 7 * classifier.floats) == 7
    assert images_at_once(classifier, 64, 100 * classifier.floats) == 64
    assert images_at_once(classifier, 64, 1) == 1
