"""The finished rows of an audit on disk, so that no finished work is repeated.

`rows.jsonl` gets a line for each finished row, flushed to the disk, and is never rewritten. A last
line that was cut off by a power failure is ignored. The tables for people are made from this file.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from core.audit.model_job import Audited
from core.errors import GoodNetError, Unreadable
from core.files.decoding import decode
from core.files.saving import whole_file, write_text
from core.records import AuditRow, as_json

JOURNAL = "rows.jsonl"
REPORTS, GOODNETS = "reports", "goodnets"


class Ledger:
    """Rows by the key of what was audited: a model's content and the options.

    Use it as a context manager; the journal stays open until its end.

    Raises:
        GoodNetError: the folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            for each in (folder, folder / REPORTS, folder / GOODNETS):
                each.mkdir(parents=True, exist_ok=True)
            self._rows = _read(folder / JOURNAL)
            self._journal = (folder / JOURNAL).open("ab")
        except OSError as error:
            reason = error.strerror or str(error)
            raise GoodNetError(
                "{folder} cannot be used for an audit: {reason}.", folder=folder, reason=reason
            ) from None

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._journal.close()

    def find(self, key: str) -> AuditRow | None:
        """The finished row for `key`, if its report still exists."""
        row = self._rows.get(key)
        if row is None or not (self.folder / row.report).exists():
            return None
        return row

    def add(self, key: str, audited: Audited) -> AuditRow:
        """Keep a finished row and its files; the returned row names them."""
        name = f"{_plain(Path(audited.row.path).stem)}-{key[:12]}"
        files = dict[str, str]()
        if audited.report:
            files["report"] = f"{REPORTS}/{name}.html"
            write_text(self.folder / files["report"], audited.report)
        if audited.goodnet:
            files["goodnet"] = f"{GOODNETS}/{name}.goodnet"
            with whole_file(self.folder / files["goodnet"]) as temporary:
                temporary.write_bytes(audited.goodnet)
        row = decode(AuditRow, {**as_json(audited.row), **files})
        line = json.dumps({"key": key, "row": as_json(row)})
        # Begin a new line, even after one that was cut off by a power failure.
        self._journal.write(f"\n{line}\n".encode())
        self._journal.flush()
        os.fsync(self._journal.fileno())
        self._rows[key] = row
        return row


def _read(journal: Path) -> dict[str, AuditRow]:
    rows = dict[str, AuditRow]()
    if not journal.exists():
        return rows
    with journal.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                entry = json.loads(line)
                rows[str(entry["key"])] = decode(AuditRow, entry["row"])
            except (ValueError, KeyError, TypeError, Unreadable):
                continue
    return rows


def _plain(name: str) -> str:
    """Convert an untrusted name to one that is harmless in a file system and in a link."""
    return re.sub(r"[^A-Za-z0-9_-]+", "_", name)[:60] or "model"
