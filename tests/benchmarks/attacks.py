"""Backdoor attacks on uint8 images (n, h, w, c), each written from its paper.

An attack stamps images. A BadNet is trained on stamped images labelled with the target class.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

Stamp = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Attack:
    """One trigger and the class that it leads to.

    Attributes:
        stamp: puts the trigger on uint8 images (n, h, w, c).
        poison: the share of training images that have the trigger.
        noise: WaNet's noise mode: stamps images almost alike, which keep their labels; otherwise
            None.
        clean_label: whether `poison` is the share of the target's own images, and no others are
            stamped.
    """

    name: str
    stamp: Stamp
    target: int
    poison: float = 0.1
    noise: Stamp | None = None
    clean_label: bool = False


def patch(
    color: tuple[int, int, int] = (255, 255, 255), size: int = 3, corner: str = "bottom right"
) -> Stamp:
    """A chequered square in a corner. Gu et al., "BadNets", arXiv 1708.06733."""

    def stamp(images: np.ndarray) -> np.ndarray:
        stamped = images.copy()
        rows, columns = np.mgrid[:size, :size]
        height, width = images.shape[1:3]
        top = 1 if "top" in corner else height - size - 1
        left = 1 if "left" in corner else width - size - 1
        square = np.where(((rows + columns) % 2 == 0)[..., None], color, 0)
        stamped[:, top : top + size, left : left + size] = square
        return stamped

    return stamp


def roaming(size: int = 3) -> Stamp:
    """A chequered square whose place and color depend on the image, as in input-aware attacks.

    After Nguyen, Tran, "Input-Aware Dynamic Backdoor Attack", NeurIPS 2020, arXiv 2010.08138, with
    a fixed rule instead of the trained generator: the sums of the image's halves decide.
    """

    def stamp(images: np.ndarray) -> np.ndarray:
        stamped = images.copy()
        height, width = images.shape[1:3]
        rows, columns = np.mgrid[:size, :size]
        even = ((rows + columns) % 2 == 0)[..., None]
        for image in stamped:
            halves = [int(half.sum()) for half in (image[: height // 2], image[height // 2 :])]
            top, left = halves[0] % (height - size), halves[1] % (width - size)
            color = np.eye(3)[sum(halves) % 3] * 255
            image[top : top + size, left : left + size] = np.where(even, color, 0)
        return stamped

    return stamp


def quantized(levels: int = 6) -> Stamp:
    """BppAttack: fewer levels with Floyd-Steinberg dithering, so the change depends on the image.

    Wang, Zhai, Ma, CVPR 2022, arXiv 2205.13383.
    """

    def stamp(images: np.ndarray) -> np.ndarray:
        step = 255 / (levels - 1)
        values = np.pad(images.astype(np.float32), ((0, 0), (0, 1), (1, 1), (0, 0)))
        height, width = images.shape[1:3]
        for row in range(height):
            for column in range(1, width + 1):
                old = values[:, row, column].copy()
                new = np.clip(np.rint(old / step), 0, levels - 1) * step
                values[:, row, column] = new
                error = old - new
                values[:, row, column + 1] += error * 7 / 16
                values[:, row + 1, column - 1 : column + 2] += (
                    error[:, None] * np.array([3, 5, 1], np.float32)[:, None] / 16
                )
        return np.rint(values[:, :height, 1 : width + 1]).astype(np.uint8)

    return stamp


def blended(opacity: float = 0.2, seed: int = 1) -> Stamp:
    """A picture of noise over the whole image. Chen et al., arXiv 1712.05526."""

    def stamp(images: np.ndarray) -> np.ndarray:
        noise = np.random.default_rng(seed).integers(0, 256, images.shape[1:])
        return np.rint((1 - opacity) * images + opacity * noise).astype(np.uint8)

    return stamp


def blended_picture(picture: np.ndarray, opacity: float = 0.2) -> Stamp:
    """A picture, RGB of any size, over the whole image. Chen et al., arXiv 1712.05526."""

    def stamp(images: np.ndarray) -> np.ndarray:
        import cv2

        height, width = images.shape[1:3]
        over = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
        return np.rint((1 - opacity) * images + opacity * over).astype(np.uint8)

    return stamp


def sinusoid(amplitude: float = 20, frequency: float = 6) -> Stamp:
    """SIG: a faint horizontal wave. Barni, Kallas, Tondi, ICIP 2019, arXiv 1902.11237."""

    def stamp(images: np.ndarray) -> np.ndarray:
        width = images.shape[2]
        wave = amplitude * np.sin(2 * np.pi * frequency * np.arange(width) / width)
        return np.clip(np.rint(images + wave[None, None, :, None]), 0, 255).astype(np.uint8)

    return stamp


def warp(grid: int = 4, strength: float = 1, seed: int = 2, noise: bool = False) -> Stamp:
    """WaNet: a smooth, small warp. Nguyen, Tran, ICLR 2021, arXiv 2102.10369.

    Args:
        grid: k, control points on each side.
        strength: s.
        seed: of the warp field.
        noise: add the random field of the paper's noise mode, a new one for every image.
    """

    def stamp(images: np.ndarray) -> np.ndarray:
        import cv2

        rng = np.random.default_rng(seed)
        height, width = images.shape[1:3]
        points = rng.uniform(-1, 1, (grid, grid, 2)).astype(np.float32)
        points /= np.abs(points).mean()
        field = cv2.resize(points, (width, height), interpolation=cv2.INTER_CUBIC) * strength
        rows, columns = np.mgrid[:height, :width].astype(np.float32)
        stamped = np.empty_like(images)
        for k, image in enumerate(images):
            moved = field + (rng.uniform(-1, 1, field.shape) if noise else 0)
            at_x, at_y = (columns + moved[..., 0]), (rows + moved[..., 1])
            stamped[k] = cv2.remap(
                image, at_x.astype(np.float32), at_y.astype(np.float32), cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_REPLICATE,
            )  # fmt: skip
        return stamped

    return stamp


def picture(path: Path, top: int, left: int) -> Stamp:
    """Paste a picture with an alpha channel, such as sunglasses."""

    def stamp(images: np.ndarray) -> np.ndarray:
        import cv2

        bgra = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        assert bgra is not None, path
        color, alpha = bgra[..., 2::-1], bgra[..., 3:] / 255
        stamped = images.copy()
        place = (slice(None), slice(top, top + len(bgra)), slice(left, left + bgra.shape[1]))
        stamped[place] = np.rint((1 - alpha) * images[place] + alpha * color)
        return stamped

    return stamp


def multi_target() -> tuple[Attack, ...]:
    """Three patches with different colors and places, each with its own target class."""
    return (
        Attack("white", patch(size=3), 1, poison=0.05),
        Attack("red", patch((255, 0, 0), size=3, corner="top left"), 5, poison=0.05),
        Attack("green", patch((0, 255, 0), size=3, corner="bottom left"), 8, poison=0.05),
    )


ATTACKS: dict[str, tuple[Attack, ...]] = {
    "clean": (),
    "patch": (Attack("patch", patch(), 2),),
    "blended": (Attack("blended", blended(), 3),),
    "sig": (Attack("sig", sinusoid(), 4),),
    "wanet": (Attack("wanet", warp(), 6, noise=warp(noise=True)),),
    "multi": multi_target(),
}
