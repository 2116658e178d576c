"""The card that shows a running repair: a scan, the sweep, training, the stages."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.text.names import capitalized
from gui.look.controls import EmptyState, Segments
from gui.look.fit import Stack
from gui.look.plot_frame import PlotView
from gui.look.theme import GAP
from gui.look.widgets import Card, ElidedLabel, column, row
from gui.repair.class_figures import compared, title_of
from gui.repair.epoch_plot import EpochPlot
from gui.repair.legend import Legend
from gui.repair.plots import SweepPlot
from gui.repair.run import Run, series_of
from gui.repair.scan_view import Coming, ScanView
from gui.repair.stage_list import StageList, StageModel
from gui.repair.words import (
    SEARCHING,
    accuracy_title,
    stage_sentence,
    training_name,
    why_nothing_yet,
)
from gui.session import Session


class CurvesCard(Card):
    """Shows the most interesting part of a run, unless a person chose another."""

    def __init__(self, session: Session, stages: StageModel) -> None:
        super().__init__(spacing=0)
        self.least_width = 400
        self._session = session
        self._chosen = ""
        self._run: Run | None = None
        self._epochs = 0
        self._title = ElidedLabel("", "section")
        self._parts = Segments(
            [
                ("pruning", self.tr("Pruning")),
                ("training", self.tr("Training")),
                ("stages", self.tr("Stages")),
            ],
            self.tr("What to show of the repair"),
        )
        self._parts.chosen.connect(self._on_chosen)
        self._legend = Legend()
        self.sweep, self.training = SweepPlot(), EpochPlot()
        self.scan, self._coming = ScanView(), Coming()
        self._by_key: dict[str, QWidget] = {
            "empty": self._invitation(),
            "pruning": self.sweep,
            "training": self.training,
            "stages": StageList(stages),
            "scan": self.scan,
            "coming": self._coming,
        }
        self._lay_out()

    def _invitation(self) -> QWidget:
        return EmptyState(
            "curve",
            self.tr("The repair is shown here"),
            self.tr(
                "Clean accuracy falls as channels are pruned; the budget limits the loss.\n"
                "Training then restores it. The defaults suit most repairs."
            ),
            hint=self.tr("Ctrl+R runs the repair"),
        )

    def _lay_out(self) -> None:
        head = row()
        head.addWidget(self._title)
        head.addStretch()
        for plot in self._plots():
            head.addWidget(plot.tools.button)
        head.addWidget(self._parts)
        self._head = QWidget()
        self._head.setFixedHeight(32)
        column(self._head).addLayout(head)
        self._views = Stack()
        for view in self._by_key.values():
            self._views.addWidget(view)
        self.body.setContentsMargins(GAP, 8, GAP, 8)
        self.body.addWidget(self._head)
        self.body.addSpacing(2)
        self.body.addWidget(self._legend)
        self.body.addSpacing(4)
        self.body.addWidget(self._views, 1)

    def _plots(self) -> tuple[PlotView, ...]:
        return self.sweep, self.training, self.scan.bars

    def show_nothing(self) -> None:
        """Explain what will be shown here."""
        self._run = None
        self._show("empty")

    def start(self, epochs: int) -> None:
        """Follow the run again; training may take `epochs`."""
        self._chosen, self._epochs = "", epochs

    def show_run(self, run: Run, *, over: bool = False) -> None:
        """Draw the present state of `run`."""
        self._run = run
        wanted = self._chosen or self._worth_watching(run, over)
        key = wanted if _has_begun(wanted, run) else "coming"
        self._parts.setVisible(over or bool(run.epochs))
        if wanted in ("pruning", "training", "stages"):
            self._parts.choose(wanted)
        else:
            self._parts.choose_none()
        self._title.setText(self._title_of(run, key, over))
        stages = {epoch.stage for epoch in (run.epochs if over else run.epochs[-1:])}
        only = capitalized(training_name(stages.pop())) if len(stages) == 1 else ""
        self._parts.set_text("training", only or self.tr("Training"))
        if key == "training":
            self.training.show_run(run, 0 if over else self._epochs)
            self._legend.show_series(series_of(run.epoch_points()), run.measure)
        elif key == "pruning":
            self.sweep.show_run(run)
            self._legend.show_series(series_of(run.sweep_points()), run.measure)
        elif key == "scan":
            opened = self._session.inspection
            self.scan.show_run(run, opened.classes or 0 if opened else 0)
        elif key == "coming":
            self._announce(run, wanted, over)
        self._show(key)

    def _announce(self, run: Run, wanted: str, over: bool) -> None:
        what = self._title_of(run, "coming", over)
        if not over:
            what = stage_sentence(run.time.current, run.layer)
        self._coming.announce(what, why_nothing_yet(wanted, run.time.current, over=over))

    def _show(self, key: str) -> None:
        self._head.setVisible(key != "empty")
        self._legend.setVisible(key in ("pruning", "training"))
        self.sweep.tools.button.setVisible(key == "pruning")
        self.training.tools.button.setVisible(key == "training")
        self.scan.bars.tools.button.setVisible(key == "scan" and not self.scan.bars.isHidden())
        self._views.setCurrentWidget(self._by_key[key])

    def _worth_watching(self, run: Run, over: bool) -> str:
        if not over and run.time.current in (*SEARCHING, "verify"):
            return "scan"
        trains = run.time.current == "unlearn" and not over
        if trains or (run.epochs and (over or run.is_pruned)):
            return "training"
        if run.curve or not over:
            return "pruning"
        return "stages"

    def _title_of(self, run: Run, key: str, over: bool) -> str:
        if over:
            return self.tr("How it went")
        if run.epochs and key != "scan":
            return self.tr("How it goes")  # what is drawn stands beside it, and leaves little room
        if key == "scan":
            figures = compared(run.figures)
            return title_of(figures.figure) if figures else self.tr("Searching for the trigger")
        if key == "coming":
            return self.tr("The repair is shown here")
        if key == "stages":
            return self.tr("Stages")
        asr = any(series.kind != "clean" for series in series_of(run.sweep_points()))
        said = self.tr("{accuracy} and ASR") if asr else "{accuracy}"
        what = said.format(accuracy=accuracy_title(run.measure))
        return self.tr("{what} against channels pruned").format(what=what)

    def _on_chosen(self, key: str) -> None:
        self._chosen = key
        if self._run:
            self.show_run(self._run, over=self._run.time.fraction >= 1)


def _has_begun(key: str, run: Run) -> bool:
    """Whether there is anything to draw in this view."""
    if key == "scan":
        return run.has_found
    if key == "training":
        return any(run.time.current != "unlearn" or e.stage == "unlearn" for e in run.epochs)
    return key != "pruning" or bool(run.curve)
