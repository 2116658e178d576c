"""Find the models in the paths that a person gives."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

from core.data.kinds import kind_of
from core.errors import Unreadable
from core.records import Progress

SUFFIXES = (".h5", ".hdf5", ".keras")


def find_models(given: Sequence[Path]) -> Generator[Progress, object, list[Path]]:
    """The given files, and the models in given folders, sorted by path, each once.

    Inside a folder, files that are no models are skipped, such as data files. A file that is given
    by name is always included, so that its row can say what is wrong with it.

    Raises:
        Unreadable: there is no model at all.
    """
    found: dict[Path, None] = {}
    for path in given:
        if not path.is_dir():
            found[path] = None
            continue
        for file in sorted(path.rglob("*")):
            if file.suffix.lower() in SUFFIXES and not file.name.startswith("."):
                if file.is_file() and kind_of(file) == "model":
                    found[file] = None
                yield Progress("read", 0, 1)
    if not found:
        raise Unreadable("There is no network to audit: no .h5 or .keras file was found.")
    return list(found)
