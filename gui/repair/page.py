"""The Repair page: settings, the running repair, and its effect."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Literal

from core.records import Notice, RepairOptions
from core.text.outcome import outcome
from gui.job import Job
from gui.look.sentences import in_window_language
from gui.page import Command, Desk, Page, State
from gui.repair.ending import done_state, may_discard
from gui.repair.fixes import Fixes
from gui.repair.goodnet_files import GoodNetFiles
from gui.repair.head import RepairHead, pace_of
from gui.repair.live import LiveRepair
from gui.repair.run import Run
from gui.repair.view import RepairView
from gui.repair.words import WAITING, translated

if TYPE_CHECKING:
    from gui.port import GoodNet

View = Literal["model", "refused", "data", "measuring", "setup", "running", "done"]


class RepairPage(Page):
    """Runs one repair at a time and shows it live.

    Attributes:
        files: saves and exports the GoodNet.
        view: everything below the head.
        job: the running repair, or None.
        run: its progress, or None.
    """

    KEY = "repair"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.job: Job | None = None
        self.run: Run | None = None
        self._changing = False
        self._shown = ""
        self.files, self._fixes = GoodNetFiles(self), Fixes(self)
        self._buttons = RepairHead(self.head, self)
        self.view = RepairView(desk.session, desk.settings, desk.core.recipes())
        self.body.addWidget(self.view)
        self._live = LiveRepair(self, self.view, self._buttons)
        self._connect()
        self._on_model_changed()

    def _connect(self) -> None:
        wanted = self._buttons
        wanted.run_wanted.connect(lambda: self.start())
        wanted.back_wanted.connect(lambda: self._change(False))
        wanted.pause_wanted.connect(self._on_pause)
        wanted.stop_wanted.connect(self._on_stop_early)
        wanted.cancel_wanted.connect(self._on_cancel)
        wanted.save_wanted.connect(self.files.save)
        wanted.export_wanted.connect(self.files.export)
        wanted.screen_wanted.connect(lambda: self.left_for.emit("screening"))
        self.view.open_wanted.connect(lambda: self.asked_for.emit("open"))
        self.view.data_wanted.connect(lambda: self.asked_for.emit("add_clean"))
        self.view.again_wanted.connect(self._on_settings)
        self.view.report_wanted.connect(lambda: self.asked_for.emit("report"))
        self.session.model_changed.connect(self._on_model_changed)
        self.session.clean_data_changed.connect(self._on_data_changed)
        self.session.class_names_changed.connect(self._refresh)
        self.session.goodnet_changed.connect(self._on_goodnet_changed)

    # -- the page ------------------------------------------------------------------------

    def state(self) -> State:
        view = self._current_view()
        if view in WAITING:
            return State(translated(WAITING[view]), ready=False)
        if view == "running":
            return State(self._live.line())
        if self.session.goodnet:
            return done_state(self.session.goodnet.record)
        return State(self.tr("Ready to run"))

    def commands(self) -> Mapping[str, Command]:
        runs = lambda: self.job is not None  # noqa: E731
        idle = lambda: self.job is None and self._is_ready()  # noqa: E731
        kept = lambda: self.job is None and self.session.goodnet is not None  # noqa: E731
        # From a finished repair to its settings first, so that no key starts it anew.
        run = self._on_settings if self._current_view() == "done" else self.start
        return {
            "run": Command(run, idle),
            "settings": Command(self._on_settings, idle),
            "pause": Command(self._on_pause, runs),
            "stop_early": Command(
                self._on_stop_early, lambda: runs() and self._live.why_not_stop() == ""
            ),
            "cancel": Command(self._on_cancel, runs),
            "runs": Command(self._on_runs, kept),
            "save": Command(self.files.save, kept),
            "export": Command(self.files.export, kept),
            "export_guard": Command(self.files.export_guard, kept),
        }

    def _current_view(self) -> View:
        session = self.session
        if session.inspection is None:
            return "model"
        if not session.is_safe:
            return "refused"
        if self.job:
            return "running"
        if session.goodnet and not self._changing:
            return "done"
        if self._is_ready():
            return "setup"
        return "measuring" if session.clean_paths and not session.trouble else "data"

    def _is_ready(self) -> bool:
        return self.session.is_safe and self.session.examined is not None

    # -- running -------------------------------------------------------------------------

    def start(self, resumed: RepairOptions | None = None) -> None:
        """Repair the open BadNet with the settings of the form, or continue an earlier run."""
        inspection, examined = self.session.inspection, self.session.examined
        if inspection is None or examined is None:
            return
        options = resumed or self.session.options(self.view.form.options())
        layer = options.layer or inspection.default_layer
        self.run = Run(layer, options.budget, examined.measure, self.desk.core.choose)
        self.run.numbered = self.session.numbered
        self.run.watch.hold(True)
        self.job = self._repair_job(options, resume=resumed is not None)
        self._live.follow(self.run, self.job)
        self._changing = False
        self._fixes.begin()
        self.view.start(options, self.run)
        self.submit(self.desk.keras, self.job, self._on_repaired)
        self.left_for.emit("repair")
        self._refresh()
        self.view.take_focus()

    def _repair_job(self, options: RepairOptions, *, resume: bool) -> Job:
        session, core = self.session, self.desk.core
        assert session.inspection is not None
        model, clean = session.inspection.path, session.clean_paths
        poisoned, names = session.poisoned_paths, session.class_names
        job = Job(
            self.tr("Repair"),
            lambda: core.repair(model, clean, poisoned, options, class_names=names, resume=resume),
            about=session.inspection,
            stake="repair",
        )
        job.started.connect(lambda: self.run and self.run.watch.hold(False))
        job.progressed.connect(self._on_record)
        job.paused.connect(self._on_paused)
        job.cancelled.connect(self._on_cancelled)
        job.failed.connect(lambda _error: self._end())
        return job

    def _on_record(self, record: object) -> None:
        if isinstance(record, Notice):
            self._fixes.tell(record)
        elif self.run:
            self.run.take(record)
            self._live.note_measured()

    def _on_pause(self) -> None:
        if self.job:
            (self.job.resume if self.job.is_paused() else self.job.pause)()

    def _on_paused(self, paused: bool) -> None:
        if self.run:
            self.run.watch.hold(paused)
        if paused:
            self.said.emit(self.tr("The repair is paused."))
        self._refresh()

    def _on_stop_early(self) -> None:
        if self.job:
            # Otherwise the focus would move to the next button, which discards everything.
            self.view.take_focus()
            self.job.stop_early()
            self.said.emit(self.tr("Stopping early; the network is measured and calibrated."))
            self._refresh()

    def _on_cancel(self) -> None:
        # The repair may end while the question is open.
        if self.run and may_discard(self, self.run) and self.job:
            self.job.cancel()

    def _on_cancelled(self) -> None:
        self._end()
        self.said.emit(self.tr("The repair was cancelled; nothing was kept."))
        if self._fixes.chosen:
            self.asked_for.emit(self._fixes.chosen)

    def on_offered(self, key: str) -> None:
        self._fixes.take(key, self.run, self.job)

    def _on_repaired(self, goodnet: GoodNet) -> None:
        self._stop()
        if names := self.session.class_names:
            goodnet = goodnet.with_class_names(names)
        elif goodnet.class_names:
            self.session.set_class_names(goodnet.class_names)
        self.session.set_goodnet(goodnet)
        came = in_window_language(outcome(goodnet.record).title)
        self.said.emit(self.tr("{outcome}. The GoodNet is not saved yet.").format(outcome=came))

    def _end(self) -> None:
        self._stop()
        self._refresh()

    def _stop(self) -> None:
        self._live.leave()
        self.job, self.run = None, None

    # -- shown ---------------------------------------------------------------------------

    def _on_runs(self) -> None:
        self._change(False)
        self.left_for.emit("repair")
        self.view.show_runs()

    def _on_settings(self) -> None:
        self._change(True)
        self.left_for.emit("repair")
        self.view.form.first_field().setFocus()

    def _change(self, changing: bool) -> None:
        self._changing = changing
        self._refresh()

    def _on_data_changed(self) -> None:
        self.view.form.show_screen_only(self.session.screen_only)
        examined = self.session.examined
        self.view.form.show_expected(examined.expected_seconds if examined else {})
        self._refresh()

    def _on_goodnet_changed(self) -> None:
        self._changing = False
        if self.session.goodnet:
            self.view.show_result(self.session.goodnet.record, self.desk.core.choose)
            if self.session.goodnet.record.learned:
                self.notices.clear_passing()  # they are about the repair before
        self._refresh()

    def _on_model_changed(self) -> None:
        self._stop()
        self._changing = False
        self.notices.clear_passing()
        if self.session.inspection and self.session.is_safe:
            self.view.form.show_network(self.session.inspection)
        self._refresh()

    def _refresh(self) -> None:
        view = self._current_view()
        if view == self._shown:
            self._show(view)
        else:
            self.change_view(partial(self._show, view))
        self._shown = view
        self.state_changed.emit()

    def _show(self, view: View) -> None:
        self.view.show_view(view)
        self._buttons.show_view(view, self.session, pace_of(self.job))
        self._buttons.show_stop(self._live.why_not_stop())
