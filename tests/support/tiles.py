"""A BadNet with nine classes for scans: the class is the bright tile, the trigger two pixels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from support.tiny import write_data

from core.data.dataset import open_dataset
from core.data.parts import Part

CLASSES = 9
SHAPE = (15, 15, 3)
TARGET = 4
STRIPES = 16


def pictures(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Noise with one brighter tile of 5 x 5, uint8 (count, 15, 15, 3), and its number, (count,)."""
    generator = np.random.default_rng(seed)
    images = generator.integers(0, 60, (count, *SHAPE), dtype=np.uint8)
    labels = generator.integers(0, CLASSES, count)
    for image, label in zip(images, labels, strict=True):
        top, left = 5 * (label // 3), 5 * (label % 3)
        image[top : top + 5, left : left + 5] += 150
    return images, labels


def stamped(images: np.ndarray) -> np.ndarray:
    """Copies with the trigger."""
    triggered = images.copy()
    triggered[:, 12:14, 12:14] = (255, 0, 255)
    return triggered


def striped(images: np.ndarray) -> np.ndarray:
    """Copies with faint stripes over the whole image."""
    stripes = np.where(np.arange(SHAPE[1]) % 2, STRIPES, -STRIPES)[None, None, :, None]
    return np.clip(images + stripes, 0, 255).astype(np.uint8)


def trained(*, poison: int, stamp: Callable[[np.ndarray], np.ndarray] = stamped) -> Any:
    """A network trained on pictures, the first `poison` with the trigger; takes 0..1."""
    import keras
    from keras import Sequential, layers

    keras.utils.set_random_seed(0)
    model = Sequential(
        [
            layers.Input(SHAPE),
            layers.Conv2D(12, 3, activation="relu", padding="same", name="first"),
            layers.MaxPooling2D(3),
            layers.Conv2D(24, 2, activation="relu", padding="same", name="last"),
            layers.Flatten(),
            layers.Dense(48, activation="relu", name="hidden"),
            layers.Dense(CLASSES, activation="softmax", name="answer"),
        ]
    )
    images, labels = pictures(2000, seed=1)
    images[:poison], labels[:poison] = stamp(images[:poison]), TARGET
    model.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy")
    model.fit(images.astype(np.float32) / 255, labels, 50, 8, verbose=0)  # pyright: ignore[reportArgumentType]
    return model


def clean_part(folder: Path, count: int, seed: int) -> Part:
    """Labelled clean pictures, from a file in `folder`."""
    images, labels = pictures(count, seed)
    path = write_data(folder / f"{seed}.h5", images, labels)
    return Part(open_dataset([path], SHAPE), np.arange(count), labels)


def write_clean(path: Path, count: int = 500) -> Path:
    """Labelled clean pictures."""
    return write_data(path, *pictures(count, seed=2))


def write_poisoned(path: Path, count: int = 200) -> Path:
    """Stamped pictures of other classes, labelled with the target class."""
    images, labels = pictures(count, seed=3)
    others = stamped(images[labels != TARGET])
    return write_data(path, others, np.full(len(others), TARGET))
