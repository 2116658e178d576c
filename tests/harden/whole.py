"""Whether what a command wrote is whole: read as whoever uses it would, without TensorFlow."""

from __future__ import annotations

import csv as csv_module
import hashlib
import json
import tempfile
import zipfile
from pathlib import Path

from core.errors import GoodNetError
from core.opening import badnet
from core.screen.goodnet_file import MANIFEST, MEMBERS


def network(path: Path) -> bool:
    """A model file that passes its inspection."""
    try:
        return badnet.inspect(path).safe
    except GoodNetError:
        return False


def goodnet(path: Path) -> bool:
    """A .goodnet file whose members are as its manifest says, and its networks safe."""
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
            expected = json.loads(archive.read(MANIFEST))["sha256"]
            for name in MEMBERS:
                if hashlib.sha256(archive.read(name)).hexdigest() != expected[name]:
                    return False
            networks = [name for name in MEMBERS if name.endswith(".h5")]
            return all(network(Path(archive.extract(name, folder))) for name in networks)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        return False


def report(path: Path) -> bool:
    """A page that goes on to its end."""
    return path.read_text(encoding="utf-8").rstrip().endswith("</html>")


def csv(path: Path, images: int) -> bool:
    """A head and as many complete rows as images were screened."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv_module.reader(file))
    return len(rows) == images + 1 and len({len(row) for row in rows}) == 1


def settings(path: Path) -> bool:
    """Settings that can be read, with the recent files in them."""
    from gui.settings import RECENT, Settings

    return 0 < len(Settings(path).recent()) <= RECENT


def parquet(path: Path, images: int) -> bool:
    """As many rows as images were screened."""
    import pyarrow
    from pyarrow.parquet import read_table

    try:
        return read_table(path).num_rows == images
    except pyarrow.ArrowInvalid:
        return False


def audit(folder: Path) -> bool:
    """An audit's folder whose every file is whole; the journal's last line may be cut off."""
    pages = [path for path in folder.rglob("*.html") if not path.name.startswith(".")]
    tables = [path for path in (folder / "audit.json",) if path.exists()]
    try:
        for table in tables:
            json.loads(table.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return all(map(report, pages)) and all(map(goodnet, folder.rglob("*.goodnet")))
