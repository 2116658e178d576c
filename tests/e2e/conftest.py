"""Runs the real `main()` and, once its window has appeared, a script of the test."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from support.desk import core, no_question_unanswered, nothing_left_behind, own_folders

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
