"""Records as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from support.verdicts import CLEAN, POISONED

from core.records import Verdict
from core.report.csv_rows import verdict_header, verdict_row

VOTES = ("strip", "disagreement", "expert")


def rows(*verdicts: Verdict) -> list[dict[str, str]]:
    lines = [verdict_header(VOTES), *(verdict_row(verdict, VOTES) for verdict in verdicts)]
    return list(csv.DictReader(io.StringIO("".join(lines))))


def test_there_is_one_row_a_verdict() -> None:
    first, second = rows(POISONED, CLEAN)
    assert (first["verdict"], second["verdict"]) == ("poisoned", "clean")
    assert first["path"] == "a/cam_1.png"
    assert first["entropy_bits"] == "0.08"
    assert (first["label"], second["label"]) == ("3", "")
    assert [first[f"p_{vote}"] for vote in VOTES] == ["0.005", "0.01", ""]
    assert "votes" not in first


def test_no_file_name_becomes_a_formula() -> None:
    [row] = rows(replace(CLEAN, path="=cmd()\n,x.png"))
    assert row["path"] == "'=cmd()\N{REPLACEMENT CHARACTER},x.png"
