"""The faces of twelve traffic signs, drawn from circles, polygons and strokes.

Everything is drawn in sign units: the origin is the middle of the sign, x points right, y points
down, and the sign reaches to about 1. No font and no picture by others is used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

CLASS_NAMES = (
    "speed limit 30",
    "speed limit 50",
    "speed limit 80",
    "no overtaking",
    "priority road",
    "yield",
    "stop",
    "no entry",
    "general caution",
    "pedestrians",
    "ahead only",
    "roundabout",
)
FACE_PIXELS = 256
REACH = 1.2  # sign units from the middle of a face picture to its edge

_OVERSAMPLING = 4

Point = tuple[float, float]
Colour = tuple[int, int, int]

_RED: Colour = (206, 22, 38)
_WHITE: Colour = (240, 240, 236)
_BLACK: Colour = (20, 20, 23)
_BLUE: Colour = (20, 82, 168)
_AMBER: Colour = (243, 172, 0)


def _arc(centre: Point, radii: Point, start: float, end: float) -> list[Point]:
    """Points along an ellipse from `start` to `end` degrees, clockwise on the picture."""
    angles = np.radians(np.linspace(start, end, 72))
    return [
        (
            centre[0] + radii[0] * float(np.cos(angle)),
            centre[1] + radii[1] * float(np.sin(angle)),
        )
        for angle in angles
    ]


# Glyphs as strokes in a box 0.6 wide and 1 high, y down.
_GLYPHS: dict[str, list[list[Point]]] = {
    "0": [_arc((0.30, 0.50), (0.25, 0.46), 0, 360)],
    "3": [
        _arc((0.28, 0.27), (0.24, 0.23), -155, 90) + _arc((0.28, 0.74), (0.27, 0.23), -90, 155),
    ],
    "5": [
        [(0.50, 0.04), (0.12, 0.04), (0.08, 0.47)] + _arc((0.28, 0.66), (0.27, 0.31), -132, 148),
    ],
    "8": [
        _arc((0.30, 0.26), (0.22, 0.22), 0, 360),
        _arc((0.30, 0.73), (0.26, 0.24), 0, 360),
    ],
    "S": [
        _arc((0.30, 0.27), (0.24, 0.23), -25, -270) + _arc((0.30, 0.73), (0.25, 0.23), -90, 155),
    ],
    "T": [[(0.02, 0.04), (0.58, 0.04)], [(0.30, 0.04), (0.30, 0.96)]],
    "O": [_arc((0.30, 0.50), (0.27, 0.46), 0, 360)],
    "P": [
        [(0.08, 0.96), (0.08, 0.04), (0.30, 0.04)]
        + _arc((0.30, 0.29), (0.23, 0.25), -90, 90)
        + [(0.08, 0.54)],
    ],
}


class _Face:
    """A sign while it is drawn: premultiplied RGBA, larger than the result."""

    def __init__(self) -> None:
        self._side = FACE_PIXELS * _OVERSAMPLING
        self._picture = np.zeros((self._side, self._side, 4), np.uint8)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        import cv2

        cv2.fillPoly(self._picture, [self._pixels(points)], (*colour, 255))

    def disc(self, radius: float, colour: Colour, centre: Point = (0.0, 0.0)) -> None:
        self.polygon(_arc(centre, (radius, radius), 0, 360), colour)

    def stroke(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        import cv2

        thickness = round(width * self._side / (2 * REACH))
        cv2.polylines(self._picture, [self._pixels(points)], False, (*colour, 255), thickness)

    def text(self, text: str, height: float, width: float, colour: Colour) -> None:
        """Draw `text` in the middle of the sign; `width` is that of the strokes."""
        advance = 0.74 * height
        left = -(advance * len(text) - 0.14 * height) / 2
        for position, character in enumerate(text):
            for points in _GLYPHS[character]:
                moved = [
                    (left + position * advance + x * height, (y - 0.5) * height) for x, y in points
                ]
                self.stroke(moved, width, colour)

    def finished(self) -> np.ndarray:
        import cv2

        size = (FACE_PIXELS, FACE_PIXELS)
        return cv2.resize(self._picture, size, interpolation=cv2.INTER_AREA)

    def _pixels(self, points: Sequence[Point]) -> np.ndarray:
        scaled = (np.asarray(points) / REACH + 1) / 2 * self._side
        return np.round(scaled).astype(np.int32)


def _regular(corners: int, radius: float, first_angle: float) -> list[Point]:
    angles = np.radians(first_angle + np.arange(corners) * 360 / corners)
    return [(radius * float(np.cos(a)), radius * float(np.sin(a))) for a in angles]


def _prohibition(face: _Face) -> None:
    face.disc(1.0, _WHITE)
    face.disc(0.97, _RED)
    face.disc(0.70, _WHITE)


def _speed_limit(limit: str) -> Callable[[_Face], None]:
    def draw(face: _Face) -> None:
        _prohibition(face)
        face.text(limit, height=0.74, width=0.155, colour=_BLACK)

    return draw


def _no_overtaking(face: _Face) -> None:
    _prohibition(face)
    for middle, colour in ((-0.31, _RED), (0.31, _BLACK)):
        body = [(-0.24, 0.02), (-0.17, -0.06), (-0.12, -0.24), (0.12, -0.24)]
        body += [(0.17, -0.06), (0.24, 0.02), (0.24, 0.20), (-0.24, 0.20)]
        face.polygon([(middle + x, y) for x, y in body], colour)
        for wheel in (-0.16, 0.16):
            face.stroke([(middle + wheel, 0.18), (middle + wheel, 0.28)], 0.11, colour)
        window = [(-0.09, -0.17), (0.09, -0.17), (0.12, -0.07), (-0.12, -0.07)]
        face.polygon([(middle + x, y) for x, y in window], _WHITE)


def _priority_road(face: _Face) -> None:
    face.polygon(_regular(4, 1.06, 0), _WHITE)
    face.polygon(_regular(4, 0.70, 0), _AMBER)


def _triangle(face: _Face, first_angle: float) -> None:
    """Draw a white triangle with a red edge; the origin is at the middle of its height."""
    shift = 0.24 if first_angle < 0 else -0.24
    for radius, colour in ((1.18, _WHITE), (1.11, _RED), (0.74, _WHITE)):
        corners = _regular(3, radius, first_angle)
        face.polygon([(x, y + shift) for x, y in corners], colour)


def _yield(face: _Face) -> None:
    _triangle(face, 90)


def _stop(face: _Face) -> None:
    for radius, colour in ((1.07, _WHITE), (1.0, _RED)):
        face.polygon(_regular(8, radius, 22.5), colour)
    face.text("STOP", height=0.54, width=0.115, colour=_WHITE)


def _no_entry(face: _Face) -> None:
    face.disc(1.0, _WHITE)
    face.disc(0.94, _RED)
    face.polygon([(-0.68, -0.19), (0.68, -0.19), (0.68, 0.19), (-0.68, 0.19)], _WHITE)


def _general_caution(face: _Face) -> None:
    _triangle(face, -90)
    face.polygon([(-0.10, -0.22), (0.10, -0.22), (0.06, 0.27), (-0.06, 0.27)], _BLACK)
    face.disc(0.09, _BLACK, centre=(0.0, 0.42))


def _pedestrians(face: _Face) -> None:
    _triangle(face, -90)
    face.disc(0.095, _BLACK, centre=(0.0, -0.21))
    face.stroke([(0.0, -0.05), (0.0, 0.18)], 0.16, _BLACK)
    for leg in (
        [(0.0, 0.18), (0.11, 0.32), (0.15, 0.50)],
        [(0.0, 0.18), (-0.08, 0.33), (-0.20, 0.49)],
    ):
        face.stroke(leg, 0.10, _BLACK)
    for arm in (
        [(0.0, -0.05), (0.15, 0.07), (0.22, 0.14)],
        [(0.0, -0.05), (-0.17, 0.12)],
    ):
        face.stroke(arm, 0.075, _BLACK)


def _mandatory(face: _Face) -> None:
    face.disc(1.0, _WHITE)
    face.disc(0.94, _BLUE)


def _ahead_only(face: _Face) -> None:
    _mandatory(face)
    face.polygon([(-0.13, 0.66), (-0.13, -0.16), (0.13, -0.16), (0.13, 0.66)], _WHITE)
    face.polygon([(-0.38, -0.12), (0.0, -0.72), (0.38, -0.12)], _WHITE)


def _roundabout(face: _Face) -> None:
    _mandatory(face)
    for start in (-30, 90, 210):
        face.stroke(_arc((0.0, 0.0), (0.48, 0.48), start, start - 56), 0.18, _WHITE)
        base, tip = np.radians(start - 54), np.radians(start - 98)
        head = [(r * np.cos(base), r * np.sin(base)) for r in (0.22, 0.74)]
        face.polygon([*head, (0.50 * np.cos(tip), 0.50 * np.sin(tip))], _WHITE)


_DRAWINGS: tuple[Callable[[_Face], None], ...] = (
    _speed_limit("30"),
    _speed_limit("50"),
    _speed_limit("80"),
    _no_overtaking,
    _priority_road,
    _yield,
    _stop,
    _no_entry,
    _general_caution,
    _pedestrians,
    _ahead_only,
    _roundabout,
)


@cache
def sign_face(label: int) -> np.ndarray:
    """The sign of class `label`: uint8 (256, 256, 4), premultiplied RGBA, read-only."""
    face = _Face()
    _DRAWINGS[label](face)
    picture = face.finished()
    picture.flags.writeable = False
    return picture


_SHAPES: dict[str, tuple[Callable[[_Face], None], Colour]] = {
    "prohibition": (_prohibition, _BLACK),
    "warning": (lambda face: _triangle(face, -90), _BLACK),
    "mandatory": (_mandatory, _WHITE),
    "priority": (_priority_road, _BLACK),
    "stop": (lambda face: face.polygon(_regular(8, 1.0, 22.5), _RED), _WHITE),
}
SHAPES = (*_SHAPES,)


def sign_with_text(shape: str, text: str) -> np.ndarray:
    """A sign of one of `SHAPES` with up to two characters on it; like `sign_face`.

    It serves data sets with more classes than the demo has.
    """
    face = _Face()
    draw, colour = _SHAPES[shape]
    draw(face)
    face.text(text, height=0.7, width=0.14, colour=colour)
    return face.finished()
