"""Questions to a person before work would be lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from gui import dialogs
from gui.dialogs import Answer
from gui.job import Job
from gui.page import Desk
from gui.shell.page_stack import PageStack
from gui.shell.waiting import OpenQueue, Waiting

Go = Callable[[], object]


class Leaving(QObject):
    """Asks, and continues if a person agrees.

    Attributes:
        queue: files to open once the running job is done.
    """

    def __init__(self, desk: Desk, pages: PageStack) -> None:
        super().__init__(pages)
        self._desk, self._pages = desk, pages
        self.queue = OpenQueue(desk.keras, self)
        self.queue.due.connect(self._on_due)

    def to_open(self, file: Waiting) -> bool:
        """Open `file` now or once the running job is done; False if a person wants neither."""
        job = self._desk.keras.staked()
        if job is None:
            return self._unless_unsaved(file.open)
        answer = self._ask_about(job, file.name)
        if answer == "queue":
            self.queue.add(file)
            return True
        opens = answer == "go" and self._unless_unsaved(file.open)
        if opens and file.in_keras_lane:
            job.cancel()
        return opens

    def to_close_file(self, go: Go) -> None:
        """Call `go` to close the open file, unless a person declines."""
        job = self._desk.keras.staked()
        if job is None or self._ask_to_stop(job, self.tr("Stop and close the file")):
            self._unless_unsaved(go)

    def may_close(self) -> bool:
        """Whether the window may close now; if a GoodNet is saved first, it closes afterwards."""
        job = self._desk.keras.current
        running = job if job and job.about is not None else None
        if running and not self._ask_to_stop(running, self.tr("Stop and close")):
            return False
        may: list[bool] = []
        self._unless_unsaved(lambda: may.append(True), saved=self._pages.window().close)
        return bool(may)

    def open_waiting(self, number: int) -> None:
        """Open a waiting file even if a job runs, because a person chose it; or let it wait."""
        file = self.queue.take_out(number)
        if not self.to_open(file):
            self.queue.put_back(file, number)

    def _on_due(self, file: Waiting) -> None:
        why = self.tr("{name} waits to be opened.").format(name=file.name)
        if not self._unless_unsaved(file.open, why=why):
            self.queue.put_back(file)

    def _ask_about(self, job: Job, name: str) -> str:
        words = {
            "repair": (self.tr("Continue the repair"), self.tr("Cancel the repair and open it")),
            "screening": (
                self.tr("Continue screening"),
                self.tr("Cancel the screening and open it"),
            ),
            "learning": (self.tr("Continue learning"), self.tr("Cancel learning and open it")),
        }
        stay, go = words[job.stake]
        return dialogs.choose(
            self._pages.window(),
            self.tr("Open {name} while {job} is running?").format(name=name, job=job.title),
            self.tr(
                "One network is open at a time. Opening another one now discards the work of this "
                "job."
            ),
            (
                Answer("stay", stay, "primary"),
                Answer("queue", self.tr("Open it when this is done")),
                Answer("go", go, "danger"),
            ),
        )

    def _ask_to_stop(self, job: Job, yes: str) -> bool:
        return dialogs.may_lose(
            self._pages.window(),
            self.tr("Stop and close?"),
            self.tr("{what} is still running. Its work so far will be discarded.").format(
                what=job.title
            ),
            self.tr("Let it run"),
            yes,
        )

    def _unless_unsaved(self, go: Go, saved: Go | None = None, why: str = "") -> bool:
        """Whether `go` was called, or `saved` (or `go`) will be, once all is saved.

        `why` says why a person is asked who has just done nothing.
        """
        session = self._desk.session
        if not session.unsaved_runs() and not session.unsaved_marks:
            go()
            return True
        answers = [
            Answer("stay", self.tr("Cancel")),
            Answer("leave", self.tr("Leave without saving"), "danger"),
        ]
        if self._is_goodnet_unsaved():
            answers.append(Answer("save", self.tr("Save GoodNet…"), "primary"))
        elif session.unsaved_marks:
            answers.append(Answer("save marks", self.tr("Save CSV…"), "primary"))
        answer = dialogs.choose(
            self._pages.window(),
            self.tr("Leave {name} without saving?").format(name=session.model_name),
            " ".join(filter(None, (why, self._only_here()))),
            answers,
        )
        # There may be more to save, so it asks again.
        then = saved or (lambda: self._unless_unsaved(go))
        if answer == "leave":
            go()
        elif answer == "save":
            return self._save(then)
        elif answer == "save marks":
            return self._pages.screening_page().actions_on_rows.save_csv(then)
        return answer == "leave"

    def _save(self, then: Go) -> bool:
        """Whether a place was chosen; a running job, which a person has given up, ends first."""
        chosen = self._pages.repair_page().files.save(then=then)
        job = self._desk.keras.staked()
        if chosen and job:
            job.cancel()
        return chosen

    def _is_goodnet_unsaved(self) -> bool:
        session = self._desk.session
        return session.goodnet is not None and not session.goodnet_path

    def _only_here(self) -> str:
        session, is_unsaved = self._desk.session, self._is_goodnet_unsaved()
        others = session.unsaved_runs() - is_unsaved
        said = []
        if is_unsaved:
            said.append(self.tr("The repaired network and its screen exist in this window only."))
        if others:
            said.append(self.tr("Other runs that are not saved: {count}.").format(count=others))
        if session.unsaved_marks:
            marks = self.tr("Marks of wrong verdicts that are in no CSV: {count}.")
            said.append(marks.format(count=session.unsaved_marks))
        return " ".join(said)
