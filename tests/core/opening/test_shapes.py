"""Shapes and counts without TensorFlow, held against Keras."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support import networks
from support.hostile import layer

from core.errors import NotSupported, Unreadable
from core.opening import badnet, migration
from core.opening.blueprint import Blueprint
from core.opening.nodes import default_layer, flatten, prunable_layers
from core.opening.shapes import infer


def keras_shapes(model: Any) -> dict[str, tuple[int | None, ...]]:
    """The output shape of each layer of a network without nested ones."""
    return {each.name: tuple(each.output.shape[1:]) for each in model.layers}


@pytest.mark.parametrize("name", ["deepid", "vgg", "resnet", "odd_layers"])
def test_shapes_and_counts_are_those_of_keras(tmp_path: Path, name: str) -> None:
    model = networks.NETWORKS[name]()
    model.save(tmp_path / "model.keras")
    inspection = badnet.inspect(tmp_path / "model.keras")
    found = {each.name: each.output_shape for each in inspection.layers}
    counts = {each.name: each.parameters for each in inspection.layers}
    for each, shape in keras_shapes(model).items():
        assert found[each] == shape, each
        assert counts[each] == model.get_layer(each).count_params(), each
    assert inspection.parameters == model.count_params()


def read(*layers: dict[str, Any], shape: tuple[int, ...] = (8, 8, 3)) -> Blueprint:
    image = layer("InputLayer", "image", batch_input_shape=[None, *shape])
    entries = [image, *layers]
    return migration.read({"class_name": "Sequential", "config": {"name": "n", "layers": entries}})


def last_shape(*layers: dict[str, Any], shape: tuple[int, ...] = (8, 8, 3)) -> tuple[Any, ...]:
    blueprint = read(*layers, shape=shape)
    return infer(blueprint).tensors[blueprint.output]


def test_channels_first_moves_the_channels() -> None:
    settings: dict[str, Any] = {"data_format": "channels_first"}
    convolution = layer("Conv2D", "c", filters=5, kernel_size=3, **settings)
    pooling = layer("MaxPooling2D", "p", pool_size=2, **settings)
    assert last_shape(convolution, pooling, shape=(3, 8, 10)) == (5, 3, 4)


@pytest.mark.parametrize(
    "entry",
    [
        layer("Conv2D", "bad", filters=2, kernel_size=[9, 9]),
        layer("Conv2D", "bad", filters=4, kernel_size=3, groups=2),
        layer("Reshape", "bad", target_shape=[5, 5]),
        layer("Reshape", "bad", target_shape=[-1, -1]),
        layer("Permute", "bad", dims=[1, 1, 2]),
        layer("Add", "bad"),
        layer("UpSampling2D", "bad", size=[1 << 19, 1 << 19]),
        layer("BatchNormalization", "bad", axis=7),
        layer("EinsumDense", "bad", equation="abcd,de->abce", output_shape=[8, 9, 5]),
        layer("EinsumDense", "bad", equation="abcd,de->abce", output_shape=[8, 8]),
        layer("EinsumDense", "bad", equation="abcde,ef->abcdf", output_shape=[8, 8, 3, 4]),
        layer("EinsumDense", "bad", equation="abcd,ae->abe", output_shape=[8, 4]),
        layer("EinsumDense", "bad", equation="abcd,de->bace", output_shape=[8, 8, 4]),
        layer("EinsumDense", "bad", equation="abcd,xy->abcy", output_shape=[8, 8, 4]),
        layer("EinsumDense", "bad", equation="abcd,de->abce;import os", output_shape=[8, 8, 4]),
        layer("EinsumDense", "bad", equation="abcd,ef->abcdef", output_shape=[8, 8, 3, 1 << 20, 8]),
        layer("EinsumDense", "bad", equation="abcd,de->abce", output_shape=[8, 8, 4],
              bias_axes="d"),
        layer("Embedding", "bad", input_dim=4, output_dim=1 << 40),
        layer("Conv1DTranspose", "bad", filters=4, kernel_size=3),
        layer("Conv3DTranspose", "bad", filters=4, kernel_size=3),
        layer("SpectralNormalization", "bad", layer=None),
        layer("Pipeline", "bad", layers="Lambda"),
        layer("Dot", "bad", axes=[1, 1]),
        layer("AdditiveAttention", "bad"),
        layer("Resizing", "bad", height=8, width=8, pad_to_aspect_ratio=True, fill_value="x"),
    ],
)  # fmt: skip
def test_layers_that_do_not_fit_are_named(entry: dict[str, Any]) -> None:
    with pytest.raises(Unreadable, match="Layer bad"):
        infer(read(entry))


@pytest.mark.parametrize(
    "entry",
    [
        layer("EinsumDense", "odd", equation="abcc,cd->abd", output_shape=[8, 4]),
        layer("Embedding", "odd", input_dim=4, output_dim=3, mask_zero=True),
        layer("SpectralNormalization", "odd", layer=layer("Flatten", "f")),
        layer("RNN", "odd", cell=layer("StackedRNNCells", "cells", cells=[])),
        layer("RNN", "odd", cell=layer("LSTMCell", "cell", units=3), return_state=True),
        layer("Pipeline", "odd", layers=[layer("Dense", "d", units=3)]),
        layer("LSTMCell", "odd", units=3),
        layer("AdaptiveMaxPooling2D", "odd", output_size=[65, 1]),
        layer("MultiHeadAttention", "odd", num_heads=2, key_dim=2, output_shape=[4]),
    ],
)
def test_what_a_layer_could_not_do_as_keras_is_not_supported_yet(entry: dict[str, Any]) -> None:
    with pytest.raises(NotSupported, match="odd"):
        infer(read(entry))


@pytest.mark.parametrize("side", [True, 0, -1, 1.0, "8", 1 << 40])
def test_a_side_of_an_image_is_a_whole_number_above_zero(side: object) -> None:
    from support.wider import answer, functional

    config = functional(*answer("image"))
    config["config"]["layers"][0]["config"]["batch_input_shape"] = [None, 8, side, 3]
    with pytest.raises(Unreadable, match="whole number above zero"):
        migration.read(config)


def test_attention_whose_scores_fit_no_memory_is_refused() -> None:
    from support.wider import called, functional

    long = called(layer("Reshape", "long", target_shape=[1 << 14, 64]), [["image", 0, 0, {}]])
    for kind in ("AdditiveAttention", "Attention"):
        given = [["long", 0, 0, {}], ["long", 0, 0, {}]]
        attention = called(layer(kind, "seen", score_mode="concat"), given)
        if kind == "AdditiveAttention":
            del attention["config"]["score_mode"]
        config = functional(long, attention, output="seen")
        config["config"]["layers"][0]["config"]["batch_input_shape"] = [None, 1024, 1024, 1]
        with pytest.raises(Unreadable, match="no memory"):
            infer(migration.read(config))


def test_a_dense_layer_on_an_open_image_size_is_unreadable() -> None:
    image = layer("InputLayer", "image", batch_input_shape=[None, None, None, 3])
    layers = [image, layer("Flatten", "f"), layer("Dense", "d", units=3)]
    config = {"class_name": "Sequential", "config": {"name": "n", "layers": layers}}
    with pytest.raises(Unreadable, match="fixed"):
        infer(migration.read(config))


# -- which layer is pruned ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("deepid", "conv_3"),
        ("vgg", "last"),
        ("resnet", "head"),
        ("nested", "features.inner_b"),
    ],
)
def test_the_default_layer_is_the_trunks_last_convolution(
    tmp_path: Path, name: str, expected: str
) -> None:
    networks.NETWORKS[name]().save(tmp_path / "model.keras")
    inspection = badnet.inspect(tmp_path / "model.keras")
    assert inspection.default_layer == expected
    assert expected in inspection.prunable_layers


def test_behind_merged_branches_the_last_convolution_that_feeds_them_is_taken(
    tmp_path: Path,
) -> None:
    from keras import Model, layers

    image = layers.Input((8, 8, 3))
    stem = layers.Conv2D(4, 3, name="stem")(image)
    branch = layers.Conv2D(4, 3, padding="same", name="branch")(stem)
    merged = layers.ReLU()(layers.Add()([branch, stem]))
    out = layers.Dense(2)(layers.GlobalAveragePooling2D()(merged))
    Model(image, out).save(tmp_path / "model.h5")
    assert badnet.inspect(tmp_path / "model.h5").default_layer == "branch"


def test_a_convolution_that_only_answers_is_not_the_default() -> None:
    blueprint = read(
        layer("Conv2D", "last", filters=4, kernel_size=3),
        layer("GlobalAveragePooling2D", "pool", keepdims=True),
        layer("Conv2D", "classes", filters=5, kernel_size=1),
        layer("Flatten", "flat"),
    )
    assert default_layer(flatten(blueprint, infer(blueprint))) == "last"


def test_a_layer_used_twice_is_not_prunable(tmp_path: Path) -> None:
    from keras import Model, layers

    image = layers.Input((8, 8, 3))
    shared = layers.Conv2D(3, 3, padding="same", name="shared")
    x = layers.Conv2D(4, 3, name="once")(shared(shared(image)))
    model = Model(image, layers.Dense(2)(layers.Flatten()(x)))
    model.save(tmp_path / "model.keras")
    inspection = badnet.inspect(tmp_path / "model.keras")
    assert inspection.prunable_layers == ("once",)
    assert inspection.parameters == model.count_params()


def test_a_network_without_convolutions_has_nothing_to_prune() -> None:
    blueprint = read(layer("Flatten", "f"), layer("Dense", "d", units=3))
    nodes = flatten(blueprint, infer(blueprint))
    assert prunable_layers(nodes) == ()
    assert default_layer(nodes) == ""


@pytest.mark.parametrize(
    ("kind", "settings"),
    [
        ("Conv2D", {"filters": 2, "kernel_size": 3}),
        ("DepthwiseConv2D", {"kernel_size": 3}),
        ("SeparableConv2D", {"filters": 2, "kernel_size": 3}),
    ],
)
def test_gaps_that_take_gigabytes_are_refused(kind: str, settings: dict[str, Any]) -> None:
    # TensorFlow frames even an image of 8 × 8 with half a window of zeros on each side.
    wide = layer(kind, "wide", padding="same", **settings, dilation_rate=1 << 19)
    with pytest.raises(Unreadable, match="no memory"):
        last_shape(wide)
    # The widest gaps of DeepLab, on a small feature map.
    usual = layer(kind, "usual", padding="same", **settings, dilation_rate=36)
    assert last_shape(usual)[:-1] == (8, 8)
