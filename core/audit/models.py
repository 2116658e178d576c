"""Finding the models that a person means."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path

from core.data.kinds import kind_of
from core.errors import Unreadable
from core.records import Progress

SUFFIXES = (".h5", ".hdf5", ".keras")


def find_models(given: Sequence[Path]) -> Generator[Progress, object, list[Path]]:
    """Files as they are given, and the models in folders, sorted by path, each once.

    What is no model inside a folder is passed over, data files among it; a file that is named
    is taken at its word, so that its row can say what is wrong with it.

    Raises:
        Unreadable: there is none at all.
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
