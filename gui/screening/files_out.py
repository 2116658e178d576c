"""The files of flagged images: show their folders, and copy or move them to another."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gui.drops import DATA
from gui.screening.rows import Row


@dataclass(frozen=True)
class Taken:
    """The result of copying or moving: how many files, and the names that failed or stayed.

    Attributes:
        places: where each of the files is now, by its former path.
    """

    done: int
    left: tuple[str, ...] = ()
    places: Mapping[Path, Path] = field(default_factory=dict[Path, Path])


def files_of(rows: Iterable[Row]) -> list[Path]:
    """The picture files of rows, each once; images inside data files have none."""
    paths = dict.fromkeys(Path(row.origin[0]) for row in rows)
    return [path for path in paths if path.suffix.lower() not in DATA]


def take_to(paths: Sequence[Path], folder: Path, *, move: bool) -> Taken:
    """Copy or move files into a folder; none is replaced, and a name in use gets a number."""
    places: dict[Path, Path] = {}
    left: list[str] = []
    for path in paths:
        try:
            target = _free(folder / path.name)
            if move:
                shutil.move(path, target)
            else:
                shutil.copy2(path, target)
            places[path] = target
        except OSError:
            left.append(path.name)
    return Taken(len(places), tuple(left), places)


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
