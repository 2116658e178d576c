"""Verdicts kept on disk as they come."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from pyarrow import parquet
from support.verdicts import CLEAN

from core.errors import WrongUsage
from core.report.csv_rows import verdict_cells
from core.report.verdict_files import ParquetFile, VerdictFiles


def test_parquet_holds_every_verdict_in_order(tmp_path, monkeypatch):
    monkeypatch.setattr(ParquetFile, "ROWS", 4)
    verdicts = [replace(CLEAN, index=k, label=k % 3 or None) for k in range(10)]
    files = VerdictFiles(tmp_path, ("strip", "disagreement"), parquet=True)
    for verdict in verdicts:
        files.keep(verdict)
    files.close()
    out = tmp_path / "out.parquet"
    files.save(csv=None, parquet=out)
    assert parquet.read_table(out).to_pylist() == [
        verdict_cells(verdict, ("strip", "disagreement")) for verdict in verdicts
    ]


def test_without_pyarrow_one_sentence_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(WrongUsage, match=r"pip install 'goodnet\[cluster\]'"):
        VerdictFiles(tmp_path, ("strip", "disagreement"), parquet=True)
