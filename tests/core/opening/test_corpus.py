"""Every file of the hostile corpus is refused with its finding, or opened without harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.corpus import Case, cases
from support.in_process import InProcess

from core.cli.entry import main
from core.errors import Unreadable, Unsafe
from core.opening import badnet

CASES = cases()
EXIT_CODES = {"refused": 3, "unreadable": 4, "opened": 0}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}: {case.name}"[:80])
def test_the_command_answers_as_it_must(
    case: Case, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "deep" / "down"
    folder.mkdir(parents=True)
    path = case.build(folder, tmp_path / "marker")
    before = sorted(tmp_path.rglob("*"))
    assert main(["inspect", "--json", str(path)]) == EXIT_CODES[case.answer]
    out, err = capfd.readouterr()
    assert "Traceback" not in err
    assert "\x1b[31m" not in out + err
    if case.answer == "refused":
        assert any(case.words in finding["title"] for finding in json.loads(out)["findings"])
    elif case.answer == "unreadable":
        assert case.words in err
        assert err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.answer == "refused"], ids=lambda case: case.name[:80]
)
def test_what_is_refused_is_described_and_never_loaded(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(badnet.model_file, "Reader", InProcess)
    path = case.build(tmp_path, tmp_path / "marker")
    with pytest.raises(Unsafe) as caught:
        badnet.load(path)
    inspection = caught.value.inspection
    assert inspection is not None
    worst = next(finding for finding in inspection.findings if finding.refuses)
    assert worst.title and worst.where and worst.what
    failed = {check.name for check in inspection.checks if not check.passed}
    assert {finding.check for finding in inspection.findings if finding.refuses} <= failed
    assert not (tmp_path / "marker").exists()


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.answer == "opened"], ids=lambda case: case.name
)
def test_what_is_opened_is_built_or_refused_in_a_sentence(case: Case, tmp_path: Path) -> None:
    path = case.build(tmp_path, tmp_path / "marker")
    try:
        model = badnet.load(path)
    except Unreadable as error:
        assert "cannot build" in str(error)
    else:
        assert model.output_shape == (None, 3)
    assert not (tmp_path / "marker").exists()
