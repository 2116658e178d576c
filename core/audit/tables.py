"""The tables of an audit: audit.csv, audit.json, and index.html with links to the reports."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from core.files.saving import write_text
from core.records import OUTCOMES, AuditRecord, AuditRow, as_json
from core.report.csv_rows import csv_header, csv_row
from core.report.page import environment
from core.text.sentence import Translate
from core.text.short_names import short_names
from core.version import VERSION

CSV, JSON, INDEX = "audit.csv", "audit.json", "index.html"


def record_of(rows: Sequence[AuditRow], folder: Path, seconds: float, seed: int) -> AuditRecord:
    """All rows together with their counts, dated today."""
    counted = Counter(row.outcome for row in rows)
    summary = {"models": len(rows), **{outcome: counted[outcome] for outcome in OUTCOMES}}
    return AuditRecord(
        models=tuple(rows),
        summary=summary,
        index=str(folder / INDEX),
        seconds=round(seconds, 3),
        written=date.today().isoformat(),
        version=VERSION,
        seed=seed,
    )


def write_tables(
    record: AuditRecord, expected: int, folder: Path, translate: Translate = str
) -> None:
    """Write the three tables into `folder`, each completely or not at all.

    Args:
        record: the finished rows.
        expected: the total number of models.
        folder: the audit's folder.
        translate: puts each sentence of the page into the reader's language.
    """
    rows = "".join(map(csv_row, record.models))
    write_text(folder / CSV, csv_header(AuditRow) + rows)
    write_text(folder / JSON, json.dumps(as_json(record), indent=1))
    names = short_names(row.path for row in record.models)
    page = environment(translate=translate).get_template("audit.html.j2")
    write_text(folder / INDEX, page.render(audit=record, expected=expected, names=names))
