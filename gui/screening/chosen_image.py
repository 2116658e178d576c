"""Fetches for the panel what the selected row does not hold: its picture and its blends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.look.sentences import in_window_language
from gui.page import Desk
from gui.port import Blends
from gui.screening.closeups import Closeups
from gui.screening.image_panel import ImagePanel
from gui.screening.rows import Row
from gui.screening.screener import Answer, Screener
from gui.screening.thumbnails import Thumbnails

if TYPE_CHECKING:
    from gui.port import GoodNet


class ChosenImage(QObject):
    """Keeps an `ImagePanel` and the large view at the selected row.

    Attributes:
        closeups: the large view.
    """

    def __init__(
        self, panel: ImagePanel, thumbnails: Thumbnails, screener: Screener, desk: Desk
    ) -> None:
        super().__init__(panel)
        self._panel, self._thumbnails = panel, thumbnails
        self._screener, self._desk = screener, desk
        self._row: Row | None = None
        self.closeups = Closeups(panel, screener, desk)
        panel.closeup_wanted.connect(self.closeups.open)
        thumbnails.came.connect(self._show_picture)
        screener.answered.connect(self._on_answer)

    def show(self, row: Row | None, goodnet: GoodNet | None) -> None:
        """Show `row`, and compute its blends as soon as it has a verdict."""
        self._row = row
        self._panel.show_row(row)
        self.closeups.show_row(row, goodnet)
        self._show_picture()
        if row is None or goodnet is None:
            return
        if row.verdict is None:
            self._panel.wait_for_blends(self.tr("The blends follow the verdict."))
            return
        busy = self._desk.keras.current
        waits = self.tr("The blends wait for: {what}").format(what=busy.title) if busy else ""
        self._panel.wait_for_blends(waits or self.tr("Computing the blends…"))
        self._screener.ask("blends", goodnet, row.origin)

    def refresh(self) -> None:
        """Show the same row again, as after a change of its verdict or of its class's name."""
        self._panel.show_row(self._row)

    def _show_picture(self) -> None:
        if self._row:
            self._panel.show_picture(self._thumbnails.get(self._row.origin))

    def _on_answer(self, answer: Answer) -> None:
        if self._row is None or self._row.origin != answer.origin:
            return
        if isinstance(answer.found, Blends):
            self._panel.show_blends(self._row, answer.found)
        elif answer.kind == "blends":
            self._panel.wait_for_blends(in_window_language(str(answer.found)))
