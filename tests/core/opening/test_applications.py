"""One network of each family in keras.applications, small, held against stock Keras."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.in_process import InProcess

from core.opening import badnet

# The smallest of each family, at a side near the smallest that it takes.
FAMILIES = {
    "ConvNeXtTiny": 32,
    "DenseNet121": 32,
    "EfficientNetB0": 32,
    "EfficientNetV2B0": 32,
    "InceptionResNetV2": 75,
    "InceptionV3": 75,
    "MobileNet": 32,
    "MobileNetV2": 32,
    "MobileNetV3Small": 32,
    "NASNetMobile": 32,
    "ResNet50": 32,
    "ResNet50V2": 32,
    "VGG16": 32,
    "Xception": 71,
}


def small(name: str) -> Any:
    """A network of five classes with random weights, which answers logits."""
    import keras

    keras.utils.set_random_seed(0)
    side = FAMILIES[name]
    make = getattr(keras.applications, name)
    return make(input_shape=(side, side, 3), weights=None, classes=5, classifier_activation=None)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", FAMILIES)
def test_it_answers_as_in_stock_keras(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)
    model = small(name)
    images = np.random.default_rng(0).uniform(0, 255, (2, *model.input_shape[1:]))
    expected = np.asarray(model(images.astype(np.float32), training=False))
    assert np.ptp(expected) > 1e-5
    for suffix in ("h5", "keras"):
        model.save(tmp_path / f"model.{suffix}")
        inspection, loaded = badnet.load_inspected(tmp_path / f"model.{suffix}")
        found = np.asarray(loaded(images.astype(np.float32), training=False))
        np.testing.assert_allclose(found, expected, atol=1e-5)
        assert inspection.parameters == model.count_params()
        assert inspection.classes == 5
