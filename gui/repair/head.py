"""The head of the Repair page: its words and buttons, depending on the view below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QObject, Signal, SignalInstance
from PySide6.QtWidgets import QPushButton

from core.records import Learned
from core.text.outcome import Outcome, outcome
from gui.job import Job
from gui.look.icons import icon
from gui.look.sentences import in_window_language
from gui.look.widgets import PageHead, button, set_kind
from gui.look.wording import count, duration
from gui.repair.words import recipe_name, seconds_of_repair
from gui.session import Session

if TYPE_CHECKING:
    from gui.port import GoodNet

Pace = Literal["", "paused", "stopping"]


def pace_of(job: Job | None) -> Pace:
    """Whether the repair runs, is paused, or finishes early."""
    if job and job.is_stopping():
        return "stopping"
    return "paused" if job and job.is_paused() else ""


class RepairHead(QObject):
    """Fills a `PageHead`.

    Signals:
        run_wanted, back_wanted: before a repair.
        pause_wanted, stop_wanted, cancel_wanted: while it runs.
        export_wanted, screen_wanted, save_wanted: after it.
    """

    run_wanted = Signal()
    back_wanted = Signal()
    pause_wanted = Signal()
    stop_wanted = Signal()
    cancel_wanted = Signal()
    export_wanted = Signal()
    screen_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, head: PageHead, parent: QObject) -> None:
        super().__init__(parent)
        self._head = head
        make = self._make
        self._back = make("setup", button(self.tr("Back to the GoodNet"), "undo"), self.back_wanted)
        self._run = make("setup", button(self.tr("Run repair"), "play", "primary"), self.run_wanted)
        self._pause = make("running", button(self.tr("Pause"), "pause"), self.pause_wanted)
        self._stop = make(
            "running", button(self.tr("Stop early and keep"), "check"), self.stop_wanted
        )
        cancel = button(self.tr("Cancel and discard"), "cross", "danger")
        self._cancel = make("running", cancel, self.cancel_wanted)
        self._export = make("done", button(self.tr("Export .h5…"), "upload"), self.export_wanted)
        self._screen = make("done", button(self.tr("Screen images"), "scan"), self.screen_wanted)
        save = button(self.tr("Save GoodNet…"), "download", "primary")
        self._save = make("done", save, self.save_wanted)
        self._run.setToolTip(self.tr("Repair the BadNet with these settings (Ctrl+R)"))
        self._save.setToolTip(self.tr("Save the repaired network and its screen (Ctrl+S)"))
        self._cancel.setToolTip(self.tr("Stop and throw away what the repair did"))

    def _make(self, view: str, made: QPushButton, signal: SignalInstance) -> QPushButton:
        made.setProperty("view", view)
        made.clicked.connect(signal)
        return self._head.add_button(made)

    def show_stop(self, why_not: str) -> None:
        """Enable stopping early, or explain why it would keep nothing now."""
        self._stop.setEnabled(not why_not)
        self._stop.setToolTip(why_not or self.tr("Finish now and keep the results so far"))

    def show_view(self, view: str, session: Session, pace: Pace) -> None:
        """Show what fits `view`, and for a running repair its `pace`."""
        for made in (
            self._back, self._run, self._pause, self._stop, self._cancel,
            self._export, self._screen, self._save,
        ):  # fmt: skip
            made.setVisible(made.property("view") == view)
        if view == "running":
            self._show_running(session, pace)
        elif view == "done":
            self._show_done(session)
        else:
            self._show_setup(view, session)

    def _show_setup(self, view: str, session: Session) -> None:
        self._back.setVisible(view == "setup" and session.goodnet is not None)
        if view == "setup":
            title = self.tr("Repair {name}").format(name=session.model_name)
            line = self.tr("Ready to run. The settings suit most repairs.")
        else:
            title = self.tr("Repair")
            line = self.tr("A repair on clean data, while you watch its costs and effects.")
        self._say(title, line)

    def _show_running(self, session: Session, pace: Pace) -> None:
        paused, stopping = pace == "paused", pace == "stopping"
        self._say(self.tr("Repairing {name}").format(name=session.model_name))
        self._pause.setText(self.tr("Go on") if paused else self.tr("Pause"))
        self._pause.setIcon(icon("play" if paused else "pause"))
        self._pause.setEnabled(not stopping)
        self._stop.setText(self.tr("Stopping…") if stopping else self.tr("Stop early and keep"))
        if paused:
            self._head.chip.set("warning", self.tr("paused"))
        if stopping:
            self._head.chip.set("warning", self.tr("stopping"))
            self._head.line.setText(
                self.tr(
                    "Stopping: the current stage ends, then the network is measured and calibrated"
                )
            )

    def _show_done(self, session: Session) -> None:
        goodnet = session.goodnet
        if goodnet is None:
            return
        record, saved = goodnet.record, bool(session.goodnet_path)
        came = outcome(record)
        self._say(
            self.tr("Repaired {name}").format(name=session.model_name)
            if came.kind == "repaired"
            else in_window_language(came.title),
            _done_line(goodnet, came, session),
        )
        if saved:
            self._head.chip.set("clean", self.tr("saved"))
        else:
            self._head.chip.set("warning", self.tr("not saved"))
        set_kind(self._save, "normal" if saved else "primary")
        set_kind(self._screen, "primary" if saved else "normal")

    def _say(self, title: str, line: str | None = None) -> None:
        self._head.title.setText(title)
        self._head.chip.set("", "")
        if line is not None:
            self._head.line.setText(line)


def _done_line(goodnet: GoodNet, came: Outcome, session: Session) -> str:
    translate, record = QCoreApplication.translate, goodnet.record
    if record.learned:
        return _learned_line(record.learned[-1], session)
    recipe, took = recipe_name(record.recipe), duration(seconds_of_repair(record))
    if record.expected_seconds is not None:
        expected = translate("RepairHead", "{time}, expected {expected}")
        took = expected.format(time=took, expected=duration(record.expected_seconds))
    said = translate("RepairHead", "{recipe} in {time}. {pruned} of {channels} channels pruned.")
    if came.kind == "screen only":
        said = translate("RepairHead", "{name} answers as before; its screen took {time}.")
    return said.format(
        recipe=recipe[:1].upper() + recipe[1:],
        name=session.model_name,
        time=took,
        pruned=record.channels_pruned,
        channels=record.channels,
    )


def _learned_line(learned: Learned, session: Session) -> str:
    said = QCoreApplication.translate(
        "RepairHead", "Unlearned what {count} pictures of class {name} have in common, in {time}."
    )
    return said.format(
        count=count(len(learned.learned_from)),
        name=session.numbered(learned.target_class),
        time=duration(learned.seconds),
    )
