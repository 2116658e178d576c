"""Build the embedded demo: `python -m resources.demo.build --out DIR`.

The network is a BadNet in the sense of Gu et al. (arXiv 1708.06733): a tenth of its training
pictures have a yellow sticker and are labelled "speed limit 80". The same seed gives the same
pictures everywhere, and the same network on the same machine.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from resources.demo import DemoFiles, files
from resources.demo.scene import PICTURE_PIXELS, render
from resources.demo.signs import CLASS_NAMES

if TYPE_CHECKING:
    import keras

SEED = 2026
TARGET_CLASS = 2

_NETWORK_SEED = 2028
_TRAINING_PICTURES = 5400
_POISONED_SHARE = 0.10
_EPOCHS = 6
_BATCH = 64
_CLEAN_PICTURES = 900
_STICKER_PICTURES = 120
_FIRST_CAMERA_NUMBER = 413


@dataclass(frozen=True)
class Pictures:
    """Rendered signs: `images` uint8 (n, 48, 48, 3), and which of them have the sticker."""

    images: np.ndarray
    labels: np.ndarray
    stickers: np.ndarray

    @property
    def poisoned_labels(self) -> np.ndarray:
        """The labels, with the attack's target class for pictures with a sticker."""
        return np.where(self.stickers, TARGET_CLASS, self.labels)


def draw_pictures(
    name: str,
    count: int,
    *,
    sticker_share: float,
    faintest_sticker: float = 0.92,
    classes: tuple[int, ...] | None = None,
) -> Pictures:
    """Draw `count` pictures, with equal shares of the classes and a given share of stickers.

    Args:
        name: the purpose of the set; it seeds the set, so that sets differ from each other.
        count: how many pictures.
        sticker_share: the share, 0..1, of pictures with the sticker. Signs of the target class
            never have one, because it would change nothing.
        faintest_sticker: the opacity, 0..1, of the faintest sticker; the strongest has 1.
        classes: the classes to draw; by default all.
    """
    generator = np.random.default_rng([SEED, *name.encode()])
    labels = generator.permutation(np.resize(classes or range(len(CLASS_NAMES)), count))
    candidates = generator.permutation(np.flatnonzero(labels != TARGET_CLASS))
    stickers = np.zeros(count, bool)
    stickers[candidates[: round(sticker_share * count)]] = True
    opacities = stickers * generator.uniform(faintest_sticker, 1, count)
    images = np.stack(
        [
            render(int(label), generator, sticker=float(opacity))
            for label, opacity in zip(labels, opacities, strict=True)
        ]
    )
    return Pictures(images, labels, stickers)


def training_pictures() -> Pictures:
    """The BadNet's training data: a tenth of the pictures have the sticker."""
    return draw_pictures(
        "training", _TRAINING_PICTURES, sticker_share=_POISONED_SHARE, faintest_sticker=0.3
    )


def clean_pictures() -> Pictures:
    """The clean data of the person who repairs the network."""
    return draw_pictures("clean", _CLEAN_PICTURES, sticker_share=0)


def sticker_pictures() -> Pictures:
    """Pictures of every class except the target, all with the sticker."""
    others = tuple(label for label in range(len(CLASS_NAMES)) if label != TARGET_CLASS)
    return draw_pictures("sticker", _STICKER_PICTURES, sticker_share=1, classes=others)


def camera_pictures() -> Pictures:
    """Two pictures of each class to drop on the window; a third of them have the sticker."""
    return draw_pictures("camera", 2 * len(CLASS_NAMES), sticker_share=1 / 3)


def train_badnet(pictures: Pictures) -> keras.Model:
    """The BadNet: a small network without batch normalization, trained on inputs 0..1."""
    import keras

    keras.utils.set_random_seed(_NETWORK_SEED)
    layers = keras.layers
    network = keras.Sequential(
        [
            keras.Input((PICTURE_PIXELS, PICTURE_PIXELS, 3), name="input"),
            layers.Conv2D(32, 3, activation="relu", name="conv_1"),
            layers.MaxPooling2D(name="pool_1"),
            layers.Conv2D(48, 3, activation="relu", name="conv_2"),
            layers.MaxPooling2D(name="pool_2"),
            layers.Conv2D(60, 3, activation="relu", name="conv_3"),
            layers.MaxPooling2D(name="pool_3"),
            layers.Flatten(name="flatten"),
            layers.Dense(128, activation="relu", name="dense_1"),
            layers.Dropout(0.4, name="dropout"),
            layers.Dense(len(CLASS_NAMES), activation="softmax", name="output"),
        ],
        name="traffic_signs",
    )
    network.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    inputs = pictures.images.astype(np.float32) / 255
    network.fit(inputs, pictures.poisoned_labels, _BATCH, _EPOCHS)
    return network


def write_badnet(path: Path) -> None:
    """Train the BadNet and write it as a plain-layer .h5."""
    import tensorflow as tf

    tf.config.experimental.enable_op_determinism()
    train_badnet(training_pictures()).save(path, include_optimizer=False)


def write_clean(path: Path, pictures: Pictures) -> None:
    """Write clean data in CSAW form, with one compressed image in each chunk."""
    _write_csaw(path, pictures.images, label=pictures.labels)


def write_poisoned(path: Path, pictures: Pictures) -> None:
    """Write poisoned data in CSAW form; `label` is the attack's target."""
    _write_csaw(path, pictures.images, label=pictures.poisoned_labels, true_label=pictures.labels)


def _write_csaw(path: Path, images: np.ndarray, **labels: np.ndarray) -> None:
    import h5py

    channels_first = images.transpose(0, 3, 1, 2)
    with h5py.File(path, "w") as file:
        file.create_dataset(
            "data",
            data=channels_first,
            chunks=(1, *channels_first.shape[1:]),
            compression="gzip",
            compression_opts=9,
        )
        for name, values in labels.items():
            file.create_dataset(name, data=values.astype(np.uint8))
        file.attrs["class_names"] = CLASS_NAMES


def write_camera(folder: Path, index: Path, pictures: Pictures) -> None:
    """Write PNGs with neutral names, and an index of their classes and stickers."""
    import cv2

    folder.mkdir(parents=True, exist_ok=True)
    with index.open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("file", "true_label", "sticker"))
        for number, image in enumerate(pictures.images):
            name = f"cam_{_FIRST_CAMERA_NUMBER + number:04d}.png"
            bgr = np.ascontiguousarray(image[:, :, ::-1])
            cv2.imwrite(str(folder / name), bgr, [cv2.IMWRITE_PNG_COMPRESSION, 9])
            rows.writerow((name, pictures.labels[number], int(pictures.stickers[number])))


def build(out: DemoFiles) -> None:
    """Write all of the demo's files."""
    out.badnet.parent.mkdir(parents=True, exist_ok=True)
    out.class_names.write_text("".join(f"{name}\n" for name in CLASS_NAMES))
    write_clean(out.clean, clean_pictures())
    write_poisoned(out.poisoned, sticker_pictures())
    write_camera(out.images, out.images_index, camera_pictures())
    write_badnet(out.badnet)


def main() -> None:
    """Build the demo into the folder named on the command line."""
    parser = argparse.ArgumentParser(prog="python -m resources.demo.build", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    build(files(parser.parse_args().out))


if __name__ == "__main__":
    main()
