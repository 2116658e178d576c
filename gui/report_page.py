"""The Report page."""

from __future__ import annotations

from gui.controls import EmptyState
from gui.page import Desk, Page, State


class ReportPage(Page):
    """Empty for now: says what will be here."""

    KEY = "report"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.head.title.setText(self.tr("Report"))
        self.body.addWidget(
            EmptyState(
                "document", self.tr("Nothing to report yet"), self.tr("Open a BadNet first.")
            )
        )

    def state(self) -> State:
        return State(self.tr("Nothing to report"), ready=False)
