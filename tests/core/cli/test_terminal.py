"""Lines of the terminal: short, and each says what it rests on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from support.records import REPAIR
from support.verdicts import votes

from core.cli.terminal import Terminal, curve, verdict_line
from core.records import (
    AuditRecord,
    ClassAccuracy,
    Epoch,
    Plan,
    Progress,
    Pruned,
    ScanRecord,
    SuspectedTarget,
    Verdict,
)
from core.scan.job import BLIND_SPOTS

LOUD = Verdict(
    "a/cam_1.png",
    0,
    2,
    12,
    6,
    0.99,
    0.96,
    0.08,
    0.97,
    0.98,
    0.005,
    "poisoned",
    votes(strip=0.005, disagreement=0.01),
)
NAMES = ["sign"] * 12


def test_a_line_tells_both_votes_and_first_the_one_that_decides() -> None:
    assert verdict_line(LOUD, NAMES).plain == (
        "poisoned  cam_1.png  12  p 0.005 by weighted entropy 0.0024\xa0bits, "
        "persistence 97.0\xa0%; disagreement 98.0\xa0%"
    )
    quiet = replace(
        LOUD,
        entropy_bits=1.05,
        persistence=0.14,
        votes=votes(strip=0.672, disagreement=0.01),
        p_value=0.01,
    )
    assert verdict_line(quiet, NAMES).plain.endswith(
        "p 0.010 by disagreement 98.0\xa0%; weighted entropy 0.90\xa0bits, persistence 14.0\xa0%"
    )


def test_a_screen_that_stopped_early_says_so() -> None:
    clean = replace(
        LOUD,
        verdict="clean",
        goodnet_class=6,
        votes=votes(strip=0.4, disagreement=0.01),
        entropy_is_bound=True,
    )
    line = verdict_line(clean, NAMES).plain
    assert line.startswith("clean     cam_1.png  6 sign  p 0.005 by disagreement 98.0\xa0%;")
    assert line.endswith("weighted entropy at least 0.0024\xa0bits, persistence at most 97.0\xa0%")


def test_a_scan_says_what_gave_a_class_away_and_what_it_may_miss(capsys, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    small = SuspectedTarget(3, 9.4, 5.7, 0.98, "", margin=140)
    sure = SuspectedTarget(5, 4.2, 1.1, 0.96, "", kind="additive", margin=231.4, reason="margin")
    ahead = replace(small, target_class=6, reason="channels")
    listed = replace(small, target_class=8, reason="together")
    placed = replace(small, target_class=9, reason="extent", extent=41.3)
    older = replace(placed, extent=None)
    suspected = (small, sure, ahead, listed, placed, older)
    Terminal().scanned(ScanRecord(suspected, True, 3.0, 12, 80.0, BLIND_SPOTS))
    first, second, third, fourth, fifth, sixth, *spots = capsys.readouterr().out.splitlines()
    assert "class 3: a patch of 9.4 pixels" in first
    assert first.endswith("(anomaly index 5.7).")
    assert "class 5: a change of all pixels by 4.2 grey levels" in second
    assert second.endswith("(its margin, 231, is far above the others').")
    assert "class 6" in third
    assert third.endswith("(its size and its channel perturbation together are unusually small).")
    assert "class 8" in fourth
    assert fourth.endswith("(its size, margin and channel perturbation together are unusual).")
    in_place = "its trigger is small and lies in one place"
    assert "class 9" in fifth and fifth.endswith(f"({in_place}: size times spread 41).")
    assert sixth.endswith(f"({in_place}).")
    assert spots == [f"this scan may miss: {spot}" for spot in BLIND_SPOTS]
    assert "more than 24 classes" in spots[3]


def test_only_an_epoch_that_beats_all_before_is_called_the_best(capsys) -> None:
    def training():
        yield Epoch("unlearn", 1, 0.5, 0.98, kept=True, best=True)
        yield Epoch("unlearn", 2, 0.4, 0.95, kept=True)

    Terminal().watch(training())
    told = capsys.readouterr().err.splitlines()
    assert told == ["unlearning, epoch 1: 98.0\xa0%, best so far", "unlearning, epoch 2: 95.0\xa0%"]


@pytest.mark.parametrize("channels", [0, 1, 60, 71, 512])
def test_the_curve_of_any_layer_fits_into_the_terminal(channels: int) -> None:
    shares = np.linspace(1, 0, channels + 1)
    points = [
        Pruned(k, None, None, float(share), {"glasses": 1.0}) for k, share in enumerate(shares)
    ]
    *rows, words = curve(points, 80).plain.splitlines()
    assert words.split("channels")[0].split() == ["0", "to", str(channels)]
    assert max(len(row) for row in rows) <= 79
    assert [row[0:6] for row in rows] == [f"{10 * k:4d} %" for k in range(10, -1, -1)]
    marks = np.array([[*row[8:]] for row in rows])
    # A mark a column; where both are alike the accuracy hides the ASR.
    assert marks[0, 0] == "o" and (marks == "o").sum(0).tolist() == [1] * marks.shape[1]
    assert marks.shape[1] == min(channels + 1, 71) and (channels == 0 or marks[-1, -1] == "o")


@pytest.mark.parametrize("width", [8, 40, 60, 79, 80, 200])
def test_the_curve_is_no_wider_than_the_terminal(width: int) -> None:
    points = [Pruned(k, None, None, 1 - k / 60, {"glasses": 1.0}) for k in range(61)]
    *rows, _ = curve(points, width).plain.splitlines()
    assert {len(row) for row in rows} == {8 + max(2, min(61, width - 9))}
    # The first and the last point are there.
    assert rows[0][8] == "o" and rows[-1][-1] == "o"


def test_screening_names_its_stage_in_words(monkeypatch, capsys) -> None:
    monkeypatch.setattr("core.cli.terminal.REDRAW_SECONDS", -1.0)
    monkeypatch.setenv("FORCE_COLOR", "1")

    def screening():
        yield Progress("screen", 1, 2)

    Terminal().watch(screening())
    assert "Screen images" in capsys.readouterr().err


def test_a_repair_tells_what_the_suspected_class_has_paid(capsys, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    own = ClassAccuracy(0.92, 0.8, 25)
    paid = replace(REPAIR.suspected_targets[0], class_accuracy=own)
    Terminal().repaired(replace(REPAIR, suspected_targets=(paid,)), tmp_path / "net.goodnet")
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["clean", "accuracy,", "class", "2", "(25", "images)", "92.0", "%", "80.0", "%"] in lines


@pytest.mark.parametrize(
    ("reason", "row"),
    [
        ("size", "triggers of class 2 searched anew 96.0 % 1.0 % to 4.5 %"),
        ("expert", "class 2 if experts perturb images 1.0 % to 4.5 %"),
    ],
)
def test_a_repair_tells_how_well_attacks_on_a_suspected_class_still_work(
    capsys, monkeypatch, tmp_path, reason, row
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    [found] = REPAIR.suspected_targets
    tried = replace(found, reason=reason, flip_rate=0.96, success_after=(0.01, 0.045))
    Terminal().repaired(replace(REPAIR, suspected_targets=(tried,)), tmp_path / "net.goodnet")
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert row in lines


def test_a_repair_tells_what_it_wrote_and_what_can_be_done_next(capsys, tmp_path) -> None:
    Terminal().repaired(REPAIR, tmp_path / "net.goodnet", tmp_path / "net.h5")
    told = capsys.readouterr()
    assert "net.goodnet" in told.out and "The repaired network alone is in" in told.out
    assert all(f"`goodnet {name}`" in told.err for name in ("screen", "report", "export"))


def test_no_path_is_broken_into_lines(capsys, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    long = tmp_path / "a folder with a long name" / ("network" * 9 + ".goodnet")
    terminal = Terminal()
    terminal.repaired(REPAIR, long, long.with_suffix(".h5"))
    terminal.audited(AuditRecord((), {"models": 0}, f"{long}.html", 1.0))
    terminal.say(f"The report is in {long}.md.")
    told = capsys.readouterr().out
    assert all(f"{long.with_suffix('')}{end}." in told for end in (".goodnet", ".h5"))
    assert f"{long}.html." in told and f"{long}.md." in told


def test_a_plan_says_how_long_the_job_takes(capsys: pytest.CaptureFixture[str]) -> None:
    def job():
        yield Plan((), None)
        yield Plan((), 240.0)

    Terminal(quiet=True).watch(job())
    assert capsys.readouterr().err.strip() == "This takes about 4 min."
