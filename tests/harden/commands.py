"""Every command that writes, and what tells whether what it wrote is whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from harden import whole
from harden.forks import CLEAN_IMAGES, REPAIR


@dataclass(frozen=True)
class Command:
    """What is run in a folder with `badnet.h5`, `clean.h5`, `made.goodnet` and `models`.

    Attributes:
        outputs: each file or folder that it writes, and what tells whether one is whole.
        inputs: the files that it reads.
        watched: whether it is a job, between whose records something may happen.
    """

    name: str
    arguments: tuple[str, ...]
    outputs: Mapping[str, Callable[[Path], bool]]
    inputs: tuple[str, ...] = ()
    watched: bool = True


# They write into the folder `out`.
COMMANDS = (
    Command(
        "repair",
        (*REPAIR, "--recipe", "fine-pruning", "--epochs", "1", "--out", "out/out.goodnet",
         "--export", "out/out.h5"),
        {"out.goodnet": whole.goodnet, "out.h5": whole.network},
        ("badnet.h5", "clean.h5"),
    ),
    Command(
        "screen",
        ("screen", "made.goodnet", "clean.h5", "--csv", "out/out.csv",
         "--parquet", "out/out.parquet"),
        {"out.csv": lambda path: whole.csv(path, CLEAN_IMAGES),
         "out.parquet": lambda path: whole.parquet(path, CLEAN_IMAGES)},
        ("made.goodnet", "clean.h5"),
    ),
    Command(
        "report", ("report", "made.goodnet", "--out", "out/out.html"),
        {"out.html": whole.report}, ("made.goodnet",), watched=False,
    ),
    Command(
        "audit", ("audit", "models", "--clean", "clean.h5", "--out", "out/audit"),
        {"audit": whole.audit}, ("clean.h5",),
    ),
    Command("settings", (), {"settings.ini": whole.settings}, watched=False),
)  # fmt: skip
