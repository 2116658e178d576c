"""The look in one place: tokens, and the palette, fonts and stylesheet made from them.

Nothing else in the window sets a color. The theme follows the system live. Code that paints reads
`tokens()` while painting; code that keeps pens (the plots) listens to `Theme.changed`.
"""

from __future__ import annotations

import atexit
from dataclasses import asdict
from pathlib import Path
from shutil import rmtree
from string import Template
from tempfile import mkdtemp
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from gui.look.field_style import field_style
from gui.look.schemes import DARK, LIGHT, Tokens

Role = Literal["metric", "title", "readout", "section", "body", "strong", "small", "tick", "fixed"]
Tone = Literal["text", "muted", "accent", "on_accent", "clean", "poisoned", "warning"]

# Factor for the size of the system font, and weight.
FONTS: dict[str, tuple[float, QFont.Weight]] = {
    "metric": (2.15, QFont.Weight.DemiBold),
    "title": (1.55, QFont.Weight.DemiBold),
    "readout": (1.55, QFont.Weight.DemiBold),
    "section": (1.08, QFont.Weight.DemiBold),
    "body": (1.0, QFont.Weight.Normal),
    "strong": (1.0, QFont.Weight.Medium),
    "small": (0.92, QFont.Weight.Normal),
    "tick": (0.85, QFont.Weight.Normal),
    "fixed": (0.92, QFont.Weight.Normal),
}

MARGIN = 20  # around a page
GAP = 16  # between cards, and inside one


STYLESHEET = Template("""
QToolTip { background: $text; color: $surface; border: none; padding: 4px 6px; }
QLabel[reading="true"] { background: $text; color: $surface; padding: 4px 6px; border-radius: 3px; }
QMenuBar { background: $surface; border-bottom: 1px solid $border; padding: 2px 5px 1px; }
QMenuBar::item { padding: 4px 7px; border-radius: 4px; }
QMenuBar::item:selected { background: $select; color: $text; }
QStatusBar { background: $surface; border-top: 1px solid $border; color: $muted; }
QStatusBar QPushButton { min-height: 18px; }
QStatusBar::item, QSplitter::handle { border: none; background: transparent; }
QFrame[card="true"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[card="drop"] { background: $surface; border: 1px dashed $control; border-radius: 8px; }
QFrame[card="chosen"] { background: $surface; border: 2px solid $accent; border-radius: 8px; }
QFrame[rule="true"] { background: $border; border: none; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="clean"] { color: $clean; }
QLabel[tone="poisoned"] { color: $poisoned; }
QLabel[tone="warning"] { color: $warning; }
QPushButton, QToolButton { background: $surface; color: $text; border: 1px solid $control;
    border-radius: 6px; padding: 0 13px; min-height: 30px; outline: none; }
QPushButton:hover, QToolButton:hover { background: $sunken; }
QPushButton:pressed, QToolButton:pressed { background: $select; }
QPushButton:disabled, QToolButton:disabled { color: $control; border-color: $border; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { background: $accent_strong; }
QPushButton[kind="primary"]:disabled { background: $sunken; color: $control;
    border-color: $border; }
QPushButton[kind="danger"] { color: $poisoned; border-color: $poisoned; }
QPushButton[kind="flat"], QToolButton { color: $accent; border-color: transparent;
    background: transparent; padding: 0 6px; }
QPushButton[kind="flat"]:disabled { color: $control; }
QPushButton[kind="flat"]:hover, QToolButton:hover { background: $select; }
QPushButton[kind="nav"] { color: $muted; background: transparent; border: none; text-align: left;
    padding: 0 18px; }
QToolButton:disabled { border-color: transparent; }
QToolButton[compact="true"] { min-height: 18px; padding: 0 2px; border-radius: 4px; }
QPlainTextEdit { background: $sunken; border: none; color: $text; }
QPushButton[segment="true"] { border-radius: 0; padding: 0 12px; min-height: 28px; border: none; }
QPushButton[segment="true"]:checked { background: $select; }
QFrame[segments="true"] { background: $surface; border: 1px solid $control; border-radius: 6px; }
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox { background: $surface; color: $text;
    border: 1px solid $control; border-radius: 6px; padding: 0 8px; min-height: 30px; }
QAbstractSpinBox[frameless="true"] { border: none; padding: 0; background: transparent; }
QAbstractSpinBox[frameless="true"]::up-button, QAbstractSpinBox[frameless="true"]::down-button {
    width: 0; border: none; }
QAbstractSpinBox[frameless="true"]::up-arrow, QAbstractSpinBox[frameless="true"]::down-arrow {
    image: none; width: 0; height: 0; }
QAbstractItemView { background: $surface; border: none; outline: none;
    selection-background-color: $select; selection-color: $text; }
QTableView { alternate-background-color: $sunken; } QTableView[sided="1"]::item { padding: 0 13px; }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section { background: $sunken; color: $muted; border: none; padding: 0 16px;
    border-top: 1px solid $border; border-bottom: 1px solid $border; height: 28px; }
QScrollBar { background: transparent; border: none; margin: 2px; }
QScrollBar:vertical { width: 10px; } QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $control; border-radius: 3px; min-height: 24px; min-width: 24px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea, QWidget[clear="true"] { background: transparent; border: none; }
""")


_shown = LIGHT
TEXT_PERCENT = "size of texts"  # a property of the application


class Theme(QObject):
    """Keeps the application's palette and stylesheet in step with the color scheme.

    Signals:
        changed: light and dark were switched, by the system or by the View menu.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._chosen = Qt.ColorScheme.Unknown
        self._marks = _own_folder()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def follow(self, scheme: Qt.ColorScheme) -> None:
        """Show `scheme`; `Unknown` means whatever the system shows."""
        self._chosen = scheme
        self._app.styleHints().setColorScheme(scheme)
        self._apply()

    def _scheme(self) -> Qt.ColorScheme:
        # Not every platform accepts a scheme, so the choice is also kept here.
        if self._chosen is not Qt.ColorScheme.Unknown:
            return self._chosen
        return self._app.styleHints().colorScheme()

    def _apply(self) -> None:
        global _shown
        now = _shown = DARK if self._scheme() is Qt.ColorScheme.Dark else LIGHT
        self._app.setPalette(palette(now))
        strong = (
            now.color("accent").darker(115) if now is LIGHT else now.color("accent").lighter(110)
        )
        sheet = STYLESHEET.substitute(asdict(now), accent_strong=strong.name())
        self._app.setStyleSheet(sheet + field_style(asdict(now), self._marks))
        self.changed.emit()


def _own_folder() -> Path | None:
    """A folder that goes when the program ends; None where there can be none."""
    try:
        folder = Path(mkdtemp(prefix="goodnet-"))
    except OSError:
        return None
    atexit.register(rmtree, folder, ignore_errors=True)
    return folder


def tokens() -> Tokens:
    """The tokens of the current color scheme."""
    return _shown


def theme() -> Theme:
    """The application's theme, created at its first use."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app.findChild(Theme) or Theme(app)


def font(role: Role = "body", *, tabular: bool = False) -> QFont:
    """The system font in the size and weight of `role`; `tabular` for columns of figures.

    "fixed" is the system's fixed-pitch font, for paths, hashes and JSON only.
    """
    factor, weight = FONTS[role]
    made = QFont(QApplication.font())
    if made.pixelSize() > 0:
        made.setPixelSize(round(made.pixelSize() * factor))
    else:
        made.setPointSizeF(made.pointSizeF() * factor)
    made.setWeight(weight)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    if role == "fixed":
        made.setFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
    return made


def grown(pixels: int) -> int:
    """A measure that suits texts of 100 %, for the preferred size of texts; it never shrinks."""
    app = QApplication.instance()
    percent = app.property(TEXT_PERCENT) if app else None
    return round(pixels * max(percent or 100, 100) / 100)


def palette(now: Tokens) -> QPalette:
    """`now` as the palette with which every standard widget paints."""
    role = QPalette.ColorRole
    made = QPalette()
    roles = {
        role.Window: now.window,
        role.Base: now.surface,
        role.Button: now.surface,
        role.AlternateBase: now.sunken,
        role.Mid: now.control,
        role.Text: now.text,
        role.WindowText: now.text,
        role.ButtonText: now.text,
        role.PlaceholderText: now.muted,
        role.Accent: now.accent,
        role.Link: now.accent,
        role.LinkVisited: now.accent,
        role.Highlight: now.select,
        role.HighlightedText: now.text,
        role.ToolTipBase: now.text,
        role.ToolTipText: now.surface,
    }
    for name, color in roles.items():
        made.setColor(name, QColor(color))
    for name in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, now.color("control"))
    return made
