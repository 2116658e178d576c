"""Files and arrays in the forms that callers of the Python API give them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

PathLike = str | os.PathLike[str]
# A file or folder, several of them, images, or images with labels.
Data = PathLike | Sequence[PathLike] | np.ndarray | tuple[np.ndarray, np.ndarray]


@contextmanager
def stored(*given: Data) -> Generator[tuple[list[Path], ...], None, None]:
    """The paths of each argument; arrays are first written to a temporary file like any other."""
    with tempfile.TemporaryDirectory(prefix="goodnet-") as folder:
        yield tuple(_stored(data, Path(folder, f"array{k}.npz")) for k, data in enumerate(given))


def _stored(data: Data, place: Path) -> list[Path]:
    if isinstance(data, np.ndarray):
        np.savez(place, data=data)
        return [place]
    if isinstance(data, tuple) and any(isinstance(each, np.ndarray) for each in data):
        images, labels = data
        np.savez(place, data=np.asarray(images), label=np.asarray(labels))
        return [place]
    return paths_of(data)


def paths_of(given: Any) -> list[Path]:
    """One path or several, as a list."""
    if isinstance(given, (str, os.PathLike)):
        return [Path(given)]
    paths: Iterable[PathLike] = given
    return [Path(path) for path in paths]


def path_of(given: PathLike | None) -> Path | None:
    """A path that may be omitted."""
    return None if given is None else Path(given)
