"""The data of the BadNet page: choose it, look at it, read it and measure it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from core.errors import LabelsDoNotFit
from core.records import CleanDataExamined, Fit, Notice, Progress, RepairOptions
from gui import dialogs
from gui.badnet.clean_data_card import CleanDataCard
from gui.badnet.image_size import ImageSize, Kept
from gui.job import Job
from gui.look.notices import message_for, message_of
from gui.look.sentences import in_window_language
from gui.look.stretched import stretched, stretched_message
from gui.look.wording import count, percent
from gui.page import Page
from gui.port import LookedAt

SAMPLES = 12
ABOUT = "clean data"


class DataChoice(QObject):
    """Serves the clean data card: adds data, samples it, and has the BadNet answer it.

    Attributes:
        size: finds the images' size, for a network that takes any.
    """

    def __init__(self, page: Page, card: CleanDataCard) -> None:
        super().__init__(page)
        self._page, self._card, self._session = page, card, page.session
        self.size = ImageSize(page)
        self._examining: Job | None = None
        self._looking: Job | None = None
        self._failure: BaseException | None = None
        self._measured: tuple[str, ...] = ()
        card.clean_wanted.connect(self.ask_for_clean)
        card.folder_wanted.connect(self.ask_for_folder)
        card.poisoned_wanted.connect(self.ask_for_poisoned)
        card.overlays_wanted.connect(self.ask_for_overlays)
        card.cleared.connect(lambda: self.choose((), (), ()))
        card.removed.connect(self.remove)
        card.preprocessing_chosen.connect(self._on_preprocessing)
        card.labels_ignored.connect(self.set_ignore_labels)
        self._session.model_changed.connect(self._on_model_changed)

    def _on_model_changed(self) -> None:
        self._examining = self._looking = self._failure = None
        self._measured = ()
        self._page.notices.settle(ABOUT)

    # -- chosen --------------------------------------------------------------------------

    def add(self, paths: Sequence[str]) -> None:
        """Add clean data and measure again."""
        clean = tuple(dict.fromkeys((*self._session.clean_paths, *paths)))
        self._session.screen_only = False
        self.choose(clean, self._session.poisoned_paths)

    def remove(self, path: str) -> None:
        """Drop one file from the data; the file itself stays."""
        self._do_without([path])

    def ask_for_clean(self) -> None:
        """Let a person choose files of clean data."""
        self.add(self._ask_for_data(self.tr("Add clean data")))

    def ask_for_folder(self) -> None:
        """Let a person choose a folder of clean data."""
        title = self.tr("Add a folder of clean data")
        self.add(dialogs.open_folder(self._page, self._page.desk.settings, title))

    def ask_for_poisoned(self) -> None:
        """Let a person choose a poisoned set, which is only displayed."""
        new = self._ask_for_data(self.tr("Add a poisoned set"))
        if new:
            self.choose(self._session.clean_paths, (*self._session.poisoned_paths, *new))

    def ask_for_overlays(self) -> None:
        """Let a person choose images that STRIP superimposes, in place of some clean ones."""
        session = self._session
        new = self._ask_for_data(self.tr("Add overlays"))
        if new:
            overlays = tuple(dict.fromkeys((*session.overlay_paths, *new)))
            self.choose(session.clean_paths, session.poisoned_paths, overlays)

    def take(self, kept: Kept) -> None:
        """Use the data of a network that was just opened, and show the notice on it."""
        self._session.ignore_labels = kept.ignore_labels
        self.choose(kept.clean, kept.poisoned, kept.overlays)
        if kept.message:
            self._page.notices.show_message(kept.message)

    def set_ignore_labels(self, ignored: bool = True) -> None:
        """Leave out the labels, or use them again."""
        self._session.ignore_labels = ignored
        self.choose(self._session.clean_paths, self._session.poisoned_paths)

    def set_resize(self, fit: Fit) -> None:
        """Fit pictures of another shape in another way."""
        self._session.resize = fit
        self.choose(self._session.clean_paths, self._session.poisoned_paths)

    def leave_out_stretched(self) -> None:
        """Use only the files whose pictures have the network's shape."""
        left_out = stretched(self._session.summaries_of_clean())
        clean = [path for path in self._session.clean_paths if path not in left_out]
        self.choose(clean, self._session.poisoned_paths)

    def set_screen_only(self) -> None:
        """Measure the data for a screen alone, which needs fewer images."""
        self._session.screen_only = True
        self.choose(self._session.clean_paths, self._session.poisoned_paths)

    def choose(
        self,
        clean: Sequence[str],
        poisoned: Sequence[str],
        overlays: Sequence[str] | None = None,
    ) -> None:
        """Work with these paths only, and measure them; overlays stay where none are given."""
        for job in (self._examining, self._looking):
            if job:
                job.drop()
        self._examining = self._looking = self._failure = None
        self._page.notices.settle(ABOUT)
        session = self._session
        kept = session.overlay_paths if overlays is None else overlays
        session.choose_data(clean, poisoned, kept)
        if not (clean or poisoned or kept):
            return
        if self.size.is_open():
            self._looking = self.size.find(Kept(clean, poisoned, kept, session.ignore_labels))
            return
        self._look([*clean, *poisoned], kept)
        if clean:
            self._sample()
            self._examine()

    def _do_without(self, paths: Sequence[str]) -> None:
        session = self._session
        chosen = (session.clean_paths, session.poisoned_paths, session.overlay_paths)
        self.choose(*(_without(each, paths) for each in chosen))

    def _ask_for_data(self, title: str) -> list[str]:
        filters = self.tr("Images (*.h5 *.hdf5 *.npz *.npy *.tfrec*);;All files (*)")
        return dialogs.open_files(self._page, self._page.desk.settings, title, filters)

    def _on_preprocessing(self, text: str | None) -> None:
        self._session.preprocessing = text
        self.choose(self._session.clean_paths, self._session.poisoned_paths)

    # -- looked at, each file alone ------------------------------------------------------

    def _look(self, paths: Sequence[str], overlays: Sequence[str]) -> None:
        inspection, core = self._session.inspection, self._page.desk.core
        assert inspection is not None
        ignored = self._session.ignore_labels
        self._looking = Job(
            self.tr("Looking at the data"),
            lambda: (
                *core.look_at(inspection, paths, ignore_labels=ignored),
                *core.look_at(inspection, overlays, ignore_labels=True),
            ),
            about=inspection,
        )
        self._looking.succeeded.connect(self._on_looked)
        self._looking.failed.connect(self._page.show_error)
        self._page.desk.errands.submit(self._looking)

    def _on_looked(self, found: Sequence[LookedAt]) -> None:
        self._looking = None
        self._session.set_looked_at(found)
        self._tell_stretched()
        refused = [each for each in found if each.error]
        if refused:
            self._refuse(refused)
        elif self._failure:
            self._on_not_examined(self._failure)

    def _refuse(self, refused: Sequence[LookedAt]) -> None:
        """Remove data that does not fit; the rest stays."""
        misfits = any(isinstance(each.error, LabelsDoNotFit) for each in refused)
        if misfits and self._may_ignore_labels():
            self.set_ignore_labels()
            return
        self._do_without([each.path for each in refused])
        for each in refused:
            if each.error:
                self._tell_removed(each.error)

    # -- read and measured ---------------------------------------------------------------

    def _sample(self) -> None:
        session, core = self._session, self._page.desk.core
        inspection, clean, ignored = session.inspection, session.clean_paths, session.ignore_labels
        assert inspection is not None
        sampling = Job(
            self.tr("Reading clean data"),
            lambda: core.samples(inspection, clean, SAMPLES, ignore_labels=ignored),
            about=inspection,
        )
        # Looking at the data and measuring it will report what is wrong with it.
        sampling.succeeded.connect(session.set_samples)
        self._page.desk.errands.submit(sampling)

    def _examine(self) -> None:
        session, core = self._session, self._page.desk.core
        inspection, options = session.inspection, session.options(RepairOptions())
        clean, poisoned = session.clean_paths, session.poisoned_paths
        assert inspection is not None
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

    def _on_examining(self, record: object) -> None:
        if isinstance(record, Progress):
            title = self.tr("Measuring how the BadNet answers…")
            self._card.show_progress(title, record.done / max(1, record.total))
        elif isinstance(record, Notice):
            self._page.notices.show_message(message_of(record, ABOUT))

    def _on_examined(self, examined: CleanDataExamined) -> None:
        self._examining = None
        self._measured = self._session.clean_paths
        self._session.set_examined(examined)
        self._tell_stretched()
        images = count(examined.data.images)
        said = self.tr("Measured {count} clean images.").format(count=images)
        if examined.measure == "accuracy":
            share = percent(examined.clean_accuracy)
            words = self.tr("Measured {count} clean images: clean accuracy {share}.")
            said = words.format(count=images, share=share)
        self._page.said.emit(said)

    def _tell_stretched(self) -> None:
        """Say so if pictures are stretched, once the data is measured and each file looked at."""
        session = self._session
        message = stretched_message(session.summaries_of_clean(), ABOUT)
        if message and session.examined and session.resize == "squash":
            self._page.notices.show_message(message)

    def _on_not_examined(self, error: BaseException) -> None:
        """Report what is wrong with the data as a whole, and offer to leave out the labels."""
        self._examining = None
        if self._looking:
            self._failure = error  # looking at each file may show which one it is
            return
        self._failure = None
        if not isinstance(error, LabelsDoNotFit):
            self._tell_trouble(error)
        elif self._may_ignore_labels():
            self.set_ignore_labels()
        elif kept := [path for path in self._session.clean_paths if path in self._measured]:
            self.choose(kept, self._session.poisoned_paths)
            self._tell_removed(error)
        else:
            self._tell_trouble(error)

    def _tell_trouble(self, error: BaseException) -> None:
        """Say what is wrong with the data; it stays, so that what is offered can be done to it."""
        self._page.show_error(error, ABOUT)
        self._session.set_trouble(in_window_language(str(error)))

    def _tell_removed(self, error: BaseException) -> None:
        """Say why data was removed; leaving out labels would now concern the other data."""
        message = message_for(error, ABOUT)
        if isinstance(error, LabelsDoNotFit):
            message = replace(message, actions=())
        self._page.show_trouble(message)

    def _may_ignore_labels(self) -> bool:
        return dialogs.ask(
            self._page,
            self.tr("Use these images without their labels?"),
            self.tr(
                "The labels do not fit this network. Without labels, the BadNet's own answers are "
                "used instead."
            ),
            self.tr("Use without labels"),
        )


def _without(paths: Sequence[str], taken: Sequence[str]) -> tuple[str, ...]:
    return tuple(path for path in paths if path not in taken)
