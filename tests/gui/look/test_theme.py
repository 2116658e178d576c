"""Colours can be read, differ from each other, and follow a switch at once."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

import resources
from core.text.curves import COLORS, color_number
from gui.look.chips import Chip
from gui.look.theme import DARK, LIGHT, STYLESHEET, Tokens, font, theme, tokens

REPORT_CSS = Path(resources.__file__).parent / "report" / "report.css"
ROOT_OF_CSS = re.compile(r":root \{(.*?)\}", re.DOTALL)
# How dichromats see light, from Machado et al., IEEE Trans. Visualization 15 (2009), severity 1.
SIGHTS = {
    "trichromat": np.eye(3),
    "protanope": np.array([
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "deuteranope": np.array([
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
    "tritanope": np.array([
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip


@pytest.fixture(autouse=True)
def light_afterwards(qapp):
    theme().follow(Qt.ColorScheme.Light)
    yield
    theme().follow(Qt.ColorScheme.Unknown)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize(
    ("ink", "paper", "least"),
    [
        ("text", "surface", 13.6),
        ("muted", "surface", 6.2),
        ("muted", "select", 4.9),
        ("text", "select", 9.6),
        ("accent", "surface", 6.5),
        ("on_accent", "accent", 6.5),
        ("clean", "surface", 6.5),
        ("poisoned", "surface", 6.0),
        ("warning", "surface", 6.7),
        ("control", "surface", 3.6),
        ("series_clean", "surface", 5.0),
        ("series_asr", "surface", 4.8),
        ("series_asr2", "surface", 4.8),
        ("series_asr3", "surface", 5.6),
        ("series_asr4", "surface", 4.5),
        ("series_suspected", "surface", 10.3),
        ("histogram", "surface", 3.0),
    ],
)
def test_contrast(scheme: Tokens, ink: str, paper: str, least: float):
    assert contrast(scheme.color(ink), scheme.color(paper)) >= least


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("sight", SIGHTS)
def test_all_curves_of_a_plot_differ_in_color_for_every_sight(scheme: Tokens, sight: str):
    names = [each.name for each in fields(Tokens) if each.name.startswith("series_")]
    seen = {name: oklab(SIGHTS[sight] @ linear(scheme.color(name))) for name in names}
    for one, other in combinations(names, 2):
        # A difference of 0.02 is about the least that can be seen.
        assert np.linalg.norm(seen[one] - seen[other]) > 0.085, (one, other)


def test_there_is_a_color_for_each_poisoned_set():
    wanted = {f"series_asr{color_number(place)}" for place in range(9)}
    named = {each.name for each in fields(Tokens)}
    assert len(wanted) == COLORS and wanted <= named


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_the_report_has_the_colors_of_the_window(scheme: Tokens):
    light, dark = ROOT_OF_CSS.findall(REPORT_CSS.read_text(encoding="utf-8"))
    declared = dict(re.findall(r"--(\w+): (#\w+)", light if scheme is LIGHT else dark))
    renamed = {"series_clean": "accuracy"}
    for each in fields(Tokens):
        name = renamed.get(each.name, each.name.removeprefix("series_"))
        if name in declared:
            assert declared.pop(name) == getattr(scheme, each.name), name
    assert not declared


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("tone", ["clean", "poisoned", "warning"])
def test_words_on_chips_can_be_read(scheme: Tokens, tone: str):
    assert contrast(scheme.color(tone), scheme.tinted(tone)) >= 4.9


def test_a_switch_reaches_palette_stylesheet_and_what_is_painted(qapp: QApplication, qtbot):
    chip = Chip("clean", "clean")
    qtbot.addWidget(chip)
    heard = []
    theme().changed.connect(lambda: heard.append(tokens()))
    bright = chip.grab().toImage()
    theme().follow(Qt.ColorScheme.Dark)
    assert heard == [DARK]
    assert qapp.palette().window().color() == DARK.color("window")
    assert DARK.surface in qapp.styleSheet()
    assert chip.grab().toImage() != bright


def test_the_system_is_followed_unless_a_person_chose(qapp: QApplication):
    theme().follow(Qt.ColorScheme.Dark)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert tokens() is DARK


def test_stylesheet_stays_small():
    assert len(STYLESHEET.template.strip().splitlines()) < 60


def test_fonts_are_factors_of_the_system_font(qapp: QApplication):
    size = qapp.font().pointSizeF()
    assert font("metric").pointSizeF() == pytest.approx(2.15 * size, rel=0.02)
    assert font("body").pointSizeF() == pytest.approx(size)


def contrast(ink: QColor, paper: QColor) -> float:
    """WCAG 2 contrast ratio."""
    lighter, darker = sorted((_luminance(ink), _luminance(paper)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def linear(color: QColor) -> np.ndarray:
    """Red, green and blue of `color`, each in proportion to its light."""
    parts = np.array([color.redF(), color.greenF(), color.blueF()])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def oklab(light: np.ndarray) -> np.ndarray:
    """Coordinates in OKLab, in which distances are as large as they look."""
    cones = np.array([
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]) @ np.clip(light, 0, 1)  # fmt: skip
    return np.array([
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]) @ np.cbrt(cones)  # fmt: skip


def _luminance(color: QColor) -> float:
    return float(np.array([0.2126, 0.7152, 0.0722]) @ linear(color))
