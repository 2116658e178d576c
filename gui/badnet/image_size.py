"""The size of images for a network that takes any: it is taken from the data, with a notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from core.records import Notice
from gui.job import Job
from gui.look.notices import Message, message_of
from gui.page import Page

ABOUT = "image size"


@dataclass(frozen=True)
class Kept:
    """Data to use once a network is open, whether to leave out its labels, and a notice on it."""

    clean: Sequence[str]
    poisoned: Sequence[str] = ()
    overlays: Sequence[str] = ()
    ignore_labels: bool = False
    message: Message | None = None


class ImageSize(QObject):
    """Finds the size of the data that a person chose.

    Signals:
        found: (height, width) of the data, and the data to take once the network was opened for
            this size.
    """

    found = Signal(object, object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def is_open(self) -> bool:
        """Whether the open network takes images of any size."""
        inspection = self._page.session.inspection
        return inspection is not None and None in inspection.image_shape

    def find(self, kept: Kept) -> Job:
        """Look for the median size of the data."""
        inspection, core = self._page.session.inspection, self._page.desk.core
        assert inspection is not None
        paths = [*kept.clean, *kept.poisoned, *kept.overlays]
        job = Job(
            self.tr("Looking at the data"),
            lambda: core.size_of(inspection, paths),
            about=inspection,
        )
        job.succeeded.connect(lambda found: self._on_found(found, kept))
        job.failed.connect(self._page.show_error)
        self._page.desk.errands.submit(job)
        return job

    def _on_found(self, found: tuple[Notice, int, int], kept: Kept) -> None:
        notice, height, width = found
        self.found.emit((height, width), replace(kept, message=message_of(notice, ABOUT)))
