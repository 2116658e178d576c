"""What happens to files that are dropped, pasted or given on the command line.

While something is dragged over the window, only names are checked (`foretell`). After the drop,
core determines what each file is, and `sort_out` decides where it goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QMimeData, QUrl

from gui.session import Session

if TYPE_CHECKING:
    from gui.port import Kind

MODELS = (".h5", ".hdf5", ".keras", ".zip")
DATA = (".h5", ".hdf5", ".npz", ".npy", ".tfrecord", ".tfrecords")
PICTURES = (
    ".png", ".jpg", ".jpeg", ".jfif", ".jpe", ".bmp", ".dib", ".webp", ".tif", ".tiff", ".gif",
    ".avif", ".ppm", ".pgm", ".pbm", ".pnm", ".jp2", ".heic", ".heif", ".tga",
)  # fmt: skip
NAMES = (".txt", ".csv", ".json")

# Files that may lie beside images and are ignored there.
UNKNOWN: tuple[Kind, ...] = ("unknown",)
IMAGES: frozenset[Kind] = frozenset({"data", "folder", "picture"})

Aim = Literal["open", "clean data", "screen", "class names", "audit", "audit clean data", "refuse"]


@dataclass(frozen=True)
class Course:
    """Where files go, or why they do not, with a sentence for the person."""

    aim: Aim
    sentence: str


def local_paths(mime: QMimeData) -> list[str]:
    """The local files of a drop or of the clipboard, including those named in plain text."""
    urls = mime.urls() or [QUrl(line) for line in mime.text().splitlines() if "://" in line]
    paths = [url.toLocalFile() for url in urls if url.isLocalFile()]
    return paths or [line for line in mime.text().splitlines() if Path(line).is_absolute()]


def is_wanted(mime: QMimeData) -> bool:
    """Whether `mime` contains anything that could be used here."""
    return mime.hasUrls() or mime.hasImage()


def guess(path: str) -> Kind:
    """What kind a file seems to be, from its name alone."""
    suffix = Path(path).suffix.lower()
    if Path(path).is_dir():
        return "folder"
    kinds: Mapping[Kind, tuple[str, ...]] = {
        "goodnet": (".goodnet",),
        "model": MODELS,
        "data": DATA,
        "picture": PICTURES,
        "class names": NAMES,
    }
    for kind, suffixes in kinds.items():
        if suffix in suffixes:
            return kind
    return "unknown"


def foretell(mime: QMimeData, session: Session, page: str, *, repairing: bool = False) -> Course:
    """What would happen if `mime` were dropped now on `page`, maybe during a repair."""
    paths = local_paths(mime)
    if not paths:
        if mime.hasImage():
            return sort_out(["picture"], session, page)
        return Course("refuse", _tr("GoodNet does not download: save the file first."))
    kinds = [guess(path) for path in paths]
    # The name of an .h5 file does not show whether it holds a network or images.
    if (
        page != "audit"
        and session.is_safe
        and kinds == ["model"]
        and Path(paths[0]).suffix.lower() in DATA
    ):
        return Course("open", _tr("Drop to open the network, or to add the images, in this file."))
    if page != "audit" and not session.is_safe and kinds == ["folder"]:
        return Course("open", _tr("Drop to open the network in this folder."))
    if page != "audit" and session.is_safe and len(kinds) > 1:
        kinds = ["data" if kind == "model" else kind for kind in kinds]
    return sort_out(kinds, session, page, repairing=repairing)


def sort_out(
    kinds: Sequence[Kind], session: Session, page: str, *, repairing: bool = False
) -> Course:
    """Where files of these kinds go while `page` is shown, maybe during a repair."""
    known: list[Kind] = [kind for kind in kinds if kind not in UNKNOWN]
    if known and len(known) < len(kinds) and set(known) <= IMAGES:
        return sort_out(known, session, page, repairing=repairing)
    different = set(kinds)
    if page == "audit" and different <= {"model", "folder"}:
        return Course("audit", _tr("Drop to audit these models."))
    if page == "audit" and different == {"data"}:
        return Course("audit clean data", _tr("Drop to add this as clean data."))
    if different <= {"model", "goodnet"}:
        if len(kinds) > 1:
            return Course("refuse", _tr("One network at a time: drop a single file."))
        return Course("open", _tr("Drop to open. The file is checked first."))
    if "unknown" in different:
        return Course("refuse", _tr("This is no network and no picture that GoodNet can read."))
    if different == {"class names"}:
        if session.is_safe:
            return Course("class names", _tr("Drop to name the classes."))
        return Course("refuse", _tr("Open a BadNet before naming its classes."))
    if not different <= {"data", "folder", "picture"}:
        return Course("refuse", _tr("Drop networks, class names and images one after another."))
    return _for_images("picture" in different, session, page, repairing)


def _for_images(loose: bool, session: Session, page: str, repairing: bool) -> Course:
    # Beside a finished repair nobody expects that what they drop becomes clean data.
    as_data = page == "badnet" and not loose
    if session.goodnet and not as_data:
        return Course("screen", _tr("Drop to screen: each image gets a class and a verdict."))
    if session.is_safe and repairing and (loose or page != "badnet"):
        return Course(
            "refuse",
            _tr(
                "Images are screened once the repair is done: drop them again then. Clean data is "
                "added on the BadNet page."
            ),
        )
    if session.is_safe and not loose:
        return Course("clean data", _tr("Drop to add this as clean data."))
    if session.is_safe:
        return Course(
            "refuse",
            _tr("Pictures are screened by a GoodNet: repair this BadNet first."),
        )
    return Course("refuse", _tr("Open a BadNet or a GoodNet first."))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Drops", text)
