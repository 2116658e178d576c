"""The Audit page: many models at once, with a row for each when it is finished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from core.jobs.progress import TimeLeft
from core.records import AuditRecord, AuditRow, ModelBegun, RepairOptions
from gui import dialogs
from gui.audit.choices import Choices
from gui.audit.setup_card import SetupCard
from gui.audit.table import AuditTable, AuditView
from gui.job import APART, Job
from gui.look.controls import EmptyState
from gui.look.fit import SideBySide, Stack
from gui.look.widgets import Card, button, column, restyle
from gui.look.wording import count, duration, from_home
from gui.page import Command, Desk, Page, State

LEAST = (660, 182)  # pixels that the table needs


class AuditPage(Page):
    """Chooses models and clean data, runs the audit, and shows its rows.

    Attributes:
        choices: models, clean data and the output folder.
        under_way: the model in progress.
        job: the running audit, or None.
    """

    KEY = "audit"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.choices = Choices(self)
        self.under_way = ""
        self.job: Job | None = None
        self._record: AuditRecord | None = None
        self._time = TimeLeft()
        self.table = AuditTable()
        self.view = AuditView(self.table)
        self.setup = SetupCard()
        self._lay_out()
        self._connect()
        self._refresh()

    # -- made once -----------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.head.title.setText(self.tr("Audit"))
        add = self.head.add_button
        self._open_row = add(button(self.tr("Open model"), "layers"))
        self._index = add(button(self.tr("Open table"), "document"))
        self._cancel = add(button(self.tr("Stop"), "cross", "danger"))
        self._run = add(button(self.tr("Run audit"), "play", "primary"))
        card = Card(margin=0)
        card.body.addWidget(self.view)
        card.least_width = LEAST[0]
        self.view.setMinimumHeight(LEAST[1])
        columns = SideBySide(card, self.setup)
        columns.setStretchFactor(0, 1)
        columns.setStretchFactor(1, 0)
        self._views = Stack()
        self._views.addWidget(self._invitation())
        self._views.addWidget(columns)
        self.body.addWidget(self._views)

    def _invitation(self) -> QWidget:
        self._choose = button(self.tr("Choose a folder…"), "folder", "primary")
        self._choose.clicked.connect(self._on_choose_models)
        whole = QWidget()
        card = Card()
        restyle(card, "card", "drop")
        card.body.addWidget(
            EmptyState(
                "layers",
                self.tr("Drop a folder of models here"),
                self.tr(
                    "Each one is checked before anything in it could run, then scanned for "
                    "backdoors.\nUnsafe and damaged files are rows, too."
                ),
                self._choose,
                self.tr("Ctrl+Shift+A, or drop .h5 and .keras files"),
            )
        )
        column(whole).addWidget(card)
        return whole

    def _connect(self) -> None:
        self.setup.models_wanted.connect(self._on_choose_files)
        self.setup.folder_wanted.connect(self._on_choose_models)
        self.setup.removed.connect(self.choices.remove)
        self.choices.changed.connect(self._on_chosen)
        self.choices.found.connect(self._on_refused)
        self.choices.looked.connect(self._refresh)
        self.setup.clean_wanted.connect(self._on_choose_clean)
        self.setup.out_wanted.connect(self._on_choose_out)
        self._run.clicked.connect(self.run_audit)
        self._cancel.clicked.connect(self.stop)
        self._index.clicked.connect(self._on_open_index)
        self._open_row.clicked.connect(self._on_open_current)
        self.view.opened.connect(self._on_opened)
        self.view.current_changed.connect(self._refresh)

    # -- the page ------------------------------------------------------------------------

    def state(self) -> State:
        rows = self.table.rows
        if self.job:
            return State(self.tr("{count} finished").format(count=count(self._finished())))
        if self._record is None:
            return State(self.tr("Ready to run") if self._is_ready() else self.tr("Many models"))
        bad = sum(row.outcome in ("backdoored", "unsafe") for row in rows)
        line = self.tr("{bad} of {all} suspicious")
        return State(line.format(bad=count(bad), all=count(len(rows))))

    def commands(self) -> Mapping[str, Command]:
        idle = lambda: self.job is None  # noqa: E731
        return {
            "audit_models": Command(self._on_choose_models, idle),
            "add_clean": Command(self._on_choose_clean, idle),
            "add_clean_folder": Command(self._on_choose_clean_folder, idle),
            "audit_run": Command(self.run_audit, self._is_ready),
            "audit_stop": Command(self.stop, lambda: self.job is not None),
            "audit_open": Command(self._on_open_current, self._has_row),
            "audit_table": Command(self._on_open_index, lambda: self._record is not None),
        }

    def add_models(self, paths: Sequence[str]) -> None:
        """Add models, and folders of models, to those already chosen."""
        if not self.job:
            self.choices.add_models(paths)
            self._run.setFocus()

    def add_clean(self, paths: Sequence[str]) -> None:
        """Add clean data to the data already chosen."""
        if not self.job:
            self.choices.add_clean(paths)

    def run_audit(self) -> None:
        """Audit the chosen models; finished rows from the folder appear at once."""
        if not self._is_ready():
            return
        self.notices.clear_passing()
        self.table.show_rows(self.choices.refused)
        self._record, self._time = None, TimeLeft()
        options = RepairOptions(ignore_labels=self.setup.ignores_labels)
        chosen = self.choices
        given = (chosen.models, chosen.clean, chosen.out, options)
        repairs, core = self.setup.repairs, self.desk.core
        work = lambda: core.audit(*given, repairs=repairs)  # noqa: E731
        job = Job(self.tr("Audit"), work, about=APART)
        job.progressed.connect(self._on_record)
        job.cancelled.connect(self._on_cancelled)
        job.failed.connect(lambda _error: self._end())
        self.job = job
        self.submit(self.desk.keras, job, self._on_finished)
        self._refresh()

    def stop(self) -> None:
        """Stop after the current step; finished rows remain."""
        if self.job:
            self.job.cancel()

    def _on_chosen(self) -> None:
        """Stop showing results of other choices."""
        self._record = None
        self.table.show_rows(self.choices.refused)
        self._refresh()

    def _on_refused(self, row: AuditRow) -> None:
        self.table.add(row)
        self._refresh()

    # -- the job's records ---------------------------------------------------------------

    def _on_record(self, record: object) -> None:
        if isinstance(record, ModelBegun):
            self.under_way = record.path
            self._refresh()
        elif isinstance(record, AuditRow):
            self.table.add(record)
            self._refresh()
        self._time.take(record)
        left = self._time.seconds_left
        text = self.tr("Audit")
        if left is not None:
            text = self.tr("Audit, about {time} left").format(time=duration(left))
        if self.under_way:
            text = f"{text}: {Path(self.under_way).name}"
        self.progressed.emit(text, self._time.fraction)

    def _on_finished(self, record: AuditRecord) -> None:
        self._record = record
        chosen = self.view.current_row()
        self.table.show_rows(record.models)
        self.view.choose(chosen)
        said = self.tr("Audited {count} models; the table is in {folder}.")
        self.said.emit(
            said.format(count=count(len(record.models)), folder=from_home(self.choices.out))
        )
        self._end()

    def _on_cancelled(self) -> None:
        said = self.tr(
            "Stopped. {count} finished rows are kept; running again continues from there."
        )
        self.said.emit(said.format(count=count(len(self.table.rows))))
        self._end()

    def _end(self) -> None:
        self.job = None
        self.under_way = ""
        self.view.choose(self.view.current_row())
        self._refresh()

    # -- what a person does --------------------------------------------------------------

    def _on_choose_models(self) -> None:
        title = self.tr("Choose a folder of models")
        paths = dialogs.open_folder(self, self.desk.settings, title)
        if paths:
            self.add_models(paths)

    def _on_choose_files(self) -> None:
        filters = self.tr("Networks (*.h5 *.hdf5 *.keras);;All files (*)")
        paths = dialogs.open_files(self, self.desk.settings, self.tr("Add models"), filters)
        if paths:
            self.add_models(paths)

    def _on_choose_clean(self) -> None:
        filters = self.tr("Images (*.h5 *.hdf5 *.npz *.npy *.tfrec*);;All files (*)")
        title = self.tr("Add clean data")
        self.add_clean(dialogs.open_files(self, self.desk.settings, title, filters))

    def _on_choose_clean_folder(self) -> None:
        title = self.tr("Add a folder of clean data")
        self.add_clean(dialogs.open_folder(self, self.desk.settings, title))

    def _on_choose_out(self) -> None:
        title = self.tr("Choose a folder for the table and the reports")
        for path in dialogs.open_folder(self, self.desk.settings, title):
            self.choices.set_out(path)

    def _on_open_index(self) -> None:
        if self._record:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._record.index))

    def _on_open_current(self) -> None:
        row_chosen = self.view.current_row()
        if row_chosen:
            self._on_opened(row_chosen)

    def _on_opened(self, opened: AuditRow) -> None:
        self.audited_wanted.emit(opened.path, self.choices.clean, self.setup.ignores_labels)

    # -- shown ---------------------------------------------------------------------------

    def _is_ready(self) -> bool:
        chosen = self.choices
        return bool(chosen.models and chosen.clean) and self.job is None

    def _finished(self) -> int:
        return len(self.table.rows)

    def _has_row(self) -> bool:
        return self.view.current_row() is not None

    def _refresh(self) -> None:
        busy, chosen = self.job is not None, self.choices
        self._views.setCurrentIndex(1 if chosen.models else 0)
        self.setup.show_choices(chosen.models, chosen.clean, chosen.out)
        self.setup.set_busy(busy)
        self._run.setVisible(bool(chosen.models) and not busy)
        self._run.setEnabled(self._is_ready())
        self._cancel.setVisible(busy)
        self._index.setVisible(self._record is not None)
        self._open_row.setVisible(bool(self.table.rows))
        self._open_row.setEnabled(self._has_row())
        self.head.line.setText(self._line())
        self.state_changed.emit()

    def _line(self) -> str:
        if not self.choices.models:
            return self.tr("Inspect and scan many models, and get one table.")
        if not self.choices.clean:
            return self.tr("Add clean data: drop it here, or choose it with “Add…”.")
        if self.job:
            said = self.tr("Models finished: {count}").format(count=count(self._finished()))
            now = self.tr("now {name}").format(name=Path(self.under_way).name)
            return f"{said}, {now}" if self.under_way else said
        if self.choices.is_looking:
            return self.tr("Looking at the models…")
        return self.tr("Open a row with Enter. “No backdoor found” is no proof.")
