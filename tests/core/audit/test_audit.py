"""Audits: a row a model, whatever is wrong with it, and nothing done twice."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import h5py
import numpy as np
import pytest
from support import hostile, tiny
from support.audit_work import counted, quick, zoo
from support.tiny import records_of

from core.audit.auditing import audit
from core.audit.copies import row_of
from core.audit.first_look import first_look
from core.audit.model_job import with_targets
from core.cluster.engine import Here
from core.errors import Unreadable, Unsafe, WrongUsage
from core.jobs.generators import result_of
from core.records import (
    AuditRow,
    Plan,
    Progress,
    RepairOptions,
    RepairSettings,
    ScanRecord,
    ScanSettings,
    SuspectedTarget,
)
from core.text.sentence import Sentence, say
from core.version import VERSION

OPTIONS = RepairOptions()


@pytest.fixture
def clean(tmp_path) -> Path:
    path = tmp_path / "clean.npz"
    path.write_bytes(b"clean data")
    return path


def calls(clean: Path) -> list[str]:
    """The models that were worked on, by name."""
    noted = clean.parent / "calls"
    return [Path(line).name for line in noted.read_text().splitlines()] if noted.exists() else []


def test_each_model_gets_a_row_in_the_order_of_its_name(tmp_path, clean):
    models = zoo(tmp_path / "zoo", "one", "two", "three")
    records, record = records_of(audit([models], [clean], tmp_path / "out", OPTIONS, work=quick))
    assert [Path(row.path).name for row in record.models] == ["a.keras", "b.keras", "c.keras"]
    assert [row.reason for row in record.models] == ["one", "two", "three"]
    assert [r for r in records if isinstance(r, AuditRow)] == list(record.models)
    assert record.summary["models"] == record.summary["no backdoor found"] == 3


def test_the_tables_say_the_same_and_the_index_links_the_reports(tmp_path, clean):
    models = zoo(tmp_path / "zoo", "<script>", "two")
    out = tmp_path / "out"
    record = result_of(audit([models], [clean], out, OPTIONS, work=quick))
    with (out / "audit.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    document = json.loads((out / "audit.json").read_text())
    assert [row["path"] for row in rows] == [row.path for row in record.models]
    assert [row["path"] for row in document["models"]] == [row["path"] for row in rows]
    page = (out / "index.html").read_text()
    assert f"{date.today().isoformat()}, GoodNet {VERSION}, seed {OPTIONS.seed}." in page
    assert (document["version"], document["seed"]) == (VERSION, OPTIONS.seed)
    assert "<script>" not in page and "&lt;script&gt;" in page
    for row in record.models:
        assert f'href="{row.report}"' in page
        assert (out / row.report).read_text().startswith("<p>")


def test_finished_rows_are_not_done_again(tmp_path, clean):
    models = zoo(tmp_path / "zoo", "one", "two", "three")
    out = tmp_path / "out"
    job = audit([models], [clean], out, OPTIONS, work=counted)
    assert any(isinstance(record, AuditRow) for record in job)
    job.close()  # as Ctrl-C does
    assert calls(clean) == ["a.keras"]
    record = result_of(audit([models], [clean], out, OPTIONS, work=counted))
    assert sorted(calls(clean)) == ["a.keras", "b.keras", "c.keras"]
    assert len(record.models) == 3


def test_an_interrupted_audit_leaves_its_finished_rows_in_the_tables(tmp_path, clean):
    models = zoo(tmp_path / "zoo", "one", "two", "three")
    out = tmp_path / "out"
    job = audit([models], [clean], out, OPTIONS, work=quick)
    next(record for record in job if isinstance(record, AuditRow))
    job.close()
    with (out / "audit.csv").open(newline="") as file:
        assert [Path(row["path"]).name for row in csv.DictReader(file)] == ["a.keras"]
    assert "Audit of 3 models" in (out / "index.html").read_text()


def test_a_journal_cut_off_in_its_last_line_keeps_the_others(tmp_path, clean):
    models = zoo(tmp_path / "zoo", "one", "two")
    out = tmp_path / "out"
    result_of(audit([models], [clean], out, OPTIONS, work=counted))
    journal = out / "rows.jsonl"
    journal.write_bytes(journal.read_bytes()[:-40])
    record = result_of(audit([models], [clean], out, OPTIONS, work=counted))
    assert calls(clean) == ["a.keras", "b.keras", "b.keras"]
    assert len(record.models) == 2
    result_of(audit([models], [clean], out, OPTIONS, work=counted))
    assert len(calls(clean)) == 3


def test_what_a_row_depends_on_makes_it_anew(tmp_path, clean):
    models = zoo(tmp_path / "zoo", "one")
    out = tmp_path / "out"
    seeded = RepairOptions(seed=1)
    scanned = RepairOptions(scanning=ScanSettings(images=500))
    repaired = RepairOptions(repairing=RepairSettings(pruning_share=0.5))
    for options in (OPTIONS, OPTIONS, seeded, scanned, repaired, scanned):
        result_of(audit([models], [clean], out, options, work=counted))
    assert len(calls(clean)) == 4
    clean.write_bytes(b"other clean data")
    result_of(audit([models], [clean], out, OPTIONS, work=counted))
    assert len(calls(clean)) == 5
    (models / "a.keras").write_text("another network")
    result_of(audit([models], [clean], out, OPTIONS, work=counted))
    assert len(calls(clean)) == 6


def test_a_lost_report_is_made_again(tmp_path, clean):
    models = zoo(tmp_path / "zoo", "one")
    out = tmp_path / "out"
    record = result_of(audit([models], [clean], out, OPTIONS, work=counted))
    (out / record.models[0].report).unlink()
    result_of(audit([models], [clean], out, OPTIONS, work=counted))
    assert len(calls(clean)) == 2 and (out / record.models[0].report).exists()


def test_copies_are_audited_once_and_have_a_row_each(tmp_path, clean):
    models = zoo(tmp_path / "zoo", "one")
    shutil.copy(models / "a.keras", models / "copy.keras")
    record = result_of(audit([models], [clean], tmp_path / "out", OPTIONS, work=counted))
    assert calls(clean) == ["a.keras"]
    assert [Path(row.path).name for row in record.models] == ["a.keras", "copy.keras"]


def test_the_reason_of_a_copy_names_the_copy(tmp_path, clean):
    models, out = tmp_path / "zoo", tmp_path / "out"
    models.mkdir()
    for name in ("a.h5", "b.h5"):
        (models / name).write_bytes(b"no network")
    data = tiny.write_clean(tmp_path / "clean.h5", 8)
    for renamed in ("c.h5", "d.h5"):  # the second time the row is already there
        rows = result_of(audit([models], [data], out, OPTIONS)).models
        assert all(Path(row.path).name in row.reason for row in rows), rows
        Path(rows[0].path).rename(models / renamed)
    sentence = say("{name}: {why}", name="a.h5", why=say("{name} is cut short.", name="a.h5"))
    copy = row_of(AuditRow("zoo/a.h5", "unreadable", sentence), Path("zoo/b.h5"))
    assert copy.reason == "b.h5: b.h5 is cut short." and isinstance(copy.reason, Sentence)


def test_progress_never_passes_its_end_and_reaches_it(tmp_path, clean):
    models = zoo(tmp_path / "zoo", "one", "two")
    records, _ = records_of(audit([models], [clean], tmp_path / "out", OPTIONS, work=quick))
    assert isinstance(records[0], Plan)
    progress = [r for r in records if isinstance(r, Progress) and r.stage == "audit"]
    assert all(r.done <= r.total for r in progress)
    assert progress[-1].done == progress[-1].total


def test_a_folder_without_a_network_is_unreadable(tmp_path, clean):
    (tmp_path / "none").mkdir()
    with pytest.raises(Unreadable, match="no network to audit"):
        result_of(audit([tmp_path / "none"], [clean], tmp_path / "out", OPTIONS))


def test_a_recipe_that_is_not_there_is_shown_before_anything_is_done(tmp_path, clean):
    models = zoo(tmp_path / "zoo", "one")
    with pytest.raises(WrongUsage, match="no recipe"):
        result_of(audit([models], [clean], tmp_path / "out", RepairOptions(recipe="magic")))
    assert not (tmp_path / "out").exists()


def in_brackets(sentence: str) -> str:
    """A language in which every sentence stands in brackets."""
    return f"[{sentence}]"


@pytest.fixture(scope="module")
def audited(tmp_path_factory, tiny_badnet):
    """A real audit of a BadNet, a hostile file, a broken one, data, and one that is missing."""
    folder = tmp_path_factory.mktemp("audited")
    models = folder / "models"
    models.mkdir()
    shutil.copy(tiny_badnet.badnet, models / "badnet.h5")
    shutil.copy(tiny_badnet.clean, models / "data.h5")
    hostile.nested_lambda(models, folder / "marker").rename(models / "hostile.h5")
    (models / "broken.h5").write_bytes(tiny_badnet.badnet.read_bytes()[:4000])
    given = [models, folder / "missing.h5"]
    out = folder / "out"
    clean = [tiny_badnet.clean]
    return out, result_of(audit(given, clean, out, OPTIONS, engine=Here(), translate=in_brackets))


def test_unsafe_and_broken_models_are_rows_with_their_reason(audited):
    _, record = audited
    outcomes = {Path(row.path).name: row.outcome for row in record.models}
    (opened,) = (row for row in record.models if Path(row.path).name == "badnet.h5")
    found = "backdoored" if opened.suspected_targets else "no backdoor found"
    assert outcomes.pop("badnet.h5") == found
    assert outcomes == {
        "broken.h5": "unreadable",
        "hostile.h5": "unsafe",
        "missing.h5": "unreadable",
    }
    reasons = {Path(row.path).name: row.reason for row in record.models}
    assert "Lambda" in reasons["hostile.h5"] and "no file" in reasons["missing.h5"]
    assert reasons["badnet.h5"] == "" and reasons["broken.h5"]


def test_a_scanned_model_has_its_facts_and_its_report(audited):
    out, record = audited
    row = next(row for row in record.models if row.path.endswith("badnet.h5"))
    assert (row.classes, row.input_shape) == (4, (12, 12, 3))
    assert len(row.sha256) == 64 and row.size and row.parameters and row.seconds > 0
    page = (out / row.report).read_text()
    assert "Suspected targets" in page and row.path in page


def test_all_pages_are_in_the_language_of_their_reader(audited):
    out, record = audited
    rows = {Path(row.path).name: row for row in record.models}
    assert "[Suspected targets]" in (out / rows["badnet.h5"].report).read_text()
    assert "[Safety of the file]" in (out / rows["hostile.h5"].report).read_text()
    assert "[Audit of 4 models]" in (out / "index.html").read_text()
    assert "[unsafe]" in (out / "index.html").read_text()
    assert json.loads((out / "audit.json").read_text())["summary"]["unsafe"] == 1


def test_clean_data_from_elsewhere_is_said_of_the_model(tmp_path, tiny_badnet):
    grey = tiny.write_data(tmp_path / "grey.h5", np.full((200, 12, 12, 3), 128, np.uint8), None)
    # Equal images settle no preprocessing, so it is given.
    options = replace(OPTIONS, preprocessing="0..1")
    record = result_of(audit([tiny_badnet.badnet], [grey], tmp_path / "out", options))
    (row,) = record.models
    assert "may be out of domain for this network" in row.warning
    assert row.warning in (tmp_path / "out" / "audit.csv").read_text()


def test_clean_data_that_is_unsafe_ends_the_audit(tmp_path, tiny_badnet):
    data = tmp_path / "data.h5"
    with h5py.File(data, "w") as file:
        file["data"] = h5py.ExternalLink(tiny_badnet.clean, "data")
    with pytest.raises(Unsafe):
        result_of(audit([tiny_badnet.badnet], [data], tmp_path / "out", OPTIONS))


def test_repairing_leaves_a_goodnet_that_opens(tmp_path, tiny_badnet):
    from core.screen.goodnet_file import open_goodnet

    options = RepairOptions(recipe="none", overlay_count=10)
    out = tmp_path / "out"
    given = [tiny_badnet.badnet], [tiny_badnet.clean]
    record = result_of(audit(*given, out, options, repairs=True, translate=in_brackets))
    [row] = record.models
    assert row.measure == "accuracy" and row.clean_accuracy_before == row.clean_accuracy_after
    assert open_goodnet(out / row.goodnet).inspection.path == str(tiny_badnet.badnet)
    assert "[The screen]" in (out / row.report).read_text()


@pytest.mark.parametrize(("kind", "reason"), [("patch", "size"), ("additive", "channels")])
def test_a_row_says_what_its_mask_size_is_a_size_of(kind, reason):
    suspected = SuspectedTarget(3, 4.2, 5.0, 0.9, "", kind=kind, reason=reason)
    scanned = ScanRecord((suspected,), True, 1, 12, 80)
    row = with_targets(AuditRow("net.h5", "no backdoor found"), scanned)
    assert row.outcome == "backdoored"
    assert (row.mask_size, row.kind, row.suspected_by) == (4.2, kind, reason)


def test_a_first_look_names_the_refused_and_the_broken_and_writes_nothing(tmp_path, tiny_badnet):
    zoo = tmp_path / "zoo"
    zoo.mkdir()
    shutil.copy(tiny_badnet.badnet, zoo / "good.h5")
    hostile.nested_lambda(zoo, tmp_path / "marker").rename(zoo / "hostile.h5")
    (zoo / "broken.h5").write_bytes(tiny_badnet.badnet.read_bytes()[:4000])
    before = sorted(tmp_path.rglob("*"))
    records = list(first_look([zoo, tmp_path / "missing.h5"], OPTIONS))
    rows = {Path(r.path).name: r for r in records if isinstance(r, AuditRow)}
    assert {name: row.outcome for name, row in rows.items()} == {
        "hostile.h5": "unsafe", "broken.h5": "unreadable", "missing.h5": "unreadable",
    }  # fmt: skip
    assert "Lambda" in rows["hostile.h5"].reason
    assert sorted(tmp_path.rglob("*")) == before


def test_it_is_shown_which_model_is_begun(tmp_path, clean):
    models = zoo(tmp_path / "zoo", "one", "two")
    records, _ = records_of(audit([models], [clean], tmp_path / "out", OPTIONS, work=quick))
    told = [(type(r).__name__, Path(r.path).name) for r in records if hasattr(r, "path")]
    assert told == [
        ("ModelBegun", "a.keras"), ("AuditRow", "a.keras"),
        ("ModelBegun", "b.keras"), ("AuditRow", "b.keras"),
    ]  # fmt: skip
