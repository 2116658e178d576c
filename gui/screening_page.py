"""The Screening page."""

from __future__ import annotations

from collections.abc import Sequence

from gui.controls import EmptyState
from gui.page import Desk, Page, State


class ScreeningPage(Page):
    """Empty for now: says what will be here."""

    KEY = "screening"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.head.title.setText(self.tr("Screening"))
        self.body.addWidget(
            EmptyState(
                "scan",
                self.tr("Verdicts appear here"),
                self.tr("Repair a BadNet, or open a GoodNet, then drop images on the window."),
            )
        )

    def state(self) -> State:
        return State(self.tr("Needs a GoodNet"), ready=False)

    def screen(self, paths: Sequence[str]) -> None:
        """Screen images, folders or data files; called with whatever a person dropped."""
