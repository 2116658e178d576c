"""Window state and recent files, kept between runs; a broken file never stops the start."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

RECENT = 8


@dataclass(frozen=True)
class Recent:
    """A recently opened file: its kind ("BadNet", "GoodNet", "Refused"), and when it was opened."""

    path: str
    kind: str
    opened: float


class Settings:
    """QSettings with the few values that GoodNet keeps, all optional."""

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)
        if self._store.status() is not QSettings.Status.NoError:
            with suppress(OSError):  # if nothing can be moved, nothing is kept
                path.replace(path.with_suffix(".broken"))
            self._store = QSettings(str(path), QSettings.Format.IniFormat)

    def blob(self, key: str) -> QByteArray:
        """Saved geometry or splitter state; empty if there is none."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_blob(self, key: str, value: QByteArray) -> None:
        """Keep geometry or splitter state."""
        self._store.setValue(key, value)

    def text(self, key: str, default: str = "") -> str:
        """A saved word, such as the last folder."""
        value = self._store.value(key, default)
        return value if isinstance(value, str) else default

    def set_text(self, key: str, value: str) -> None:
        """Keep a word."""
        self._store.setValue(key, value)

    def recent(self) -> tuple[Recent, ...]:
        """Recently opened files, newest first; unreadable entries are left out."""
        try:
            entries: list[dict[str, Any]] = json.loads(self.text("recent", "[]"))
            return tuple(
                Recent(str(entry["path"]), str(entry["kind"]), float(entry["opened"]))
                for entry in entries
            )
        except (ValueError, TypeError, KeyError):
            return ()

    def add_recent(self, path: str, kind: str) -> None:
        """Put a file at the top of the recent files."""
        newest = Recent(path, kind, time.time())
        kept = [newest, *(old for old in self.recent() if old.path != path)][:RECENT]
        self.set_text("recent", json.dumps([asdict(entry) for entry in kept]))
        self.save()  # so that a crash does not lose it

    def remove_recent(self, path: str) -> None:
        """Remove a file, as when it no longer exists."""
        kept = [old for old in self.recent() if old.path != path]
        self.set_text("recent", json.dumps([asdict(entry) for entry in kept]))

    def save(self) -> None:
        """Write to disk now."""
        self._store.sync()
