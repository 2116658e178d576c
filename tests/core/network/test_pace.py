"""How fast a network runs."""

from __future__ import annotations

import numpy as np
import pytest
from support.networks import deepid

from core.network.classifier import Classifier
from core.network.pace import MOST_IMAGES, measure_pace


class Clock:
    """Tells what a list says, one reading after another."""

    def __init__(self, *spans: float) -> None:
        self._readings = [reading for span in spans for reading in (0.0, span)]

    def __call__(self) -> float:
        return self._readings.pop(0)


def test_the_pace_follows_the_clock():
    classifier = Classifier(deepid())
    images = np.zeros((3, *classifier.image_shape), np.uint8)
    # The first pass back, two forward, two back, one back to the weights; the faster ones count.
    pace = measure_pace(classifier, images, Clock(5.0, 0.64, 0.32, 1.28, 2.0, 1.92))
    assert pace.forward == pytest.approx(0.32 / MOST_IMAGES)
    assert pace.searching == pytest.approx(1.28 / MOST_IMAGES)
    assert pace.training == pytest.approx(1.92 / MOST_IMAGES)
    assert pace.graph == pytest.approx(5.0 - 1.28)
