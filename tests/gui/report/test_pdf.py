"""What the PDF says of a repair, before it is printed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QTextDocument
from support.canned import inspection
from support.fake_core import FakeCore
from support.signs import NAMES, TARGET
from support.stub_networks import goodnet

from core.records import RepairRecord, SuspectedTarget
from gui.report import charts
from gui.report import pdf as report_pdf


@pytest.fixture
def printed(qapp, monkeypatch):
    """The words and the pictures of a PDF of a repair."""

    def words_of(record: RepairRecord) -> tuple[str, set[str]]:
        caught = []
        monkeypatch.setattr(report_pdf, "_print", lambda _path, *parts: caught.append(parts))
        made = replace(goodnet(inspection("net.h5"), {}), record=record, class_names=NAMES)
        report_pdf.write_pdf("report.pdf", FakeCore(), made.inspection, made, ())
        ((body, images),) = caught
        document = QTextDocument()
        document.setHtml(body)
        return " ".join(document.toPlainText().split()), set(images)

    return words_of


@pytest.fixture
def record() -> RepairRecord:
    return goodnet(inspection("net.h5"), {}).record


def test_a_suspected_target_says_what_gave_it_away(printed, record):
    words, images = printed(record)
    assert f"Suspected targets {TARGET} {NAMES[TARGET]}" in words
    assert "Suspected for a small trigger Mask size (px) 9.4 Anomaly index 5.7" in words
    others = 40 + max(k for k in range(len(NAMES)) if k != TARGET)
    assert f"Maximum margin 140, others at most {others} Flip rate 98.7" in words
    assert "Accuracy of the class 92.0" in words and "of 25 clean images" in words
    assert {"trigger0", "stamped0"} <= images


def test_one_that_its_margin_gives_away_or_all_measures_together(printed, record):
    (target,) = record.suspected_targets
    sure = replace(target, by="margin", kind="additive")
    words, _ = printed(replace(record, suspected_targets=(sure,)))
    assert "Suspected for a large maximum margin Grey levels 9.4" in words
    ahead = replace(target, by="channels", perturbation=1.5)
    compared = tuple(replace(each, perturbation=2.25) for each in record.inverted)
    words, _ = printed(replace(record, suspected_targets=(ahead,), inverted=compared))
    assert "Suspected for a small trigger and channel perturbation together Mask size" in words
    assert "Channel perturbation 1.50, others at least 2.25" in words
    words, _ = printed(replace(record, suspected_targets=(ahead,), inverted=()))
    assert "Channel perturbation 1.50 Flip rate" in words
    words, _ = printed(replace(record, suspected_targets=(replace(ahead, by="together"),)))
    assert "Suspected for trigger, margin and channel perturbation together Mask size" in words


def test_pictures_that_are_none_are_left_out(printed, record):
    hostile = SuspectedTarget(0, 1.0, 3.0, 1.0, "<b>\ud800", "aGVsbG8=")
    words, images = printed(replace(record, suspected_targets=(hostile,), inverted=()))
    assert "Maximum margin 0 Flip rate" in words and "Accuracy of the class" not in words
    assert not {"trigger0", "stamped0"} & images


@pytest.mark.parametrize("measure", ["accuracy", "agreement"])
def test_without_labels_no_figure_and_no_curve_is_called_accuracy(printed, record, measure):
    words, _ = printed(replace(record, measure=measure))
    assert ("Clean accuracy" in words) == (measure == "accuracy")
    assert ("Agreement with the BadNet" in words) == (measure == "agreement")
    names = [curve.name for curve in charts.curves([0], record.epochs[:1], measure)]
    assert names[0] == {"accuracy": "clean accuracy", "agreement": "agreement"}[measure]


def test_a_repair_without_a_suspicion_says_nothing_of_targets(printed, record):
    words, _ = printed(replace(record, suspected_targets=()))
    assert "Suspected" not in words
