"""Colours can be read, differ from each other, and follow a switch at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from gui.look.chips import Chip
from gui.look.theme import DARK, LIGHT, STYLESHEET, Tokens, font, theme, tokens


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
        ("series_suspected", "surface", 10.3),
        ("histogram", "surface", 3.0),
    ],
)
def test_contrast(scheme: Tokens, ink: str, paper: str, least: float):
    assert contrast(scheme.color(ink), scheme.color(paper)) >= least


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


def _luminance(color: QColor) -> float:
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
