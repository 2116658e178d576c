"""The page of an audit can be read: rows told apart, and names whole in a narrow window."""

from __future__ import annotations

import re
from pathlib import Path

from core.audit.tables import record_of, write_tables
from core.records import AuditRow


def page_of(folder: Path, *paths: str) -> str:
    rows = [AuditRow(path, "no backdoor found") for path in paths]
    write_tables(record_of(rows, folder, 1.0, 0), len(rows), folder)
    return (folder / "index.html").read_text()


def test_models_of_the_same_name_are_told_apart_by_their_folders(tmp_path):
    page = page_of(tmp_path, "zoo/one/model.h5", "zoo/two/model.h5", "zoo/deep/other.h5")
    names = re.findall(r'<td class="name">([^<\n]+)', page)
    assert names == ["one/model.h5", "two/model.h5", "other.h5"]


def test_the_column_of_names_is_not_squeezed_to_single_letters(tmp_path):
    # The table scrolls sideways instead.
    page = page_of(tmp_path, "zoo/model.h5")
    assert re.search(r"td\.name \{ min-width: \d+em; \}\s*</style>", page)
    assert '<div class="scroll">\n<table>' in page
