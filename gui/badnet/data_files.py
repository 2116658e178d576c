"""A list of data files: the content of each, and a button to remove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.records import DataSummary
from gui.look.controls import Scrolling
from gui.look.sentences import in_window_language
from gui.look.widgets import ElidedLabel, Label, clear, column, icon_button, row
from gui.look.wording import count, times
from gui.session import Session

ROW = 26
SHOWN = 3


@dataclass(frozen=True)
class DataFile:
    """A file or folder of images; `summary` is None until it has been inspected."""

    path: str
    summary: DataSummary | None = None


def files_of(session: Session, paths: Sequence[str]) -> list[DataFile]:
    """The files at `paths`, with what `session` knows about them."""
    return [DataFile(path, session.summaries.get(path)) for path in paths]


class DataFileList(Scrolling):
    """One row for each file; more than three rows scroll.

    Signals:
        removed: the path that a person removes.
    """

    removed = Signal(str)

    def __init__(self, name: str) -> None:
        inside = QWidget()
        super().__init__(inside)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows = column(inside, spacing=0)
        self.files: tuple[DataFile, ...] = ()

    def show_files(self, files: Sequence[DataFile]) -> None:
        """Show `files` in the given order."""
        if tuple(files) == self.files:
            return
        self.files = tuple(files)
        clear(self._rows)
        for file in files:
            self._rows.addWidget(self._row(file))
        self.setVisible(bool(files))
        self.updateGeometry()

    def _row(self, file: DataFile) -> QWidget:
        made = QWidget()
        made.setFixedHeight(ROW)
        line = row(made, spacing=8)
        name = ElidedLabel(Path(file.path).name)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        line.addWidget(name, 1)
        held = self._held(file.summary)
        line.addWidget(Label(held, "small", "muted", tabular=True))
        notes = file.summary.notes if file.summary else ()
        made.setToolTip("\n".join([file.path, *map(in_window_language, notes)]))
        said = self.tr("Take {name} away").format(name=Path(file.path).name)
        take_away = icon_button("cross", said, compact=True)
        take_away.clicked.connect(lambda: self.removed.emit(file.path))
        line.addWidget(take_away)
        return made

    def _held(self, summary: DataSummary | None) -> str:
        if summary is None:
            return self.tr("looking…")
        labels = self.tr("labelled") if summary.labelled else self.tr("without labels")
        images = self.tr("{count} images").format(count=count(summary.images))
        return f"{images}, {labels}, {times(summary.image_shape)}"

    def sizeHint(self) -> QSize:
        return QSize(200, ROW * min(SHOWN, max(1, len(self.files))))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())
