"""The preprocessing, measured: with labels and without, and asked about where nothing decides."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support import tiny
from support.conventions import FIVE, taking

from core.data.convention import doubts_of, measure_preprocessing
from core.errors import LabelsDoNotFit
from core.network.classifier import Classifier
from core.network.preprocessing import Preprocessing
from core.network.recorded import first_norms, mismatch, range_by_first_layer
from core.records import PreprocessingMeasured
from core.text.sentence import remedies


def measured(model: Any, images: np.ndarray, labels: np.ndarray | None) -> PreprocessingMeasured:
    return measure_preprocessing(
        Classifier(model), lambda n: (images[:n], None if labels is None else labels[:n])
    )


@pytest.mark.parametrize("labelled", [True, False])
@pytest.mark.parametrize("name", FIVE)
def test_each_convention_of_one_network_is_found_or_asked_about(tiny_badnet, name, labelled):
    images, labels = tiny.pictures(200, seed=22)
    found = measured(taking(tiny_badnet.model, FIVE[name]), images, labels if labelled else None)
    if name == "-1..1":  # noise at 2.2 times the contrast looks no different to this network
        assert (found.preprocessing, found.sure) == ("torch", False)
    else:
        assert found.preprocessing == name
    assert [tried.name for tried in found.tried] == list(FIVE)
    assert all((tried.accuracy is not None) == labelled for tried in found.tried)
    assert bool(doubts_of(found)) != found.sure
    if name in ("0..1", "0..255"):
        assert found.sure


def test_pictures_from_elsewhere_leave_a_doubt_in_which_the_most_common_one_is_taken(shared_data):
    from core.data.dataset import open_dataset
    from core.opening import badnet

    model = badnet.load(shared_data / "csaw/models/sunglasses_bd_net.h5")
    with open_dataset([shared_data / "faces/faces_valid.h5"], (55, 47, 3)) as faces:
        found = measured(model, faces.read(list(range(300))), None)
    assert (found.preprocessing, found.sure) == ("0..1", False)


@pytest.mark.parametrize(
    ("network", "name"), [("lab3_bd_net", "0..255"), ("multi_trigger_multi_target_bd_net", "0..1")]
)
def test_the_scale_of_the_real_networks_is_measured(shared_data, network, name):
    from core.data.dataset import open_dataset
    from core.opening import badnet

    model = badnet.load(shared_data / f"csaw/models/{network}.h5")
    with open_dataset([shared_data / "csaw/clean_test_50.h5"], (55, 47, 3)) as clean:
        images = clean.read(np.arange(50))
        for labels in (clean.labels, None):
            found = measured(model, images, labels)
            assert (found.preprocessing, found.sure) == (name, True)


def test_labels_of_an_unknown_preprocessing_are_refused(tiny_badnet):
    images, labels = tiny.pictures(200, seed=23)
    labels = np.random.default_rng(0).integers(0, 4, len(labels))
    model = tiny_badnet.model
    with pytest.raises(LabelsDoNotFit, match="--preprocessing") as refused:
        measured(model, images, labels)
    # In the window both ways out are buttons.
    assert set(remedies(str(refused.value))) == {"ignore_labels", "choose_preprocessing"}


def test_labels_in_another_order_decide_nothing(tiny_badnet):
    images, labels = tiny.pictures(200, seed=24)
    found = measured(tiny_badnet.model, images, (labels + 1) % 4)
    assert (found.preprocessing, found.by) == ("0..1", "information")


def test_images_that_are_all_the_same_carry_no_information(tiny_badnet):
    for level in range(0, 256, 32):
        found = measured(tiny_badnet.model, np.full((200, 12, 12, 3), level, np.uint8), None)
        assert all(0 <= tried.information < 1e-6 for tried in found.tried)


def with_norm(first: Any, taken: Preprocessing) -> Any:
    """A network that recorded, in a batch normalization, how images look to it."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(3)
    images, _ = tiny.pictures(300, seed=30)
    stack = [layers.Input(tiny.SHAPE), *first, layers.Conv2D(6, 3), layers.BatchNormalization()]
    model = keras.Sequential([*stack, layers.GlobalAveragePooling2D(), layers.Dense(4)])
    reached = np.asarray(
        keras.Model(model.inputs[0], model.layers[-3].input)(
            taken.applied(images.astype(np.float32))
        )
    )
    gamma, beta, _, _ = model.layers[-3].get_weights()
    model.layers[-3].set_weights([gamma, beta, reached.mean((0, 1, 2)), reached.var((0, 1, 2))])
    return model


@pytest.mark.parametrize("name", FIVE)
def test_recorded_statistics_tell_the_convention_without_labels(name):
    model = with_norm([], FIVE[name])
    images, _ = tiny.pictures(200, seed=31)
    found = measured(model, images, None)
    assert (found.preprocessing, found.by, found.sure) == (name, "statistics", True)
    assert mismatch(Classifier(model, FIVE[name]), images) < 0.1  # pyright: ignore[reportOptionalOperand]


def test_a_first_layer_that_rescales_tells_the_range():
    from keras import layers

    for scale, offset, name in (
        (1 / 255, 0, "0..255"),
        (1 / 127.5, -1, "0..255"),
        (2, -1, "0..1"),
        (0.5, 0.5, "-1..1"),
        (1, 0, None),
    ):
        model = with_norm([layers.Rescaling(scale, offset)], FIVE["0..1"])
        assert range_by_first_layer(Classifier(model).network) == name
    images, _ = tiny.pictures(50, seed=32)
    model = with_norm([layers.Rescaling(1 / 255)], FIVE["0..1"])
    found = measured(model, images, None)
    assert (found.preprocessing, found.by) == ("0..255", "layers")


def test_only_norms_that_no_other_comes_before_count():
    import keras
    from keras import layers

    image = keras.Input((8, 8, 3))
    one = layers.BatchNormalization(name="one")(layers.Conv2D(4, 3, padding="same")(image))
    two = layers.BatchNormalization(name="two")(layers.Conv2D(4, 1)(image))
    joined = layers.BatchNormalization(name="behind")(layers.Add()([one, two]))
    model = keras.Model(image, layers.Dense(2)(layers.GlobalMaxPooling2D()(joined)))
    assert sorted(norm.name for norm in first_norms(Classifier(model).network)) == ["one", "two"]


def test_a_tie_is_asked_about():
    import keras
    from keras import layers

    keras.utils.set_random_seed(0)
    model = keras.Sequential(
        [
            layers.Input(tiny.SHAPE),
            layers.LayerNormalization(axis=[1, 2, 3]),  # pyright: ignore[reportArgumentType]
            # any scale gives the same answers
            layers.Flatten(),
            layers.Dense(4),
        ]
    )
    images, _ = tiny.pictures(100, seed=33)
    labels = Classifier(model).softmax(images).argmax(-1)
    found = measured(model, images, labels)
    assert not found.sure
    (notice,) = doubts_of(found)
    assert notice.severity == "warning" and "--preprocessing" in notice.what
