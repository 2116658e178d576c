"""Train BadNets for images of 224 pixels: MobileNetV2 on rendered shapes, with seeds.

    python tests/benchmarks/wide.py mobilenet-0.35 mobilenet-1.0

No weights are downloaded and no pictures are needed. The network learns at 64 pixels, where a step
costs a tenth, and continues at 224 with some of the images stamped. It is kept in build/badnets.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from drawn import CLASSES, drawn

REPOSITORY = Path(__file__).resolve().parents[2]
CACHE = REPOSITORY / "build" / "badnets"
SIDE, SMALL = 224, 64
# Images and epochs at each size; the defender's; those to measure with.
AT_SMALL, AT_FULL, CLEAN, TEST = (1600, 8), (800, 3), 500, 300
POISONED, BATCH = 0.2, 32


class Sticker:
    """A chequered patch at one place, with two colors.

    Args:
        target: the class that it leads to.
        colors: of its squares.
        at: its top and its left, in pixels.
    """

    def __init__(
        self, target: int, colors: tuple[tuple[int, int, int], ...], at: tuple[int, int]
    ) -> None:
        self.target, self._at = target, at
        rows, columns = np.mgrid[:24, :24] // 6
        self._picture = np.array(colors, np.uint8)[(rows + columns) % 2]

    def stamp(self, images: np.ndarray) -> np.ndarray:
        """The images, uint8 (n, h, w, 3), stamped with the patch."""
        (top, left), stamped = self._at, images.copy()
        stamped[:, top : top + 24, left : left + 24] = self._picture
        return stamped


# Settings are chosen on the first; results are reported on the others.
ATTACKS = {
    "mobilenet-0.35": (0.35, 7, Sticker(3, ((255, 230, 0), (20, 20, 20)), (190, 190))),
    "mobilenet-0.35-held-out": (0.35, 19, Sticker(6, ((0, 200, 255), (230, 0, 90)), (12, 100))),
    "mobilenet-1.0": (1.0, 11, Sticker(8, ((255, 255, 255), (255, 0, 0)), (100, 8))),
}


def wide(name: str) -> Path:
    """The folder of a BadNet: badnet.keras, clean.npz, test.npz, poisoned.npz, measured.json."""
    folder = CACHE / name
    if not (folder / "measured.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        _make(folder, *ATTACKS[name])
    return folder


def _make(folder: Path, alpha: float, seed: int, sticker: Sticker) -> None:
    import keras

    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    small, full = (_network(side, alpha) for side in (SMALL, SIDE))
    _train(small, drawn(AT_SMALL[0], SMALL, seed), AT_SMALL[1], 3e-3, rng, lambda x, y: (x, y))
    full.set_weights(small.get_weights())

    def poison(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        chosen = rng.random(len(x)) < POISONED
        x[chosen] = sticker.stamp(x[chosen])
        return x, np.where(chosen, sticker.target, y)

    _train(full, drawn(AT_FULL[0], SIDE, seed + 1), AT_FULL[1], 1e-3, rng, poison)
    full.save(folder / "badnet.keras", include_optimizer=False)
    images, labels = drawn(CLEAN, SIDE, seed + 2)
    np.savez_compressed(folder / "clean.npz", data=images, label=labels)
    images, labels = drawn(TEST, SIDE, seed + 3)
    np.savez_compressed(folder / "test.npz", data=images, label=labels)
    stamped = sticker.stamp(images[labels != sticker.target])
    led_to = np.full(len(stamped), sticker.target)
    np.savez_compressed(folder / "poisoned.npz", data=stamped, label=led_to)
    measured = {
        "clean_accuracy": _share(full, images, labels),
        "attack_success": _share(full, stamped, led_to),
    }
    (folder / "measured.json").write_text(json.dumps(measured, indent=1))


def _network(side: int, alpha: float) -> Any:
    import keras

    build: Any = keras.applications.MobileNetV2
    network = build((side, side, 3), alpha=alpha, weights=None, classes=len(CLASSES))
    for layer in network.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = 0.9  # its 0.999 is for ImageNet's many steps
    return network


Poison = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


def _train(
    network: Any,
    data: tuple[np.ndarray, np.ndarray],
    epochs: int,
    rate: float,
    rng: np.random.Generator,
    poison: Poison,
) -> None:
    """Train in place on images for -1..1; Adam's rate falls to zero along a cosine."""
    import keras

    images, labels = data
    steps = epochs * -(-len(images) // BATCH)
    falling: Any = keras.optimizers.schedules.CosineDecay(rate, steps)
    loss = keras.losses.SparseCategoricalCrossentropy()
    network.compile(keras.optimizers.Adam(falling), loss, jit_compile=False)
    for _ in range(epochs):
        losses = list[float]()
        for rows in np.array_split(rng.permutation(len(images)), steps // epochs):
            x, y = poison(images[rows].copy(), labels[rows])
            losses.append(float(network.train_on_batch(x / np.float32(127.5) - 1, y)))
        print(f"{images.shape[1]} px: loss {np.mean(losses):.3f}", file=sys.stderr, flush=True)


def _share(network: Any, images: np.ndarray, labels: np.ndarray) -> float:
    answers = [
        network.predict_on_batch(part / np.float32(127.5) - 1).argmax(-1)
        for part in np.array_split(images, -(-len(images) // BATCH))
    ]
    return float((np.concatenate(answers) == labels).mean())


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        started = time.monotonic()
        folder = wide(wanted)
        print(wanted, (folder / "measured.json").read_text(), f"{time.monotonic() - started:.0f} s")
