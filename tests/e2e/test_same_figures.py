"""One run, all of its outputs: a figure and a name are the same wherever they are shown."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QWidget
from support.asking import part, press, texts
from support.asking import said as said_by
from support.stub_networks import goodnet, verdict_of

from core.cli.terminal import Terminal, verdict_line
from core.records import RepairRecord, Verdict
from core.report.card import card_json, card_markdown
from core.report.html import report_html
from core.text.epochs import epoch_numbers
from core.version import VERSION
from gui import dialogs
from gui.look.wording import BREAK
from gui.repair.curves import CurvesCard
from gui.repair.epoch_plot import EpochPlot
from gui.repair.legend import Legend
from gui.repair.summary import SummaryCard
from gui.report.paper import document_of
from gui.screening.rows import Column

STICKER = "yellow_sticker"
NAMES = ["bear", "stop", "speed limit 80", *(f"sign {k}" for k in range(3, 12))]
# Between two steps of 200 calibration images: the screen holds it and flags 5.0 %.
FRR = 0.053
POISONED, CLEAN = "a_poisoned.png", "b.png"
PAPERS = ("html", "pdf", "report page")
EVERYWHERE = ("repair", "terminal", "card", *PAPERS)


@dataclass(frozen=True)
class Run:
    """What one run left behind, as words by the place that shows them, and its files.

    Attributes:
        said: all words of each output, with plain spaces.
        json: the document.
        rows: the lines of the CSV.
        cells: the table of the Screening page, a list of cells for each image.
    """

    record: RepairRecord
    verdicts: tuple[Verdict, ...]
    said: Mapping[str, str]
    json: Any
    rows: tuple[Mapping[str, str], ...]
    cells: tuple[tuple[str, ...], ...]


def plain(text: str) -> str:
    text = text.replace(BREAK, "")  # a place to break a long name, which is not to be seen
    for space in "\u00a0\u202f\u2028\u2029\n":
        text = text.replace(space, " ")
    return " ".join(text.split())


def shown(widget: QWidget) -> str:
    """All words that a part of the window shows."""
    words = said_by(widget)
    for kind in (QCheckBox, QAbstractSpinBox):
        for each in widget.findChildren(kind):
            words += f" | {each.text()}" if each.isVisibleTo(widget) else ""
    return plain(words)


@pytest.fixture
def a_run(run_main, qtbot, tmp_path: Path, monkeypatch, capsys) -> Run:
    model = tmp_path / "net.h5"
    model.touch()
    paths = {key: tmp_path / f"report.{key}" for key in ("html", "json", "md", "csv")}
    found: list[Run] = []

    def script(window) -> None:
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        session.set_class_names(NAMES)
        made = goodnet(session.inspection, {STICKER: 0.025}).with_frr(FRR).with_class_names(NAMES)
        session.set_goodnet(made)
        window.go_to("screening")
        page = window.page("screening")
        verdicts = [verdict_of(session.goodnet, path) for path in (POISONED, CLEAN)]
        page.table.set_verdicts(
            zip(page.table.add([(v.path, v.index) for v in verdicts]), verdicts, strict=True)
        )
        session.set_verdicts(page.table.verdicts())
        page.card.choose(page.table.rows[0])
        said = {"screening": shown(page)}
        cells = tuple(
            tuple(plain(page.table.index(k, column).data()) for column in Column)
            for k in range(len(verdicts))
        )
        window.go_to("repair")
        repair = window.page("repair")
        press(part(repair, CurvesCard), "Training")
        said["repair"] = shown(repair)
        said["curves"] = plain(" | ".join(texts(part(repair, EpochPlot))))
        said["curves"] += plain(part(repair, Legend).accessibleName())
        window.go_to("report")
        report = window.page("report")
        qtbot.waitUntil(lambda: POISONED in plain(report.view.toPlainText()), timeout=15_000)
        said["report page"] = plain(report.view.toPlainText())
        said["sections"] = shown(report.choices)
        for key in ("html", "json", "md"):
            monkeypatch.setattr(dialogs, "save_file", lambda *_, k=key: str(paths[k]))
            window.run("report")
            qtbot.waitUntil(lambda k=key: str(paths[k]) in window.status.event_text())
        window.desk.core.save_csv(session.verdicts, str(paths["csv"]), {})
        html = paths["html"].read_text(encoding="utf-8")
        said["html"] = plain(document_of(html).toPlainText())
        said["pdf"] = said["html"]  # the PDF is that document on sheets
        said["drawings"] = plain(html)
        said["card"] = plain(paths["md"].read_text(encoding="utf-8").replace("\\", ""))
        record = session.goodnet.record
        capsys.readouterr()
        Terminal().repaired(record, tmp_path / "a.goodnet")
        said["terminal"] = plain(capsys.readouterr().out)
        said["verdict lines"] = plain(
            " | ".join(verdict_line(v, NAMES).plain for v in session.verdicts)
        )
        found.append(
            Run(
                record,
                tuple(session.verdicts),
                said,
                json.loads(paths["json"].read_text(encoding="utf-8")),
                tuple(csv.DictReader(paths["csv"].read_text(encoding="utf-8").splitlines())),
                cells,
            )
        )

    monkeypatch.setenv("COLUMNS", "400")
    run_main([str(model)], script)
    return found[0]


def stands_in(run: Run, words: str, places) -> None:
    for place in places:
        assert words in run.said[place], f"{words!r} is not in {place}: {run.said[place]}"


def percents(share: float) -> str:
    return f"{100 * share:.1f} %"


def rates_agree(a_run: Run) -> None:
    record, run = a_run.record, a_run
    before, after = record.before, record.after
    for share in (before.clean_accuracy, after.clean_accuracy,
                  before.attack_success[STICKER], after.attack_success[STICKER]):  # fmt: skip
        stands_in(run, percents(share), (*EVERYWHERE, "sections"))
    stands_in(run, f"ASR, {STICKER}", (*EVERYWHERE, "sections"))
    stands_in(run, "uspected-trigger ASR, estimate", (*EVERYWHERE, "sections"))
    assert run.json["repair"]["after"]["attack_success"] == {STICKER: after.attack_success[STICKER]}
    assert run.json["repair"]["after"]["clean_accuracy"] == after.clean_accuracy


def epochs_agree(a_run: Run) -> None:
    numbers = epoch_numbers(a_run.record.epochs)
    kept = numbers[[epoch.kept for epoch in a_run.record.epochs].index(True)]
    stands_in(a_run, f"kept: epoch {kept}", ("drawings", "curves"))
    stands_in(a_run, f"{max(numbers)} epochs, kept: epoch {kept}", ("sections",))
    for stage in ("fine-tuning", "unlearning"):
        stands_in(a_run, stage, ("drawings", "curves"))


def what_was_asked_for_and_what_was_reached_are_told_apart(a_run: Run) -> None:
    promise = a_run.record.promise
    assert promise is not None and percents(promise.expected) == "5.0 %"
    asked = percents(FRR)
    stands_in(a_run, asked, ("screening", "terminal", "card", "sections", *PAPERS))
    words = (
        f"{percents(promise.expected)} of clean images on average, this one between "
        f"{percents(promise.low)} and {percents(promise.high)} with 90 % confidence"
    )
    stands_in(a_run, words, ("screening", "terminal", "card", *PAPERS))
    assert (a_run.json["repair"]["frr"], a_run.json["computed_with"]["frr"]) == (FRR, FRR)


def thresholds_agree(a_run: Run) -> None:
    bits = f"{a_run.record.threshold_bits:.2f} bits"
    stands_in(a_run, bits, ("screening", "sections", *EVERYWHERE))
    assert a_run.json["repair"]["threshold_bits"] == a_run.record.threshold_bits


def evidence_agrees(a_run: Run, place: int) -> None:
    verdict, row, cells = a_run.verdicts[place], a_run.rows[place], a_run.cells[place]
    p_value = f"{verdict.p_value:.3f}"
    assert cells[Column.P_VALUE] == p_value == f"{float(row['p_value']):.3f}"
    stands_in(a_run, p_value, ("verdict lines", *PAPERS))
    bits = cells[Column.BITS]
    stands_in(a_run, f"weighted entropy {bits} bits", ("verdict lines", *PAPERS))
    digits = len(bits.partition(".")[2])
    assert f"{float(row['weighted_bits']):.{digits}f}" == bits
    assert a_run.json["images"][place]["weighted_bits"] == verdict.weighted_bits
    assert cells[Column.CONFIDENCE] == percents(verdict.confidence)
    stands_in(a_run, percents(verdict.confidence), PAPERS)
    if place == 0:
        stands_in(a_run, f"weighted entropy {bits} bits", ("screening",))
        sure = f"{100 * verdict.badnet_confidence:.1f} % for class {verdict.badnet_class}"
        stands_in(a_run, sure, ("screening", *PAPERS))
    assert row["verdict"] == verdict.verdict == cells[Column.VERDICT]
    for vote in verdict.votes:
        assert f"{vote.p_value:.3f}" == f"{float(row[f'p_{vote.name}']):.3f}"


def the_scans_figures_agree(a_run: Run) -> None:
    target = a_run.record.suspected_targets[0]
    for words in (f"{target.anomaly_index:.1f}", f"{target.mask_size:.1f}", f"{target.margin:.0f}"):
        stands_in(a_run, words, ("repair", *PAPERS))
    stands_in(a_run, percents(target.flip_rate), ("repair", *PAPERS))


def names_agree(a_run: Run) -> None:
    target = f"2 {NAMES[2]}"
    stands_in(a_run, target, ("repair", "screening", "card", *PAPERS))
    assert a_run.json["class_names"] == NAMES
    stands_in(a_run, "nlearning", ("repair", "terminal", "card", *PAPERS))
    stands_in(a_run, "lean accuracy", ("sections", *EVERYWHERE))


def every_report_carries_date_version_and_seed(a_run: Run) -> None:
    today = date.today().isoformat()
    for place in ("card", *PAPERS):
        stands_in(a_run, f"{today}, GoodNet {VERSION}, seed {a_run.record.seed}", (place,))
    told = (a_run.json["written"], a_run.json["version"], a_run.json["seed"])
    assert told == (today, VERSION, a_run.record.seed)
    stands_in(a_run, f"seed {a_run.record.seed}", ("terminal",))


def test_a_figure_and_a_name_are_the_same_in_every_output_of_a_run(a_run: Run):
    rates_agree(a_run)
    epochs_agree(a_run)
    what_was_asked_for_and_what_was_reached_are_told_apart(a_run)
    thresholds_agree(a_run)
    for place in range(len(a_run.verdicts)):
        evidence_agrees(a_run, place)
    the_scans_figures_agree(a_run)
    names_agree(a_run)
    every_report_carries_date_version_and_seed(a_run)


def test_an_agreement_is_called_so_everywhere(run_main, qtbot, tmp_path, capsys, monkeypatch):
    model = tmp_path / "net.h5"
    model.touch()
    monkeypatch.setenv("COLUMNS", "400")

    def script(window) -> None:
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        made = goodnet(session.inspection, {})
        # Without labels the BadNet agrees with itself: 100 %, which tells nothing.
        before = replace(made.record.before, clean_accuracy=1.0, confusion=())
        after = replace(made.record.after, confusion=())
        record = replace(
            made.record, measure="agreement", before=before, after=after, suspected_targets=()
        )
        made = replace(made, record=record)
        session.set_goodnet(made)
        window.go_to("repair")
        Terminal().repaired(made.record, tmp_path / "a.goodnet")
        for said in (
            shown(window.page("repair")),
            report_html(session.inspection, made.record),
            card_markdown(card_json(session.inspection, made.record)),
            capsys.readouterr().out,
        ):
            assert "greement with the BadNet" in said and "lean accuracy" not in said
            assert "97.3" in said and "100.0" not in said
        window.go_to("report")
        choices = window.page("report").choices
        qtbot.waitUntil(lambda: "agreement with the BadNet 97.3 %" in shown(choices))

    run_main([str(model)], script)


def test_what_cannot_be_otherwise_is_stated_nowhere(run_main, qtbot, tmp_path, capsys, monkeypatch):
    """Nothing repaired and no labels: the network agrees with itself, which was not measured."""
    model = tmp_path / "net.h5"
    model.touch()
    monkeypatch.setenv("COLUMNS", "400")

    def script(window) -> None:
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        made = goodnet(session.inspection, {})
        same = replace(made.record.before, clean_accuracy=1.0, suspected_attack_success=None)
        record = replace(
            made.record, measure="agreement", recipe="none", before=same, after=same,
            suspected_targets=(), prune_curve=(), epochs=(),
        )  # fmt: skip
        session.set_goodnet(replace(made, record=record))
        window.go_to("repair")
        Terminal().repaired(record, tmp_path / "a.goodnet")
        page = shown(part(window.page("repair"), SummaryCard))
        html = plain(document_of(report_html(session.inspection, record)).toPlainText())
        for said in (page, html, card_markdown(card_json(session.inspection, record))):
            assert "100.0" not in said
        assert "100.0" not in capsys.readouterr().out
        assert "nothing was measured" in page

    run_main([str(model)], script)
