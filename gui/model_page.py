"""The BadNet page: a place to open a file, then what it is, or why it was refused."""

from __future__ import annotations

from collections.abc import Sequence

from gui.backend import Kind
from gui.controls import EmptyState
from gui.page import Desk, Page, State


class ModelPage(Page):
    """Nothing yet."""

    KEY = "badnet"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.head.title.setText(self.tr("Open a BadNet"))
        self.body.addWidget(EmptyState("layers", "Drop a BadNet here", "Keras .h5 or .keras"))

    def state(self) -> State:
        return State(self.tr("No file yet"))

    def open_path(self, path: str, kind: Kind) -> None: ...

    def add_clean(self, paths: Sequence[str]) -> None: ...

    def load_names(self, path: str) -> None: ...
