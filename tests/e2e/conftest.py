"""Runs the real `main()` and, once its window has appeared, a script of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import QLocale, QTimer, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from support.desk import core, no_question_unanswered, nothing_left_behind, own_folders
from support.fitting import Longer

from gui.__main__ import main
from gui.shell.window import MainWindow

__all__ = ["core", "no_question_unanswered", "nothing_left_behind", "own_folders"]

Script = Callable[[MainWindow], None]


@pytest.fixture
def run_main(qapp: QApplication, core, qtbot) -> Callable[..., int]:
    """`run_main(argv, script)`: what main() answered; the window is closed after the script."""

    def run(argv: Sequence[str], script: Script) -> int:
        failures: list[BaseException] = []

        def play() -> None:
            window = next(w for w in qapp.topLevelWidgets() if isinstance(w, MainWindow))
            try:
                qtbot.waitUntil(lambda: "screening" in window.made_pages())
                script(window)
            except BaseException as error:
                failures.append(error)
            finally:
                window.close_without_asking()

        QTimer.singleShot(0, play)
        code = main(argv, core)
        if failures:
            raise failures[0]
        return code

    return run


@pytest.fixture
def font_of_a_desktop(qapp: QApplication) -> Iterator[None]:
    """Letters as large as on a desktop; offscreen they are smaller."""
    before = qapp.font()
    font = QFont(before)
    font.setPixelSize(13)
    qapp.setFont(font)
    yield
    qapp.setFont(before)


@pytest.fixture
def language(request, qapp: QApplication) -> Iterator[str]:
    """English, German, or a language whose words are all 40 % longer."""
    before, translators = QLocale(), set(qapp.findChildren(QTranslator))
    longer = Longer()
    if request.param == "de":
        QLocale.setDefault(QLocale("de_DE"))
    elif request.param == "longer":
        qapp.installTranslator(longer)
    yield request.param
    for translator in (longer, *qapp.findChildren(QTranslator)):
        if translator not in translators:
            qapp.removeTranslator(translator)
    QLocale.setDefault(before)
