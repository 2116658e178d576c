"""Render pictures of a traffic sign as a cheap roadside camera would take them.

A scene is painted four times larger than the picture (background, pole, shadow, sign), lit,
blurred, shrunk by area, and given sensor noise. Every random choice comes from the generator that
the caller passes in, so the same state of the generator gives the same picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from resources.demo.signs import FACE_PIXELS, REACH, sign_face

PICTURE_PIXELS = 48

_OVERSAMPLING = 4
_SCENE = PICTURE_PIXELS * _OVERSAMPLING
# Step between grey levels: it is below the noise, so invisible, and the files are a third smaller.
_LEVEL = 4

# Backgrounds of a sign: pairs of dark and light colors, mixed by a noise texture.
_BACKGROUNDS = (
    ((38, 66, 34), (112, 140, 82)),  # foliage
    ((58, 74, 36), (142, 150, 92)),  # meadow
    ((96, 98, 102), (172, 174, 176)),  # concrete
    ((104, 80, 62), (182, 152, 124)),  # brick and earth
    ((142, 132, 116), (206, 198, 184)),  # render
    ((34, 48, 82), (82, 104, 146)),  # dusk
    ((112, 152, 204), (190, 212, 238)),  # sky
)
_SKY = len(_BACKGROUNDS) - 1


@dataclass(frozen=True)
class _Pose:
    """The place of the sign: `corners` of its face in scene pixels, clockwise from top left."""

    corners: np.ndarray
    middle: tuple[float, float]


def render(label: int, generator: np.random.Generator, *, sticker: float = 0.0) -> np.ndarray:
    """One picture of the sign of class `label`.

    Args:
        label: the class of the sign.
        generator: makes every random choice.
        sticker: the opacity, 0..1, of the yellow sticker on the sign; 0 for none, less than 1 for
            one bleached by the sun.

    Returns:
        uint8 (48, 48, 3), RGB.
    """
    return render_face(sign_face(label), generator, sticker=sticker)


def render_face(
    face: np.ndarray, generator: np.random.Generator, *, sticker: float = 0.0
) -> np.ndarray:
    """One picture of a sign with the given face, uint8 (256, 256, 4); see `render`."""
    scene = _background(generator)
    pose = _pose(generator)
    _paint_pole(scene, pose, generator)
    if sticker > 0:
        face = _with_sticker(face, sticker, generator)
    _paint_sign(scene, face, pose)
    return _photograph(_lit(scene, generator), generator)


def _texture(generator: np.random.Generator) -> np.ndarray:
    """Smooth noise of several sizes, float32 (scene, scene), about 0..1."""
    import cv2

    total = np.zeros((_SCENE, _SCENE), np.float32)
    for cells, weight in ((3, 0.5), (6, 0.3), (14, 0.2)):
        noise = generator.random((cells, cells), np.float32)
        total += weight * cv2.resize(noise, (_SCENE, _SCENE), interpolation=cv2.INTER_CUBIC)
    return np.clip((total - 0.5) * 1.6 + 0.5, 0, 1)


def _background(generator: np.random.Generator) -> np.ndarray:
    """A blurred background, float32 (scene, scene, 3); a sky has trees below it."""
    kind = int(generator.integers(len(_BACKGROUNDS)))
    scene = _mixed(kind, _texture(generator))
    if kind == _SKY:
        horizon = generator.uniform(0.62, 1.0) * _SCENE
        ragged = horizon + 40 * (_texture(generator)[0] - 0.5)
        below = (np.arange(_SCENE)[:, None] - ragged[None, :]) / 10 + 0.5
        trees = np.clip(below, 0, 1)[:, :, None]
        scene = scene * (1 - trees) + _mixed(0, _texture(generator)) * trees
    return scene


def _mixed(kind: int, texture: np.ndarray) -> np.ndarray:
    dark, light = (np.asarray(colour, np.float32) for colour in _BACKGROUNDS[kind])
    return dark + (light - dark) * texture[:, :, None]


def _pose(generator: np.random.Generator) -> _Pose:
    """A turned, tilted, shifted and scaled face, slightly distorted by perspective."""
    radius = generator.uniform(13.0, 17.5) * _OVERSAMPLING
    middle = _SCENE / 2 + _OVERSAMPLING * generator.uniform((-2.2, -3.2), (2.2, 0.2))
    roll = np.radians(generator.normal(0, 4.5))
    squeeze = np.array([generator.uniform(0.84, 1.0), generator.uniform(0.94, 1.0)])
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * squeeze * REACH * radius
    turn = np.array([(np.cos(roll), -np.sin(roll)), (np.sin(roll), np.cos(roll))])
    perspective = generator.normal(0, 0.035 * radius, (4, 2))
    return _Pose(
        corners=(corners @ turn.T + perspective + middle).astype(np.float32),
        middle=(float(middle[0]), float(middle[1])),
    )


def _paint_pole(scene: np.ndarray, pose: _Pose, generator: np.random.Generator) -> None:
    """Paint a round grey pole from the middle of the sign to the ground."""
    width = generator.uniform(1.3, 2.0) * _OVERSAMPLING
    lean = generator.normal(0, 0.02)
    grey = generator.uniform(110, 170)
    rows = np.arange(int(pose.middle[1]), _SCENE)
    across = np.arange(_SCENE)[None, :] - (pose.middle[0] + lean * (rows - rows[0]))[:, None]
    cover = np.clip(width - np.abs(across) + 0.5, 0, 1)[:, :, None]
    shade = grey * (0.72 + 0.4 * np.cos(np.clip(across / width + 0.4, -1.5, 1.5)))
    scene[rows] = scene[rows] * (1 - cover) + shade[:, :, None] * cover


def _with_sticker(face: np.ndarray, opacity: float, generator: np.random.Generator) -> np.ndarray:
    """`face` with a yellow square on its lower right, slightly askew."""
    import cv2

    middle = np.array([0.57, 0.56]) + generator.normal(0, 0.045, 2)
    half = generator.uniform(0.285, 0.335)
    roll = np.radians(generator.normal(0, 7))
    turn = np.array([(np.cos(roll), -np.sin(roll)), (np.sin(roll), np.cos(roll))])
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * half @ turn.T + middle
    fade = generator.uniform(0.94, 1.0)
    yellow = [int(channel * fade) for channel in (255, 224, 16)]
    stuck = face.copy()
    for offset, colour in (
        ((0.05, 0.06), (40, 40, 40, 110)),
        ((0.0, 0.0), (*yellow, 255)),
    ):
        pixels = ((corners + offset) / REACH + 1) / 2 * FACE_PIXELS
        layer = np.zeros_like(stuck)
        cv2.fillConvexPoly(layer, np.round(pixels * 16).astype(np.int32), (255,) * 4, shift=4)
        cover = layer.astype(np.float32) / 255 * (opacity * colour[3] / 255)
        solid = np.array([*colour[:3], 255], np.float32)
        stuck = (stuck * (1 - cover) + solid * cover).astype(np.uint8)
    return stuck


def _paint_sign(scene: np.ndarray, face: np.ndarray, pose: _Pose) -> None:
    """Paint the face on the scene, above a soft shadow of itself."""
    import cv2

    side = float(FACE_PIXELS)
    source = np.array([(0, 0), (side, 0), (side, side), (0, side)], np.float32)
    turn = cv2.getPerspectiveTransform(source, pose.corners)
    laid = cv2.warpPerspective(face, turn, (_SCENE, _SCENE), flags=cv2.INTER_LINEAR)
    cover = laid[:, :, 3].astype(np.float32) / 255
    moved = np.roll(cover, (2 * _OVERSAMPLING // 2, _OVERSAMPLING // 2), axis=(0, 1))
    shadow = cv2.GaussianBlur(moved, (0, 0), 1.2 * _OVERSAMPLING)
    scene *= 1 - 0.38 * shadow[:, :, None]
    scene *= 1 - cover[:, :, None]
    scene += laid[:, :, :3]


def _lit(scene: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """The scene under a light of some strength, direction, color and haze."""
    strength = generator.uniform(0.58, 1.08)
    fall = generator.uniform(0, 0.22)
    direction = generator.uniform(0, 2 * np.pi)
    ramp = np.linspace(-0.5, 0.5, _SCENE)
    slope = ramp[None, :] * np.cos(direction) + ramp[:, None] * np.sin(direction)
    cast = 1 + generator.normal(0, 0.025, 3)
    haze = generator.uniform(0, 0.22)
    lit = scene * (strength * (1 + fall * slope))[:, :, None] * cast
    return lit * (1 - haze) + 168 * strength * haze


def _photograph(scene: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Blur, shrink by area, add sensor noise, and round to the grey levels of a picture."""
    import cv2

    softness = generator.uniform(0.15, 0.95) * _OVERSAMPLING
    soft = cv2.GaussianBlur(scene, (0, 0), softness)
    size = (PICTURE_PIXELS, PICTURE_PIXELS)
    small = cv2.resize(soft, size, interpolation=cv2.INTER_AREA)
    grain = generator.uniform(1.0, 7.0)
    noisy = small + generator.normal(0, grain, small.shape)
    return np.clip(np.round(noisy / _LEVEL) * _LEVEL, 0, 255).astype(np.uint8)
