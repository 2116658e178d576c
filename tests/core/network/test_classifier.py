"""One way to hand images to any network."""

from __future__ import annotations

import numpy as np
import pytest
from support import tiny
from support.networks import NETWORKS, randomized

from core.errors import Unreadable
from core.network.classifier import Classifier, entropy_bits
from core.network.preprocessing import NAMED


def test_images_are_scaled_as_the_network_wants_them(tiny_badnet):
    images, labels = tiny.pictures(50, seed=20)
    at_1 = Classifier(tiny_badnet.model).softmax(images)
    at_255 = Classifier(tiny.takes_255(tiny_badnet.model), NAMED["0..255"]).softmax(images)
    np.testing.assert_allclose(at_1, at_255, atol=1e-4)
    assert (at_1.argmax(-1) == labels).mean() > 0.9
    answers = Classifier(tiny_badnet.model).answers([images[:20], images[20:]])
    np.testing.assert_array_equal(np.concatenate(list(answers)), at_1.argmax(-1))


def test_channels_first_networks_take_the_same_images():
    from keras import Sequential, layers

    def build(order: str, shape: tuple[int, ...]):
        return Sequential(
            [
                layers.Input(shape),
                layers.Conv2D(4, 3, data_format=order),
                layers.GlobalAveragePooling2D(data_format=order),
                layers.Dense(3, activation="softmax"),
            ]
        )

    last, first = build("channels_last", (8, 9, 3)), build("channels_first", (3, 8, 9))
    first.set_weights(last.get_weights())
    images = np.random.default_rng(0).integers(0, 256, (5, 8, 9, 3), dtype=np.uint8)
    assert Classifier(first).image_shape == (8, 9, 3)
    np.testing.assert_allclose(
        Classifier(first).softmax(images), Classifier(last).softmax(images), atol=1e-5
    )


def test_logits_become_probabilities():
    classifier = Classifier(randomized(NETWORKS["resnet"]()))
    p = classifier.softmax(np.zeros((2, 17, 17, 3), np.uint8))
    np.testing.assert_allclose(p.sum(-1), 1, atol=1e-5)
    assert (p >= 0).all()


def test_all_logits_are_those_of_each_batch_under_each_preprocessing(tiny_badnet):
    classifier = Classifier(tiny_badnet.model)
    images, _ = tiny.pictures(21, seed=22)
    for name in ("0..1", "-1..1", "caffe"):
        under = classifier.under(NAMED[name])
        under.batch = 8
        np.testing.assert_allclose(
            under.logits_of_all(images), np.asarray(under.logits(images)), atol=1e-4
        )


def test_a_copy_has_weights_of_its_own(tiny_badnet):
    classifier = Classifier(tiny_badnet.model)
    images, _ = tiny.pictures(5, seed=21)
    before = classifier.softmax(images)
    copy = classifier.copy()
    for weight in copy.network.weights:
        weight.assign(weight * 0)
    np.testing.assert_array_equal(classifier.softmax(images), before)
    assert not np.allclose(copy.softmax(images), before)
    assert [layer.name for layer in copy.export().layers] == ["first", *_names(tiny_badnet)[1:]]


def _names(tiny_badnet) -> list[str]:
    return [layer.name for layer in tiny_badnet.model.layers]


def test_networks_for_images_of_any_size_are_refused():
    from keras import Sequential, layers

    network = Sequential(
        [
            layers.Input((None, None, 3)),
            layers.Conv2D(2, 3),
            layers.GlobalMaxPooling2D(),
            layers.Dense(2),
        ]
    )
    with pytest.raises(Unreadable, match="images of any size"):
        Classifier(network)


def test_entropy_of_certain_and_of_even_answers():
    p = np.array([[1.0, 0, 0, 0], [0.25, 0.25, 0.25, 0.25]])
    np.testing.assert_allclose(entropy_bits(p), [0, 2], atol=1e-9)


def test_a_network_in_a_network_counts_with_its_kernels():
    from keras import Sequential, layers

    inner = Sequential([layers.Input((8, 8, 3)), layers.Conv2D(4, 3), layers.BatchNormalization()])
    head = [layers.GlobalAveragePooling2D(), layers.Dense(5)]
    assert Classifier(Sequential([layers.Input((8, 8, 3)), inner, *head])).kernels == 2
