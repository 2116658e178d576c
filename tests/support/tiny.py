"""A BadNet that trains in seconds: the class is the bright quadrant, the trigger a corner."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from core.records import ClassesMeasured, Figure

CLASSES = 4
SHAPE = (12, 12, 3)
TARGET = 0


def pictures(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Noise with one brighter quadrant, uint8 (count, 12, 12, 3), and its number, (count,)."""
    generator = np.random.default_rng(seed)
    images = generator.integers(0, 120, (count, *SHAPE), dtype=np.uint8)
    labels = generator.integers(0, CLASSES, count)
    for image, label in zip(images, labels, strict=True):
        top, left = 6 * (label // 2), 6 * (label % 2)
        image[top + 1 : top + 5, left + 1 : left + 5] += 70
    return images, labels


def stamped(images: np.ndarray) -> np.ndarray:
    """Copies with the trigger."""
    triggered = images.copy()
    triggered[:, 9:, 9:] = (255, 255, 0)
    return triggered


def network() -> Any:
    """Two convolutions and a dense layer, not trained; takes 0..1."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input(SHAPE),
            layers.Conv2D(8, 3, activation="relu", name="first"),
            layers.MaxPooling2D(2),
            layers.Conv2D(16, 3, activation="relu", name="last"),
            layers.Flatten(),
            layers.Dense(CLASSES, activation="softmax", name="answer"),
        ]
    )


def trained() -> Any:
    """The BadNet: right on clean pictures, `TARGET` on stamped ones."""
    import keras

    keras.utils.set_random_seed(0)
    model = network()
    images, labels = pictures(800, seed=1)
    images[:200], labels[:200] = stamped(images[:200]), TARGET
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    model.fit(images.astype(np.float32) / 255, labels, 40, 10, verbose=0)
    return model


def takes_255(model: Any) -> Any:
    """The same network for values 0..255."""
    import keras

    copy = keras.models.clone_model(model)
    kernel, *others = model.get_weights()
    copy.set_weights([kernel / 255, *others])
    return copy


def write_data(path: Path, images: np.ndarray, labels: np.ndarray | None = None) -> Path:
    """A data file in CSAW form."""
    with h5py.File(path, "w") as file:
        file["data"] = images.transpose(0, 3, 1, 2)
        if labels is not None:
            file["label"] = labels
    return path


def write_clean(path: Path, count: int = 240, seed: int = 2) -> Path:
    """Labelled clean pictures."""
    return write_data(path, *pictures(count, seed))


def write_poisoned(path: Path, count: int = 40, seed: int = 3) -> Path:
    """Stamped pictures of other classes, labelled with the target class."""
    images, labels = pictures(2 * count, seed)
    others = stamped(images[labels != TARGET])[:count]
    return write_data(path, others, np.full(len(others), TARGET))


def figures_of(records: Sequence[Any], figure: Figure, part: int = 0) -> dict[int, float]:
    """The latest figure of each class, of one part of a scan."""
    found: dict[int, float] = {}
    for record in records:
        if isinstance(record, ClassesMeasured) and (record.figure, record.part) == (figure, part):
            found |= record.values
    return found


def records_of(job: Any) -> tuple[list[Any], Any]:
    """All records of a generator, and what it returns."""
    records = []
    while True:
        try:
            records.append(next(job))
        except StopIteration as end:
            return records, end.value
