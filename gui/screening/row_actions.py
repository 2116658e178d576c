"""What a person does with rows of the table: remove and bring back, copy, save as CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from PySide6.QtWidgets import QApplication

from gui import dialogs
from gui.job import Job
from gui.look.wording import count
from gui.page import Command, Page
from gui.screening.rows import Column, Row
from gui.screening.verdict_card import VerdictCard
from gui.screening.verdict_rows import VerdictTable


class RowActions(QObject):
    """The commands of the Edit menu and Save CSV.

    Attributes:
        undo_stack: removals that can be taken back.

    Signals:
        rows_changed: rows went or came back.
    """

    rows_changed = Signal()

    def __init__(self, page: Page, table: VerdictTable, card: VerdictCard) -> None:
        super().__init__(page)
        self._page, self._table, self._card = page, table, card
        self.undo_stack = QUndoStack(self)

    def commands(self) -> Mapping[str, Command]:
        """Commands by the key of their action."""
        stack, view = self.undo_stack, self._card.view
        some = lambda: bool(self._table.rows)  # noqa: E731
        chosen = lambda: view.selectionModel().hasSelection()  # noqa: E731
        return {
            "undo": Command(stack.undo, stack.canUndo),
            "redo": Command(stack.redo, stack.canRedo),
            "copy": Command(self._copy, chosen),
            "remove": Command(self._remove, chosen),
            "select_all": Command(view.selectAll, some),
            "find": Command(self._card.search_field.setFocus, some),
            "save_csv": Command(self.save_csv, lambda: bool(self._table.verdicts())),
        }

    def save_csv(self) -> None:
        """Ask for a place and write every verdict there."""
        page, verdicts = self._page, self._table.verdicts()
        path = dialogs.save_file(
            page, page.desk.settings, self.tr("Save CSV"), "verdicts.csv", self.tr("CSV (*.csv)")
        )
        if path is None:
            return
        if path in {verdict.path for verdict in verdicts}:
            page.show_notice(self.tr("This file was screened: choose another name for the CSV."))
            return
        job = Job(self.tr("Saving CSV"), lambda: page.desk.core.save_csv(verdicts, path))
        said = self.tr("Saved {count} verdicts as {name}.")
        said = said.format(count=count(len(verdicts)), name=Path(path).name)
        page.submit(page.desk.errands, job, lambda _none: page.said.emit(said))

    def _remove(self) -> None:
        rows = self._card.view.chosen_rows()
        place = self._card.view.currentIndex().row()
        self.undo_stack.push(_Removal(self._table, rows, self.rows_changed.emit))
        self._card.choose_near(place)
        sentence = self.tr("Removed {count} rows; Ctrl+Z brings them back.")
        self._page.said.emit(sentence.format(count=count(len(rows))))

    def _copy(self) -> None:
        rows, table = self._card.view.chosen_rows(), self._table
        titles = [table.headerData(column, Qt.Orientation.Horizontal) for column in Column]
        lines = [titles] + [[table.words.cell(row, column) for column in Column] for row in rows]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
        self._page.said.emit(self.tr("Copied {count} rows.").format(count=count(len(rows))))


class _Removal(QUndoCommand):
    """Takes rows out of the table; no file is touched."""

    def __init__(
        self, table: VerdictTable, rows: Sequence[Row], on_change: Callable[[], None]
    ) -> None:
        super().__init__()
        self._table, self._rows, self._on_change = table, rows, on_change

    def redo(self) -> None:
        self._table.take_out(self._rows)
        self._on_change()

    def undo(self) -> None:
        self._table.put_back(self._rows)
        self._on_change()
