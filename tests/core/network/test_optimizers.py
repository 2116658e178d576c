"""An Adam that steps as Keras' does and leaves nothing behind."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import numpy as np

from core.network.optimizers import adam


def stepping(optimizer: Any) -> tuple[Any, Any]:
    """A variable, and a compiled step of `optimizer` on a function of it."""
    import tensorflow as tf

    variable = tf.Variable(tf.constant([1.0, -2.0]))
    optimizer.build([variable])

    def step() -> Any:
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(variable**4)
        optimizer.apply(tape.gradient(loss, [variable]), [variable])
        return loss

    return variable, tf.function(step, autograph=False)


def graph_of(optimizer: Any) -> weakref.ref[Any]:
    """The graph of such a step, after nobody holds the step any more."""
    _, step = stepping(optimizer)
    step()
    graph = weakref.ref(step.get_concrete_function().graph)
    del step, optimizer
    gc.collect()
    return graph


def test_it_steps_as_keras_does():
    import keras

    ours, our_step = stepping(adam(0.1, beta_1=0.5, beta_2=0.9))
    theirs, their_step = stepping(keras.optimizers.Adam(0.1, beta_1=0.5, beta_2=0.9))
    for _ in range(5):
        our_step()
        their_step()
    np.testing.assert_array_equal(ours.numpy(), theirs.numpy())


def test_the_graph_of_a_step_goes_with_it():
    assert graph_of(adam(0.1))() is None


def test_keras_keeps_it():
    """Where this fails, `without_replicas` is needed no more."""
    import keras

    assert graph_of(keras.optimizers.Adam(0.1))() is not None


def test_all_have_variables_of_the_same_names():
    """TensorFlow keeps something for each name that it has not seen yet."""
    names = []
    for _ in range(2):
        optimizer = adam(0.1)
        stepping(optimizer)
        names.append([variable.path for variable in optimizer.variables])
    assert names[0] == names[1]
