"""Run the real app for many rounds of work; it asks on stdout, as JSON, for files to drop.

    python soaked_app.py ROUNDS FOLDER

A round opens `badnet.h5`, repairs it with `clean.h5`, saves the GoodNet and screens the folder
`pictures`. All of these are in FOLDER, and the reader of stdout drops them. Then the script prints
the number of the round.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from support.asking import named

from gui import dialogs
from gui.__main__ import main
from gui.look.fields import Choice, Number
from gui.shell.window import MainWindow

TICK_MS = 50
CALM_SECONDS = 2.0
RECIPES = ("fine-pruning", "none")

# A request, and a function that tells whether it has been met.
Step = tuple[dict[str, Any], Callable[[], object]]


def story(window: MainWindow, rounds: int, folder: Path) -> Iterator[Step]:
    """All rounds, one after another; each, and the end, is measured in a quiet moment."""
    for number in range(1, rounds + 1):
        yield from _round(window, number, folder)
        yield _calm()
        yield {"round": number}, lambda: True
    yield _calm()


def _calm() -> Step:
    ends = time.monotonic() + CALM_SECONDS
    return {}, lambda: time.monotonic() > ends


def _round(window: MainWindow, number: int, folder: Path) -> Iterator[Step]:
    session, before = window.desk.session, window.desk.session.inspection
    pictures = folder / "pictures"
    window.go_to("badnet")
    opened = lambda: session.is_safe and session.inspection is not before  # noqa: E731
    yield {"drop": str(folder / "badnet.h5")}, opened
    yield {"drop": str(folder / "clean.h5")}, lambda: session.examined
    window.go_to("repair")
    recipe = named(window, "Recipe", Choice)
    recipe.setCurrentIndex(recipe.findData(RECIPES[number % len(RECIPES)]))
    named(window, "Epochs", Number).setValue(1)
    window.run("run")
    yield {}, lambda: session.goodnet
    window.run("save")
    yield {}, lambda: session.goodnet_path and not window.desk.keras.is_busy()
    window.go_to("screening")
    count = sum(1 for _ in pictures.iterdir())
    yield {"drop": str(pictures)}, lambda: len(session.verdicts) == count


class Player:
    """Plays a story, one step after another as soon as the last one has succeeded."""

    def __init__(self, rounds: int, folder: Path) -> None:
        self._rounds, self._folder = rounds, folder
        self._story: Iterator[Step] | None = None
        self._reached: Callable[[], object] = lambda: True

    def tick(self) -> None:
        """Check the present step, and continue or close."""
        window = next(
            (w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)), None
        )
        if window is None or "screening" not in window.made_pages():
            return
        if self._story is None:
            self._story = story(window, self._rounds, self._folder)
        while self._reached():
            step = next(self._story, None)
            if step is None:
                timer.stop()
                window.close_without_asking()
                return
            wish, self._reached = step
            if wish:
                print(json.dumps(wish), flush=True)


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    player = Player(int(sys.argv[1]), Path(sys.argv[2]))
    dialogs.save_file = lambda *_given: str(Path(sys.argv[2], "saved.goodnet"))
    timer = QTimer(interval=TICK_MS)
    timer.timeout.connect(player.tick)
    timer.start()
    sys.exit(main([]))
