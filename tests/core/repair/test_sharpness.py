"""Sharpness-aware steps: the shift of the paper's formula, and weights that come back exactly."""

from __future__ import annotations

import numpy as np
import pytest

from core.repair.sharpness import shifted, steepest


def variables(*values):
    import tensorflow as tf

    return [tf.Variable(tf.constant(value)) for value in values]


def test_the_shift_goes_uphill_as_far_as_each_weight_is_large():
    weights = variables([3.0, -4.0], [0.0])
    gradients = [np.ones(2, np.float32), np.full(1, 9, np.float32)]
    first, second = steepest(weights, gradients, rho=0.5)
    np.testing.assert_allclose(first, 0.5 * np.array([9.0, 16.0]) / 5.0, rtol=1e-6)
    np.testing.assert_array_equal(second, [0.0])
    # The neighbourhood is measured in each weight's size: |T^-1 e| = rho.
    assert np.linalg.norm(np.array(first) / [3.0, 4.0]) == pytest.approx(0.5)


def test_without_a_slope_nothing_is_shifted():
    (shift,) = steepest(variables([1.0, 2.0]), [np.zeros(2, np.float32)], rho=1.0)
    np.testing.assert_array_equal(shift, [0.0, 0.0])


def test_weights_are_moved_and_come_back_exactly():
    (weight,) = variables([0.1, 1e8])
    with shifted([weight], [np.array([0.3, 1e-3], np.float32)]):
        np.testing.assert_allclose(weight.numpy(), [0.4, 1e8], rtol=1e-6)
    np.testing.assert_array_equal(weight.numpy(), np.array([0.1, 1e8], np.float32))
