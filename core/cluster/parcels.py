"""Send files to workers that cannot see them: by content, checked, once.

A parcel is a file or folder with the SHA-256 of its content. A worker that finds the same content
at the same place uses it. Otherwise it reports what is missing, receives it in blocks, and keeps it
under its SHA-256 until it ends.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.cluster.engine import EngineEvent, Waiting
from core.errors import GoodNetError, Unreadable
from core.files.content import BLOCK, content_hash, members
from core.jobs.generators import result_of


@dataclass(frozen=True)
class Parcel:
    """A file or folder on the sender's machine."""

    path: Path
    sha256: str


# -- at the sender ------------------------------------------------------------------------


class Sender:
    """Makes parcels of files, and sends those that a worker lacks."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._parcels: dict[Path, Parcel] = {}
        self._sent: set[tuple[str, str]] = set()

    def parcels(self, paths: Sequence[Path]) -> Generator[EngineEvent, object, tuple[Parcel, ...]]:
        """A parcel for each of `paths`; each is read only once."""
        for path in paths:
            if path not in self._parcels:
                digest = yield from content_hash(path)
                self._parcels[path] = Parcel(path.absolute(), digest)
        return tuple(self._parcels[path] for path in paths)

    def send(self, parcels: Sequence[Parcel], worker: str) -> Generator[Waiting, object, None]:
        """Send what the worker at the address `worker` lacks, unless it has arrived since.

        Raises:
            OSError, ValueError: the worker is gone.
            GoodNetError: the received bytes differ from what was sent.
        """
        for parcel in parcels:
            if (worker, parcel.sha256) in self._sent:
                continue
            for member in members(parcel.path):
                name = member.relative_to(parcel.path.parent).as_posix()
                for offset, block in _blocks(member):
                    self._client.run(
                        store_block, parcel, name, offset, block, workers=[worker], nanny=False
                    )
                    yield Waiting({})
            self._client.run(seal, parcel, workers=[worker], nanny=False)
            self._sent.add((worker, parcel.sha256))


def _blocks(path: Path) -> Generator[tuple[int, bytes], None, None]:
    with path.open("rb") as file:
        yield 0, file.read(BLOCK)
        while block := file.read(BLOCK):
            yield file.tell() - len(block), block


# -- at the worker ------------------------------------------------------------------------


def find(parcel: Parcel) -> Path | None:
    """Where this worker finds the content of `parcel`, if it can see it."""
    if _holds(parcel.path, parcel.sha256):
        return parcel.path
    kept = _shelf(parcel) / parcel.path.name
    return kept if kept.exists() else None


def store_block(parcel: Parcel, name: str, offset: int, block: bytes, dask_worker: Any) -> None:
    """Write one block of a member of `parcel` to this worker's disk."""
    target = _unsealed(_shelf(parcel, dask_worker)) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("r+b" if offset else "wb") as file:
        file.seek(offset)
        file.write(block)


def seal(parcel: Parcel, dask_worker: Any) -> None:
    """Check what arrived, and let `find` know of it."""
    shelf = _shelf(parcel, dask_worker)
    arrived = _unsealed(shelf)
    if result_of(content_hash(arrived / parcel.path.name)) != parcel.sha256:
        raise GoodNetError(
            "{name} changed while it was sent; run the command again.", name=parcel.path.name
        )
    os.replace(arrived, shelf)


def _shelf(parcel: Parcel, worker: Any = None) -> Path:
    if worker is None:
        from distributed import get_worker

        worker = get_worker()
    return Path(worker.local_directory, "goodnet-files", parcel.sha256)


def _unsealed(shelf: Path) -> Path:
    return shelf.with_suffix(".part")


def _holds(path: Path, sha256: str) -> bool:
    try:
        status = path.stat()
        if path.is_dir():
            return result_of(content_hash(path)) == sha256
        return _file_hash(path, status.st_size, status.st_mtime_ns) == sha256
    except (OSError, Unreadable):
        return False


@lru_cache(maxsize=1024)
def _file_hash(path: Path, size: int, changed: int) -> str:
    """The hash of a file with this size and modification time."""
    return result_of(content_hash(path))
