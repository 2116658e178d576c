"""Save and export the GoodNet, never over an input file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.records import ExportRecord
from gui import dialogs
from gui.job import Job
from gui.look.notices import Message
from gui.page import Page
from gui.session import Session

if TYPE_CHECKING:
    from gui.port import GoodNet

    Done = Callable[[GoodNet, str], object]


class GoodNetFiles(QObject):
    """Writes the GoodNet of a page's session, in the Keras lane because it reads the networks."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def save(self, then: Callable[[], object] | None = None) -> bool:
        """Ask for a path and write the .goodnet file there; `then` is called afterwards.

        Returns whether a path was chosen.
        """
        goodnet = self._page.session.goodnet
        filters = self.tr("GoodNet (*.goodnet)")
        path = self._ask_for_place(self.tr("Save GoodNet"), ".goodnet", filters)
        if path and goodnet:
            core = self._page.desk.core
            job = self._write(path, goodnet, lambda: core.save(goodnet, path), self._on_saved)
            if then:
                # Call `then` once the lane is free, because it may close the window or open another
                # file.
                job.succeeded.connect(lambda _none: job.finished.connect(then))
        return bool(path and goodnet)

    def export(self) -> None:
        """Ask for a path and write the repaired network alone there, for stock Keras."""
        goodnet = self._page.session.goodnet
        filters = self.tr("Keras network (*.h5)")
        path = self._ask_for_place(self.tr("Export .h5"), "_repaired.h5", filters)
        if path and goodnet:
            core = self._page.desk.core
            self._write(path, goodnet, lambda: core.export(goodnet, path), self._on_exported)

    def export_guard(self) -> None:
        """Ask for a path and write the whole guard there, for programs without GoodNet."""
        goodnet = self._page.session.goodnet
        filters = self.tr(
            "SavedModel, a folder (*.savedmodel);;ONNX (*.onnx);;Keras, without STRIP (*.keras)"
        )
        path = self._ask_for_place(self.tr("Export guard"), "_guard.savedmodel", filters)
        if path and goodnet:
            core = self._page.desk.core
            written: list[ExportRecord] = []
            self._write(
                path,
                goodnet,
                lambda: written.append(core.export_guard(goodnet, path)),
                lambda _goodnet, _path: self._on_guard_exported(written[0]),
            )

    def _ask_for_place(self, title: str, suffix: str, filters: str) -> str | None:
        page = self._page
        name = Path(page.session.model_name or "network").stem + suffix
        path = dialogs.save_file(page, page.desk.settings, title, name, filters)
        if path and is_input(path, page.session):
            sentence = self.tr("{name} is one of the files that were read; choose another name.")
            message = Message("error", sentence.format(name=Path(path).name))
            page.notices.show_message(message)
            return None
        return path

    def _write(self, path: str, goodnet: GoodNet, work: Callable[[], None], done: Done) -> Job:
        page = self._page
        title = self.tr("Writing {name}").format(name=Path(path).name)
        page.progressed.emit(title, None)
        job = Job(title, work, about=page.session.inspection)
        return page.submit(page.desk.keras, job, lambda _none: done(goodnet, path))

    def _on_saved(self, goodnet: GoodNet, path: str) -> None:
        page = self._page
        page.desk.settings.add_recent(path, "GoodNet")
        # If threshold or names have changed since, the open GoodNet is not the saved one.
        if page.session.goodnet is goodnet:
            page.session.set_goodnet(goodnet, path)
        page.said.emit(self.tr("Saved {name}.").format(name=Path(path).name))

    def _on_exported(self, _goodnet: GoodNet, path: str) -> None:
        said = self.tr("Exported {name}: the repaired network alone, without the screen.")
        self._page.said.emit(said.format(name=Path(path).name))

    def _on_guard_exported(self, record: ExportRecord) -> None:
        said = self.tr("Exported {name}, the guard with these votes: {votes}.")
        name, votes = Path(record.path).name, ", ".join(record.votes)
        sentence = said.format(name=name, votes=votes)
        if record.left_out:
            without = self.tr("It does not have: {votes}.")
            sentence += " " + without.format(votes=", ".join(record.left_out))
        self._page.said.emit(sentence)


def is_input(path: str, session: Session) -> bool:
    """Whether `path` is the BadNet, a data file, or an existing file of a data folder."""
    target = Path(path).resolve()
    inspected = [session.inspection.path] if session.inspection else []
    data = (*session.clean_paths, *session.poisoned_paths, *session.overlay_paths)
    inputs = [Path(each).resolve() for each in (*inspected, *data)]
    folders = [each for each in inputs if each.is_dir()]
    inside = target.exists() and any(target.is_relative_to(folder) for folder in folders)
    return target in inputs or inside
