"""The Repair page."""

from __future__ import annotations

from gui.controls import EmptyState
from gui.page import Desk, Page, State


class RepairPage(Page):
    """Empty for now: says what will be here."""

    KEY = "repair"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.head.title.setText(self.tr("Repair"))
        self.body.addWidget(
            EmptyState(
                "curve",
                self.tr("The repair is watched here"),
                self.tr("Open a BadNet and add clean data first."),
            )
        )

    def state(self) -> State:
        return State(self.tr("Needs a BadNet"), ready=False)
