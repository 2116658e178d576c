"""Light or dark: the choice in the View menu, kept between runs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from gui.look.theme import theme
from gui.settings import Settings

SCHEMES = {
    "scheme_system": Qt.ColorScheme.Unknown,
    "scheme_light": Qt.ColorScheme.Light,
    "scheme_dark": Qt.ColorScheme.Dark,
}
SETTING = "scheme"


def show_scheme(key: str, settings: Settings, actions: Mapping[str, QAction]) -> None:
    """Show the scheme of the action `key`, and check that action."""
    theme().follow(SCHEMES[key])
    settings.set_text(SETTING, key)
    actions[key].setChecked(True)


def kept_scheme(settings: Settings) -> str:
    """The key of the last shown scheme."""
    scheme = settings.text(SETTING, "scheme_system")
    return scheme if scheme in SCHEMES else "scheme_system"
