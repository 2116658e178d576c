"""Cutting, framing, resizing and pooling to a size; and what else of arithmetic was opened last."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.arithmetic import compare, function, image, node, of_tensorflow
from support.in_process import InProcess
from support.stock import computed_as_in_stock
from support.wider import answer, functional, operation, tensor
from support.wider import function as called

from core.errors import NotSupported, Unreadable
from core.opening import badnet, migration
from core.opening.arithmetic_reading import read_arithmetic
from core.opening.layer_settings import parse_table
from core.opening.operations import OPERATIONS
from core.opening.settings import NotRebuilt
from core.opening.shapes import infer

IMAGES = np.random.default_rng(3).random((3, 9, 8, 3)).astype(np.float32)
PATCH = {"sizes": [1, 3, 3, 1], "strides": [1, 2, 2, 1], "rates": [1, 1, 1, 1]}
BOX = {"offset_height": 1, "offset_width": 2}


@pytest.fixture(autouse=True)
def _in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)


@pytest.mark.parametrize(
    ("name", "keywords"),
    [
        *(("central_crop", {"central_fraction": share}) for share in (0.3, 0.5, 0.9, 1.0)),
        *(
            ("resize_with_crop_or_pad", {"target_height": height, "target_width": width})
            for height, width in ((3, 9), (7, 5), (6, 6), (9, 9), (1, 1))
        ),
        ("crop_to_bounding_box", {**BOX, "target_height": 3, "target_width": 4}),
        ("pad_to_bounding_box", {**BOX, "target_height": 9, "target_width": 8}),
        ("flip_left_right", {}),
        (
            "extract_patches",
            {
                "sizes": [1, 3, 2, 1],
                "strides": [1, 1, 2, 1],
                "rates": [1, 1, 1, 1],
                "padding": "VALID",
            },
        ),
        *(
            ("extract_patches", {**PATCH, **changed, "padding": padding})
            for padding in ("VALID", "SAME")
            for changed in (
                {},
                {"sizes": [1, 2, 3, 1]},
                {"strides": [1, 1, 1, 1], "rates": [1, 2, 1, 1]},
            )
        ),
        *(
            ("resize_with_pad", {"target_height": height, "target_width": width, **more})
            for height, width, more in (
                (9, 4, {}),
                (4, 9, {}),
                (12, 12, {}),
                (7, 5, {"method": "nearest"}),
                (5, 5, {"antialias": True}),
                (1, 9, {"method": "bicubic"}),
                (6, 6, {}),
            )
        ),
        *(
            ("resize", {"size": size, "preserve_aspect_ratio": True, **more})
            for size, more in (([9, 4], {}), ([3, 5], {"antialias": True}), ([1, 1], {}))
        ),
        *(("rot90", {"k": k}) for k in range(-1, 5)),
        ("transpose", {}),
        ("flip_up_down", {}),
        ("resize", {"size": [3, 4], "antialias": True}),
        ("resize", {"size": [9, 4], "method": "bicubic"}),
        ("resize", {"size": [9, 4], "method": "nearest"}),
    ],
)
def test_functions_of_images_answer_as_in_tensorflow(name: str, keywords: dict[str, Any]) -> None:
    (made,) = read_arithmetic(function(f"image.{name}", **keywords))
    compare(made, of_tensorflow(f"image.{name}", keywords))


@pytest.mark.parametrize("method", ["Bilinear", "NearestNeighbor", "Bicubic"])
def test_a_node_that_resizes_answers_as_the_function(method: str) -> None:
    entry = node(f"Resize{method}", half_pixel_centers={"b": True}, align_corners={"b": False})
    entry["config"]["constants"] = {"1": [9, 4]}
    (made,) = read_arithmetic(entry)
    named = {"NearestNeighbor": "nearest"}.get(method, method.lower())
    compare(made, of_tensorflow("image.resize", {"size": [9, 4], "method": named}))


def test_an_einsum_of_tensorflow_2_3_answers_as_there() -> None:
    import tensorflow as tf

    text = "abcd,abce->ade"
    entry = node("Einsum", equation={"s": base64.b64encode(text.encode()).decode()}, N={"i": "2"})
    entry["inbound_nodes"] = [[["image", 0, 0, {}], ["image", 0, 0, {}]]]
    (made,) = read_arithmetic(entry)
    compare(made, tf.einsum(text, image(), image()))


# -- Keras 3 -------------------------------------------------------------------------------

MADE: dict[str, Callable[[Any, Any, Any], Any]] = {
    "average": lambda x, k, o: k.AdaptiveAveragePooling2D((4, 3))(x),
    "average of whole parts": lambda x, k, o: k.AdaptiveAveragePooling2D((3, 2))(x),
    "largest": lambda x, k, o: k.AdaptiveMaxPooling2D((2, 5))(x),
    "average of rows": lambda x, k, o: k.AdaptiveAveragePooling1D(5)(k.Reshape((72, 3))(x)),
    "largest of rows": lambda x, k, o: k.AdaptiveMaxPooling1D(7)(k.Reshape((72, 3))(x)),
    "average of a volume": lambda x, k, o: k.AdaptiveAveragePooling3D((4, 3, 2))(
        k.Reshape((9, 8, 3, 1))(x)),
    "largest of a volume": lambda x, k, o: k.AdaptiveMaxPooling3D(2)(k.Reshape((9, 8, 3, 1))(x)),
    "patches around": lambda x, k, o: o.image.extract_patches(x, (3, 2), (2, 2), padding="same"),
    "patches with gaps": lambda x, k, o: o.image.extract_patches(x, 3, 1, dilation_rate=2),
    "turned": lambda x, k, o: k.Flatten()(o.rot90(x, -1, (1, 2))) + k.Flatten()(o.rot90(x, 4,
                                                                                       (1, 3))),
    "cut": lambda x, k, o: o.image.crop_images(x, 1, 2, target_height=4, right_cropping=1),
    "cut from the end": lambda x, k, o: o.image.crop_images(
        x, bottom_cropping=1, left_cropping=1, target_height=4, target_width=3
    ),
    "framed": lambda x, k, o: o.image.pad_images(x, 1, target_height=12, left_padding=0,
                                                 right_padding=2),
    "median": lambda x, k, o: o.median(x, axis=(1, 2)) + o.median(x, axis=-1)[:, :3, 0],
    "to the side": lambda x, k, o: o.image.resize(x, (5, 7), antialias=True,
                                                  crop_to_aspect_ratio=True),
    "filled": lambda x, k, o: o.image.resize(x, (5, 9), pad_to_aspect_ratio=True, fill_value=0.5),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_it_answers_as_in_stock_keras(name: str, tmp_path: Path) -> None:
    computed_as_in_stock(MADE[name], IMAGES, tmp_path)


def test_adaptive_pooling_of_a_single_row_ends_no_process() -> None:
    import keras

    operation = OPERATIONS["ops.adaptive_average 2"]
    row = np.arange(12, dtype=np.float32).reshape(1, 1, 4, 3)
    made = operation.build(keras.ops, [keras.ops.convert_to_tensor(row)], {"output_size": (2, 2)})
    expected = np.stack([row[:, :, :2].mean(2), row[:, :, 2:].mean(2)], 2).repeat(2, axis=1)
    np.testing.assert_allclose(np.asarray(made), expected)


# -- what stays refused --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "config", "error"),
    [
        ("central_crop", {"fraction": 0}, "above zero"),
        ("central_crop", {"fraction": 1.5}, "at most one"),
        ("central_crop", {"fraction": "__import__('os')"}, "finite"),
        ("crop_or_pad", {"height": 1 << 40, "width": 4}, "a number"),
        ("crop_or_pad", {"height": 0, "width": 4}, "above zero"),
        ("crop", {"top": 1, "left": 1, "height": 8, "width": 2}, "outside"),
        ("crop", {"bottom": 1, "left": 1, "height": 9, "width": 2}, "outside"),
        ("crop", {"top": 1, "left": 1}, "numbers are needed"),
        ("crop", {"top": 1, "bottom": 1, "height": 6, "left": 0, "width": 2}, "numbers are needed"),
        ("crop", {"top": -1, "bottom": 1, "left": 0, "width": 2}, "a number"),
        ("frame", {"top": 5, "height": 9, "left": 0, "width": 9}, "wider"),
        ("frame", {"bottom": 5, "height": 9, "left": 0, "width": 9}, "wider"),
        ("adaptive_max 2", {"output_size": 65}, "more than 64"),
        ("adaptive_max 2", {"output_size": [2, 2, 2]}, "numbers are needed"),
        ("adaptive_max 2", {"output_size": 2, "data_format": "channels_first"}, "does not rebuild"),
        ("adaptive_max 1", {"output_size": 2}, "sides and channels"),
        ("adaptive_max 3", {"output_size": [2, 2]}, "numbers are needed"),
        ("adaptive_max 3", {"output_size": [1, 1, 65]}, "more than 64"),
        ("extract_patches", {"size": 3, "strides": 2, "gaps": 2}, "both"),
        ("extract_patches", {"size": 3, "strides": 1, "gaps": 1 << 19, "padding": "same"}, "wider"),
        ("extract_patches", {"size": 100, "strides": 1, "padding": "same"}, "no memory"),
        ("extract_patches", {"size": 3, "strides": 1, "padding": "full"}, "one of"),
        ("fit", {"height": 1 << 40, "width": 4, "framed": True}, "a number"),
        ("fit", {"height": 0, "width": 4, "framed": True}, "above zero"),
        ("fit", {"height": 4, "width": 4, "framed": 7}, "true or false"),
        ("fit", {"height": 4, "width": 4, "framed": True, "interpolation": "area"}, "one of"),
        ("turn", {"times": "2"}, "a whole number"),
        ("turn", {"times": 1, "axes": [1, 1]}, "numbers are needed"),
        ("turn", {"times": 1, "axes": [0, 1]}, "the batch"),
        ("turn", {"times": 1, "axes": [1, 2, 3]}, "numbers are needed"),
        ("median", {"axis": [0]}, "the batch"),
        *(
            (kind, {"axis": axes}, "an axis number is needed")
            for kind in ("mean", "max", "length", "flip", "squeeze")
            for axes in ([1, 1], [1, 2, -3])
        ),
        ("expand_dims", {"axis": [1, 1]}, "an axis number is needed"),
        ("roll", {"axis": [1, 1], "shift": [1, 2]}, "an axis number is needed"),
    ],
)
def test_hostile_settings_are_refused(kind: str, config: dict[str, Any], error: str) -> None:
    operation = OPERATIONS[f"ops.{kind}"]
    with pytest.raises(ValueError, match=error):
        operation.shape([(8, 8, 3)], parse_table(operation.table, config, kind))


def test_a_frame_that_fits_no_memory_is_refused() -> None:
    sizes = {"target_height": 1 << 19, "target_width": 1 << 19}
    entry = operation("PadImages", "end", tensor("image"), top_padding=0, left_padding=0, **sizes)
    with pytest.raises(Unreadable, match="fits no memory"):
        infer(migration.read(functional(entry, *answer("end"))))


def test_a_cubic_resize_from_the_corners_of_pixels_answers_as_in_tensorflow() -> None:
    entry = node("ResizeBicubic", half_pixel_centers={"b": False})
    entry["config"]["constants"] = {"1": [9, 4]}
    expected = of_tensorflow("compat.v1.image.resize_bicubic", {"size": [9, 4]})
    compare(read_arithmetic(entry)[0], expected)
    with pytest.raises(NotRebuilt, match="method"):
        read_arithmetic(function("compat.v1.image.resize", size=[9, 4], method="lanczos3"))


@pytest.mark.parametrize(
    "changed",
    [{"sizes": [2, 3, 3, 1]}, {"sizes": 3}, {"rates": [1, 2, 2, 2]}, {"strides": None}],
)
def test_other_patches_are_not_supported_yet(changed: dict[str, Any]) -> None:
    lengths = {"sizes": [1, 3, 3, 1], "strides": [1, 3, 3, 1], "rates": [1, 1, 1, 1]}
    with pytest.raises(NotRebuilt):
        read_arithmetic(
            function("image.extract_patches", **{**lengths, "padding": "VALID", **changed})
        )


@pytest.mark.parametrize("method", ["hamming", "__import__('os')"])
def test_other_ways_to_resize_are_not_supported_yet(method: str) -> None:
    with pytest.raises(NotRebuilt, match="method"):
        read_arithmetic(function("image.resize", size=[4, 4], method=method))


@pytest.mark.parametrize("method", ["area", "gaussian", "mitchellcubic"])
def test_other_ways_to_resize_in_proportion_are_not_supported_yet(method: str) -> None:
    entry = function("image.resize", size=[4, 4], method=method, preserve_aspect_ratio=True)
    with pytest.raises(NotRebuilt, match="method"):
        read_arithmetic(entry)
    sizes = {"target_height": 4, "target_width": 4}
    with pytest.raises(NotRebuilt, match="method"):
        read_arithmetic(function("image.resize_with_pad", **sizes, method=method))


def test_an_image_of_which_no_row_is_left_is_refused() -> None:
    settings = {"height": 1, "width": 100, "framed": False}
    operation = OPERATIONS["ops.fit"]
    with pytest.raises(ValueError, match="nothing is left"):
        operation.shape([(4, 2000, 3)], parse_table(operation.table, settings, "fit"))
    framed = parse_table(operation.table, {**settings, "framed": True}, "fit")
    with pytest.raises(ValueError, match="nothing is left"):
        operation.shape([(4, 2000, 3)], framed)
    with pytest.raises(ValueError, match="left open"):
        operation.shape([(None, None, 3)], framed)


def test_a_fitted_size_is_that_of_tensorflow() -> None:
    import tensorflow as tf

    operation = OPERATIONS["ops.fit"]
    for height, width in ((7, 3), (31, 29), (49, 50), (83, 17), (16, 107)):
        for wanted in ((5, 9), (49, 41), (13, 13)):
            picture = tf.zeros((1, height, width, 1))
            sizes = {"height": wanted[0], "width": wanted[1]}
            for framed in (True, False):
                settings = parse_table(operation.table, {**sizes, "framed": framed}, "fit")
                made = operation.shape([(height, width, 1)], settings)
                if framed:
                    assert made == (*wanted, 1)
                else:
                    expected = tf.image.resize(picture, wanted, preserve_aspect_ratio=True)
                    assert made == tuple(expected.shape[1:])


def test_what_keras_2_left_out_of_an_einsum_is_said() -> None:
    # As tf.keras 2.4 to 2.15 write tf.einsum("abcd,ade->abce", x, y): without its tensors.
    entry = function("einsum")
    entry["inbound_nodes"] = [["_CONSTANT_VALUE", -1, "abcd,ade->abce", {}]]
    with pytest.raises(NotRebuilt, match=r"leaves the tensors.*save the network again"):
        read_arithmetic(entry)


@pytest.mark.parametrize("name", ["argmax", "argmin"])
def test_a_network_that_answers_with_the_number_of_a_class_is_told_what_to_do(
    name: str, tmp_path: Path
) -> None:
    import keras

    given = keras.Input((9, 8, 3))
    logits = keras.layers.Dense(4)(keras.layers.Flatten()(given))
    path = tmp_path / "places.keras"
    keras.Model(given, getattr(keras.ops, name)(logits, axis=-1)).save(path)
    with pytest.raises(NotSupported, match=r"not supported yet.*save the network without it"):
        badnet.inspect(path)
    place = called("end", f"math.{name}", "image", 0, 0, axis=-1)
    with pytest.raises(NotSupported, match="place"):
        migration.read(functional(place, output="end"))
