"""The card that shows a running repair: the sweep, training, a trigger search, the stages."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.records import TriggerSharpened
from core.text.names import capitalized
from gui.look.controls import EmptyState, Segments
from gui.look.fit import Stack
from gui.look.terms import explain
from gui.look.theme import GAP
from gui.look.widgets import Card, ElidedLabel, Label, column, row
from gui.look.wording import SPACE, decimal, percent
from gui.repair.legend import Legend
from gui.repair.plots import EpochPlot, SweepPlot
from gui.repair.run import Run, series_of
from gui.repair.stage_list import StageList, StageModel
from gui.repair.trigger_card import Picture
from gui.repair.words import SEARCHING, accuracy_title, training_name
from gui.session import Session

LARGE = 216


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
        self._search = _Search()
        self._by_key: dict[str, QWidget] = {
            "empty": self._invitation(),
            "pruning": self.sweep,
            "training": self.training,
            "stages": StageList(stages),
            "search": self._search,
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
        for plot in (self.sweep, self.training):
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
        key = self._chosen or self._worth_watching(run, over)
        self._parts.setVisible(over or bool(run.epochs))
        self._parts.choose("pruning" if key == "search" else key)
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
        elif key == "search" and run.sharpened:
            number = run.sharpened.target_class
            self._search.show_trigger(run.sharpened, self._session.numbered(number))
        self._show(key)

    def _show(self, key: str) -> None:
        self._head.setVisible(key != "empty")
        self._legend.setVisible(key in ("pruning", "training"))
        for plot in (self.sweep, self.training):
            plot.tools.button.setVisible(self._by_key[key] is plot)
        self._views.setCurrentWidget(self._by_key[key])

    def _worth_watching(self, run: Run, over: bool) -> str:
        if run.epochs and (over or run.is_pruned):
            return "training"
        if over and not run.curve:
            return "stages"
        if run.sharpened and run.time.current in (*SEARCHING, "verify") and not over:
            return "search"
        return "pruning"

    def _title_of(self, run: Run, key: str, over: bool) -> str:
        if over:
            return self.tr("How it went")
        if key == "search":
            return self.tr("Searching for the trigger")
        if key == "stages":
            return self.tr("Stages")
        points = run.epoch_points() if key == "training" else run.sweep_points()
        asr = any(series.kind != "clean" for series in series_of(points))
        said = self.tr("{accuracy} and ASR") if asr else "{accuracy}"
        what = said.format(accuracy=accuracy_title(run.measure))
        if key == "training":
            return self.tr("{what} against epochs").format(what=what)
        return self.tr("{what} against channels pruned").format(what=what)

    def _on_chosen(self, key: str) -> None:
        self._chosen = key
        if self._run:
            self.show_run(self._run, over=self._run.time.fraction >= 1)


class _Search(QWidget):
    """The smallest trigger that a scan has found so far."""

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, spacing=12)
        layout.addStretch()
        line = row(spacing=GAP)
        self._trigger = Picture(self.tr("smallest trigger so far"), LARGE)
        self._stamped = Picture(self.tr("stamped on clean data"), LARGE)
        line.addStretch()
        line.addWidget(self._trigger)
        line.addWidget(self._stamped)
        line.addStretch()
        layout.addLayout(line)
        self._words = Label("", "body", "muted", tabular=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        explain(self._words, "mask size", "flip rate")
        layout.addWidget(self._words)
        layout.addStretch()

    def show_trigger(self, sharpened: TriggerSharpened, target: str) -> None:
        """Show the pictures of `sharpened`, which leads to the class `target`."""
        self._trigger.show_png(sharpened.picture)
        self._stamped.show_png(sharpened.stamped)
        said = self.tr("{size} px turn {share} of clean images into {target}")
        if sharpened.kind == "additive":
            said = self.tr("{size} grey levels turn {share} of clean images into {target}")
        text = said.format(
            size=decimal(sharpened.mask_size, 1), share=percent(sharpened.flip_rate), target=target
        )
        self._words.setText(text.replace(" px", f"{SPACE}px"))
