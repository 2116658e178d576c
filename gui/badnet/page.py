"""The BadNet page: a place to open a file, then its description, or why it was refused."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from core.errors import Unsafe
from core.records import Inspection
from gui import dialogs
from gui.badnet.data_choice import ABOUT, DataChoice
from gui.badnet.findings_text import findings_count, findings_text
from gui.badnet.image_size import Kept
from gui.badnet.model_head import show_head
from gui.badnet.open_choices import OpenChoices
from gui.badnet.refused_view import RefusedView
from gui.badnet.start_view import StartView
from gui.badnet.view import BadNetView
from gui.job import Job
from gui.look.fit import Stack
from gui.look.help import Topic
from gui.look.widgets import button, set_kind
from gui.look.wording import SPACE, count, decimal, duration
from gui.page import NAMING, OPENING, Command, Desk, Page, State
from gui.port import Demo, Reading

if TYPE_CHECKING:
    from gui.port import GoodNet, Kind


class ModelPage(Page):
    """Opens files and clean data, and shows one of three views of what is open."""

    KEY = "badnet"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._opening: Job | None = None
        self._choices = OpenChoices(self, self._open_again)
        self._kept: Kept | None = None  # data for the file that is being opened
        self.start = StartView(desk.settings)
        self.badnet = BadNetView(desk.session)
        self.refused = RefusedView()
        self.data = DataChoice(self, self.badnet.data)
        self._views = Stack()
        for view in (self.start, self.badnet, self.refused):
            self._views.addWidget(view)
        self.body.addWidget(self._views)
        self._add_buttons()
        self._connect()
        self._on_model_changed()

    def _add_buttons(self) -> None:
        add = self.head.add_button
        self._copy = add(button(self.tr("Copy findings"), "copy"))
        self._another = add(button(self.tr("Open another…"), "folder"))
        self._open_other = add(button(self.tr("Open another…"), "folder", "primary"))
        self._continue = add(
            button(self.tr("Continue to Repair"), "arrow-right", "primary", trailing=True)
        )
        self._copy.clicked.connect(self._on_copy_findings)
        self._continue.clicked.connect(lambda: self.left_for.emit("repair"))
        for made in (self._another, self._open_other):
            made.clicked.connect(lambda: self.asked_for.emit("open"))

    def _connect(self) -> None:
        self.start.open_wanted.connect(lambda: self.asked_for.emit("open"))
        self.start.demo_wanted.connect(lambda: self.asked_for.emit("demo"))
        self.start.tour_wanted.connect(lambda: self.asked_for.emit("tour"))
        self.start.recent_chosen.connect(self._on_recent)
        self.data.size.found.connect(self._on_size_found)
        self.badnet.names_wanted.connect(self._on_load_names)
        self.notices.changed.connect(self._mark_next)
        self.session.model_changed.connect(self._on_model_changed)
        for signal in (self.session.clean_data_changed, self.session.class_names_changed):
            signal.connect(self._refresh)

    # -- the page ------------------------------------------------------------------------

    def state(self) -> State:
        inspection = self.session.inspection
        if inspection is None:
            return State(self.tr("No file yet"))
        if not inspection.safe:
            return State(self.tr("Refused"), "cross")
        classes = count(inspection.classes)
        return State(self.tr("Safe, {classes} classes").format(classes=classes), "check")

    def commands(self) -> Mapping[str, Command]:
        safe = lambda: self.session.is_safe  # noqa: E731
        return {
            "add_clean": Command(self.data.ask_for_clean, safe),
            "add_clean_folder": Command(self.data.ask_for_folder, safe),
            "add_poisoned": Command(self.data.ask_for_poisoned, safe),
            "add_overlays": Command(self.data.ask_for_overlays, safe),
            "ignore_labels": Command(self.data.set_ignore_labels, safe),
            "screen_only": Command(self.data.set_screen_only, safe),
            "fit_crop": Command(lambda: self.data.set_resize("crop"), safe),
            "fit_pad": Command(lambda: self.data.set_resize("pad"), safe),
            "leave_out_stretched": Command(self.data.leave_out_stretched, safe),
            "choose_architecture": Command(
                self._choices.ask_for_architecture, lambda: bool(self._choices.tried)
            ),
            "choose_output": Command(
                self._choices.ask_for_output, lambda: bool(self._choices.outputs)
            ),
            "choose_size": Command(self._choices.ask_for_size, safe),
            "choose_preprocessing": Command(self.badnet.data.preprocessing.ask, safe),
            "load_names": Command(self._on_load_names, safe),
            "layer_graph": Command(self._on_graph, safe),
        }

    def topic(self) -> Topic:
        return super().topic() if self.session.inspection else "start-page"

    # -- opening -------------------------------------------------------------------------

    def open_path(
        self, path: str, kind: Kind, reading: Reading | None = None, kept: Kept | None = None
    ) -> None:
        """Inspect a BadNet, or open a GoodNet, and show it; `kept` becomes the BadNet's data."""
        reading = reading or Reading()
        self._kept = kept
        name = Path(path).name
        started = time.monotonic()
        if kind == "goodnet":
            job = Job(self.tr("Opening {name}").format(name=name), lambda: self._open_goodnet(path))
            lane = self.desk.keras
        else:
            job = Job(
                self.tr("Checking {name}").format(name=name),
                lambda: self._inspect(path, reading),
            )
            lane = self.desk.errands
        if self._opening:
            self._opening.drop()
        self._opening = job
        self._choices.begin(path, reading)
        job.failed.connect(self._choices.note_failure)
        self.said.emit(job.title + "…")
        done = self._on_goodnet if kind == "goodnet" else self._on_inspected
        job.failed.connect(
            lambda _error: self.said.emit(self.tr("{name} was not opened.").format(name=name))
        )
        self.submit(lane, job, lambda opened: done(opened, time.monotonic() - started), OPENING)
        job.finished.connect(lambda: self._on_finished(job))

    def _open_again(self, path: str, reading: Reading) -> None:
        """Open a file with other choices; its clean data stays."""
        self.notices.settle(OPENING)
        session = self.session
        data = (session.clean_paths, session.poisoned_paths, session.overlay_paths)
        self.open_path(path, "model", reading, Kept(*data, session.ignore_labels))

    def _on_size_found(self, size: tuple[int, int], kept: Kept) -> None:
        """Open the file again for images of the size of the data, and take the data."""
        reading = replace(self._choices.reading, size=size)
        self.open_path(self._choices.tried, "model", reading, kept)

    def open_demo(self) -> None:
        """Open the embedded demo with its data and class names."""
        self._opening = Job(
            self.tr("Opening the demo"), lambda: _with_inspection(self.desk, self._inspect)
        )
        self.submit(self.desk.errands, self._opening, self._on_demo)

    def _inspect(self, path: str, reading: Reading | None = None) -> Inspection:
        try:
            return self.desk.core.inspect(path, reading)
        except Unsafe as refusal:
            if refusal.inspection is None:
                raise
            return refusal.inspection

    def _open_goodnet(self, path: str) -> tuple[GoodNet, str]:
        return self.desk.core.open_goodnet(path), path

    def _on_finished(self, job: Job) -> None:
        if self._opening is job:
            self._opening = None

    def _on_inspected(self, inspection: Inspection, seconds: float) -> None:
        kind = "BadNet" if inspection.safe else "Refused"
        self.desk.settings.add_recent(inspection.path, kind)
        kept, self._kept = self._kept, None
        self.session.open_model(inspection, self._choices.reading)
        name = self.session.model_name
        if inspection.safe:
            said = self.tr("Opened {name} in {time}.")
        else:
            said = self.tr("Refused {name}: {findings}.")
        shown = duration(seconds) if seconds >= 1 else f"{decimal(seconds, 1)}{SPACE}s"
        self.said.emit(said.format(name=name, time=shown, findings=findings_count(inspection)))
        if kept and inspection.safe:
            self.data.take(kept)

    def _on_goodnet(self, opened: tuple[GoodNet, str], seconds: float) -> None:
        goodnet, path = opened
        self.desk.settings.add_recent(path, "GoodNet")
        self.session.open_goodnet(goodnet, path)
        self.said.emit(self.tr("Opened {name}.").format(name=Path(path).name))
        self.left_for.emit("screening")

    def _on_demo(self, opened: tuple[Demo, Inspection]) -> None:
        demo, inspection = opened
        self._on_inspected(inspection, 0.0)
        self.session.set_class_names(demo.class_names)
        self.data.choose(demo.clean, demo.poisoned)

    def _on_recent(self, path: str) -> None:
        if Path(path).exists():
            self.open_path(path, self.desk.core.kind_of(path))
        else:
            self.desk.settings.remove_recent(path)
            self.start.refresh()
            self.show_notice(
                self.tr("{path} does not exist any more and was removed from the list.").format(
                    path=path
                )
            )

    # -- class names -------------------------------------------------------------

    def load_names(self, path: str) -> None:
        """Load the names of the classes from a file."""
        inspection = self.session.inspection
        assert inspection is not None
        job = Job(
            self.tr("Reading class names"),
            lambda: self.desk.core.class_names(path, inspection.classes),
            about=inspection,
        )
        self.submit(self.desk.errands, job, self._on_names, NAMING)

    def _on_names(self, names: tuple[str, ...]) -> None:
        self.session.set_class_names(names)
        self.said.emit(self.tr("Loaded {count} class names.").format(count=len(names)))

    def _on_graph(self) -> None:
        self.left_for.emit("badnet")
        self.badnet.show_graph()

    def _on_load_names(self) -> None:
        filters = self.tr("Names (*.txt *.csv *.json);;All files (*)")
        title = self.tr("Load class names")
        for path in dialogs.open_files(self, self.desk.settings, title, filters)[:1]:
            self.load_names(path)

    # -- shown ---------------------------------------------------------------------------

    def _on_model_changed(self) -> None:
        self.notices.clear_passing()
        inspection = self.session.inspection
        if inspection and not inspection.safe:
            self.refused.show_findings(inspection)
        self._refresh()
        self.show_top()
        self._show_first()

    def _refresh(self) -> None:
        inspection = self.session.inspection
        refused = inspection is not None and not inspection.safe
        self._copy.setVisible(refused)
        self._open_other.setVisible(refused)
        self._another.setVisible(self.session.is_safe)
        self._continue.setVisible(self.session.is_safe)
        self.start.refresh()
        self.badnet.refresh()
        show_head(self.head, inspection)
        view = self.start if inspection is None else self.refused if refused else self.badnet
        self._views.setCurrentWidget(view)
        self.state_changed.emit()

    def _mark_next(self) -> None:
        """Going on is the next step unless there is something to mend in the clean data."""
        kind = "normal" if self.notices.warns(ABOUT) else "primary"
        set_kind(self._continue, kind)

    def _show_first(self) -> None:
        """Focus the first visible control, so that Enter leads on."""
        if self.refused.cards and not self.session.is_safe and self.session.inspection:
            self.refused.cards[0].setFocus()
        elif self.session.is_safe:
            self._continue.setFocus()

    def _on_copy_findings(self) -> None:
        inspection = self.session.inspection
        assert inspection is not None
        QApplication.clipboard().setText(findings_text(inspection))
        self.said.emit(self.tr("The findings are on the clipboard."))


def _with_inspection(desk: Desk, inspect) -> tuple[Demo, Inspection]:
    demo = desk.core.demo()
    return demo, inspect(demo.model)
