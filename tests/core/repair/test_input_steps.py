"""Training goes the same way whichever range a network takes."""

from __future__ import annotations

import numpy as np
import pytest
from support import tiny
from support.conventions import FIVE, taking

from core.network.classifier import Classifier
from core.network.preprocessing import NAMED
from core.repair.training_step import Schedule, training_step


@pytest.mark.parametrize("name", ["0..255", "-1..1", "torch", "caffe"])
def test_a_step_changes_the_answers_alike_in_each_convention(tiny_badnet, name):
    images, labels = tiny.pictures(32, seed=80)
    targets = np.eye(tiny.CLASSES, dtype=np.float32)[(labels + 1) % tiny.CLASSES]
    answers = []
    for taken, model in (
        (NAMED["0..1"], tiny_badnet.model),
        (FIVE[name], taking(tiny_badnet.model, FIVE[name])),
    ):
        classifier = Classifier(model, taken).copy()
        step = training_step(classifier, (), Schedule(epochs=1, steps=6))
        for _ in range(6):
            step(images, targets, np.zeros_like(targets))
        answers.append(classifier.softmax(images))
    # With a mean of its own the bias takes the same step for another shift: alike, not equal.
    np.testing.assert_allclose(answers[0], answers[1], atol=0.02 if name == "0..255" else 0.1)


def test_only_kernels_that_read_the_image_step_less(tiny_badnet):
    (kernel, factors), *rest = Classifier(tiny_badnet.model, NAMED["0..255"]).input_kernels()
    assert kernel.path.startswith("first") and not rest
    np.testing.assert_allclose(factors, np.full((3, 1), 1 / 255), rtol=1e-6)
