"""Plots as pictures or values, for the clipboard or for a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QMimeData, QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gui.workarounds import close_paths_by_coordinates

if TYPE_CHECKING:  # the window's first moment must not wait for it
    import pyqtgraph as pg

SHARPNESS = 2  # pixels of a picture for each pixel of the screen


@dataclass(frozen=True)
class PlotFile:
    """A plot that a person wants to save.

    Attributes:
        name: for the file, without a suffix.
        forms: functions that make the file's bytes, by suffix (".png", ".svg", ".csv").
    """

    name: str
    forms: Mapping[str, Callable[[], bytes]]

    def made_for(self, path: str) -> bytes:
        """The bytes in the form of the suffix of `path`; PNG for an unknown suffix."""
        return self.forms.get(Path(path).suffix.lower(), self.forms[".png"])()


class PlotFiles(QObject):
    """Receives plots to save; the window asks for a path and writes the file.

    Signals:
        wanted: a PlotFile.
    """

    wanted = Signal(object)


@lru_cache(maxsize=1)
def plot_files() -> PlotFiles:
    """The only instance in this process."""
    return PlotFiles()


def image_of(view: pg.GraphicsView) -> QImage:
    """A picture of everything that `view` shows, sharper than on the screen."""
    # Imported here because it imports many modules that nothing else needs.
    from pyqtgraph.exporters import ImageExporter

    exporter = ImageExporter(view.scene())
    exporter.parameters()["width"] = SHARPNESS * view.width()
    made = exporter.export(toBytes=True)
    assert isinstance(made, QImage)
    return made


def png_of(view: pg.GraphicsView) -> bytes:
    """The picture of `view` as a PNG file."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image_of(view).save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(held.data())


def svg_of(view: pg.GraphicsView) -> bytes:
    """The contents of `view` as an SVG file."""
    from pyqtgraph.exporters import SVGExporter

    close_paths_by_coordinates()
    made = SVGExporter(view.scene()).export(toBytes=True)
    assert isinstance(made, bytes)
    return made


def copy_image(image: QImage) -> None:
    """Copy a picture to the clipboard."""
    QApplication.clipboard().setImage(image)


def copy_text(made: str, mime: str) -> None:
    """Copy text of the type `mime` to the clipboard, for whatever program pastes it."""
    held = QMimeData()
    held.setText(made)
    held.setData(mime, made.encode())
    QApplication.clipboard().setMimeData(held)
