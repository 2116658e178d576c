"""A person's choices for an audit, and a first look at them before anything runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.records import AuditRow
from gui.job import Job
from gui.page import Page

# The subject of notices from the first look.
LOOKING = "looking at models"


class Choices(QObject):
    """Models, clean data and the output folder; nothing is created before the audit runs.

    Attributes:
        models, clean: paths, as a person gave them.
        out: the folder for the table and the reports.
        refused: the rows of models that the first look found unsafe or unreadable.

    Signals:
        changed: earlier results no longer apply.
        found: a new row in `refused`.
        looked: the first look has begun or ended.
    """

    changed = Signal()
    found = Signal(object)
    looked = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.models: tuple[str, ...] = ()
        self.clean: tuple[str, ...] = ()
        self.out = ""
        self.refused: list[AuditRow] = []
        self._chose_out = False
        self._looking: Job | None = None

    @property
    def is_looking(self) -> bool:
        """Whether the first look is running."""
        return self._looking is not None

    def add_models(self, paths: Sequence[str]) -> None:
        """Add models, and folders of models, to those already chosen."""
        self._choose_models(dict.fromkeys((*self.models, *paths)))

    def add_clean(self, paths: Sequence[str]) -> None:
        """Add clean data to the data already chosen."""
        self.clean = tuple(dict.fromkeys((*self.clean, *paths)))
        self.changed.emit()

    def remove(self, path: str) -> None:
        """Remove a model, a folder or clean data from the choices; no file is changed."""
        self.clean = tuple(data for data in self.clean if data != path)
        if path in self.models:
            self._choose_models(model for model in self.models if model != path)
        else:
            self.changed.emit()

    def set_out(self, folder: str) -> None:
        """Set the folder for the table."""
        self.out, self._chose_out = folder, True
        self.changed.emit()

    # -- inside --------------------------------------------------------------------------

    def _choose_models(self, models: Iterable[str]) -> None:
        """Take other models, and have a first look at them."""
        self.models = tuple(models)
        if not self._chose_out:
            self.out = default_out(self.models)
        self.refused = []
        self._page.notices.settle(LOOKING)
        if self._looking:
            self._looking.drop()
        self._looking = None
        if self.models:
            self._look()
        self.changed.emit()

    def _look(self) -> None:
        desk, models = self._page.desk, self.models
        job = Job(self.tr("Looking at the models"), lambda: desk.core.first_look(models))
        job.progressed.connect(self._on_record)
        job.failed.connect(lambda _error: self._on_looked())
        self._looking = job
        self._page.submit(desk.looks, job, lambda _none: self._on_looked(), LOOKING)

    def _on_record(self, record: object) -> None:
        if isinstance(record, AuditRow):
            self.refused.append(record)
            self.found.emit(record)

    def _on_looked(self) -> None:
        self._looking = None
        self.looked.emit()


def default_out(models: Sequence[str]) -> str:
    """The default folder for the table: beside the first model; empty without models."""
    if not models:
        return ""
    first = Path(models[0])
    return str(first.parent / f"{first.stem}-audit")
