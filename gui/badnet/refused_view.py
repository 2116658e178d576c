"""Why a file was refused: the findings, their places, and what a person can do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from core.records import Finding, Inspection
from gui.badnet.config_card import ConfigCard
from gui.badnet.finding_card import FindingCard, OtherChecks, WhatYouCanDo
from gui.look.fit import SideBySide
from gui.look.theme import GAP
from gui.look.widgets import clear, column

LEAST = (340, 260)  # of the findings, in pixels


class RefusedView(QWidget):
    """Finding cards on the left; on the right the config, opened at the selected finding."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[FindingCard] = []
        self._list = QWidget()
        self._list.setProperty("clear", "true")
        self._column = column(self._list, spacing=GAP)
        scroll = QScrollArea()
        scroll.setWidget(self._list)
        scroll.setWidgetResizable(True)
        scroll.setMinimumSize(*LEAST)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setAccessibleName(self.tr("Findings"))
        self._scroll = scroll
        self.config = ConfigCard()
        self.config.stepped.connect(self.choose)
        splitter = SideBySide(scroll, self.config)
        splitter.setSizes([584, 480])
        column(self).addWidget(splitter)

    def show_findings(self, inspection: Inspection) -> None:
        """Show every finding of `inspection`, the dangerous ones first."""
        clear(self._column)
        findings = ordered(inspection)
        self.config.show_inspection(inspection, findings)
        self.cards = [FindingCard(number, finding) for number, finding in enumerate(findings)]
        for card in self.cards:
            card.chosen.connect(self.choose)
            self._column.addWidget(card)
        passed = [check for check in inspection.checks if check.passed]
        if passed:
            self._column.addWidget(OtherChecks(passed))
        self._column.addWidget(WhatYouCanDo(), 1)
        if findings:
            self.choose(0)

    def choose(self, number: int) -> None:
        """Show the place of finding `number`."""
        for card in self.cards:
            card.set_chosen(card.number == number)
        self._scroll.ensureWidgetVisible(self.cards[number])
        self.config.show_finding(number)


def ordered(inspection: Inspection) -> list[Finding]:
    """The findings, with those that refuse the file first."""
    rank = ("dangerous", "not allowed", "not supported", "warning", "note")
    return sorted(inspection.findings, key=lambda finding: rank.index(finding.severity))
