"""Networks that use a layer in several places: CBAM, siamese networks, networks in networks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import networks

from core.network import sharing
from core.network.classifier import Classifier
from core.network.graph import SharedWeights, steps
from core.opening import badnet

IMAGES = np.random.default_rng(0).integers(0, 256, (5, 12, 12, 3), np.uint8)


def cbam(image: Any, k: Any) -> Any:
    """Channels weighed by one small network of dense layers, asked twice."""
    x = k.Conv2D(8, 3, activation="relu", name="conv")(image)
    narrow, wide = k.Dense(2, activation="relu", name="narrow"), k.Dense(8, name="wide")
    asked = [wide(narrow(pool()(x))) for pool in (k.GlobalAveragePooling2D, k.GlobalMaxPooling2D)]
    scale = k.Reshape((1, 1, 8))(k.Activation("sigmoid")(k.Add()(asked)))
    return k.GlobalAveragePooling2D()(k.Multiply()([x, scale]))


def siamese(image: Any, k: Any) -> Any:
    import keras

    part = keras.Sequential(
        [k.Input((12, 12, 3)), k.Conv2D(4, 3, activation="relu"), k.BatchNormalization(),
         k.GlobalAveragePooling2D()], name="part",
    )  # fmt: skip
    return k.Concatenate()([part(image), part(image * 0.5), part(image[:, ::-1])])


def in_turn(image: Any, k: Any) -> Any:
    again = k.Conv2D(3, 3, padding="same", activation="tanh", name="again")
    return k.Flatten()(again(again(again(image))))


MADE: dict[str, Callable[[Any, Any], Any]] = {"cbam": cbam, "siamese": siamese, "in turn": in_turn}


def network(name: str) -> Any:
    import keras

    image = keras.Input((12, 12, 3))
    answer = keras.layers.Dense(4, activation="softmax", name="answer")
    return networks.randomized(keras.Model(image, answer(MADE[name](image, keras.layers))))


def answers(model: Any) -> np.ndarray:
    return np.asarray(model(IMAGES.astype(np.float32) / 255, training=False))


@pytest.mark.parametrize("name", MADE)
def test_each_use_has_weights_of_its_own_and_the_answers_stay(name: str, tmp_path: Path) -> None:
    network(name).save(tmp_path / "model.keras")
    model = badnet.load(tmp_path / "model.keras")
    expected = answers(model)
    assert np.ptp(expected) > 1e-2
    classifier = Classifier(model)
    np.testing.assert_allclose(classifier.softmax(IMAGES), expected, atol=1e-5)
    for suffix in ("keras", "h5"):
        classifier.export().save(tmp_path / f"written.{suffix}")
        again = badnet.load(tmp_path / f"written.{suffix}")
        np.testing.assert_allclose(answers(again), expected, atol=1e-5)
        assert Classifier(again).export().count_params() == again.count_params()


def test_a_use_can_be_changed_alone() -> None:
    classifier = Classifier(network("cbam"))
    names = [step.name for step in steps(classifier.network)]
    assert {"wide", "wide.2", "narrow", "narrow.2"} <= set(names)
    before = classifier.softmax(IMAGES)
    wide = classifier.network.get_layer("wide.2")
    wide.bias.assign(wide.bias + 1.0)
    assert np.abs(classifier.softmax(IMAGES) - before).max() > 1e-4
    exported = classifier.export()
    first, second = (np.asarray(exported.get_layer(n).bias) for n in ("wide", "wide.2"))
    np.testing.assert_allclose(second - first, 1, atol=1e-5)
    np.testing.assert_allclose(answers(exported), classifier.softmax(IMAGES), atol=1e-5)


def test_a_network_that_shares_nothing_stays_as_it_is() -> None:
    model = networks.randomized(networks.NETWORKS["vgg"]())
    assert sharing.separated(model)[0] is model


def test_too_many_uses_are_not_supported_yet() -> None:
    import keras

    image = keras.Input((4, 4, 3))
    again = keras.layers.Dense(3, name="again")
    x = image
    for _ in range(sharing.MOST_USES + 1):
        x = again(x)
    with pytest.raises(SharedWeights, match="more than 32 places"):
        Classifier(keras.Model(image, keras.layers.Dense(2)(keras.layers.Flatten()(x))))
