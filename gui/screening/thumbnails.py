"""Pictures of screened images, read in the background and only when they are visible."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap
from shiboken6 import isValid

from gui.job import Job
from gui.look.pictures import pixmap
from gui.page import Desk
from gui.port import Origin

if TYPE_CHECKING:
    import numpy as np

KEPT = 400
AT_ONCE = 48


class Thumbnails(QObject):
    """Keeps the most recently viewed pictures.

    Signals:
        came: requested pictures have arrived.
    """

    came = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: OrderedDict[Origin, QPixmap] = OrderedDict()
        self._wanted: OrderedDict[Origin, None] = OrderedDict()
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    def get(self, origin: Origin) -> QPixmap:
        """The picture of an image; an empty one until `came`."""
        if origin in self._known:
            self._known.move_to_end(origin)
            return self._known[origin]
        self._wanted[origin] = None
        self._wanted.move_to_end(origin)
        self._soon.start()
        return QPixmap()

    def clear(self) -> None:
        """Drop everything, as when another model is opened."""
        self._known.clear()
        self._wanted.clear()
        if self._job:
            self._job.drop()

    def _ask(self) -> None:
        inspection = self._desk.session.inspection
        if self._job or not self._wanted or inspection is None:
            return
        # Pictures that were scrolled past are requested again when they are visible again.
        origins = list(self._wanted)[-AT_ONCE:]
        self._wanted.clear()
        job = Job(
            self.tr("Reading pictures"),
            lambda: self._desk.core.pictures(inspection, origins),
            about=inspection,
        )
        job.succeeded.connect(lambda images: self._take(origins, images))
        job.finished.connect(self._on_finished)
        self._job = job
        self._desk.errands.submit(job)

    def _take(self, origins: list[Origin], images: Mapping[Origin, np.ndarray]) -> None:
        if not isValid(self):  # the window was closed before its pictures arrived
            return
        for origin in origins:
            image = images.get(origin)
            self._known[origin] = QPixmap() if image is None else pixmap(image)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        self.came.emit()

    def _on_finished(self) -> None:
        self._job = None
        self._ask()
