"""The column beside the curves during a repair: time left, stages, and what stopping would keep."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.controls import ThinBar
from gui.look.theme import GAP, Tone
from gui.look.widgets import Card, ElidedLabel, Label, column, row, rule
from gui.look.wording import SPACE, decimal, duration, percent
from gui.repair.run import Point, Run, Series
from gui.repair.stage_list import StageList, StageModel
from gui.repair.words import rough_time, series_title

LONGEST = 88 * 60 + 58  # seconds; few repairs take longer, and none is written wider
WIDEST = 88  # seconds; no expected time is written wider


class RunningColumn(QWidget):
    """Two cards: time with stages, and what stopping early would keep.

    Attributes:
        list: the stages.
    """

    def __init__(self, stages: StageModel) -> None:
        super().__init__()
        self._stages = stages
        layout = column(self, spacing=GAP)
        self._time = _TimeCard(stages)
        self.list = self._time.list
        self._kept = KeptCard()
        layout.addWidget(self._time, 1)
        layout.addWidget(self._kept)

    def show_run(self, run: Run, paused: bool) -> None:
        """Show the progress of `run`."""
        self._stages.show_run(run)
        self._time.show_time(run, paused)
        self._kept.show_run(run)


class _TimeCard(Card):
    def __init__(self, stages: StageModel) -> None:
        super().__init__(margin=0, spacing=0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        head = QWidget()
        layout = column(head, spacing=0)
        layout.setContentsMargins(GAP, 14, GAP, 14)
        self._title = Label(self.tr("Time left"), "small", "muted")
        self._left = Label("", "metric", tabular=True)
        self._so_far = Label("", "small", "muted", tabular=True)
        # As wide as any time, so that nothing beside it moves with the time.
        for label, said in (
            (self._left, self.tr("about {time}").format(time=rough_time(WIDEST))),
            (self._so_far, self.tr("{time} so far").format(time=duration(LONGEST))),
        ):
            label.ensurePolished()
            label.setMinimumWidth(label.fontMetrics().horizontalAdvance(said) + 2)
        self._so_far.setAlignment(Qt.AlignmentFlag.AlignRight)
        line = row(spacing=8)
        line.addWidget(self._title, 1)
        line.addWidget(self._so_far)
        self._bar = ThinBar(self.tr("Progress of the repair"), 6)
        layout.addLayout(line)
        layout.addWidget(self._left)
        layout.addSpacing(8)
        layout.addWidget(self._bar)
        self.body.addWidget(head)
        self.body.addWidget(rule())
        self.body.addSpacing(8)
        self.list = StageList(stages)
        self.body.addWidget(self.list, 1)
        self.body.addSpacing(8)

    def show_time(self, run: Run, paused: bool) -> None:
        """Show how long `run` has taken and will take."""
        left = run.seconds_left
        self._title.setText(self.tr("Paused, time left") if paused else self.tr("Time left"))
        said = self.tr("about {time}").format(time=rough_time(left)) if left is not None else ""
        self._left.setText(said or self.tr("estimating…"))
        so_far = self.tr("{time} so far").format(time=duration(run.time.seconds_so_far))
        self._so_far.setText(so_far)
        self._bar.set_fraction(run.fraction)


class KeptCard(Card):
    """What "Stop early and keep" would keep at present."""

    def __init__(self) -> None:
        super().__init__(spacing=6)
        self._title = Label("", "section")
        self._lines = column(spacing=4)
        self._rows: list[tuple[ElidedLabel, Label]] = []
        self._note = Label("", "small", "muted", wrap=True)
        self.body.addWidget(self._title)
        self.body.addLayout(self._lines)
        self.body.addWidget(self._note)

    def show_run(self, run: Run) -> None:
        """Show the results of `run` so far."""
        epochs = run.epoch_points()
        chosen = run.chosen
        if epochs and run.kept is not None:
            point = epochs[run.kept]
            title = self.tr("If stopped now: epoch {number} kept").format(number=int(point.x))
            note = self.tr("The remaining network is measured and the screen calibrated.")
            self._show(title, self._rates(point, run), note)
        elif chosen:
            count = chosen.channels_pruned
            title = self.tr("If stopped now: {count} channels pruned").format(count=count)
            point = run.sweep_points()[count]
            above = 100 * (chosen.clean_accuracy - chosen.budget_line)
            points = self.tr("{points} points").format(points=decimal(above, 1))
            rows = self._rates(point, run)
            rows.insert(1, (self.tr("Above the budget line"), points.replace(" ", SPACE), "text"))
            self._show(title, rows, self.tr("Pruning alone rarely removes a backdoor."))
        else:
            note = self.tr("Nothing is pruned yet, so there is nothing to keep.")
            self._show(self.tr("If stopped now"), [], note)

    def _rates(self, point: Point, run: Run) -> list[tuple[str, str, Tone]]:
        return [
            (series_title(series, run.measure), percent(rate), _tone(series))
            for series, rate in point.rates.items()
        ]

    def _show(self, title: str, rows: list[tuple[str, str, Tone]], note: str) -> None:
        self._title.setText(title)
        self._note.setText(note)
        while len(self._rows) < len(rows):
            name = ElidedLabel("", "body", "muted")
            name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            value = Label("", "strong", tabular=True)
            # Not in a grid: a name beside a short value has more room.
            line = row(spacing=8)
            line.addWidget(name, 1)
            line.addWidget(value)
            self._lines.addLayout(line)
            self._rows.append((name, value))
        for number, (name, value) in enumerate(self._rows):
            name.setVisible(number < len(rows))
            value.setVisible(number < len(rows))
            if number < len(rows):
                name.setText(rows[number][0])
                value.setText(rows[number][1])
                value.set_tone(rows[number][2])


def _tone(series: Series) -> Tone:
    return "poisoned" if series.kind == "asr" else "text"
