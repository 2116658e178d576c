"""Save plots as files: ask for a path, then write the file in an errand."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui import dialogs
from gui.job import Job
from gui.look.plot_files import PlotFile, plot_files
from gui.page import Desk
from gui.shell.page_stack import PageStack


class PlotKeeping(QObject):
    """Receives the requests of all plots in the window."""

    def __init__(self, window: QWidget, desk: Desk, pages: PageStack) -> None:
        super().__init__(window)
        self._window, self._desk, self._pages = window, desk, pages
        plot_files().wanted.connect(self._on_wanted)

    def _on_wanted(self, file: PlotFile) -> None:
        title = self.tr("Save plot")
        filters = ";;".join(
            (self.tr("Picture (*.png)"), self.tr("Drawing (*.svg)"), self.tr("Values (*.csv)"))
        )
        path = dialogs.save_file(
            self._window, self._desk.settings, title, f"{file.name}.png", filters
        )
        if path is None:
            return
        made = file.made_for(path)  # here, because only this thread may access a plot
        page = self._pages.shown()
        job = Job(title, lambda: self._desk.core.write_file(path, made))
        said = self.tr("Saved the plot as {path}.").format(path=path)
        page.submit(self._desk.errands, job, lambda _none: page.said.emit(said))
