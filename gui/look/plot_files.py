"""A plot as a picture or as values: in the clipboard, or on its way into a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QByteArray, QMimeData, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gui.workarounds import close_paths_by_coordinates

SHARPNESS = 2  # pixels of a picture to one of the screen's


@dataclass(frozen=True)
class PlotFile:
    """A plot that a person wants to save.

    Attributes:
        name: for the file, without a suffix.
        forms: what makes the file's bytes, by suffix (".png", ".svg", ".csv").
    """

    name: str
    forms: Mapping[str, Callable[[], bytes]]

    def made_for(self, path: str) -> bytes:
        """The bytes in the form that the suffix of `path` says; PNG where it says none of them."""
        return self.forms.get(Path(path).suffix.lower(), self.forms[".png"])()


class PlotFiles(QObject):
    """Where plots hand over what is to be saved; the window asks for a place and writes it.

    Signals:
        wanted: a PlotFile.
    """

    wanted = Signal(object)


@lru_cache(maxsize=1)
def plot_files() -> PlotFiles:
    """The one of this process."""
    return PlotFiles()


def image_of(view: pg.GraphicsView) -> QImage:
    """A picture of all that `view` shows, sharper than on the screen."""
    # Inside, for it imports a good deal that only this needs.
    from pyqtgraph.exporters import ImageExporter

    exporter = ImageExporter(view.scene())
    exporter.parameters()["width"] = SHARPNESS * view.width()
    made = exporter.export(toBytes=True)
    assert isinstance(made, QImage)
    return made


def png_of(view: pg.GraphicsView) -> bytes:
    """The picture as a PNG file."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image_of(view).save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(held.data())


def svg_of(view: pg.GraphicsView) -> bytes:
    """What `view` shows as an SVG file."""
    from pyqtgraph.exporters import SVGExporter

    close_paths_by_coordinates()
    made = SVGExporter(view.scene()).export(toBytes=True)
    assert isinstance(made, bytes)
    return made


def copy_image(image: QImage) -> None:
    """Put a picture into the clipboard."""
    QApplication.clipboard().setImage(image)


def copy_text(made: str, mime: str) -> None:
    """Put text of the type `mime` into the clipboard, for whatever pastes it."""
    held = QMimeData()
    held.setText(made)
    held.setData(mime, made.encode())
    QApplication.clipboard().setMimeData(held)
