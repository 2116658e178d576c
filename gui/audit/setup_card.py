"""The inputs of an audit: which models, which clean data, and where the table goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance

from gui.look.controls import Segments
from gui.look.removable_list import Entry, RemovableList
from gui.look.widgets import Card, ElidedLabel, Label, button, row
from gui.look.wording import from_home

WIDTH = 344
SCAN, REPAIR, USE, LEAVE_OUT = "scan", "repair", "use", "leave out"
MODELS_SHOWN, DATA_SHOWN = 5, 3


class SetupCard(Card):
    """Three places and two choices; it reports what a person requests, and decides nothing.

    Attributes:
        models, clean: the lists of the choices.

    Signals:
        models_wanted, folder_wanted, clean_wanted, out_wanted: a button to choose was pressed.
        removed: the path of a model, a folder or clean data that a person removes.
    """

    models_wanted = Signal()
    folder_wanted = Signal()
    clean_wanted = Signal()
    out_wanted = Signal()
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=6)
        self.least_width = WIDTH
        self._head(
            self.tr("Models"),
            (self.tr("Add files…"), self.models_wanted),
            (self.tr("Add folder…"), self.folder_wanted),
        )
        self.models = self._list(self.tr("Models and folders"), MODELS_SHOWN)
        self._head(self.tr("Clean data"), (self.tr("Add…"), self.clean_wanted))
        self.clean = self._list(self.tr("Clean data"), DATA_SHOWN)
        self._note(
            self.tr("Images known to carry no trigger, from the domain of all these models.")
        )
        self._head(self.tr("Table and reports"), (self.tr("Choose…"), self.out_wanted))
        self._out = ElidedLabel(self.tr("none"), "body")
        self._out.setAccessibleName(self.tr("Table and reports"))
        self.body.addWidget(self._out)
        self._note(self.tr("The audit creates this folder. Finished rows in it are kept."))
        self._depth = self._either(
            self.tr("Each model"), (SCAN, self.tr("Scan")), (REPAIR, self.tr("Scan and repair"))
        )
        self._labels = self._either(
            self.tr("Labels"), (USE, self.tr("Use")), (LEAVE_OUT, self.tr("Leave out"))
        )
        self.body.addStretch()

    def show_choices(self, models: Sequence[str], clean: Sequence[str], out: str) -> None:
        """Show what is chosen so far."""
        for shown, paths in ((self.models, models), (self.clean, clean)):
            shown.show_entries([Entry(path, from_home(path), tip=path) for path in paths])
        self._out.setText(from_home(out) or self.tr("none"))
        self._out.setAccessibleDescription(out)

    @property
    def out(self) -> str:
        """The displayed folder."""
        return self._out.text()

    @property
    def repairs(self) -> bool:
        """Whether to repair each model as well."""
        return self._depth.current() == REPAIR

    @property
    def ignores_labels(self) -> bool:
        """Whether to leave out the labels of the clean data."""
        return self._labels.current() == LEAVE_OUT

    def choose(self, key: str) -> None:
        """Select one of the choices by its key."""
        (self._depth if key in (SCAN, REPAIR) else self._labels).choose(key)

    def set_busy(self, busy: bool) -> None:
        """Disable the choices while an audit runs."""
        self.setEnabled(not busy)

    def _head(self, title: str, *choosers: tuple[str, SignalInstance]) -> None:
        if self.body.count():
            self.body.addSpacing(12)
        line = row(spacing=4)
        line.addWidget(Label(title, "section"), 1)
        for text, wanted in choosers:
            made = button(text, kind="flat")
            made.setAccessibleName(f"{title}: {text}")
            made.clicked.connect(wanted)
            line.addWidget(made)
        self.body.addLayout(line)

    def _list(self, name: str, shown: int) -> RemovableList:
        made = RemovableList(name, shown)
        made.hide()
        made.removed.connect(self.removed)
        self.body.addWidget(made)
        return made

    def _note(self, text: str) -> None:
        self.body.addWidget(Label(text, "small", "muted", wrap=True))

    def _either(self, title: str, *choices: tuple[str, str]) -> Segments:
        self.body.addSpacing(12)
        line = row(spacing=8)
        line.addWidget(Label(title, "section"), 1)
        made = Segments(choices, title)
        line.addWidget(made)
        self.body.addLayout(line)
        return made
