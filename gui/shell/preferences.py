"""What a person prefers: language, light or dark, the size of texts. All of it is kept."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow

from gui.look.fields import Choice
from gui.look.side_window import SideWindow
from gui.look.theme import MARGIN, TEXT_PERCENT
from gui.look.widgets import Label, button, column, row
from gui.page import Command
from gui.settings import Settings
from gui.shell.appearance import SCHEMES, kept_scheme, show_scheme

LANGUAGE, TEXT_SIZE = "language", "text_size"
LANGUAGES = {"": "", "en": "English", "de": "Deutsch"}  # each in its own words
SIZES = (85, 100, 115, 130, 150)  # percent of the system's font
BASE_FONT = "system's font"


def preferred_locale(settings: Settings) -> QLocale:
    """The locale of the preferred language; the system's where none is preferred."""
    chosen = settings.text(LANGUAGE)
    return QLocale(chosen) if chosen in LANGUAGES and chosen else QLocale()


def preferred_size(settings: Settings) -> int:
    """The preferred size of texts, in percent."""
    kept = settings.text(TEXT_SIZE, "100")
    return int(kept) if kept in map(str, SIZES) else 100


def scale_texts(app: QApplication, percent: int) -> None:
    """Show texts in `percent` of the system's size; widgets that exist keep theirs."""
    if app.property(BASE_FONT) is None:
        app.setProperty(BASE_FONT, app.font())
    font = app.property(BASE_FONT)
    if font.pixelSize() > 0:
        font.setPixelSize(round(font.pixelSize() * percent / 100))
    else:
        font.setPointSizeF(font.pointSizeF() * percent / 100)
    app.setFont(font)
    app.setProperty(TEXT_PERCENT, percent)


class Preferences(QObject):
    """The commands that choose them, from the menu and from a dialog.

    Attributes:
        dialog: while it is open.
    """

    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._actions: Mapping[str, QAction] = {}
        self.dialog: PreferencesDialog | None = None

    def commands(self) -> Mapping[str, Command]:
        """By the key of their action."""
        schemes = {key: Command(lambda key=key: self.set_scheme(key)) for key in SCHEMES}
        return {"preferences": Command(self.open), **schemes}

    def restore(self, actions: Mapping[str, QAction]) -> None:
        """Show the kept appearance, and check its action from now on."""
        self._actions = actions
        self.set_scheme(kept_scheme(self._settings))

    def set_scheme(self, key: str) -> None:
        """Show light, dark, or what the system shows."""
        show_scheme(key, self._settings, self._actions)

    def open(self) -> None:
        """Show the dialog."""
        self.dialog = PreferencesDialog(self._window, self._settings)
        self.dialog.scheme.activated.connect(lambda k: self.set_scheme([*SCHEMES][k]))
        self.dialog.exec()
        self.dialog.deleteLater()
        self.dialog = None


class PreferencesDialog(SideWindow):
    """A choice for each preference; each is kept at once.

    Attributes:
        language, scheme, text_size: the choices.
    """

    def __init__(self, parent: QMainWindow, settings: Settings) -> None:
        super().__init__(parent, self.tr("Preferences"))
        self._settings = settings
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(MARGIN)
        self._grid.setVerticalSpacing(12)
        languages = [name or self.tr("As the system") for name in LANGUAGES.values()]
        self.language = self._choice(self.tr("Language"), languages)
        schemes = (self.tr("As the system"), self.tr("Light"), self.tr("Dark"))
        self.scheme = self._choice(self.tr("Appearance"), schemes)
        self.text_size = self._choice(self.tr("Text size"), [f"{size}\u00a0%" for size in SIZES])
        self._show_kept()
        self.language.activated.connect(self._on_language)
        self.text_size.activated.connect(self._on_size)
        layout = column(self, margin=MARGIN, spacing=MARGIN)
        layout.addLayout(self._grid)
        said = self.tr("A new language or text size is used from the next start on.")
        layout.addWidget(Label(said, "small", "muted", wrap=True))
        line = row()
        line.addStretch()
        close = button(self.tr("Close"), kind="primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        line.addWidget(close)
        layout.addLayout(line)

    def _choice(self, title: str, texts: list[str] | tuple[str, ...]) -> Choice:
        made = Choice()
        made.addItems(list(texts))
        made.setAccessibleName(title)
        made.setMinimumWidth(220)
        place = self._grid.rowCount()
        self._grid.addWidget(Label(title, "strong"), place, 0)
        self._grid.addWidget(made, place, 1)
        return made

    def _show_kept(self) -> None:
        kept = self._settings.text(LANGUAGE)
        self.language.setCurrentIndex([*LANGUAGES].index(kept) if kept in LANGUAGES else 0)
        self.scheme.setCurrentIndex([*SCHEMES].index(kept_scheme(self._settings)))
        self.text_size.setCurrentIndex(SIZES.index(preferred_size(self._settings)))

    def _on_language(self, number: int) -> None:
        self._settings.set_text(LANGUAGE, [*LANGUAGES][number])

    def _on_size(self, number: int) -> None:
        self._settings.set_text(TEXT_SIZE, str(SIZES[number]))
