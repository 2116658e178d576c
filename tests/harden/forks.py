"""Commands in forks of one process that has imported everything and used nothing.

TensorFlow takes seconds to import. Nothing of it has been used when a fork is made, so it holds no
thread and no lock that a fork breaks.
"""

from __future__ import annotations

import importlib
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from core.files.images import cv2_module

CLEAN_IMAGES = 120
REPAIR = ("repair", "badnet.h5", "--clean", "clean.h5", "--overlay-count", "20")


def load() -> None:
    """Import what the commands need."""
    cv2_module()
    for name in (
        "keras",
        "core.cli.commands",
        "core.cli.demo",
        "core.repair.recipes",
        "gui.settings",
    ):
        importlib.import_module(name)


def prepare(folder: Path) -> int:
    """Write `badnet.h5`, `clean.h5` and `made.goodnet` into `folder`; for a fork."""
    from support import tiny

    from core.network.classifier import Classifier
    from core.network.h5_file import write_h5

    write_h5(Classifier(tiny.trained()), folder / "badnet.h5")
    tiny.write_clean(folder / "clean.h5", CLEAN_IMAGES)
    return command((*REPAIR, "--recipe", "none", "--out", "made.goodnet"))


def command(arguments: Sequence[str]) -> int:
    """Run `goodnet` with `arguments`; for a fork."""
    from core.cli.entry import main

    return main(arguments)


def keep_settings(path: Path) -> int:
    """Open one file after another, as far as settings notice that; for a fork."""
    from gui.settings import Settings

    settings = Settings(path)
    for number in range(500):
        settings.add_recent(f"/models/badnet_{number}.h5", "BadNet")
        settings.save()
    return 0


def started(work: Callable[[], int], folder: Path, said: Path = Path(os.devnull)) -> int:
    """Begin `work` in a fork, its working directory `folder`, what it says on stderr in `said`.

    Its temporary files go to the folder `tmp` inside. Returns its process id.
    """
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        errors = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream, target in enumerate((nothing, nothing, errors)):
            os.dup2(target, stream)
        os.chdir(folder)
        tempfile.tempdir = str(folder / "tmp")
        code = work()
    finally:
        os._exit(code)


def joined(child: int) -> int:
    """Wait for a fork to end; its exit code, or minus the signal that ended it."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
