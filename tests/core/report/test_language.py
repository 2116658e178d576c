"""Every word of the report is a sentence that can be put into the reader's language."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support.records import INSPECTION, REPAIR
from support.verdicts import votes

from core.audit.tables import record_of, write_tables
from core.records import (
    OUTCOMES,
    AuditRow,
    ClassAccuracy,
    ComputedWith,
    Crowd,
    Finding,
    Learned,
    LearnSettings,
    Notice,
    Picture,
    RepairRecord,
    ScanRecord,
    TriggerMap,
    Verdict,
)
from core.report.html import report_html
from core.text.sentence import Sentence, Translate, say

# Names and units, the same in all languages.
SAME = {"BadNet", "GoodNet", "SHA", "FRR", "px", "Keras", "RMS"}
SHOWN = ("title", "alt", "aria-label")
POISONED = Verdict(
    "", 0, 2, 3, 1, 0.99, 0.96, 0.08, 0.9, 0.95, 0.005, "poisoned",
    votes(strip=0.005, disagreement=0.01), 3, entropy_is_bound=True, p_value_is="at most",
)  # fmt: skip
CLEAN = Verdict(
    "", 1, 1, 1, 1, 0.98, 0.99, 0.97, 0.1, 0.02, 0.6, "clean",
    votes(strip=0.6, disagreement=0.8),
)  # fmt: skip


class _Words(HTMLParser):
    """The words that a reader of a page sees or hears."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._style = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._style = tag == "style"
        for name, value in attrs:
            if name in SHOWN:
                self.handle_data(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.found.update(re.findall(r"[A-Za-z]{2,}", data))


def learned() -> Learned:
    crowd = Crowd(2, 44, 41, 2.1, 1e-12)
    own = ClassAccuracy(0.92, 0.9, 25)
    pictures = (Picture("", 1),)
    return Learned(2, pictures, 11, 1.0, 0.0, 0.97, 0.96, 150, own, crowd, LearnSettings(), 31.0)


def repaired(**changes: object) -> RepairRecord:
    """A repair with every part that a report tells of; its notes are sentences."""
    data = replace(REPAIR.data, notes=(say("a note"),), paths=("",))
    (target,) = REPAIR.suspected_targets
    kept = replace(
        target, reason="expert", expert_margin=61.0, class_accuracy=learned().class_accuracy
    )
    made = replace(
        REPAIR, data=data, notices=(Notice("warning", say("a notice")),), learned=(learned(),),
        suspected_targets=(
            kept,
            replace(target, reason="margin", kind="additive"),
            replace(target, reason="extent", extent=41.3),
        ),
    )  # fmt: skip
    return replace(made, **changes)


def plain_inspection(safe: bool = True):
    """An inspection whose findings are sentences, and whose names are numbers."""
    checks = tuple(
        replace(each, name=say("a check"), detail=say("a detail")) for each in INSPECTION.checks
    )
    findings = (
        ()
        if safe
        else tuple(
            Finding(severity, say("a title"), "", say("what it is"))
            for severity in ("dangerous", "not allowed", "not supported", "warning", "note")
        )
    )
    return replace(
        INSPECTION, path="", sha256="", safe=safe, checks=checks, findings=findings, output="",
        layers=tuple(replace(each, name="1", type="", detail="") for each in INSPECTION.layers),
    )  # fmt: skip


COMPUTED_WITH = ComputedWith("", "1", "2", "3", "4", "5", 1, (0.5, 0.5), 0.05, 0.6)


def audit_page(said: Translate) -> str:
    """The page of an audit that came out in every way."""
    row = AuditRow(
        "", "unsafe", say("a reason"), say("a warning"), "", 1, "", (), 43, 1_200_000, (3, 4), 4.1,
        3.4, 0.99, "patch", "size", "accuracy", 0.97, 0.96, 0.99, 0.02, "1", "2", 61.5,
    )  # fmt: skip
    rows = [replace(row, outcome=outcome) for outcome in OUTCOMES]
    with tempfile.TemporaryDirectory() as folder:
        write_tables(record_of(rows, Path(folder), 61.5, 5), 6, Path(folder), said)
        return Path(folder, "index.html").read_text(encoding="utf-8")


PAGES = {
    "audit": audit_page,
    "refused": lambda said: report_html(plain_inspection(safe=False), None, translate=said),
    "scanned": lambda said: report_html(
        plain_inspection(),
        None,
        scan=ScanRecord((), False, 3.0, 3, 1.0),
        translate=said,
    ),
    "repaired": lambda said: report_html(
        plain_inspection(),
        repaired(layer="1"),
        [0.4 + step / 100 for step in range(150)],
        [POISONED, CLEAN],
        {("", 0): b"PNG"},
        computed_with=COMPUTED_WITH,
        maps={("", 0): TriggerMap("aGVsbG8=", 2, 14.2, -3.1)},
        translate=said,
    ),
    "agreement": lambda said: report_html(
        plain_inspection(), repaired(layer="1", measure="agreement", recipe="none"), translate=said
    ),
}


@pytest.mark.parametrize("page", PAGES)
def test_no_word_is_left_in_english(page: str) -> None:
    left = _Words(PAGES[page](lambda sentence: "")).found
    assert left <= SAME


@pytest.mark.parametrize("page", PAGES)
def test_only_sentences_are_translated(page: str) -> None:
    given: list[str] = []
    PAGES[page](lambda sentence: given.append(sentence) or "")
    assert given and all(isinstance(each, Sentence) for each in given)


def test_without_a_translation_the_page_is_english() -> None:
    page = report_html(plain_inspection(), None)
    assert '<html lang="en">' in page and "Safety of the file" in page
