"""Write outputs completely or not at all: to a temporary name, flushed, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.errors import GoodNetError, WrongUsage


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary path beside `path`, renamed to it if the block ends without an error.

    Raises:
        GoodNetError: the folder is missing or read-only, or the disk is full.
    """
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        _flush(temporary)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise _unwritten(path, error) from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A temporary folder beside `path`, renamed to it if the block ends without an error.

    Raises:
        WrongUsage: `path` exists already.
        GoodNetError: the parent folder is missing or read-only, or the disk is full.
    """
    if path.exists():
        raise WrongUsage("{path} exists already; name a new folder.", path=path)
    temporary: str | None = None
    try:
        temporary = tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent)
        yield Path(temporary)
        for each in Path(temporary).rglob("*"):
            if each.is_file():
                _flush(each)
        Path(temporary).chmod(0o777 & ~_umask())
        Path(temporary).rename(path)
    except OSError as error:
        raise _unwritten(path, error) from None
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path`, completely or not at all (see `whole_file`)."""
    with whole_file(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def make_folder(folder: Path) -> None:
    """Create `folder` and its parents if they do not exist.

    Raises:
        GoodNetError: it cannot be created.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise GoodNetError(
            "{folder} could not be made: {reason}.", folder=folder, reason=reason
        ) from None


def _unwritten(path: Path, error: OSError) -> GoodNetError:
    return GoodNetError(
        "{path} could not be written: {reason}. Nothing was changed.",
        path=path,
        reason=error.strerror or str(error),
    )


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
