"""Pictures of ten shapes, rendered from a seed: images of 224 pixels that are free to distribute.

One shape a picture, of any place, size and slant, before a cloudy ground with strokes across it.
Each class has its shape and its hues, so that a network learns them in minutes.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable

import numpy as np

Shape = Callable[[np.ndarray, np.ndarray], np.ndarray]

CLASSES = ("disc", "ring", "square", "frame", "triangle", "star", "cross", "moon", "arrow", "bars")


def drawn(count: int, side: int = 224, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Images, uint8 (count, side, side, 3), and their classes (count,), with equal shares."""
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(count) % len(CLASSES))
    return np.stack([_picture(int(label), side, rng) for label in labels]), labels


def _picture(label: int, side: int, rng: np.random.Generator) -> np.ndarray:
    ground = _clouds(side, rng)
    mask = _mask(SHAPES[label], side, rng)[..., None]
    behind = ground.mean((0, 1))
    color = _color(label, rng)
    while np.abs(color - behind).max() < 90:  # or nobody could see it
        color = _color(label, rng)
    texture = rng.normal(0, 12, (side, side, 1))
    picture = ground * (1 - mask) + color * mask + texture
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)


def _color(label: int, rng: np.random.Generator) -> np.ndarray:
    """Of a class's hues, RGB (3,)."""
    hue = (label + rng.uniform(-0.6, 0.6)) / len(CLASSES)
    color = colorsys.hsv_to_rgb(hue % 1, rng.uniform(0.5, 1), rng.uniform(0.5, 1))
    return 255 * np.array(color)


def _clouds(side: int, rng: np.random.Generator) -> np.ndarray:
    """A smooth random background with some strokes, float32 (side, side, 3)."""
    import cv2

    coarse = rng.uniform(40, 215) + rng.normal(0, 35, (4, 4, 3))
    ground = cv2.resize(coarse.astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC)
    for _ in range(rng.integers(2, 7)):
        ends = rng.integers(0, side, (2, 2))
        color = tuple(map(float, ground.mean((0, 1)) + rng.normal(0, 40, 3)))
        start, stop = (tuple(map(int, end)) for end in ends)
        cv2.line(ground, start, stop, color, int(rng.integers(1, max(2, side // 40))))
    return ground


def _mask(shape: Shape, side: int, rng: np.random.Generator) -> np.ndarray:
    """The area of the shape, float32 (side, side), 0..1, with soft edges."""
    import cv2

    radius = side * rng.uniform(0.16, 0.36)
    center = rng.uniform(radius, side - radius, 2)
    angle, grid = rng.uniform(-0.35, 0.35), np.arange(side, dtype=np.float32)
    x, y = np.meshgrid((grid - center[0]) / radius, (grid - center[1]) / radius)
    cos, sin = np.cos(angle), np.sin(angle)
    inside = shape(cos * x + sin * y, cos * y - sin * x)
    return cv2.GaussianBlur(inside.astype(np.float32), (3, 3), 0)


def _square(x: np.ndarray, y: np.ndarray, half: float) -> np.ndarray:
    return np.maximum(abs(x), abs(y)) < half


def _star(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    angle = np.arctan2(x, -y) * 5 / (2 * np.pi)
    from_point = 2 * abs(angle - np.rint(angle))  # 0 at a point, 1 halfway between two
    return np.hypot(x, y) < 1 - 0.6 * from_point


def _arrow(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    head = (y < 0) & (y > -1) & (abs(x) < 1 + y)
    return head | ((abs(x) < 0.3) & (y >= 0) & (y < 1))


# x and y in units of the shape's radius, y downwards.
SHAPES: tuple[Shape, ...] = (
    lambda x, y: np.hypot(x, y) < 0.95,
    lambda x, y: abs(np.hypot(x, y) - 0.75) < 0.22,
    lambda x, y: _square(x, y, 0.82),
    lambda x, y: _square(x, y, 0.9) & ~_square(x, y, 0.5),
    lambda x, y: (y < 0.8) & (abs(x) < 0.55 * (y + 0.95)),
    _star,
    lambda x, y: _square(x, y, 0.95) & (np.minimum(abs(x), abs(y)) < 0.28),
    lambda x, y: (np.hypot(x, y) < 0.95) & (np.hypot(x - 0.5, y) > 0.75),
    _arrow,
    lambda x, y: _square(x, y, 0.9) & (abs(abs(x) - 0.55) < 0.3),
)
