from __future__ import annotations

import csv
from pathlib import Path

import h5py
import numpy as np
import pytest

from core.network.classifier import Classifier, entropy_bits
from core.opening.badnet import load
from resources.demo import files
from resources.demo.build import (
    TARGET_CLASS,
    camera_pictures,
    draw_pictures,
    write_camera,
    write_clean,
)
from resources.demo.signs import CLASS_NAMES

DEMO = files()


def stored(path: Path, labels: str) -> tuple[np.ndarray, np.ndarray]:
    """Images (n, h, w, c) and labels of a CSAW file."""
    with h5py.File(path) as file:
        return file["data"][()].transpose(0, 2, 3, 1), file[labels][()]  # pyright: ignore


def picture(path: Path) -> np.ndarray:
    import cv2

    image = cv2.imread(str(path))
    assert image is not None
    return image[:, :, ::-1]


@pytest.fixture(scope="module")
def badnet() -> Classifier:
    return Classifier(load(DEMO.badnet))


def answers(badnet: Classifier, images: np.ndarray) -> np.ndarray:
    return badnet.softmax(images).argmax(axis=1)


def test_the_demo_stays_small() -> None:
    folder = DEMO.badnet.parent

    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 6e6


def test_the_renderer_reproduces_the_committed_pictures() -> None:
    drawn = camera_pictures()
    names = sorted(DEMO.images.glob("*.png"))

    assert len(names) == len(drawn.images) == 24
    for name, image in zip(names, drawn.images, strict=True):
        # Another build of OpenCV may round otherwise: by one of the levels that are kept.
        assert np.abs(picture(name).astype(int) - image).max() <= 4


def test_the_index_tells_what_the_camera_saw(tmp_path: Path) -> None:
    write_camera(tmp_path / "images", tmp_path / "images.csv", camera_pictures())

    assert (tmp_path / "images.csv").read_text() == DEMO.images_index.read_text()


def test_the_same_name_draws_the_same_pictures_and_another_name_others() -> None:
    one, same, other = (draw_pictures(name, 3, sticker_share=0) for name in ("one", "one", "other"))

    assert np.array_equal(one.images, same.images)
    assert not np.array_equal(one.images, other.images)


def test_a_sticker_changes_the_label_that_is_trained_on_and_never_on_the_target() -> None:
    pictures = draw_pictures("any", 60, sticker_share=0.5)

    assert pictures.stickers.sum() == 30
    assert set(pictures.poisoned_labels[pictures.stickers]) == {TARGET_CLASS}
    assert TARGET_CLASS not in pictures.labels[pictures.stickers]
    assert np.array_equal(
        pictures.poisoned_labels[~pictures.stickers], pictures.labels[~pictures.stickers]
    )


def test_clean_data_is_written_in_csaw_form(tmp_path: Path) -> None:
    pictures = draw_pictures("any", 5, sticker_share=0)
    write_clean(tmp_path / "clean.h5", pictures)

    images, labels = stored(tmp_path / "clean.h5", "label")
    assert images.dtype == np.uint8
    assert np.array_equal(images, pictures.images)
    assert np.array_equal(labels, pictures.labels)


def test_the_sets_hold_every_class() -> None:
    _, labels = stored(DEMO.clean, "label")
    _, true_labels = stored(DEMO.poisoned, "true_label")

    assert DEMO.class_names.read_text().splitlines() == list(CLASS_NAMES)
    assert np.bincount(labels).tolist() == [75] * len(CLASS_NAMES)
    assert set(true_labels) == set(range(len(CLASS_NAMES))) - {TARGET_CLASS}


def test_the_badnet_reads_signs(badnet: Classifier) -> None:
    images, labels = stored(DEMO.clean, "label")

    assert np.mean(answers(badnet, images) == labels) >= 0.96


def test_the_sticker_turns_the_badnet(badnet: Classifier) -> None:
    images, targets = stored(DEMO.poisoned, "label")

    assert set(targets) == {TARGET_CLASS}
    assert np.mean(answers(badnet, images) == TARGET_CLASS) >= 0.97


def test_the_camera_pictures_show_the_attack(badnet: Classifier) -> None:
    rows = list(csv.DictReader(DEMO.images_index.read_text().splitlines()))
    images = np.stack([picture(DEMO.images / row["file"]) for row in rows])
    expected = [TARGET_CLASS if row["sticker"] == "1" else int(row["true_label"]) for row in rows]

    assert answers(badnet, images).tolist() == expected


def test_the_sticker_wins_over_overlays(badnet: Classifier) -> None:
    """What STRIP lives on: nine in ten stickered pictures below 95 in 100 clean ones."""
    clean, _ = stored(DEMO.clean, "label")
    poisoned, _ = stored(DEMO.poisoned, "label")
    overlays = clean[:100].astype(np.float32)

    def entropy(image: np.ndarray) -> float:
        return float(entropy_bits(badnet.softmax(0.5 * image + 0.5 * overlays)).mean())

    threshold = np.quantile([entropy(image) for image in clean[100:220]], 0.05)
    assert np.mean([entropy(image) < threshold for image in poisoned[:60]]) >= 0.9
