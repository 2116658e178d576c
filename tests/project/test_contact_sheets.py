"""The contact sheets of docs/pages.md hold every page, and stay small files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from support.contact_sheets import (
    APPEARANCES,
    CAPTION,
    COLUMNS,
    GAP,
    PAGES,
    SIZES,
    WIDTH,
    make_sheets,
    name_of,
    sheet_of,
    with_palette,
)

ROOT = Path(__file__).resolve().parents[2]
SHEETS = ROOT / ".github" / "screenshots" / "sheets"
MOST_BYTES = 280_000
NAMES = [name_of(size, appearance) for size in SIZES for appearance in APPEARANCES]


def test_the_page_shows_each_sheet_and_there_are_no_others():
    shown = re.findall(r"sheets/([\w.-]+)\)", (ROOT / "docs/pages.md").read_text(encoding="utf-8"))
    assert shown == NAMES
    assert sorted(path.name for path in SHEETS.iterdir()) == sorted(NAMES)


def test_every_picture_that_is_taken_has_a_place():
    source = (ROOT / "tests/screenshots.py").read_text(encoding="utf-8")
    assert sorted(re.findall(r'self\.take\("([\w-]+)"\)', source)) == sorted(PAGES)


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_is_a_small_file_with_room_for_every_page(name):
    assert (SHEETS / name).stat().st_size <= MOST_BYTES
    sheet = QImage(str(SHEETS / name))
    width, height = map(int, name.split("-")[0].split("x"))
    rows = len(PAGES) / COLUMNS
    assert sheet.width() == COLUMNS * (WIDTH + GAP) + GAP
    assert sheet.height() == pytest.approx(rows * (CAPTION + WIDTH * height / width + GAP), abs=20)


def test_pictures_stand_side_by_side_below_their_titles(qapp):
    colours = ["red", "green", "blue", "yellow"]
    sheet = sheet_of({colour: filled(colour) for colour in colours})

    def colour_at(column: int, row: int) -> str:
        left, top = GAP + column * (WIDTH + GAP), GAP + row * (CAPTION + WIDTH // 2 + GAP)
        return sheet.pixelColor(left + WIDTH - 1, top + CAPTION).name()

    found = [colour_at(0, 0), colour_at(1, 0), colour_at(2, 0), colour_at(0, 1)]
    assert found == [QColor(colour).name() for colour in colours]


def test_common_colours_stay_as_they_are_and_rare_ones_nearly():
    picture = filled("#f2f4f6")
    for number in range(256):
        picture.setPixelColor(number, 0, QColor(number, 128, 255 - number))
    small = with_palette(picture)

    assert small.colorCount() <= 144
    assert small.pixelColor(9, 9).name() == "#f2f4f6"
    # Qt takes the color whose channels differ least in sum; the cube has one within half a step.
    for number in range(256):
        near = small.pixelColor(number, 0)
        off = abs(near.red() - number), abs(near.green() - 128), abs(near.blue() - 255 + number)
        assert sum(off) <= 3 * 85 / 2


def test_a_picture_that_is_missing_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"1-start-1024x700-light-en\.png"):
        make_sheets(tmp_path, tmp_path / "sheets")


def filled(colour: str) -> QImage:
    picture = QImage(1280, 640, QImage.Format.Format_RGB32)
    picture.fill(QColor(colour))
    return picture
