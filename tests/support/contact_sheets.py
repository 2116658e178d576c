"""Contact sheets: all pages of one size and appearance in one picture, each with its name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

# Pages by the names of their pictures, in the order of a person's work.
PAGES = {
    "1-start": "Start page",
    "2-badnet": "BadNet page",
    "2-guided-demo": "Guided demo",
    "3-refused": "Refused file",
    "4-repair-settings": "Repair page: before a repair",
    "4-repair-running": "Repair page: a paused repair",
    "5-repair-done": "Repair page: the finished repair",
    "6-screening-empty": "Screening page: before the first image",
    "6-screening": "Screening page",
    "7-report": "Report page",
    "8-audit-empty": "Audit page: before an audit",
    "8-audit": "Audit page",
}
SIZES = ("1024x700", "1280x800", "1920x1080", "2560x1440")
APPEARANCES = ("light-en", "dark-en", "light-de")
COLUMNS = 3
WIDTH, GAP, CAPTION = 640, 12, 26  # in pixels
CAPTION_TEXT = 15  # in pixels
GROUND, INK = QColor("#c4c8ce"), QColor("#16181d")
# A palette of PNG: most of it the commonest colours, the rest an even cube for photos.
COLOURS, CUBE = 144, (0, 85, 170, 255)


def name_of(size: str, appearance: str) -> str:
    """The name of a sheet's file."""
    return f"{size}-{appearance}.png"


def make_sheets(pictures: Path, out: Path) -> list[Path]:
    """Write a sheet of each size and appearance into the folder `out`.

    Args:
        pictures: the folder that tests/screenshots.py wrote; every page must be there.

    Returns:
        The files of the sheets. A QGuiApplication has to exist, because text is drawn.
    """
    out.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for size in SIZES:
        for appearance in APPEARANCES:
            shown = {
                title: _read(pictures / f"{name}-{size}-{appearance}.png")
                for name, title in PAGES.items()
            }
            made.append(out / name_of(size, appearance))
            with_palette(sheet_of(shown)).save(str(made[-1]), quality=0)
    return made


def sheet_of(pictures: dict[str, QImage]) -> QImage:
    """The pictures in a grid, each below its title and WIDTH pixels wide."""
    scaled = {
        title: picture.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
        for title, picture in pictures.items()
    }
    cell = CAPTION + max(picture.height() for picture in scaled.values())
    rows = -(-len(scaled) // COLUMNS)
    size = (COLUMNS * (WIDTH + GAP) + GAP, rows * (cell + GAP) + GAP)
    sheet = QImage(*size, QImage.Format.Format_RGB32)
    sheet.fill(GROUND)
    painter = QPainter(sheet)
    font = QFont(painter.font())
    font.setPixelSize(CAPTION_TEXT)
    painter.setFont(font)
    painter.setPen(INK)
    for number, (title, picture) in enumerate(scaled.items()):
        left = GAP + number % COLUMNS * (WIDTH + GAP)
        top = GAP + number // COLUMNS * (cell + GAP)
        painter.drawText(QRect(left, top, WIDTH, CAPTION), Qt.AlignmentFlag.AlignVCenter, title)
        painter.drawImage(left, top + CAPTION, picture)
    painter.end()
    return sheet


def with_palette(picture: QImage) -> QImage:
    """The picture in COLOURS colours, so that a sheet is a small file and its texts stay sharp."""
    even = [(255 << 24) | r << 16 | g << 8 | b for r in CUBE for g in CUBE for b in CUBE]
    pixels = np.frombuffer(picture.constBits(), np.uint32)
    colours, times = np.unique(pixels, return_counts=True)
    common = colours[np.argsort(-times, kind="stable")][: COLOURS - len(even)]
    return picture.convertToFormat(QImage.Format.Format_Indexed8, [*map(int, common), *even])


def _read(path: Path) -> QImage:
    """A picture; scaling ignores the screen's scale that it was taken at."""
    picture = QImage(str(path))
    if picture.isNull():
        raise FileNotFoundError(f"{path}: run tests/screenshots.py first")
    picture.setDevicePixelRatio(1)
    return picture
