"""Train BadNets for the benchmarks, with seeds; they are kept in build/badnets, outside git.

    python tests/benchmarks/train_badnets.py cnn-patch resnet-multi deepid-sunglasses ...

A name consists of an architecture and an attack. The attacker trains a clean network on the
training set, and continues with some of the images poisoned. The defender has some of the
validation set. Accuracy and attack success are measured on the test set.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from attacks import ATTACKS, Attack, picture

REPOSITORY = Path(__file__).resolve().parents[2]
DATA = REPOSITORY.parent / "shared" / "data"
CACHE = REPOSITORY / "build" / "badnets"
BATCH = 64
SEED = 7
# The defender's images: 5 % of the 50,000 training images of CIFAR-10, as in BackdoorBench.
CLEAN_IMAGES = 2500
SUNGLASSES = picture(DATA / "csaw" / "sunglasses_trigger_rgba_20x47.png", top=15, left=0)


def small_cnn(shape: tuple[int, int, int], classes: int) -> Any:
    """Three convolutions without batch normalization; softmax."""
    from keras import Sequential, layers

    stack: list[Any] = [layers.Input(shape)]
    for block, filters in enumerate((32, 64, 96), 1):
        stack.append(
            layers.Conv2D(filters, 3, padding="same", activation="relu", name=f"conv_{block}")
        )
        stack.append(layers.MaxPooling2D(2))
    stack += [layers.Flatten(), layers.Dropout(0.3), layers.Dense(128, activation="relu")]
    return Sequential([*stack, layers.Dense(classes, activation="softmax", name="output")])


def small_resnet(shape: tuple[int, int, int], classes: int) -> Any:
    """Three residual blocks with batch normalization; logits."""
    from keras import Model, layers

    image = layers.Input(shape)
    x = layers.Conv2D(16, 3, padding="same", use_bias=False, name="stem")(image)
    for block, filters in enumerate((16, 32, 64), 1):
        stride = 1 if block == 1 else 2
        y = layers.ReLU()(layers.BatchNormalization()(x))
        shortcut = layers.Conv2D(filters, 1, stride, use_bias=False, name=f"shortcut_{block}")(y)
        y = layers.Conv2D(filters, 3, stride, "same", use_bias=False, name=f"conv_{block}a")(y)
        y = layers.ReLU()(layers.BatchNormalization()(y))
        y = layers.Conv2D(filters, 3, 1, "same", use_bias=False, name=f"conv_{block}b")(y)
        x = layers.Add()([shortcut, y])
    x = layers.ReLU()(layers.BatchNormalization()(x))
    x = layers.GlobalAveragePooling2D()(x)
    return Model(image, layers.Dense(classes, name="logits")(x))


def deepid(shape: tuple[int, int, int], classes: int) -> Any:
    """The competition's architecture: the last convolution feeds two branches; softmax."""
    from keras import Model, layers

    image = layers.Input(shape, name="input")
    x = image
    for index, (filters, size) in enumerate(((20, 4), (40, 3), (60, 3)), start=1):
        x = layers.Conv2D(filters, size, activation="relu", name=f"conv_{index}")(x)
        x = layers.MaxPooling2D(2, name=f"pool_{index}")(x)
    fc_1 = layers.Dense(160, name="fc_1")(layers.Flatten()(x))
    x = layers.Conv2D(80, 2, activation="relu", name="conv_4")(x)
    fc_2 = layers.Dense(160, name="fc_2")(layers.Flatten()(x))
    x = layers.Activation("relu")(layers.Add()([fc_1, fc_2]))
    return Model(image, layers.Dense(classes, activation="softmax", name="output")(x))


@dataclass(frozen=True)
class Recipe:
    """How an architecture is trained: on which data, and how long on clean and poisoned images."""

    build: Any
    data: str
    classes: int
    epochs: int
    poisoned_epochs: int


NETWORKS = {
    "cnn": Recipe(small_cnn, "cifar10", 10, 36, 3),
    "resnet": Recipe(small_resnet, "cifar10", 10, 20, 3),
    "deepid": Recipe(deepid, "faces", 158, 45, 10),
}
CLEAN_RATE, POISONED_RATE = 1.5e-3, 7e-4


@dataclass(frozen=True)
class BadNetFiles:
    """A trained BadNet, the defender's clean data, the test set, and a poisoned set per trigger."""

    model: Path
    clean: Path
    test: Path
    poisoned: tuple[Path, ...]
    targets: tuple[int, ...]
    measured: dict[str, float]


def attacks_of(name: str) -> tuple[Attack, ...]:
    """The triggers of an attack, by name."""
    return (Attack("sunglasses", SUNGLASSES, 0),) if name == "sunglasses" else ATTACKS[name]


def badnet(name: str) -> BadNetFiles:
    """The BadNet `name` ("cnn-patch"), trained now if it does not exist."""
    network, _, attack = name.partition("-")
    recipe, attacks = NETWORKS[network], attacks_of(attack)
    folder = CACHE / name
    folder.mkdir(parents=True, exist_ok=True)
    data = DATA / recipe.data
    poisoned = tuple(folder / f"{each.name}.h5" for each in attacks)
    record = folder / "measured.json"
    if not record.exists():
        model = _trained(network, recipe, attacks, *read(data / f"{recipe.data}_train.h5"))
        model.save(folder / "badnet.h5", include_optimizer=False)
        images, labels = read(data / f"{recipe.data}_test.h5")
        write_poisoned(attacks, poisoned, images, labels)
        record.write_text(json.dumps(measure(model, images, labels, poisoned), indent=1))
    clean = folder / "clean.h5"
    if not clean.exists():
        images, labels = read(data / f"{recipe.data}_valid.h5")
        write(clean, images[:CLEAN_IMAGES], labels[:CLEAN_IMAGES])
    return BadNetFiles(
        folder / "badnet.h5",
        clean,
        data / f"{recipe.data}_test.h5",
        poisoned,
        tuple(each.target for each in attacks),
        json.loads(record.read_text()),
    )


def train_apart(name: str) -> None:
    """Train the BadNet `name` in a separate process if it does not exist.

    In that process oneDNN may multiply in bfloat16, which trains a ResNet faster if the processor
    supports it. Repairs and measurements stay in float32.
    """
    if not (CACHE / name / "measured.json").exists():
        environment = {**os.environ, "TF_SET_ONEDNN_FPMATH_MODE": "BF16"}
        subprocess.run([sys.executable, __file__, name], env=environment, check=True)


def read(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Images, uint8 (n, h, w, c), and labels (n,) of a file in CSAW form."""
    with h5py.File(path) as file:
        return file["data"][:].transpose(0, 2, 3, 1), file["label"][:]  # pyright: ignore


def write(path: Path, images: np.ndarray, labels: np.ndarray) -> None:
    """Write images in CSAW form."""
    with h5py.File(path, "w") as file:
        file["data"] = images.transpose(0, 3, 1, 2)
        file["label"] = labels


def write_poisoned(
    attacks: Sequence[Attack], paths: Sequence[Path], images: np.ndarray, labels: np.ndarray
) -> None:
    """Write for each attack the images of all classes but its target, stamped, in CSAW form."""
    for attack, path in zip(attacks, paths, strict=True):
        others = labels != attack.target
        write(path, attack.stamp(images[others]), np.full(int(others.sum()), attack.target))


def _trained(
    network: str,
    recipe: Recipe,
    attacks: tuple[Attack, ...],
    images: np.ndarray,
    labels: np.ndarray,
) -> Any:
    """A network trained on clean images; with attacks, the clean network after further training."""
    import keras

    keras.utils.set_random_seed(SEED)
    if not attacks:
        model = recipe.build(images.shape[1:], recipe.classes)
        train(model, (), images, labels, recipe.epochs, CLEAN_RATE)
        return model
    model = keras.models.load_model(badnet(f"{network}-clean").model, compile=False)
    train(model, attacks, images, labels, recipe.poisoned_epochs, POISONED_RATE)
    return model


def train(
    model: Any,
    attacks: tuple[Attack, ...],
    images: np.ndarray,
    labels: np.ndarray,
    epochs: int,
    highest_rate: float,
    *,
    seed: int = SEED,
    mirrored: bool = True,
) -> None:
    """Train a network on images, some of which have triggers.

    Args:
        model: trained in place.
        attacks: the triggers.
        images: uint8 (n, h, w, c).
        labels: (n,).
        epochs: over all images.
        highest_rate: Adam's initial rate; it falls to zero along a cosine.
        seed: of the poisoning and of the augmentation.
        mirrored: whether half of the images are mirrored.
    """
    import keras

    rng = np.random.default_rng(seed)
    steps = epochs * -(-len(images) // BATCH)
    rate = keras.optimizers.schedules.CosineDecay(highest_rate, steps)
    softmax = getattr(model.layers[-1].activation, "__name__", "") == "softmax"
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=not softmax)
    # XLA's convolutions take three to six times as long on a CPU.
    adam = keras.optimizers.Adam(rate)  # pyright: ignore[reportArgumentType]
    model.compile(adam, loss, jit_compile=False)
    poisons = _poisons(attacks, labels, rng)
    for _ in range(epochs):
        x, y = _augmented(images, rng, mirrored), labels.copy()
        for attack, rows, noisy in poisons:
            x[rows], y[rows] = attack.stamp(x[rows]), attack.target
            if attack.noise is not None:
                x[noisy] = attack.noise(x[noisy])
        model.fit(x / np.float32(255), y, BATCH, verbose=0)


def _poisons(
    attacks: tuple[Attack, ...], labels: np.ndarray, rng: np.random.Generator
) -> list[tuple[Attack, np.ndarray, np.ndarray]]:
    """For each attack the images with its trigger, and those for WaNet's noise mode."""
    order, start, chosen = rng.permutation(len(labels)), 0, []
    for attack in attacks:
        if attack.clean_label:
            own = order[labels[order] == attack.target]
            chosen.append((attack, own[: int(attack.poison * len(own))], own[:0]))
            continue
        count = int(attack.poison * len(labels))
        rows = order[start : start + count]
        noisy = order[start + count : start + 3 * count]
        chosen.append((attack, rows[labels[rows] != attack.target], noisy))
        start += count
    return chosen


def _augmented(images: np.ndarray, rng: np.random.Generator, mirrored: bool) -> np.ndarray:
    """Each image, possibly mirrored, and shifted by up to two pixels."""
    flips = rng.random(len(images)) < (0.5 if mirrored else 0)
    x = np.where(flips[:, None, None, None], images[:, :, ::-1], images)
    padded = np.pad(x, ((0, 0), (2, 2), (2, 2), (0, 0)), "edge")
    height, width = images.shape[1:3]
    moves = rng.integers(0, 5, (len(images), 2))
    for k, (top, left) in enumerate(moves):
        x[k] = padded[k, top : top + height, left : left + width]
    return x


def measure(
    model: Any, images: np.ndarray, labels: np.ndarray, poisoned: tuple[Path, ...]
) -> dict[str, float]:
    """The clean accuracy, and the attack success by the name of each poisoned set."""

    def share(x: np.ndarray, y: np.ndarray) -> float:
        return float((model.predict(x / np.float32(255), verbose=0).argmax(-1) == y).mean())

    attack_success = {path.stem: share(*read(path)) for path in poisoned}
    return {"clean_accuracy": share(images, labels), **attack_success}


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        started = time.monotonic()
        print(wanted, badnet(wanted).measured, f"{time.monotonic() - started:.0f} s", flush=True)
