"""Actions on rows: remove and restore, copy, mark, handle their files, save."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QApplication

from gui import dialogs
from gui.job import Job
from gui.look.wording import count
from gui.page import Command, Page
from gui.screening.files_out import Taken, files_of, take_to
from gui.screening.rows import Column, Row
from gui.screening.verdict_card import VerdictCard
from gui.screening.verdict_rows import VerdictTable


class RowActions(QObject):
    """The commands of the Edit menu and Save CSV.

    Attributes:
        undo_stack: removals that can be undone.

    Signals:
        rows_changed: rows were removed or restored.
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
            "open_image": Command(self._open_image, self._has_file),
            "show_in_folder": Command(self._show_in_folder, self._has_file),
            "copy_picture": Command(self._copy_picture, lambda: view.current_row() is not None),
            "mark_wrong": Command(self._mark, chosen),
            "copy_flagged": Command(lambda: self._take_flagged(move=False), self._any_flagged),
            "move_flagged": Command(lambda: self._take_flagged(move=True), self._any_flagged),
            "find": Command(self._card.search_field.setFocus, some),
            "save_csv": Command(self.save_csv, lambda: bool(self._table.verdicts())),
        }

    def save_csv(self, then: Callable[[], object] | None = None) -> bool:
        """Ask for a path, and write every verdict there, then call `then`; whether it will be."""
        page, verdicts = self._page, self._table.verdicts()
        path = dialogs.save_file(
            page, page.desk.settings, self.tr("Save CSV"), "verdicts.csv", self.tr("CSV (*.csv)")
        )
        if path is None:
            return False
        if path in {verdict.path for verdict in verdicts}:
            page.show_notice(self.tr("This file was screened: choose another name for the CSV."))
            return False
        marks = {row.origin: row.wrong for row in self._table.rows if row.wrong}
        job = Job(self.tr("Saving CSV"), lambda: page.desk.core.save_csv(verdicts, path, marks))
        said = self.tr("Saved {count} verdicts as {name}.")
        said = said.format(count=count(len(verdicts)), name=Path(path).name)

        def on_saved(_none: object) -> None:
            page.session.unsaved_marks = 0
            page.said.emit(said)
            if then:
                then()

        page.submit(page.desk.errands, job, on_saved)
        return True

    # -- files of rows -------------------------------------------------------------------

    def _has_file(self) -> bool:
        row = self._card.view.current_row()
        return row is not None and bool(files_of([row]))

    def _any_flagged(self) -> bool:
        return any(row.is_poisoned for row in self._table.rows)

    def _open_image(self) -> None:
        self._open(lambda path: path)

    def _show_in_folder(self) -> None:
        self._open(lambda path: path.parent)

    def _open(self, what: Callable[[Path], Path]) -> None:
        row = self._card.view.current_row()
        if row:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(what(Path(row.origin[0])))))

    def _copy_picture(self) -> None:
        row = self._card.view.current_row()
        picture = self._card.view.delegate.picture(row) if row else None
        if row and picture and not picture.isNull():
            QApplication.clipboard().setPixmap(picture)
            self._page.said.emit(self.tr("Copied the picture of {name}.").format(name=row.name))

    def _take_flagged(self, *, move: bool) -> None:
        page = self._page
        files = files_of(row for row in self._table.rows if row.is_poisoned)
        if not files:
            page.show_notice(self.tr("The flagged images are inside data files."))
            return
        title = self.tr("A folder for the flagged images")
        chosen = dialogs.open_folder(page, page.desk.settings, title)
        if not chosen or (move and not self._may_move(len(files), chosen[0])):
            return
        job = Job(title, lambda: take_to(files, Path(chosen[0]), move=move))
        page.submit(page.desk.errands, job, lambda taken: self._say_taken(taken, chosen[0], move))

    def _may_move(self, files: int, folder: str) -> bool:
        question = self.tr("Move {count} flagged files?").format(count=count(files))
        explanation = self.tr("They are moved from their folders to {folder}.")
        return dialogs.ask(
            self._page, question, explanation.format(folder=folder), self.tr("Move them")
        )

    def _say_taken(self, taken: Taken, folder: str, move: bool) -> None:
        if move:
            # Otherwise the images could not be looked at or learned from any more.
            self._table.follow_files(taken.places)
            self.rows_changed.emit()
        said = (
            self.tr("Moved {count} flagged files to {folder}.")
            if move
            else self.tr("Copied {count} flagged files to {folder}.")
        )
        self._page.said.emit(said.format(count=count(taken.done), folder=folder))
        if taken.left:
            sentence = self.tr("{count} flagged files could not be copied or moved.")
            self._page.show_notice(
                sentence.format(count=count(len(taken.left))), "\n".join(taken.left)
            )

    # -- rows ----------------------------------------------------------------------------

    def _mark(self) -> None:
        """Mark the verdicts of the selected rows as wrong, or remove the marks."""
        rows = [row for row in self._card.view.chosen_rows() if row.verdict]
        marked = all(row.wrong for row in rows)
        for row in rows:
            row.mark = None if marked else ("false alarm" if row.is_poisoned else "missed")
        self._page.session.unsaved_marks = sum(row.mark is not None for row in self._table.rows)
        self._table.show_changed(rows)
        self.rows_changed.emit()

    def _remove(self) -> None:
        rows = self._card.view.chosen_rows()
        place = self._card.view.currentIndex().row()
        self.undo_stack.push(_Removal(self._table, rows, self.rows_changed.emit))
        self._card.choose_near(place)
        sentence = self.tr("Rows removed: {count}. Ctrl+Z brings them back.")
        self._page.said.emit(sentence.format(count=count(len(rows))))

    def _copy(self) -> None:
        rows, table = self._card.view.chosen_rows(), self._table
        titles = [table.headerData(column, Qt.Orientation.Horizontal) for column in Column]
        lines = [titles] + [[table.words.cell(row, column) for column in Column] for row in rows]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
        self._page.said.emit(self.tr("Copied {count} rows.").format(count=count(len(rows))))


class _Removal(QUndoCommand):
    """Removes rows from the table; files are not changed."""

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
