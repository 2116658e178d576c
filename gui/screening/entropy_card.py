"""The screen's threshold: two readouts that can be typed into, above the plot of entropies."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QGridLayout, QSizePolicy

from gui.backend import GoodNet
from gui.screening.entropy_plot import STEP_BITS, EntropyPlot
from gui.screening.steps import Steps
from gui.theme import font
from gui.widgets import Card, Label, button, row
from gui.wording import SPACE, count, decimal, percent


class EntropyCard(Card):
    """Shows and moves the threshold of one GoodNet.

    Attributes:
        plot: the histogram, the marks and the line.
        bits_field, frr_field: the readouts.
        reset_button: takes the threshold back to where calibration set it.

    Signals:
        moved: the threshold stands somewhere else; verdicts follow.
        released: and it stays there for now.
    """

    moved = Signal()
    released = Signal()

    def __init__(self) -> None:
        super().__init__(margin=14, spacing=0)
        self.body.setContentsMargins(14, 10, 14, 10)
        self._steps: Steps | None = None
        self._step = self._home = 1
        self.plot = EntropyPlot()
        self._lay_out()
        self.plot.step_wanted.connect(self._move)
        self.plot.released.connect(self.released)
        self.reset_button.clicked.connect(self.reset)

    # -- what is shown -------------------------------------------------------------------

    def show_screen(self, goodnet: GoodNet) -> None:
        """Show the screen of `goodnet`, as calibration left it."""
        calibration = goodnet.calibration_bits
        self._steps = Steps(goodnet.steps_bits)
        self._title.setText(
            self.tr("Weighted entropy of {count} clean images").format(
                count=count(len(calibration))
            )
        )
        self.bits_field.setRange(0, self._steps.bits(len(self._steps)))
        self.frr_field.setRange(0, 100)
        self.plot.show_screen(self._steps, calibration)
        self._step = self._home = self._steps.at_frr(goodnet.frr)
        self._show_step()

    def show_frr(self, frr: float) -> None:
        """Put the threshold where `frr` has it, without saying so."""
        assert self._steps is not None
        self._step = self._steps.at_frr(frr)
        self._show_step()

    @property
    def frr(self) -> float:
        """The FRR that the threshold means now, 0..1."""
        return self._steps.frr(self._step) if self._steps else 0.0

    @property
    def bits(self) -> float:
        """The threshold in bits."""
        return self._steps.bits(self._step) if self._steps else 0.0

    @property
    def is_moved(self) -> bool:
        """Whether the threshold is not where calibration set it."""
        return self._step != self._home

    def reset(self) -> None:
        """Put the threshold back to where calibration set it."""
        self._settle(self._home)

    # -- made once -----------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = row(spacing=8)
        self._title = Label("", "section")
        self.reset_button = button(self.tr("Reset"), "undo", "flat")
        self.reset_button.setToolTip(self.tr("Put the threshold back to where calibration set it"))
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self.reset_button)
        self.body.addLayout(head)
        self.bits_field = _Readout(2, SPACE + self.tr("bits"), self.tr("Threshold in bits"))
        self.frr_field = _Readout(1, f"{SPACE}%", self.tr("FRR in percent"))
        self.bits_field.typed.connect(lambda value: self._type(lambda steps: steps.at_bits(value)))
        self.frr_field.typed.connect(
            lambda value: self._type(lambda steps: steps.at_frr(value / 100))
        )
        self.bits_field.stepped.connect(self._on_bits_stepped)
        self.frr_field.stepped.connect(lambda ways: self._settle(self._step + ways))
        self._note = Label("", "small", "muted", tabular=True)
        grid = QGridLayout()
        grid.setContentsMargins(0, 2, 0, 6)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(0)
        grid.addWidget(Label(self.tr("Threshold"), "small", "muted"), 0, 0)
        grid.addWidget(Label(self.tr("FRR"), "small", "muted"), 0, 1)
        grid.addWidget(self.bits_field, 1, 0)
        grid.addWidget(self.frr_field, 1, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self._note, 1, 2, right)
        grid.setColumnStretch(2, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self.plot, 1)

    # -- moving --------------------------------------------------------------------------

    def _move(self, step: int) -> None:
        if self._steps is None:
            return
        step = min(max(step, 1), len(self._steps))
        changed = step != self._step
        self._step = step
        # Shown even where nothing moved: the line, or what was typed, goes back to its step.
        self._show_step()
        if changed:
            self.moved.emit()

    def _settle(self, step: int) -> None:
        self._move(step)
        self.released.emit()

    def _type(self, step_of: Callable[[Steps], int]) -> None:
        if self._steps:
            self._settle(step_of(self._steps))

    def _on_bits_stepped(self, ways: int) -> None:
        if self._steps:
            self._settle(self._steps.moved(self._step, STEP_BITS * ways))

    def _show_step(self) -> None:
        assert self._steps is not None
        self.bits_field.show_value(self.bits)
        self.frr_field.show_value(100 * self.frr)
        self.plot.show_step(self._step, self._home)
        self.reset_button.setEnabled(self.is_moved)
        home_bits, home_frr = self._steps.bits(self._home), self._steps.frr(self._home)
        was = self.tr("was {bits}, {frr}").format(bits=decimal(home_bits, 2), frr=percent(home_frr))
        self._note.setText(was if self.is_moved else self.tr("drag the line"))


class _Readout(QDoubleSpinBox):
    """A number in large type that can be typed over.

    Signals:
        typed: a person entered this value.
        stepped: the arrow keys or the wheel asked for so many steps.
    """

    typed = Signal(float)
    stepped = Signal(int)

    def __init__(self, digits: int, suffix: str, name: str) -> None:
        super().__init__()
        self.setProperty("frameless", "true")
        self.setFont(font("readout", tabular=True))
        self.setDecimals(digits)
        self.setSuffix(suffix)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setKeyboardTracking(False)
        self.lineEdit().setAccessibleName(name)
        self.lineEdit().setTextMargins(-2, 0, 0, 0)  # in line with the label above
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._shown = 0.0
        self.editingFinished.connect(self._on_edited)

    def show_value(self, value: float) -> None:
        """Show `value` without saying so."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)
        self._shown = self.value()
        width = QFontMetrics(self.font()).horizontalAdvance(self.text())
        self.setFixedSize(width + 6, 28)

    def stepBy(self, steps: int) -> None:
        self.stepped.emit(steps)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        flag = QAbstractSpinBox.StepEnabledFlag
        return flag.StepUpEnabled | flag.StepDownEnabled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.show_value(self._shown)
            self.clearFocus()
            return
        super().keyPressEvent(event)

    def _on_edited(self) -> None:
        # Leaving the field without typing must not round the threshold to what is shown.
        if self.value() != self._shown:
            self.typed.emit(self.value())
