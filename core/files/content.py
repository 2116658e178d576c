"""The content of a file or folder as one number, independent of names and dates."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from pathlib import Path

from core.errors import Unreadable
from core.files.files import open_regular
from core.records import Progress
from core.text.wording import printable

MOST_BYTES = 1 << 42
BLOCK = 1 << 23


def members(path: Path) -> list[Path]:
    """The file itself, or all files in a folder, sorted, without hidden ones.

    Raises:
        Unreadable: there is nothing at `path`.
    """
    if not path.exists():
        raise Unreadable(
            "There is no file or folder {path}; check its name.", path=printable(path, 300)
        )
    if not path.is_dir():
        return [path]
    inside = (each.relative_to(path) for each in path.rglob("*") if each.is_file())
    return [path / each for each in sorted(inside) if not each.name.startswith(".")]


def content_hash(path: Path) -> Generator[Progress, object, str]:
    """The SHA-256 of a file, or of the names and hashes of all files in a folder, in hex.

    Yields:
        `Progress` of the stage "read" for each block.

    Raises:
        Unreadable: there is nothing at `path`, or it may not be read.
    """
    if not path.is_dir():
        return (yield from _file_hash(path))
    whole = hashlib.sha256()
    for member in members(path):
        digest = yield from _file_hash(member)
        whole.update(f"{member.relative_to(path).as_posix()}\0{digest}\n".encode())
    return whole.hexdigest()


def _file_hash(path: Path) -> Generator[Progress, object, str]:
    digest = hashlib.sha256()
    with open_regular(path, MOST_BYTES) as file:
        while block := file.read(BLOCK):
            digest.update(block)
            yield Progress("read", 0, 1)
    return digest.hexdigest()
