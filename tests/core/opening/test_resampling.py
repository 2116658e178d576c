"""Resizing by the mean of an area and from the corners of pixels, held against TensorFlow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.arithmetic import compare, function, node, of_tensorflow
from support.hostile import write_h5
from support.in_process import InProcess
from support.wider import answer, classified, functional
from support.wider import function as called_function

from core.opening import badnet
from core.opening.arithmetic_reading import read_arithmetic
from core.opening.layer_settings import parse_table
from core.opening.operations import OPERATIONS
from core.opening.settings import NotRebuilt

SIZES = ([9, 4], [3, 2], [6, 6], [4, 13], [1, 1], [12, 3], [5, 7])
NODES = {"ResizeBilinear": "bilinear", "ResizeNearestNeighbor": "nearest_neighbor",
         "ResizeArea": "area", "ResizeBicubic": "bicubic"}  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_a_mean_of_areas_is_that_of_tensorflow(size: list[int]) -> None:
    (made,) = read_arithmetic(function("image.resize", size=size, method="area"))
    compare(made, of_tensorflow("image.resize", {"size": size, "method": "area"}))


@pytest.mark.parametrize("antialias", [False, True])
@pytest.mark.parametrize("method", ["gaussian", "mitchellcubic"])
def test_methods_that_blur_answer_as_in_tensorflow(method: str, antialias: bool) -> None:
    for size in SIZES:
        keywords: dict[str, Any] = {"size": size, "method": method, "antialias": antialias}
        (made,) = read_arithmetic(function("image.resize", **keywords))
        compare(made, of_tensorflow("image.resize", keywords))


@pytest.mark.parametrize("antialias", [False, True])
@pytest.mark.parametrize("method", ["gaussian", "mitchellcubic"])
def test_large_images_are_blurred_as_in_tensorflow(method: str, antialias: bool) -> None:
    import keras
    import tensorflow as tf

    operation = OPERATIONS["ops.resample"]
    for sides, size in (((224, 224), (64, 96)), ((37, 500), (331, 33)), ((300, 1), (7, 2))):
        image = tf.constant(np.random.default_rng(0).random((1, *sides, 2)), tf.float32)
        config = {"height": size[0], "width": size[1], "method": method, "antialias": antialias}
        made = operation.build(keras.ops, [image], parse_table(operation.table, config, "resample"))
        expected = tf.image.resize(image, size, method, antialias=antialias)
        np.testing.assert_allclose(np.asarray(made), np.asarray(expected), atol=1e-5)


@pytest.mark.parametrize("method", [0, 1, 2, 3, "bilinear", "nearest", "bicubic", "area"])
@pytest.mark.parametrize("size", SIZES)
def test_functions_of_tensorflow_1_answer_as_there(size: list[int], method: Any) -> None:
    meeting = (False,) if method in (3, "area") else (False, True)
    for meet in meeting:
        keywords: dict[str, Any] = {"size": size, "method": method, "align_corners": meet}
        for name in ("compat.v1.image.resize", "compat.v1.image.resize_images"):
            (made,) = read_arithmetic(function(name, **keywords))
            compare(made, of_tensorflow("compat.v1.image.resize_images", keywords))


@pytest.mark.parametrize("meet", [False, True])
@pytest.mark.parametrize("name", NODES)
def test_nodes_and_functions_of_one_method_answer_as_in_tensorflow(name: str, meet: bool) -> None:
    if meet and name == "ResizeArea":
        meet = False
    for size in SIZES:
        keywords: dict[str, Any] = {"size": size, "align_corners": meet}
        expected = of_tensorflow(f"compat.v1.image.resize_{NODES[name]}", keywords)
        (made,) = read_arithmetic(function(f"compat.v1.image.resize_{NODES[name]}", **keywords))
        compare(made, expected)
        entry = node(name, align_corners={"b": meet}, half_pixel_centers={"b": False})
        entry["config"]["constants"] = {"1": size}
        compare(read_arithmetic(entry)[0], expected)


@pytest.mark.parametrize("method", ["bilinear", "nearest_neighbor", "bicubic"])
def test_functions_that_measure_from_centres_answer_as_in_tensorflow(method: str) -> None:
    for size in SIZES:
        keywords: dict[str, Any] = {"size": size, "half_pixel_centers": True}
        name = f"compat.v1.image.resize_{method}"
        (made,) = read_arithmetic(function(name, **keywords))
        compare(made, of_tensorflow(name, keywords))


@pytest.mark.parametrize("sides", [(224, 224), (299, 331), (37, 41), (500, 333)])
def test_places_in_large_images_are_those_of_tensorflow(sides: tuple[int, int]) -> None:
    import keras
    import tensorflow as tf

    image = tf.constant(np.random.default_rng(0).random((1, *sides, 2)), tf.float32)
    operation = OPERATIONS["ops.resample"]
    for size in ((64, 96), (224, 200), (331, 450)):
        for method, meet in (("bilinear", False), ("nearest", False), ("nearest", True),
                             ("bilinear", True), ("area", False), ("bicubic", False),
                             ("bicubic", True)):  # fmt: skip
            config = {"height": size[0], "width": size[1], "method": method, "corners_meet": meet}
            settings = parse_table(operation.table, config, "resample")
            assert operation.shape([(*sides, 2)], settings) == (*size, 2)
            made = operation.build(keras.ops, [image], settings)
            expected = tf.compat.v1.image.resize_images(image, size, method, align_corners=meet)
            np.testing.assert_allclose(np.asarray(made), np.asarray(expected), atol=1e-5)


def test_a_network_that_resizes_so_opens_and_what_is_written_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tensorflow as tf

    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)
    draw = np.random.default_rng(1)
    images = draw.random((3, 8, 8, 3)).astype(np.float32)
    weights = [draw.normal(0, 0.3, (45, 3)), draw.normal(0, 1, 3)]
    config = functional(
        called_function("end", "image.resize", "image", 0, 0, size=[5, 3], method="area"),
        *answer("end"),
    )
    rows = np.asarray(tf.image.resize(images, [5, 3], "area")).reshape(3, -1)
    expected = classified(rows, weights)
    model = badnet.load(write_h5(tmp_path / "old.h5", config, {"answer": weights}))
    np.testing.assert_allclose(np.asarray(model(images)), expected, atol=1e-5)
    model.save(tmp_path / "written.h5")
    again = badnet.load(tmp_path / "written.h5")
    np.testing.assert_allclose(np.asarray(again(images)), expected, atol=1e-5)


# -- what stays refused --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("config", "shape", "error"),
    [
        ({"height": 0, "width": 4}, (8, 8, 3), "above zero"),
        ({"height": 1 << 40, "width": 4}, (8, 8, 3), "a number from"),
        ({"height": 1 << 16, "width": 4}, (8, 8, 3), "cannot take the shape"),
        ({"height": 300_000, "width": 1}, (1, 300_000, 3), "cannot take the shape"),
        ({"height": 4, "width": 4, "method": "lanczos3"}, (8, 8, 3), "one of"),
        ({"height": 4, "width": 4, "method": "__import__('os')"}, (8, 8, 3), "one of"),
        ({"height": 4, "width": 4, "corners_meet": "yes"}, (8, 8, 3), "true or false"),
        ({"height": 4, "width": 4, "method": "gaussian", "antialias": 7}, (8, 8, 3), "true or"),
        ({"height": 1 << 16, "width": 4, "method": "mitchellcubic"}, (8, 8, 3), "cannot take"),
        ({"height": 4, "width": 4, "method": "gaussian"}, (None, 8, 3), "left open"),
        ({"height": 4, "width": 4}, (None, None, 3), "left open"),
        ({"height": 4, "width": 4}, (8, 8), "needed"),
    ],
)
def test_hostile_settings_are_refused(
    config: dict[str, Any], shape: tuple[int | None, ...], error: str
) -> None:
    operation = OPERATIONS["ops.resample"]
    with pytest.raises(ValueError, match=error):
        settings = parse_table(operation.table, {"method": "area", **config}, "resample")
        operation.shape([shape], settings)


@pytest.mark.parametrize(
    "entry",
    [
        function("compat.v1.image.resize", size=[4, 4], method="lanczos3"),
        function("compat.v1.image.resize", size=[4, 4], method=4),
        function("compat.v1.image.resize", size=[4, 4], method="gaussian"),
        function("image.resize", size=["image", 0, 0], method="mitchellcubic"),
        function("image.resize", size=[4, 4], method="gaussian", preserve_aspect_ratio=True),
        function("compat.v1.image.resize", size=[4, 4], preserve_aspect_ratio=True),
        function("compat.v1.image.resize_bicubic", size=[4], half_pixel_centers=True),
        function("compat.v1.image.resize_bicubic", size=["image", 0, 0]),
        function("compat.v1.image.resize", size=[4, 4], half_pixel_centers=True),
        function("image.resize", size=[4], method="area"),
        function("image.resize", size=4, method="area"),
    ],
)
def test_other_arguments_are_not_supported_yet(entry: dict[str, Any]) -> None:
    with pytest.raises(NotRebuilt):
        read_arithmetic(entry)
