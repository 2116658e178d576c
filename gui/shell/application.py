"""Assemble the application: theme, language, settings, logs, window, single instance."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import platformdirs
from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from gui.garbage import GarbageCollector
from gui.look.notices import Message, message_for
from gui.look.svgs import FOLDER
from gui.look.theme import theme
from gui.page import Desk
from gui.port import Core
from gui.session import Session
from gui.settings import Settings
from gui.shell.instance import Instance
from gui.shell.logs import Logs
from gui.shell.preferences import preferred_locale, preferred_size, scale_texts
from gui.shell.window import MainWindow

NAME = "goodnet"
SETTINGS = "settings.ini"


def config_folder() -> Path:
    """The folder of the settings."""
    return Path(platformdirs.user_config_dir(NAME, appauthor=False))


def make_qt_application(argv: Sequence[str]) -> QApplication:
    """The QApplication, with its theme, and the preferred language and size of texts."""
    app = QApplication.instance() or QApplication(list(argv))
    assert isinstance(app, QApplication)
    app.setApplicationName("GoodNet")
    app.setDesktopFileName(NAME)
    app.setWindowIcon(QIcon(str(FOLDER / "app.svg")))
    app.setQuitOnLastWindowClosed(False)
    settings = Settings(config_folder() / SETTINGS)
    scale_texts(app, preferred_size(settings))
    theme()
    if QLocale().language() is QLocale.Language.C:
        # Figures are for people, and the C locale would write them without separators.
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    QLocale.setDefault(preferred_locale(settings))  # figures follow the language
    translate(app, QLocale())
    return app


def translate(app: QApplication, locale: QLocale) -> list[QTranslator]:
    """Show the texts in the language of `locale`; returns the translators that were found."""
    shipped = str(FOLDER.parent / "i18n")
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    found = []
    for name, folder in ((NAME, shipped), ("qtbase", qt)):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            app.installTranslator(translator)
            found.append(translator)
    return found


class Application(QObject):
    """One running GoodNet.

    Attributes:
        window: the main window.
        logs: the log of this run.
    """

    def __init__(self, core: Core) -> None:
        super().__init__()
        folder = config_folder()
        with suppress(OSError):  # settings that cannot be kept must not prevent the start
            folder.mkdir(parents=True, exist_ok=True)
        self.logs = Logs(Path(platformdirs.user_log_dir(NAME, appauthor=False)))
        desk = Desk.of(Session(self), core, Settings(folder / SETTINGS), parent=self)
        self.desk = desk
        self.window = MainWindow(desk, str(self.logs.folder))
        self._garbage = GarbageCollector(desk.lanes, self)
        self._garbage.start()
        self.instance = Instance(folder, self)
        self.instance.files_came.connect(self._on_files_came)
        for lane in desk.lanes:
            lane.started.connect(self._note_jobs)
            lane.ended.connect(self._note_jobs)
        self.logs.watch_errors(lambda error: self.window.show_message(message_for(error)))

    def start(self, paths: Sequence[str], demo: bool) -> None:
        """Show the window at once; everything that takes time follows after its first painting."""
        self.window.appeared.connect(lambda: self._on_appeared(paths, demo))
        self.window.show()

    def close(self) -> None:
        """Undo the start, after the window has closed."""
        self.instance.close()
        self.logs.close()
        for lane in self.desk.lanes:
            lane.wait()
        self._garbage.stop()
        self.window.deleteLater()
        self.deleteLater()

    def _note_jobs(self) -> None:
        running = [lane.current for lane in self.desk.lanes]
        said = self.tr("This was running: {job}")
        self.logs.note_jobs(said.format(job=job.title) for job in running if job)

    def _on_appeared(self, paths: Sequence[str], demo: bool) -> None:
        if self.logs.crash is not None:
            sentence = self.tr("GoodNet ended unexpectedly last time.")
            self.window.show_message(Message("warning", sentence, self.logs.crash))
        self.window.finish_pages()
        self.window.warm_up()
        self.window.resuming.look()
        if demo:
            self.window.run("demo")
        elif paths:
            self.window.take(paths)

    def _on_files_came(self, paths: list[str]) -> None:
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()
        if paths:
            self.window.take(paths)
