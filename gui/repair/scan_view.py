"""A running scan: a trigger that is searched now, and a bar for each class that is measured."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.records import TriggerSharpened
from gui.look.controls import EmptyState
from gui.look.fit import Fitted
from gui.look.terms import explain
from gui.look.theme import GAP
from gui.look.widgets import Label, column, row
from gui.look.wording import SPACE, decimal, percent
from gui.repair.class_bars import ClassBars
from gui.repair.class_figures import ClassFigures, compared, line_of
from gui.repair.run import Run
from gui.repair.trigger_picture import Picture

PICTURE = 132


class ScanView(QWidget):
    """Shows what a scan has found so far.

    Attributes:
        bars: the figure of each class.
    """

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, spacing=6)
        self._found = self._trigger_row()
        layout.addWidget(self._found)
        self._progress = Label("", "small", "muted", tabular=True, wrap=True)
        explain(self._progress, "margin", "mask size")
        self.bars = ClassBars()
        layout.addWidget(self._progress)
        layout.addWidget(self.bars, 1)

    def _trigger_row(self) -> QWidget:
        made = Fitted()
        line = row(made, spacing=GAP)
        self._trigger = Picture(self.tr("trigger searched now"), PICTURE)
        self._stamped = Picture(self.tr("stamped on clean data"), PICTURE)
        self._words = Label("", "body", "muted", tabular=True, wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        explain(self._words, "mask size", "flip rate")
        line.addWidget(self._trigger)
        line.addWidget(self._stamped)
        line.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        return made

    def show_run(self, run: Run, classes: int) -> None:
        """Show the present state of the scan of a network with `classes` classes."""
        self._found.setVisible(run.sharpened is not None)
        if run.sharpened:
            self._show_trigger(run.sharpened, run.numbered(run.sharpened.target_class))
        figures = compared(run.figures)
        for part in (self._progress, self.bars):
            part.setVisible(figures is not None)
        if figures:
            self._show_figures(figures, classes, run.numbered)

    def _show_figures(
        self, figures: ClassFigures, classes: int, numbered: Callable[[int], str]
    ) -> None:
        self._progress.setText(line_of(figures, numbered))
        self.bars.show_figures(figures, classes, numbered)

    def _show_trigger(self, sharpened: TriggerSharpened, target: str) -> None:
        self._trigger.show_png(sharpened.picture)
        self._stamped.show_png(sharpened.stamped)
        said = self.tr("{size} px turn {share} of clean images into {target}")
        if sharpened.kind == "additive":
            said = self.tr("{size} grey levels turn {share} of clean images into {target}")
        text = said.format(
            size=decimal(sharpened.mask_size, 1), share=percent(sharpened.flip_rate), target=target
        )
        self._words.setText(text.replace(" px", f"{SPACE}px"))


class Coming(EmptyState):
    """Says what happens now and what will be shown, where nothing is measured yet."""

    def __init__(self) -> None:
        super().__init__("curve", "", "")
        self.what.setWordWrap(True)

    def announce(self, what: str, why: str) -> None:
        """Say what happens now, and why there is nothing to see."""
        self.what.setText(what)
        self.why.setText(why)
