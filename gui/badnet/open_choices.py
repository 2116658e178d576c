"""What a person chooses if a model file leaves it open: architecture, output, image size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from core.errors import Invalid, SeveralOutputs
from gui import dialogs
from gui.look.sentences import in_window_language
from gui.page import Page
from gui.port import Reading

Opens = Callable[[str, Reading], None]


class OpenChoices(QObject):
    """Asks for a choice, and opens the file again with it.

    Attributes:
        tried: the file that was opened last, and `reading` the choices for it.
        outputs: the outputs that it could be opened with, if it has several.
    """

    def __init__(self, page: Page, opens: Opens) -> None:
        super().__init__(page)
        self._page, self._opens = page, opens
        self.tried, self.reading = "", Reading()
        self.outputs: tuple[str, ...] = ()

    def begin(self, path: str, reading: Reading) -> None:
        """A file is opened with these choices."""
        self.tried, self.reading, self.outputs = path, reading, ()

    def note_failure(self, error: BaseException) -> None:
        """The file did not open."""
        self.outputs = error.outputs if isinstance(error, SeveralOutputs) else ()

    def ask_for_architecture(self) -> None:
        """Let a person choose the file that gives the architecture."""
        filters = self.tr("Architectures (*.json *.h5 *.hdf5 *.keras);;All files (*)")
        title = self.tr("Choose the architecture of {name}").format(name=Path(self.tried).name)
        for path in dialogs.open_files(self._page, self._page.desk.settings, title, filters)[:1]:
            self._opens(self.tried, replace(self.reading, architecture=path))

    def ask_for_output(self) -> None:
        """Let a person choose one of several outputs."""
        title = self.tr("Choose an output")
        words = self.tr("GoodNet repairs and screens one output. Which one?")
        output = dialogs.pick(self._page, title, words, self.outputs)
        if output is not None:
            self._opens(self.tried, replace(self.reading, output=output))

    def ask_for_size(self) -> None:
        """Let a person give the size of the images, for a network that takes any."""
        title = self.tr("Choose the image size")
        asked = words = self.tr("Height x width in pixels, such as 224x224:")
        shown = "x".join(map(str, self._page.session.reading.size or ()))
        while (text := dialogs.enter(self._page, title, words, shown)) is not None:
            try:
                size = self._page.desk.core.size_from(text)
            except Invalid as error:
                shown, words = text, f"{in_window_language(str(error))}.\n{asked}"
                continue
            self._opens(self.tried, replace(self.reading, size=size))
            return
