"""Runs the real `main()` and, once its window has appeared, a script of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTimer, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from support import tiny
from support.desk import core, no_question_unanswered, nothing_left_behind, own_folders
from support.fitting import Longer
from support.scenes import Wait, scenes

from core.jobs.generators import result_of
from core.network.classifier import Classifier
from core.network.h5_file import write_h5
from core.records import RepairOptions
from core.repair.job import repair
from core.screen.goodnet import GoodNet
from gui.__main__ import main
from gui.shell.window import MainWindow

__all__ = ["core", "no_question_unanswered", "nothing_left_behind", "own_folders"]

Script = Callable[[MainWindow], None]
Look = Callable[[MainWindow, str], Iterable[str]]


@pytest.fixture(scope="module")
def tiny_goodnet(tmp_path_factory: pytest.TempPathFactory) -> GoodNet:
    """A GoodNet of the tiny BadNet, with a screen and nothing repaired."""
    folder = tmp_path_factory.mktemp("tiny")
    write_h5(Classifier(tiny.trained()), folder / "badnet.h5")
    clean = tiny.write_clean(folder / "clean.h5")
    options = RepairOptions(recipe="none", overlay_count=20, frr=0.1)
    return result_of(repair(folder / "badnet.h5", [clean], [], options))


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A file that the stub core takes for a network."""
    made = tmp_path / "net.h5"
    made.touch()
    return made


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
def wait(qtbot) -> Wait:
    """Waits until something holds, as the scenes of a walk need it."""
    return lambda until: qtbot.waitUntil(lambda: bool(until()), timeout=20_000)


@pytest.fixture
def no_scene_has(run_main, wait: Wait, tmp_path: Path) -> Callable[[Look], None]:
    """`no_scene_has(look)`: fails if `look(window, scene)` finds a fault in any scene."""

    def run(look: Look) -> None:
        found: list[str] = []

        def script(window: MainWindow) -> None:
            for scene in scenes(window, wait, tmp_path):
                found.extend(look(window, scene))

        run_main([], script)
        assert not found, "\n".join(found)

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
