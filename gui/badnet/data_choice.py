"""Which data the BadNet page works with: chosen, read and measured."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from core.errors import LabelsDoNotFit
from core.records import CleanDataExamined, Notice, Progress, RepairOptions
from gui import dialogs
from gui.badnet.clean_data_card import CleanDataCard
from gui.job import Job
from gui.look.notices import Message
from gui.look.sentences import in_window_language
from gui.look.wording import percent
from gui.page import Page

SAMPLES = 12


class DataChoice(QObject):
    """Does what the card asks for: takes data, samples it, and has the BadNet answer it."""

    def __init__(self, page: Page, card: CleanDataCard) -> None:
        super().__init__(page)
        self._page, self._card, self._session = page, card, page.session
        self._examining: Job | None = None
        card.clean_wanted.connect(self.ask_for_clean)
        card.folder_wanted.connect(self.ask_for_folder)
        card.poisoned_wanted.connect(self.ask_for_poisoned)
        card.cleared.connect(lambda: self.choose((), ()))
        card.preprocessing_chosen.connect(self._on_preprocessing)
        card.labels_ignored.connect(self._on_labels)
        self._session.model_changed.connect(self._forget)

    def _forget(self) -> None:
        self._examining = None

    def add(self, paths: Sequence[str]) -> None:
        """Take more clean data and measure again."""
        known = self._session.clean_paths
        new = [path for path in paths if path not in known]
        self.choose((*known, *new), self._session.poisoned_paths)

    def ask_for_clean(self) -> None:
        """Let a person choose files of clean data."""
        self.add(self._ask_for_data(self.tr("Add clean data")))

    def ask_for_folder(self) -> None:
        """Let a person choose a folder of clean data."""
        title = self.tr("Add a folder of clean data")
        self.add(dialogs.open_folder(self._page, self._page.desk.settings, title))

    def ask_for_poisoned(self) -> None:
        """Let a person choose a poisoned set, which is only ever shown."""
        new = self._ask_for_data(self.tr("Add a poisoned set"))
        if new:
            self.choose(self._session.clean_paths, (*self._session.poisoned_paths, *new))

    def choose(self, clean: Sequence[str], poisoned: Sequence[str]) -> None:
        """Work with these paths and no others, and measure them."""
        inspection = self._session.inspection
        assert inspection is not None
        if self._examining:
            self._examining.drop()
            self._examining = None
        self._session.choose_data(clean, poisoned)
        if not clean:
            return
        core = self._page.desk.core
        options = RepairOptions(
            preprocessing=self._session.preprocessing,
            ignore_labels=self._session.ignore_labels,
        )
        sampling = Job(
            self.tr("Reading clean data"),
            lambda: core.samples(inspection, clean, SAMPLES, ignore_labels=options.ignore_labels),
            about=inspection,
        )
        # What is wrong with the data, measuring it will tell.
        sampling.succeeded.connect(self._session.set_samples)
        self._page.desk.errands.submit(sampling)
        self._examining = Job(
            self.tr("Measuring clean data"),
            lambda: core.examine(inspection.path, clean, poisoned, options),
            about=inspection,
        )
        self._examining.progressed.connect(self._on_examining)
        waiting = self._page.desk.keras.is_busy()
        self._card.show_progress(
            self.tr("Waiting for TensorFlow…") if waiting else self._examining.title + "…", None
        )
        self._examining.succeeded.connect(self._on_examined)
        self._examining.failed.connect(self._on_not_examined)
        self._page.desk.keras.submit(self._examining)

    def _ask_for_data(self, title: str) -> list[str]:
        filters = self.tr("Images (*.h5 *.hdf5 *.npz *.npy);;All files (*)")
        return dialogs.open_files(self._page, self._page.desk.settings, title, filters)

    def _on_preprocessing(self, text: str | None) -> None:
        self._session.preprocessing = text
        self.choose(self._session.clean_paths, self._session.poisoned_paths)

    def _on_examining(self, record: object) -> None:
        if isinstance(record, Progress):
            title = self.tr("Measuring how the BadNet answers…")
            self._card.show_progress(title, record.done / max(1, record.total))
        elif isinstance(record, Notice):
            sentence = in_window_language(record.what)
            self._page.notices.show_message(Message(record.severity, sentence))

    def _on_examined(self, examined: CleanDataExamined) -> None:
        self._examining = None
        self._session.set_examined(examined)
        share = percent(examined.clean_accuracy)
        self._page.said.emit(self.tr("Measured clean data: {share}.").format(share=share))

    def _on_not_examined(self, error: BaseException) -> None:
        """Take the data away, unless it can be used without its labels and a person wants that."""
        clean, poisoned = self._session.clean_paths, self._session.poisoned_paths
        usable = isinstance(error, LabelsDoNotFit) and dialogs.ask(
            self._page,
            self.tr("Use these images without their labels?"),
            self.tr(
                "The labels do not fit this network. Without labels, the BadNet's own answers"
                " stand in for them."
            ),
            self.tr("Use without labels"),
        )
        if not usable:
            self._page.show_error(error)
        self._session.ignore_labels = usable
        self.choose(clean if usable else (), poisoned)

    def _on_labels(self, ignored: bool) -> None:
        self._session.ignore_labels = ignored
        self.choose(self._session.clean_paths, self._session.poisoned_paths)
