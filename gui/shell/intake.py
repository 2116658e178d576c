"""Take in what is dropped, pasted or given, determine what it is, and pass it on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gui import drops
from gui.badnet.image_size import Kept
from gui.drops import Course
from gui.job import Job
from gui.look.notices import Message
from gui.page import OPENING
from gui.shell.leaving import Leaving
from gui.shell.waiting import Waiting

if TYPE_CHECKING:
    from gui.page import Desk, Page
    from gui.port import Kind
    from gui.shell.page_stack import PageStack


MOST_NAMED = 3


class Intake(QObject):
    """Passes files to the right page; a refusal becomes a notice on the visible page."""

    def __init__(self, desk: Desk, pages: PageStack, leaving: Leaving) -> None:
        super().__init__(pages)
        self._desk = desk
        self._leaving = leaving
        self._pages = pages
        self._pasted: TemporaryDirectory[str] | None = None
        self._pasted_count = 0

    def foretell(self, mime: QMimeData, page: Page) -> Course:
        """What dropping `mime` on `page` would do."""
        repairing = self._is_repairing()
        return drops.foretell(mime, self._desk.session, page.KEY, repairing=repairing)

    def take_mime(self, mime: QMimeData, page: Page) -> None:
        """Take in a drop or the clipboard: files, or otherwise a picture."""
        paths = drops.local_paths(mime)
        image = QImage(mime.imageData()) if mime.hasImage() else QImage()
        if not paths and not image.isNull():
            paths = [self._keep(image)]
        if paths:
            self.take(paths, page.KEY)
        else:
            self._refuse(self.foretell(mime, page), page)

    def paste(self, page: Page) -> None:
        """Take in what is on the clipboard."""
        mime = QApplication.clipboard().mimeData()
        if mime and (drops.local_paths(mime) or drops.is_wanted(mime)):
            self.take_mime(mime, page)
        else:
            sentence = self.tr("The clipboard holds no file and no picture.")
            page.notices.show_message(Message("note", sentence))

    def take(self, paths: Sequence[str], page_key: str) -> None:
        """Determine what each file is, then open, add or screen the files."""
        core = self._desk.core
        job = Job(
            self.tr("Looking at files"),
            lambda: [_existing(path, core.kind_of) for path in paths],
        )
        page = self._pages.page(page_key)
        page.submit(
            self._desk.errands,
            job,
            lambda kinds: self._pass_on(list(paths), kinds, page),
            OPENING,
        )

    def open_audited(self, path: str, clean: Sequence[str], ignore_labels: bool) -> None:
        """Open a network of an audit with its clean data, and say so."""
        said = self.tr("The clean data of the audit is used here, too.")
        message = Message("note", said) if clean else None
        self.open(path, "model", Kept(clean, ignore_labels=ignore_labels, message=message))

    def open(self, path: str, kind: Kind, kept: Kept | None = None) -> None:
        """Open a network, with its data if there is any; asks first if something would be lost."""
        opens = lambda: self._pages.model_page().open_path(path, kind, kept=kept)  # noqa: E731
        self._leaving.to_open(Waiting(Path(path).name, opens, in_keras_lane=kind == "goodnet"))

    def close(self) -> None:
        """Delete the files of pasted pictures."""
        if self._pasted:
            self._pasted.cleanup()

    def _pass_on(self, paths: list[str], kinds: list[Kind], page: Page) -> None:
        repairing = self._is_repairing()
        course = drops.sort_out(kinds, self._desk.session, page.KEY, repairing=repairing)
        left: list[str] = []
        if course.aim in ("screen", "clean data", "audit clean data"):
            left = [path for path, kind in zip(paths, kinds, strict=True) if _is_unknown(kind)]
            paths = [path for path in paths if path not in left]
        if course.aim == "refuse":
            self._refuse(course, page)
        elif course.aim == "open":
            self.open(paths[0], kinds[0])
        elif course.aim == "clean data":
            self._pages.model_page().data.add(paths)
            if repairing:
                said = self.tr("The running repair does not use clean data that is added now.")
                page.notices.show_message(Message("note", said))
        elif course.aim == "audit":
            self._pages.audit_page().add_models(paths)
        elif course.aim == "audit clean data":
            self._pages.audit_page().add_clean(paths)
        elif course.aim == "class names":
            self._pages.model_page().load_names(paths[0])
        else:
            self._pages.go_to("screening")
            self._pages.screening_page().screen(paths)
        if left:
            self._pages.shown().notices.show_message(self._left_out(left))

    def _is_repairing(self) -> bool:
        job = self._desk.keras.staked()
        return job is not None and job.stake == "repair"

    def _left_out(self, paths: Sequence[str]) -> Message:
        names = [Path(path).name for path in paths]
        shown = ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
        sentence = self.tr("Left out, no picture that GoodNet can read: {names}")
        return Message("warning", sentence.format(names=shown), "\n".join(names))

    def _refuse(self, course: Course, page: Page) -> None:
        page.notices.show_message(Message("warning", course.sentence))

    def _keep(self, image: QImage) -> str:
        """Save a picture without a file (from a browser, or copied) to a file, to be screened."""
        if self._pasted is None:
            self._pasted = TemporaryDirectory(prefix="goodnet-pasted-")
        self._pasted_count += 1
        path = Path(self._pasted.name) / f"pasted-{self._pasted_count}.png"
        image.save(str(path))
        return str(path)


def _is_unknown(kind: Kind) -> bool:
    return kind in drops.UNKNOWN


def _existing(path: str, kind_of: Callable[[str], Kind]) -> Kind:
    if not Path(path).exists():
        raise FileNotFoundError(2, QApplication.translate("Intake", "There is no such file"), path)
    return kind_of(path)
