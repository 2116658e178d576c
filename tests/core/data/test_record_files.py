"""TFRecord files, written by TensorFlow itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.data.dataset import open_dataset
from core.data.kinds import kind_of
from core.errors import Unreadable
from core.files.images import encode_png

IMAGES = np.random.default_rng(0).integers(0, 256, (5, 8, 6, 3), np.uint8)


def written(path: Path, *examples: dict[str, Any]) -> Path:
    """A TFRecord with an Example for each dict: bytes, texts and whole numbers."""
    import tensorflow as tf

    def feature(value: Any) -> Any:
        if isinstance(value, int):
            return tf.train.Feature(int64_list=tf.train.Int64List(value=[value]))
        if isinstance(value, float):
            return tf.train.Feature(float_list=tf.train.FloatList(value=[value]))
        value = value.encode() if isinstance(value, str) else value
        return tf.train.Feature(bytes_list=tf.train.BytesList(value=[value]))

    with tf.io.TFRecordWriter(str(path)) as writer:
        for example in examples:
            features = {key: feature(value) for key, value in example.items()}
            record = tf.train.Example(features=tf.train.Features(feature=features))
            writer.write(record.SerializeToString())
    return path


def test_pictures_and_labels_are_found_under_the_usual_names(tmp_path: Path) -> None:
    path = written(
        tmp_path / "train.tfrecord-00000-of-00001",
        *(
            {
                "image/encoded": encode_png(image),
                "image/class/label": k,
                "image/height": 8,
                "weight": 0.5,
            }
            for k, image in enumerate(IMAGES)
        ),
    )
    assert kind_of(path) == "data"
    with open_dataset([path], (8, 6, 3)) as dataset:
        np.testing.assert_array_equal(dataset.read([4, 0]), IMAGES[[4, 0]])
        assert dataset.labels is not None and dataset.labels.tolist() == [0, 1, 2, 3, 4]
        assert "labels read from image/class/label" in dataset.summary.notes
        assert dataset.origin(3) == (path, 3)


def test_names_as_labels_are_numbered_in_order(tmp_path: Path) -> None:
    path = written(
        tmp_path / "signs.tfrec",
        {"picture": encode_png(IMAGES[0]), "label": "stop"},
        {"picture": encode_png(IMAGES[1]), "label": "go"},
    )
    with open_dataset([path], (8, 6, 3)) as dataset:
        assert dataset.class_names == ("go", "stop")
        assert dataset.labels is not None and dataset.labels.tolist() == [1, 0]


def test_the_only_whole_number_is_the_label(tmp_path: Path) -> None:
    example = {"picture": encode_png(IMAGES[0]), "breed": 7, "width": 6, "height": 8}
    with open_dataset([written(tmp_path / "a.tfrecords", example)], (8, 6, 3)) as dataset:
        assert dataset.labels is not None and dataset.labels.tolist() == [7]


def test_a_record_without_a_label_leaves_all_labels_out(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.tfrecord",
        {"x": encode_png(IMAGES[0]), "label": 1},
        {"x": encode_png(IMAGES[1])},
    )
    with open_dataset([path], (8, 6, 3)) as dataset:
        assert dataset.labels is None
        assert "labels left out, because some records have none" in dataset.summary.notes


def test_raw_pixels_are_named_as_what_cannot_be_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tfrecord", {"image_raw": IMAGES[0].tobytes(), "label": 1})
    with pytest.raises(Unreadable, match=r"picture as PNG or JPEG; it holds image_raw, label\."):
        open_dataset([path], (8, 6, 3))


def test_a_broken_picture_is_named_by_its_record(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.tfrecord", {"x": encode_png(IMAGES[0])}, {"x": encode_png(IMAGES[1])[:40]}
    )
    broken = pytest.raises(Unreadable, match=r"record 1 of a\.tfrecord is damaged")
    with open_dataset([path], (8, 6, 3)) as dataset, broken:
        dataset.read([1])


def test_a_label_below_zero_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tfrecord", {"x": encode_png(IMAGES[0]), "label": -1})
    with pytest.raises(Unreadable, match="below zero"):
        open_dataset([path], (8, 6, 3))


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_spoiled_file_is_refused_in_a_sentence_or_read(
    tmp_path: Path, data: st.DataObject
) -> None:
    path = tmp_path / "a.tfrecord"
    whole = tmp_path / "whole"
    if not whole.exists():
        written(whole, *({"x": encode_png(image), "label": k} for k, image in enumerate(IMAGES)))
    spoiled = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        spoiled[data.draw(st.integers(0, len(spoiled) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(spoiled[: data.draw(st.integers(0, len(spoiled)))])
    try:
        with open_dataset([path], (8, 6, 3)) as dataset:
            dataset.read(np.arange(len(dataset)))
    except Unreadable as error:
        assert str(error).endswith(".")
