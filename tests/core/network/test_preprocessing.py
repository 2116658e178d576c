"""How images become what networks take, by name and by hand."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import tiny
from support.conventions import FIVE, taking

from core.errors import Unreadable, WrongUsage
from core.network.classifier import Classifier
from core.network.preprocessing import NAMED, Preprocessing, preprocessing_from

IMAGES = np.random.default_rng(0).integers(0, 256, (4, 5, 6, 3), dtype=np.uint8)


@pytest.mark.parametrize(
    ("name", "mode"), [("-1..1", "tf"), ("caffe", "caffe"), ("torch", "torch")]
)
def test_the_names_mean_what_they_mean_in_keras(name, mode):
    from keras.applications.imagenet_utils import preprocess_input

    theirs = preprocess_input(IMAGES.astype(np.float32), data_format="channels_last", mode=mode)
    ours = np.asarray(NAMED[name].applied(IMAGES.astype(np.float32)))
    np.testing.assert_allclose(ours, np.asarray(theirs), atol=2e-5)


def test_standardized_images_have_no_mean_and_a_deviation_of_one():
    ours = np.asarray(NAMED["standardized"].applied(IMAGES.astype(np.float32)))
    np.testing.assert_allclose(ours.mean((1, 2, 3)), 0, atol=1e-5)
    np.testing.assert_allclose(ours.std((1, 2, 3)), 1, atol=1e-4)


@pytest.mark.parametrize("name", FIVE)
def test_one_network_answers_the_same_in_each_convention(tiny_badnet, name):
    images, _ = tiny.pictures(30, seed=20)
    plain = Classifier(tiny_badnet.model)
    other = Classifier(taking(tiny_badnet.model, FIVE[name]), FIVE[name])
    np.testing.assert_allclose(other.softmax(images), plain.softmax(images), atol=2e-3)
    np.testing.assert_allclose(other.copy().softmax(images), other.softmax(images), atol=1e-6)
    np.testing.assert_allclose(
        plain.under(FIVE[name]).softmax(images),
        Classifier(tiny_badnet.model, FIVE[name]).softmax(images),
    )


numbers = st.floats(-200, 200).map(lambda x: round(x, 6))
positive = st.floats(0.001, 900).map(lambda x: round(x, 6))


@given(
    st.builds(
        Preprocessing,
        range=st.sampled_from(["0..1", "0..255", "-1..1"]),
        order=st.sampled_from(["RGB", "BGR"]),
        mean=st.one_of(st.just(()), st.tuples(numbers), st.tuples(numbers, numbers, numbers)),
        deviation=st.one_of(st.just(()), st.tuples(positive)),
        standardized=st.booleans(),
    )
)
def test_text_comes_back_equal(preprocessing):
    assert preprocessing_from(preprocessing.text) == preprocessing


@given(st.one_of(st.text(max_size=40), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["range", "mean", "deviation", "order", "x"]), inner),
).map(json.dumps)))  # fmt: skip
def test_any_text_is_one_or_is_refused(text):
    try:
        assert preprocessing_from(preprocessing_from(text).text) == preprocessing_from(text)
    except WrongUsage as error:
        assert "is no preprocessing" in str(error)


@pytest.mark.parametrize(
    "text",
    [
        '{"mean": [NaN]}',
        '{"deviation": 0}',
        '{"mean": [1' + "0" * 400 + "]}",
        '{"range": ["0..1"]}',
        '{"mean": [1, 2, 3, 4, 5]}',
        "[" * 1000,
        '{"mean": [true]}',
        "caffe2",
    ],
)
def test_what_makes_no_sense_is_wrong_usage(text):
    with pytest.raises(WrongUsage, match="is no preprocessing"):
        preprocessing_from(text)


def test_a_mean_by_channel_has_to_fit_the_channels(tiny_badnet):
    two = Preprocessing(mean=(0.5, 0.5))
    with pytest.raises(Unreadable, match="does not fit images of 3 channels"):
        Classifier(tiny_badnet.model, two)
    with pytest.raises(Unreadable, match="does not fit images of 1 channels"):
        NAMED["caffe"].require_channels(1)
