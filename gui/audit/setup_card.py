"""The inputs of an audit: which models, which clean data, and where the table goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout

from gui.look.controls import Segments
from gui.look.widgets import Card, ElidedLabel, Label, button, row

WIDTH = 344
SCAN, REPAIR, USE, LEAVE_OUT = "scan", "repair", "use", "leave out"


class SetupCard(Card):
    """Three places and two choices; it reports what a person requests, and decides nothing.

    Signals:
        models_wanted, clean_wanted, out_wanted: a button to choose was pressed.
    """

    models_wanted = Signal()
    clean_wanted = Signal()
    out_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=6)
        self.setFixedWidth(WIDTH)
        self._models = self._choice(self.tr("Models"), self.models_wanted)
        self._clean = self._choice(self.tr("Clean data"), self.clean_wanted)
        self.body.addWidget(
            Label(
                self.tr("Images known to carry no trigger, from the domain of all these models."),
                "small",
                "muted",
                wrap=True,
            )
        )
        self._out = self._choice(self.tr("Table and reports"), self.out_wanted)
        self.body.addWidget(
            Label(
                self.tr("What is finished in this folder is not done again."),
                "small",
                "muted",
                wrap=True,
            )
        )
        self._depth = self._either(
            self.tr("Each model"), (SCAN, self.tr("Scan")), (REPAIR, self.tr("Scan and repair"))
        )
        self._labels = self._either(
            self.tr("Labels"), (USE, self.tr("Use")), (LEAVE_OUT, self.tr("Leave out"))
        )
        self.body.addStretch()

    def show_choices(self, models: Sequence[str], clean: Sequence[str], out: str) -> None:
        """Show what is chosen so far."""
        for label, paths in ((self._models, models), (self._clean, clean), (self._out, [out])):
            label.setText(", ".join(Path(path).name for path in paths if path) or self.tr("none"))
            label.setAccessibleDescription(", ".join(paths))

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

    def _choice(self, title: str, wanted: SignalInstance) -> Label:
        if self.body.count():
            self.body.addSpacing(12)
        line: QHBoxLayout = row(spacing=8)
        line.addWidget(Label(title, "section"), 1)
        choose = button(self.tr("Choose…"))
        choose.setAccessibleName(self.tr("Choose: {what}").format(what=title))
        choose.clicked.connect(wanted)
        line.addWidget(choose)
        self.body.addLayout(line)
        shown = ElidedLabel(self.tr("none"), "body")
        shown.setAccessibleName(title)
        self.body.addWidget(shown)
        return shown

    def _either(self, title: str, *choices: tuple[str, str]) -> Segments:
        self.body.addSpacing(12)
        line: QHBoxLayout = row(spacing=8)
        line.addWidget(Label(title, "section"), 1)
        made = Segments(choices, title)
        line.addWidget(made)
        self.body.addLayout(line)
        return made
