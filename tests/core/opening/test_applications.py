"""One network of each family in keras.applications, small, held against stock Keras."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.in_process import InProcess

from core.opening import badnet
from core.opening.choices import Choices

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
    """A network with random weights that keep the size of what passes through."""
    import keras

    side, draw = FAMILIES[name], np.random.default_rng(0)
    make = getattr(keras.applications, name)
    model = make(input_shape=(side, side, 3), weights=None, classes=5, classifier_activation=None)
    for weight in model.weights:
        values = draw.normal(0, 1, weight.shape)
        if weight.name in ("gamma", "moving_variance", "variance"):
            values = np.exp(0.1 * values)
        elif len(weight.shape) > 1:
            inputs = weight.shape[:2] if "depthwise" in weight.name else weight.shape[:-1]
            values *= np.sqrt(2 / np.prod(inputs))
        else:
            values *= 0.1
        weight.assign(values)
    for layer in model.layers:
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()
    return model


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", FAMILIES)
def test_it_answers_as_in_stock_keras(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)
    model = small(name)
    model.save(tmp_path / "model.keras")
    model.save(tmp_path / "model.h5")
    images = np.random.default_rng(1).uniform(0, 255, (2, *model.input_shape[1:]))
    expected = np.asarray(model(images.astype(np.float32), training=False))
    inspection, loaded = badnet.load_inspected(tmp_path / "model.keras")
    found = np.asarray(loaded(images.astype(np.float32), training=False))
    largest = np.abs(expected).max()
    assert np.ptp(expected) > 1e-3
    np.testing.assert_allclose(found / largest, expected / largest, atol=1e-5)
    assert inspection.parameters == model.count_params()
    other = badnet._open(tmp_path / "model.h5", None, Choices())
    same = badnet._open(tmp_path / "model.keras", None, Choices())
    assert other.blueprint == same.blueprint
    assert other.arrays is not None and same.arrays is not None
    assert other.arrays.keys() == same.arrays.keys()
    for path, arrays in other.arrays.items():
        for one, two in zip(arrays, same.arrays[path], strict=True):
            np.testing.assert_array_equal(one, two)
