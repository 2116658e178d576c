"""Offer to continue a repair that a crash interrupted, and continue it if a person agrees."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.job import Job
from gui.look.notices import Message
from gui.page import Command, Desk
from gui.port import Reading, Unfinished
from gui.shell.leaving import Leaving
from gui.shell.page_stack import PageStack
from gui.shell.waiting import Waiting

ABOUT = "an unfinished repair"


class Resuming(QObject):
    """Opens the model, chooses the data, waits until it is measured, and continues the repair.

    Signals:
        changed: there is a repair to continue, or no longer.
    """

    changed = Signal()

    def __init__(self, desk: Desk, pages: PageStack, leaving: Leaving) -> None:
        super().__init__(pages)
        self._desk, self._pages, self._leaving = desk, pages, leaving
        self._found: Unfinished | None = None
        self._wanted: Unfinished | None = None
        desk.session.model_changed.connect(self._on_model_changed)
        desk.session.clean_data_changed.connect(self._on_data_changed)

    def commands(self) -> dict[str, Command]:
        """The commands of the offer's buttons."""
        found = lambda: self._found is not None  # noqa: E731
        return {
            "resume_repair": Command(self._on_resume, found),
            "discard_repair": Command(self._on_discard, found),
        }

    def look(self) -> None:
        """Find out whether a repair was interrupted, and offer to continue it."""
        job = Job(self.tr("Looking for unfinished repairs"), self._desk.core.unfinished_repair)
        job.succeeded.connect(self._on_found)
        self._desk.errands.submit(job)

    def _on_found(self, found: Unfinished | None) -> None:
        self._found = found
        self.changed.emit()
        if found is None:
            return
        sentence = self.tr(
            "The repair of {name} was interrupted. Its finished stages are kept, so it can "
            "continue."
        ).format(name=Path(found.model).name)
        actions = ("resume_repair", "discard_repair")
        self._pages.model_page().notices.show_message(
            Message("note", sentence, actions=actions, about=ABOUT)
        )

    def _on_resume(self) -> None:
        found = self._found
        if found:
            name = Path(found.model).name
            self._leaving.to_open(Waiting(name, lambda: self._open(found)))

    def _open(self, found: Unfinished) -> None:
        self._found, self._wanted = None, found
        self.changed.emit()
        options = found.options
        reading = Reading(options.architecture or "", options.output, options.size)
        self._pages.model_page().open_path(found.model, "model", reading)

    def _on_model_changed(self) -> None:
        session, wanted = self._desk.session, self._wanted
        if wanted is None:
            return
        if not session.is_safe or session.inspection.path != wanted.model:  # pyright: ignore[reportOptionalMemberAccess]
            self._wanted = None
            return
        session.preprocessing = wanted.options.preprocessing
        session.ignore_labels = wanted.options.ignore_labels
        session.resize = wanted.options.resize
        session.screen_only = wanted.options.recipe == "none"
        if wanted.class_names:
            session.set_class_names(wanted.class_names)
        self._pages.model_page().data.choose(wanted.clean, wanted.poisoned, wanted.options.overlays)

    def _on_data_changed(self) -> None:
        wanted = self._wanted
        if wanted and self._desk.session.examined:
            self._wanted = None
            self._pages.repair_page().start(wanted.options)

    def _on_discard(self) -> None:
        found, self._found = self._found, None
        self.changed.emit()
        if found:
            core = self._desk.core
            self._desk.errands.submit(
                Job(self.tr("Deleting the repair's checkpoint"), lambda: core.discard_repair(found))
            )
