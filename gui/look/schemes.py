"""The colors of the window, in a light and a dark scheme; gui/look/theme.py applies them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor


@dataclass(frozen=True)
class Tokens:
    """Every color of the window, as #RRGGBB; `palette` gives the QPalette roles."""

    window: str
    surface: str
    sunken: str
    border: str
    control: str
    text: str
    muted: str
    accent: str
    on_accent: str
    select: str
    clean: str
    poisoned: str
    warning: str
    series_clean: str
    series_asr: str
    series_asr2: str
    series_asr3: str
    series_asr4: str
    series_suspected: str
    histogram: str
    tint: float

    def color(self, name: str) -> QColor:
        """The token `name` as a color."""
        return QColor(getattr(self, name))

    def tinted(self, name: str) -> QColor:
        """The token `name` as a thin tint on the surface, as behind a chip."""
        ink, paper, share = self.color(name), self.color("surface"), self.tint
        return QColor.fromRgbF(
            share * ink.redF() + (1 - share) * paper.redF(),
            share * ink.greenF() + (1 - share) * paper.greenF(),
            share * ink.blueF() + (1 - share) * paper.blueF(),
        )


LIGHT = Tokens(
    window="#F3F4F6",
    surface="#FFFFFF",
    sunken="#F8F9FA",
    border="#DCE0E6",
    control="#7C8595",
    text="#1A1E26",
    muted="#566072",
    accent="#2355C4",
    on_accent="#FFFFFF",
    select="#DFE8FA",
    clean="#00695F",
    poisoned="#B03A00",
    warning="#7D5200",
    series_clean="#1F6FC4",
    series_asr="#C4470A",
    series_asr2="#990044",
    series_asr3="#552200",
    series_asr4="#996688",
    series_suspected="#5C2480",
    histogram="#8A93A2",
    tint=0.12,
)
DARK = Tokens(
    window="#14171C",
    surface="#1C2027",
    sunken="#22272F",
    border="#343B47",
    control="#7A8697",
    text="#E8EBF0",
    muted="#A2ABBA",
    accent="#86ABFF",
    on_accent="#0E1A33",
    select="#27385C",
    clean="#53CBB8",
    poisoned="#FF9062",
    warning="#E8B85C",
    series_clean="#58A6F0",
    series_asr="#FF9062",
    series_asr2="#FF3399",
    series_asr3="#FFFFCC",
    series_asr4="#998811",
    series_suspected="#E6CBFF",
    histogram="#6C7788",
    tint=0.16,
)
