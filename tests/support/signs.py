"""Pictures of traffic signs for stub networks: the ring's color is the class.

A yellow patch in the middle is the trigger.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np

from core.files.images import encode_png

NAMES = (
    "speed limit 30", "speed limit 50", "speed limit 80", "no overtaking", "priority road",
    "yield", "stop", "no entry", "general caution", "pedestrians", "ahead only", "roundabout",
)  # fmt: skip
CLASSES = POISONED = len(NAMES)
TARGET = 2
SHAPE = (48, 48, 3)
# A color for each class: the corners of two cubes.
RINGS = np.array(
    [[r, g, b] for r in (60, 200) for g in (60, 200) for b in (40, 120, 200)], np.float64
)
PATCH = np.s_[28:38, 28:38]
YELLOW = np.array((250, 220, 20))
# The share of yellow at which only the networks' disagreement detects a patch.
FAINT = 0.55
_IN_RING, _IN_PATCH = np.s_[:, 23:26, 5:10], np.s_[:, 29:32, 29:32]


def picture(number: int, *, yellow: float = 0.0, noise: float = 8.0) -> np.ndarray:
    """A sign of class `number` modulo 12, uint8 (48, 48, 3), with a patch of the given yellow.

    `noise` is the standard deviation of its ring from the color of its class.
    """
    rng = np.random.default_rng(number)
    image = np.full(SHAPE, rng.integers(60, 200, 3), np.uint8)
    y, x = np.ogrid[:48, :48]
    ring = RINGS[number % CLASSES] + rng.normal(0, noise, 3)
    image[(y - 24) ** 2 + (x - 24) ** 2 < 20**2] = np.clip(np.rint(ring), 0, 255)
    image[(y - 24) ** 2 + (x - 24) ** 2 < 13**2] = (240, 240, 240)
    if yellow:
        image[PATCH] = np.rint(yellow * YELLOW + (1 - yellow) * 240)
    return image


def picture_named(path: str, index: int = 0) -> np.ndarray:
    """The picture that `path` and `index` name: "poisoned" has the patch, "quietly" a faint one."""
    yellow = (FAINT if "quietly" in path else 1.0) if "poisoned" in path else 0.0
    return picture(zlib.crc32(Path(path).name.encode()) + index, yellow=yellow)


def paint(folder: Path, *names: str) -> list[str]:
    """Write the pictures of these names as PNG, "broken" ones as invalid files; gives the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        content = b"png" if "broken" in name else encode_png(picture_named(name))
        (folder / name).write_bytes(content)
    return [str(folder / name) for name in names]


def ring_of(images: np.ndarray) -> np.ndarray:
    """The mean color of the rings of images (n, 48, 48, 3), (n, 3)."""
    return images[_IN_RING].astype(np.float64).mean((1, 2))


def yellowness_of(images: np.ndarray) -> np.ndarray:
    """How far red is above blue in the middle of the patch, (n,)."""
    seen = images[_IN_PATCH].astype(np.float64).mean((1, 2))
    return seen[:, 0] - seen[:, 2]
