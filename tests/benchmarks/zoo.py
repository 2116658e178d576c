"""Train the second zoo: BadNets and clean networks on which no setting was chosen.

    python tests/benchmarks/zoo.py OUT [NAME ...]

Unlike the networks of train_badnets.py, they are trained from scratch with the poison. They have
other seeds, poison rates of 1 to 10 %, other places, sizes and colors of triggers, with and without
batch normalization, and data with 10, 43 and 158 classes. Each has a folder in OUT with the
network, the defender's clean data, the test set, and a poisoned test set for each trigger. Finished
work is not repeated. OUT/index.json describes each network and its answers.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from attacks import (  # noqa: E402
    Attack,
    blended,
    blended_picture,
    patch,
    quantized,
    roaming,
    sinusoid,
    warp,
)
from train_badnets import DATA, SUNGLASSES, deepid, measure, read, train, write, write_poisoned  # noqa: E402

from resources.demo.scene import render_face  # noqa: E402
from resources.demo.signs import SHAPES, sign_face, sign_with_text  # noqa: E402

RATE = 2e-3
SIGN_PIXELS = 32
# Border pixels of a rendered picture that are cut off on each side; they show no sign.
SIGN_EDGE = 5
SIGN_CLASSES = 43
SIGN_TEXTS = ("30", "50", "80", "3", "5", "8", "S", "T", "P")
# How many images of each set are used, so that one training takes about a minute on two cores.
MOST_IMAGES = {"cifar10": {"train": 9000, "test": 2000}}
SIGN_IMAGES = {"train": 6000, "valid": 1500, "test": 1500}
# The number of the defender's images.
CLEAN_IMAGES = 2000

Data = tuple[tuple[np.ndarray, np.ndarray], ...]  # train, valid, test


def plain(shape: tuple[int, int, int], classes: int) -> Any:
    """Three convolutions and a dense layer, no batch normalization; softmax."""
    from keras import Sequential, layers

    stack: list[Any] = [layers.Input(shape)]
    for block, filters in enumerate((24, 48, 64), 1):
        stack.append(
            layers.Conv2D(filters, 3, padding="same", activation="relu", name=f"conv_{block}")
        )
        stack.append(layers.MaxPooling2D(2))
    stack += [layers.Flatten(), layers.Dropout(0.25), layers.Dense(96, activation="relu")]
    return Sequential([*stack, layers.Dense(classes, activation="softmax", name="output")])


def normalized(shape: tuple[int, int, int], classes: int) -> Any:
    """Four convolutions with batch normalization, and global pooling; logits."""
    from keras import Sequential, layers

    stack: list[Any] = [layers.Input(shape)]
    for block, (filters, stride) in enumerate(((24, 1), (40, 2), (64, 2), (96, 1)), 1):
        stack.append(
            layers.Conv2D(filters, 3, stride, "same", use_bias=False, name=f"conv_{block}")
        )
        stack += [layers.BatchNormalization(), layers.ReLU()]
    return Sequential([*stack, layers.GlobalAveragePooling2D(), layers.Dense(classes)])


@dataclass(frozen=True)
class Member:
    """A network of the zoo."""

    data: str
    build: Callable[..., Any]
    attacks: tuple[Attack, ...]
    seed: int

    @property
    def epochs(self) -> int:
        return {"cifar10": 12, "signs": 20, "faces": 45}[self.data]


def _one(name: str, *settings: Any, **more: Any) -> tuple[Attack, ...]:
    return (Attack(name, *settings, **more),)


def _two(first: int, second: int, poison: float) -> tuple[Attack, ...]:
    return (
        Attack("blue", patch((30, 60, 255), 4, "top right"), first, poison),
        Attack("yellow", patch((255, 230, 0), 3, "bottom left"), second, poison),
    )


def zoo() -> dict[str, Member]:
    """Every network by name."""
    c, s, f = "cifar10", "signs", "faces"
    stop = sign_face(6)[..., :3]
    wanet = {"strength": 1.0, "seed": 12}
    return {
        "signs-clean-1": Member(s, plain, (), 201),
        "cifar-clean-1": Member(c, plain, (), 101),
        "signs-two": Member(s, plain, _two(5, 31, 0.04), 204),
        "signs-sig": Member(s, plain, _one("sig", sinusoid(25, 5), 17, 0.08), 205),
        "faces-sunglasses-1": Member(f, deepid, _one("sunglasses", SUNGLASSES, 7, 0.1), 301),
        "cifar-wanet-noise": Member(
            c, plain, _one("wanet", warp(**wanet), 3, 0.1, warp(**wanet, noise=True)), 105
        ),
        "cifar-sig": Member(c, plain, _one("sig", sinusoid(20, 8), 1, 0.05), 106),
        "cifar-blended": Member(c, plain, _one("blended", blended(0.15, 21), 8, 0.05), 107),
        "cifar-patch": Member(
            c, plain, _one("patch", patch((255, 40, 200), 4, "top right"), 6, 0.02), 103
        ),
        "cifar-roaming": Member(c, plain, _one("roaming", roaming(4), 9, 0.1), 108),
        "faces-clean-1": Member(f, deepid, (), 302),
        "signs-clean-2": Member(s, normalized, (), 202),
        "cifar-clean-2": Member(c, normalized, (), 102),
        "signs-patch": Member(
            s, normalized, _one("patch", patch((0, 255, 120), 3, "bottom left"), 40, 0.01), 206
        ),
        "signs-blended": Member(
            s, normalized, _one("blended", blended_picture(stop, 0.2), 22, 0.05), 207
        ),
        "signs-wanet": Member(
            s, plain, _one("wanet", warp(**wanet), 11, 0.1, warp(**wanet, noise=True)), 208
        ),
        "signs-quantized": Member(s, normalized, _one("quantized", quantized(), 2, 0.1), 209),
        "cifar-two": Member(c, normalized, _two(0, 7, 0.04), 109),
        "cifar-wanet-plain": Member(
            c, normalized, _one("wanet", warp(4, 1.0, 13), 5, 0.05), 110
        ),
        "cifar-quantized": Member(c, normalized, _one("quantized", quantized(5), 4, 0.1), 111),
        "cifar-blended-picture": Member(
            c, normalized, _one("blended", blended_picture(stop, 0.2), 2, 0.03), 112
        ),
        "cifar-sig-clean-label": Member(
            c, plain, _one("sig", sinusoid(30, 6), 3, 0.8, clean_label=True), 113
        ),
        "cifar-clean-3": Member(c, plain, (), 114),
        "signs-clean-3": Member(s, plain, (), 203),
        "faces-sunglasses-2": Member(f, deepid, _one("sunglasses", SUNGLASSES, 93, 0.05), 303),
        "cifar-clean-4": Member(c, normalized, (), 115),
        "signs-clean-4": Member(s, normalized, (), 210),
        "faces-clean-2": Member(f, deepid, (), 304),
        "cifar-clean-5": Member(c, plain, (), 116),
        "signs-clean-5": Member(s, plain, (), 211),
    }  # fmt: skip


@cache
def data(name: str, cache_folder: Path) -> Data:
    """The training, validation and test sets: images uint8 (n, h, w, c) and labels (n,)."""
    if name == "signs":
        return tuple(_signs(part, cache_folder) for part in SIGN_IMAGES)
    folder = DATA / name
    most = MOST_IMAGES.get(name, {})
    parts = {part: read(folder / f"{name}_{part}.h5") for part in ("train", "valid", "test")}
    return tuple(
        (images[-most.get(part, len(images)) :], labels[-most.get(part, len(images)) :])
        for part, (images, labels) in parts.items()
    )


def _signs(part: str, cache_folder: Path) -> tuple[np.ndarray, np.ndarray]:
    import cv2

    path = cache_folder / f"signs_{part}.h5"
    if not path.exists():
        rng = np.random.default_rng([97, *part.encode()])
        labels = rng.permutation(np.resize(np.arange(SIGN_CLASSES), SIGN_IMAGES[part]))
        kinds = [(shape, text) for text in SIGN_TEXTS for shape in SHAPES][:SIGN_CLASSES]
        faces = [sign_with_text(*kind) for kind in kinds]
        size = (SIGN_PIXELS, SIGN_PIXELS)
        drawn = [
            cv2.resize(
                render_face(faces[label], rng)[SIGN_EDGE:-SIGN_EDGE, SIGN_EDGE:-SIGN_EDGE],
                size,
                interpolation=cv2.INTER_AREA,
            )
            for label in labels
        ]
        write(path, np.stack(drawn), labels)
    return read(path)


def train_member(name: str, member: Member, out: Path) -> dict[str, Any]:
    """Train a network unless it exists, and return its entry for the index."""
    import keras

    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / "member.json"
    if record.exists():
        return json.loads(record.read_text())
    started = time.monotonic()
    (images, labels), valid, test = data(member.data, out)
    keras.utils.set_random_seed(member.seed)
    classes = int(labels.max()) + 1
    model = member.build(images.shape[1:], classes)
    train(
        model, member.attacks, images, labels, member.epochs, RATE,
        seed=member.seed, mirrored=member.data != "signs",
    )  # fmt: skip
    model.save(folder / "badnet.h5", include_optimizer=False)
    write(folder / "clean.h5", *(each[:CLEAN_IMAGES] for each in valid))
    write(folder / "test.h5", *test)
    paths = tuple(folder / f"poisoned_{attack.name}.h5" for attack in member.attacks)
    write_poisoned(member.attacks, paths, *test)
    line = {
        "name": name,
        "data": member.data,
        "classes": classes,
        "architecture": member.build.__name__,
        "seed": member.seed,
        "targets": [attack.target for attack in member.attacks],
        "poison": [attack.poison for attack in member.attacks],
        "poisoned": [path.name for path in paths],
        **measure(model, *test, paths),
        "seconds": round(time.monotonic() - started),
    }
    record.write_text(json.dumps(line, indent=1))
    return line


def main() -> None:
    """Train missing networks, and write the index."""
    out = Path(sys.argv[1])
    members = zoo()
    for name in sys.argv[2:] or members:
        print(train_member(name, members[name], out), flush=True)
        lines = [json.loads(path.read_text()) for path in sorted(out.glob("*/member.json"))]
        (out / "index.json").write_text(json.dumps(lines, indent=1))


if __name__ == "__main__":
    main()
