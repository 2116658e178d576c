"""A running repair on its page: progress, words and curves, kept up to date."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.job import Job
from gui.page import Page
from gui.repair.ending import why_not_stop
from gui.repair.head import RepairHead, pace_of
from gui.repair.run import Run
from gui.repair.view import RepairView
from gui.repair.words import running_line, stage_sentence, stage_under_way
from gui.turns import Turns

REDRAW = 40  # ms between two parts


class LiveRepair(QObject):
    """Keeps what a page shows of its running repair up to date.

    Args:
        page: says and announces what happens.
        view: everything below the head.
        buttons: the head.
    """

    def __init__(self, page: Page, view: RepairView, buttons: RepairHead) -> None:
        super().__init__(page)
        self._page, self._view, self._buttons = page, view, buttons
        self._run: Run | None = None
        self._job: Job | None = None
        self._stale = False
        self._said = ""
        self._turns = Turns(self, REDRAW, self._show_words, self._show_curves)

    def follow(self, run: Run, job: Job) -> None:
        """Show `run`, which `job` computes, from now on."""
        self._run, self._job = run, job
        self._turns.start()

    def leave(self) -> None:
        """Show no repair any more."""
        self._turns.stop()
        self._run, self._job = None, None

    def note_measured(self) -> None:
        """Draw the curves anew at the next occasion."""
        self._stale = True

    def line(self) -> str:
        """The progress of the repair, for the navigation."""
        return running_line(self._run, stopping=pace_of(self._job) == "stopping")

    def why_not_stop(self) -> str:
        """Why the repair cannot be stopped early now; empty if it can, or if none runs."""
        if self._job and self._job.is_stopping():
            return self.tr("It is already stopping.")
        return why_not_stop(self._run) if self._run else ""

    def _show_words(self) -> None:
        run, job, page = self._run, self._job, self._page
        if run is None or job is None:
            return
        self._view.show_running(run, job.is_paused())
        self._buttons.show_stop(self.why_not_stop())
        if not job.is_stopping():
            page.head.line.setText(stage_sentence(run.time.current, run.layer))
        page.progressed.emit(job.title, run.fraction)
        line = f"{self.line()} {run.time.current}"
        if line != self._said:
            self._said = line
            page.said.emit(stage_under_way(run))
            page.state_changed.emit()

    def _show_curves(self) -> None:
        run, job = self._run, self._job
        if run is None or job is None:
            return
        if self._stale:
            self._stale = False
            self._view.show_curves(run)
        # In every turn: it costs little, and shows that the repair goes on.
        self._page.progressed.emit(job.title, run.fraction)
