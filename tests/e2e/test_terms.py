"""Every figure that needs an explanation has it in its tooltip, and leads to the guide."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from support.asking import part, said
from support.canned import audit_rows
from support.stub_networks import goodnet, verdict_of

from core.text.terms import TERMS
from gui.audit.table import EVIDENCE, AuditView
from gui.look.terms import TOPICS
from gui.screening.rows import Column
from gui.screening.verdict_header import VerdictHeader

STICKER = {"yellow_sticker": 0.025}
SCREENING = ("p-value", "vote", "weighted entropy", "persistence", "disagreement")
REPAIR = ("margin", "flip rate", "mask size", "anomaly index")
PICTURE = "a_poisoned.png"


def test_each_term_has_one_sentence_and_a_topic():
    assert set(TERMS) == set(TOPICS)
    for sentence in TERMS.values():
        assert sentence.endswith(".") and ". " not in sentence


def explaining(root, term: str) -> list[QLabel]:
    labels = [each for each in root.findChildren(QLabel) if each.isVisibleTo(root)]
    return [each for each in labels if TERMS[term] in each.toolTip()]


def leads_to_the_guide(window, label: QLabel, term: str) -> None:
    QTest.mouseClick(label, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert window.help.guide.isVisible()
    topics = {TOPICS[each] for each in TERMS if TERMS[each] in label.toolTip()}
    assert window.help.guide.place in topics, term
    window.help.guide.close()


def screened(window):
    """The screening page with one verdict, and its row."""
    page, verdict = window.page("screening"), verdict_of(window.desk.session.goodnet, PICTURE)
    (row,) = page.table.add([(verdict.path, 0)])
    page.table.set_verdicts([(row, verdict)])
    return page, row


def test_the_terms_of_repair_and_screening_are_explained_where_they_are_shown(
    run_main, qtbot, model
):
    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        session.set_goodnet(goodnet(session.inspection, STICKER))
        window.go_to("screening")
        page, row = screened(window)
        page.card.choose(row)
        for key, terms in (("screening", SCREENING), ("repair", REPAIR)):
            window.go_to(key)
            QApplication.processEvents()
            for term in terms:
                labels = explaining(window.page(key), term)
                assert labels, term
                for label in labels:
                    leads_to_the_guide(window, label, term)

    run_main([str(model)], script)


def right_click(widget, place: QPoint) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)


def test_the_heads_of_the_table_are_explained(run_main, qtbot, model):
    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        session.set_goodnet(goodnet(session.inspection, STICKER))
        window.go_to("screening")
        page, _ = screened(window)
        header = part(page, VerdictHeader)
        for column, term in ((Column.BITS, "weighted entropy"), (Column.P_VALUE, "p-value")):
            told = page.table.headerData(
                column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
            )
            assert TERMS[term] in told and "guide" in told
            right_click(header.viewport(), QPoint(header.sectionViewportPosition(column) + 5, 5))
            assert window.help.guide.place == TOPICS[term]

    run_main([str(model)], script)


def test_the_anomaly_index_of_an_audit_is_explained(run_main, qtbot):
    def script(window):
        window.go_to("audit")
        page = window.page("audit")
        view = part(page, AuditView)
        page.table.show_rows(audit_rows("/m"))
        index = page.table.index(0, EVIDENCE)
        assert TERMS["anomaly index"] in index.data(Qt.ItemDataRole.ToolTipRole)
        place = view.visualRect(index).center()
        right_click(view.viewport(), place)
        assert window.help.guide.place == TOPICS["anomaly index"]

    run_main([], script)


@pytest.mark.parametrize(("less", "title"), [
    ({"repaired_class": 2}, "The repaired network is far less sure"),
    ({}, "The networks disagree"),
])  # fmt: skip
def test_networks_that_answer_the_same_class_are_not_said_to_disagree(
    run_main, qtbot, model, less, title
):
    from dataclasses import replace

    def script(window):
        session = window.desk.session
        qtbot.waitUntil(lambda: session.is_safe)
        session.set_goodnet(goodnet(session.inspection, STICKER))
        window.go_to("screening")
        page = window.page("screening")
        verdict = replace(verdict_of(session.goodnet, PICTURE), **less)
        assert verdict.badnet_class == 2
        (row,) = page.table.add([(verdict.path, 0)])
        page.table.set_verdicts([(row, verdict)])
        page.card.choose(row)
        assert title in said(page.panel)
        session.set_verdicts([row.verdict])
        html = window.desk.core.report_page(session.inspection, session.goodnet, [row.verdict], {})
        assert f"{title}</span>" in html
        assert ("The networks disagree" in html) is (title == "The networks disagree")

    run_main([str(model)], script)
