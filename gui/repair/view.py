"""Everything below the head of the Repair page: guidance, settings, the run, the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QWidget

from core.records import RepairOptions, RepairRecord
from gui.look.controls import EmptyState
from gui.look.fit import Fitted, SideBySide, Stack
from gui.look.theme import GAP
from gui.look.widgets import button, column
from gui.repair.curves import CurvesCard
from gui.repair.per_class import PerClassWindow
from gui.repair.run import Choose, Run
from gui.repair.runs_window import RunsWindow
from gui.repair.settings_card import SettingsForm, SettingsLine
from gui.repair.stage_list import StageModel
from gui.repair.stages import RunningColumn
from gui.repair.summary import SummaryCard
from gui.repair.trigger_card import TriggerCard
from gui.session import Session
from gui.settings import Settings

RIGHT_WIDTHS = {"setup": 314, "running": 314, "done": 530}


class RepairView(QWidget):
    """One card of curves; what is above and beside it depends on the state of the repair.

    Attributes:
        form: the settings.

    Signals:
        open_wanted, data_wanted: a person wants to choose what a repair needs.
        again_wanted, report_wanted: buttons of the outcome.
    """

    open_wanted = Signal()
    data_wanted = Signal()
    again_wanted = Signal()
    report_wanted = Signal()

    def __init__(self, session: Session, settings: Settings, recipes: Sequence[str]) -> None:
        super().__init__()
        self._settings, self._session = settings, session
        self._stages = StageModel()
        self._options: RepairOptions | None = None
        self._kind = ""
        self.form = SettingsForm(recipes)
        self._line, self._summary = SettingsLine(), SummaryCard(session)
        self.curves = CurvesCard(session, self._stages)
        self._running = RunningColumn(self._stages)
        self._trigger = TriggerCard(session)
        self._session = session
        self._record: RepairRecord | None = None
        self._beside: QDialog | None = None
        self._summary.classes_wanted.connect(self._show_classes)
        self._summary.runs_wanted.connect(self.show_runs)
        self._summary.again_wanted.connect(self.again_wanted)
        self._summary.report_wanted.connect(self.report_wanted)
        self._line.change.setEnabled(False)
        self._guides = self._make_guides()
        self._views = Stack()
        for guide in self._guides.values():
            self._views.addWidget(guide)
        self._work = self._make_work()
        self._views.addWidget(self._work)
        column(self).addWidget(self._views)

    def _make_work(self) -> QWidget:
        self._right = Stack()
        self._by_kind: dict[str, QWidget] = {
            "setup": self.form,
            "running": self._running,
            "done": self._trigger,
        }
        for part in self._by_kind.values():
            self._right.addWidget(part)
        self._splitter = SideBySide(self.curves, self._right)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.splitterMoved.connect(self._on_moved)
        work = Fitted()
        layout = column(work, spacing=GAP)
        layout.addWidget(self._line)
        layout.addWidget(self._summary)
        layout.addWidget(self._splitter, 1)
        return work

    def _make_guides(self) -> dict[str, EmptyState]:
        another = button(self.tr("Open…"), "folder", "primary")
        opened = button(self.tr("Open…"), "folder", "primary")
        data = button(self.tr("Add clean data…"), "plus", "primary")
        for made in (opened, another):
            made.clicked.connect(self.open_wanted)
        data.clicked.connect(self.data_wanted)
        return {
            "model": EmptyState(
                "curve",
                self.tr("The repair is shown here"),
                self.tr("It needs a BadNet, and images known to carry no trigger."),
                opened,
                self.tr("Ctrl+O, or Ctrl+Shift+D for the demo"),
            ),
            "refused": EmptyState(
                "shield",
                self.tr("A refused file is not repaired"),
                self.tr("Repairing would load it, and loading it is the attack."),
                another,
                self.tr("Ctrl+O"),
            ),
            "data": EmptyState(
                "image",
                self.tr("A repair needs clean data"),
                self.tr(
                    "Images known to carry no trigger, labelled where possible: .h5, .npz or a "
                    "folder."
                ),
                data,
                self.tr("Ctrl+D, or Ctrl+Shift+F for a folder"),
            ),
            "measuring": EmptyState(
                "curve",
                self.tr("The clean data is being measured"),
                self.tr("The repair can run as soon as the preprocessing is known."),
            ),
        }

    # -- shown ---------------------------------------------------------------------------

    def show_view(self, kind: str) -> None:
        """Show guidance, "setup", "running" or "done"."""
        if kind in self._guides:
            self._views.setCurrentWidget(self._guides[kind])
            return
        self._views.setCurrentWidget(self._work)
        self._line.setVisible(kind == "running")
        self._summary.setVisible(kind == "done")
        self._right.setCurrentWidget(self._by_kind[kind])
        if kind == "setup":
            self.curves.show_nothing()
        if kind != self._kind:
            self._kind = kind
            self._restore_widths()

    def take_focus(self) -> None:
        """Move the keyboard focus to the stages, where it does no harm while a repair runs."""
        self._running.list.setFocus()

    def start(self, options: RepairOptions, run: Run) -> None:
        """Prepare to show `run`."""
        self._options = options
        self.curves.start(options.epochs)
        self.curves.show_run(run)

    def show_running(self, run: Run, paused: bool) -> None:
        """Show the progress of `run` in words."""
        self._running.show_run(run, paused)
        if self._options:
            self._line.show_options(replace(self._options, layer=run.layer), run.channels)

    def show_curves(self, run: Run) -> None:
        """Draw what `run` has measured, if anyone can see it."""
        if self.isVisible():
            self.curves.show_run(run)

    def show_result(self, record: RepairRecord, choose: Choose) -> None:
        """Show the result of a repair."""
        self._record = record
        run = Run.of_record(record, choose)
        run.numbered = self._session.numbered
        self._stages.show_run(run)
        self._summary.show_record(record)
        self._trigger.show_record(record)
        self.curves.start(0)
        self.curves.show_run(run, over=True)

    def _show_classes(self) -> None:
        if self._record:
            self._show_beside(PerClassWindow(self._session, self._record, self))

    def show_runs(self) -> RunsWindow:
        """Show all repairs of the open BadNet."""
        made = RunsWindow(self._session, self)
        self._show_beside(made)
        return made

    def _show_beside(self, window: QDialog) -> None:
        self._close_beside()
        self._beside = window
        window.show()

    def _close_beside(self) -> None:
        if self._beside:
            self._beside.close()
            self._beside.deleteLater()
            self._beside = None

    def hideEvent(self, event: QHideEvent) -> None:  # called by Qt when another page is shown
        super().hideEvent(event)
        self._close_beside()

    # -- widths --------------------------------------------------------------------------

    def _on_moved(self) -> None:
        if not self._splitter.is_beside:
            return
        self._settings.set_blob(f"repair_{self._kind}", self._splitter.saveState())

    def _restore_widths(self) -> None:
        if not self._splitter.restoreState(self._settings.blob(f"repair_{self._kind}")):
            right = RIGHT_WIDTHS[self._kind]
            self._splitter.setSizes([max(1, self.width() - right - GAP), right])
        self._splitter.setHandleWidth(GAP)
        self._splitter.turn()
