"""Keeps the large view of one image at the selected row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.look.sentences import in_window_language
from gui.page import Desk
from gui.port import Closeup
from gui.screening.closeup import CloseupWindow
from gui.screening.rows import Row
from gui.screening.screener import Answer, Screener

if TYPE_CHECKING:
    from gui.port import GoodNet


class Closeups(QObject):
    """Opens a `CloseupWindow`, and asks the network for its contents.

    Attributes:
        window: the large view, once it has been opened.

    Signals:
        step_wanted: a person wants the next row (1) or the previous one (-1).
    """

    step_wanted = Signal(int)

    def __init__(self, parent: QWidget, screener: Screener, desk: Desk) -> None:
        super().__init__(parent)
        self._parent, self._screener, self._desk = parent, screener, desk
        self._row: Row | None = None
        self._goodnet: GoodNet | None = None
        self._shown: tuple[Row, Closeup] | None = None
        self.window: CloseupWindow | None = None
        screener.answered.connect(self._on_answer)

    def is_possible(self) -> bool:
        """Whether the selected image has a verdict."""
        return self._row is not None and self._row.verdict is not None

    def open(self) -> None:
        """Show the selected image large."""
        if self.window is None:
            self.window = CloseupWindow(self._desk.session, self._parent)
            self.window.step_wanted.connect(self.step_wanted)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        self._ask()

    def close(self) -> None:
        """Close the large view."""
        if self.window:
            self.window.close()

    def show_row(self, row: Row | None, goodnet: GoodNet | None) -> None:
        """Show `row` if the large view is open."""
        self._row, self._goodnet = row, goodnet
        if row is None:
            self.close()
        elif self.window and self.window.isVisible():
            self._ask()

    def _ask(self) -> None:
        row, window = self._row, self.window
        if row is None or window is None or self._goodnet is None:
            return
        if self._shown and self._shown[0] is row and row.verdict:
            window.show_closeup(row.name, self._shown[1])
            return
        if row.verdict is None:
            window.wait(row.name, self.tr("The map follows the verdict."))
            return
        busy = self._desk.keras.current
        waits = self.tr("The map waits for: {what}").format(what=busy.title) if busy else ""
        window.wait(row.name, waits or self.tr("Computing where the BadNet looks…"))
        self._screener.ask("closeup", self._goodnet, row.origin)

    def _on_answer(self, answer: Answer) -> None:
        row, window = self._row, self.window
        if answer.kind != "closeup" or row is None or row.origin != answer.origin or not window:
            return
        if isinstance(answer.found, Closeup):
            self._shown = (row, answer.found)
            window.show_closeup(row.name, answer.found)
        else:
            window.wait(row.name, in_window_language(str(answer.found)))
