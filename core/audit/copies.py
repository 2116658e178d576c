"""The rows of files with the same content, which are audited once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.records import AuditRow
from core.text.sentence import Remedy, Sentence
from core.text.wording import printable


def row_of(row: AuditRow, path: Path) -> AuditRow:
    """`row`, made for another file with the same content, as the row of `path`."""
    names = printable(Path(row.path).name), printable(path.name)
    reason, warning = (_renamed(text, *names) for text in (row.reason, row.warning))
    return replace(row, path=str(path), reason=reason, warning=warning)


def _renamed(text: str, old: str, new: str) -> str:
    """`text` with the name `new` in place of `old`; a sentence can still be translated."""
    if isinstance(text, Remedy):
        return text
    if isinstance(text, Sentence):
        values = text.values.items()
        renamed = {k: _renamed(v, old, new) if isinstance(v, str) else v for k, v in values}
        return Sentence(text.template, renamed)
    return text.replace(old, new)
