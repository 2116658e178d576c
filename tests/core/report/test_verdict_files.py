"""Verdicts kept on disk as they come."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from pyarrow import parquet

from core.errors import WrongUsage
from core.records import Verdict, as_json
from core.report.verdict_files import ParquetFile, VerdictFiles

CLEAN = Verdict("a.png", 0, 6, 6, 6, 0.99, 0.97, 1.08, 0.1, 0.02, 0.74, 0.74, 0.9, "clean")


def test_parquet_holds_every_verdict_in_order(tmp_path, monkeypatch):
    monkeypatch.setattr(ParquetFile, "ROWS", 4)
    verdicts = [replace(CLEAN, index=k, label=k % 3 or None) for k in range(10)]
    files = VerdictFiles(tmp_path, parquet=True)
    for verdict in verdicts:
        files.keep(verdict)
    files.close()
    out = tmp_path / "out.parquet"
    files.save(csv=None, parquet=out)
    assert parquet.read_table(out).to_pylist() == [as_json(verdict) for verdict in verdicts]


def test_without_pyarrow_one_sentence_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(WrongUsage, match=r"pip install 'goodnet\[cluster\]'"):
        VerdictFiles(tmp_path, parquet=True)
