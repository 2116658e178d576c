"""What a pipeline is told of models: SARIF, JUnit XML, and exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from support import hostile, sarif

from core.cli.entry import main
from core.errors import Suspected, Unreadable, Unsafe
from core.records import AuditRecord, AuditRow, Finding
from core.report.gate import (
    Fault,
    Judged,
    judged_row,
    junit_xml,
    require_passed,
    sarif_log,
    write_results,
)
from resources.demo import files

DEMO = files()


@pytest.fixture
def unsafe(tmp_path: Path) -> Path:
    return hostile.nested_lambda(tmp_path, marker=tmp_path / "executed")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.h5"
    path.write_bytes(b"not HDF5 at all")
    return path


def inspected(tmp_path: Path, *models: Path) -> tuple[int, dict, ElementTree.Element]:
    """The exit code, the SARIF log and the JUnit XML of one inspection."""
    log, cases = tmp_path / "log.sarif", tmp_path / "cases.xml"
    arguments = ["inspect", *models, "--sarif", log, "--junit", cases]
    code = main([*map(str, arguments)])
    return code, json.loads(log.read_text()), ElementTree.parse(cases).getroot()


def test_a_plain_model_has_a_valid_log_without_results(tmp_path):
    code, log, cases = inspected(tmp_path, DEMO.badnet)
    assert code == 0
    assert sarif.faults(log) == []
    assert log["runs"][0]["results"] == []
    assert len(log["runs"][0]["artifacts"][0]["hashes"]["sha-256"]) == 64
    suite = cases[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("1", "0", "0")


def test_an_unsafe_model_is_an_error_with_its_place(tmp_path, unsafe):
    code, log, cases = inspected(tmp_path, unsafe)
    assert code == 3
    assert sarif.faults(log) == []
    result = log["runs"][0]["results"][0]
    assert result["level"] == "error"
    assert result["ruleId"] == log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
    (place,) = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"].endswith(unsafe.name)
    assert place["logicalLocations"][0]["fullyQualifiedName"]
    assert cases[0][0][0].tag == "failure"


def test_of_several_models_the_worst_decides_and_each_is_shown(tmp_path, unsafe, broken, capsys):
    code, log, cases = inspected(tmp_path, broken, DEMO.badnet, unsafe)
    assert code == 3
    assert [a["location"]["uri"].rpartition("/")[2] for a in log["runs"][0]["artifacts"]] == [
        broken.name,
        DEMO.badnet.name,
        unsafe.name,
    ]
    assert [len(case) and case[0].tag for case in cases[0]] == ["error", 0, "failure"]
    assert broken.name in capsys.readouterr().err


def test_a_model_that_cannot_be_read_is_no_pass(tmp_path, broken):
    code, log, _ = inspected(tmp_path, broken)
    assert code == 4
    assert [r["ruleId"] for r in log["runs"][0]["results"]] == ["not-examined"]


def test_several_models_are_one_document(broken, capsys):
    capsys.readouterr()
    assert main(["inspect", str(DEMO.badnet), str(broken), "--json"]) == 4
    first, second = json.loads(capsys.readouterr().out)["models"]
    assert first["safe"] is True
    assert broken.name in second["error"]


def test_results_never_overwrite_a_model(tmp_path, broken, capsys):
    assert main(["inspect", str(broken), "--sarif", str(broken)]) == 2
    assert broken.read_bytes() == b"not HDF5 at all"


def rows() -> tuple[AuditRow, ...]:
    return (
        AuditRow("a.keras", "no backdoor found", warning="The clean data looks foreign."),
        AuditRow("b.keras", "backdoored", suspected_targets=(3, 7)),
        AuditRow("c.keras", "unsafe", "A Lambda layer."),
        AuditRow("d.keras", "lost", "Its worker ended twice."),
    )


def test_rows_of_an_audit_have_their_levels():
    log: Any = sarif_log([judged_row(row) for row in rows()])
    assert sarif.faults(log) == []
    told = [(r["ruleId"], r["level"]) for r in log["runs"][0]["results"]]
    assert told == [
        ("doubtful-scan", "warning"),
        ("suspected-target", "error"),
        ("unsafe", "error"),
        ("not-examined", "warning"),
    ]
    assert "3, 7" in log["runs"][0]["results"][1]["message"]["text"]


@pytest.mark.parametrize(
    ("outcome", "raised", "code"),
    [("unsafe", Unsafe, 3), ("backdoored", Suspected, 5), ("lost", Unreadable, 4)],
)
def test_the_gate_is_closed_by_what_may_not_pass(outcome, raised, code):
    counts: dict[str, int] = {"unsafe": 0, "backdoored": 0, "unreadable": 0, "lost": 0}
    require_passed(AuditRecord((), counts, "", 0.0))
    with pytest.raises(raised) as closed:
        require_passed(AuditRecord((), counts | {outcome: 1}, "", 0.0))
    assert closed.value.exit_code == code


def test_a_gate_of_an_audit_sets_the_exit_code(tmp_path, unsafe):
    log = tmp_path / "log.sarif"
    out = tmp_path / "audit"
    audit = ["audit", unsafe, "--clean", DEMO.clean, "--out", out, "--sarif", log]
    assert main([*map(str, audit)]) == 0
    assert main([*map(str, audit), "--gate"]) == 3
    assert json.loads(log.read_text())["runs"][0]["results"][0]["ruleId"] == "unsafe"


def test_untrusted_names_break_neither_form(tmp_path):
    evil = Judged("\x1b]<&\udc80\x00.h5", "", (Fault("r", "error", "t", "a\x0bb", "\x02<x>"),))
    document = json.dumps(sarif_log([evil]))
    assert sarif.faults(json.loads(document)) == []
    assert ElementTree.fromstring(junit_xml([evil], "inspect").encode())[0][0][0].tag == "failure"


def test_a_log_that_cannot_be_written_is_shown(tmp_path):
    from core.errors import GoodNetError

    with pytest.raises(GoodNetError, match="could not be written"):
        write_results([], "inspect", tmp_path / "missing" / "log.sarif", None)


def test_each_severity_of_a_finding_has_a_level():
    from typing import get_args

    from core.records import Severity
    from core.report.gate import LEVELS

    assert set(LEVELS) == set(get_args(Severity))
    assert Finding("note", "t", "w", "x").refuses is False
