"""The screen's threshold: two readouts to type into, above the plot of entropies."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QGridLayout, QSizePolicy

from core.text.promise import promise_words
from core.text.wording import MOST_DIGITS
from gui.look.fields import SpinBox
from gui.look.help import help_link
from gui.look.sentences import in_window_language
from gui.look.terms import Term
from gui.look.theme import font
from gui.look.widgets import Card, ElidedLabel, Label, button, row
from gui.look.wording import SPACE, bits_figure, count, percent
from gui.screening.entropy_plot import EntropyPlot
from gui.screening.rows import Row
from gui.screening.steps import Steps

if TYPE_CHECKING:
    from gui.port import GoodNet


class EntropyCard(Card):
    """Shows and moves the threshold of one GoodNet.

    Args:
        words_of: gives the words for a row whose mark is under the mouse.

    Attributes:
        plot: the histogram, the marks and the line.
        bits_field, frr_field: the readouts.
        reset_button: returns the threshold to its calibrated place.

    Signals:
        moved: the threshold moved; verdicts follow.
        released: the person let go of it.
    """

    moved = Signal()
    released = Signal()

    def __init__(self, words_of: Callable[[Row], str]) -> None:
        super().__init__(margin=14, spacing=0)
        self.body.setContentsMargins(14, 10, 14, 10)
        self._steps: Steps | None = None
        self._step = 1
        self._disagreement = np.empty(0)
        self._goodnet: GoodNet | None = None
        self.plot = EntropyPlot(words_of)
        self._lay_out()
        self.plot.step_wanted.connect(self._move)
        self.plot.released.connect(self.released)
        self.reset_button.clicked.connect(self.reset)

    # -- what is shown -------------------------------------------------------------------

    def show_screen(self, goodnet: GoodNet) -> None:
        """Show the screen of `goodnet` with its calibrated threshold."""
        self._goodnet, calibration = goodnet, goodnet.calibration_bits
        self._steps = Steps(goodnet.steps_bits, goodnet.least_frr, goodnet.frr)
        self._disagreement = goodnet.steps_disagreement
        self._title.setText(self.tr("{count} clean images").format(count=count(len(calibration))))
        self.bits_field.setRange(0, self._steps.bits(self._steps.last))
        self.frr_field.setRange(0, 100)
        self.plot.show_screen(self._steps, calibration)
        self._step = self._steps.home
        self._show_step()

    def show_frr(self, frr: float) -> None:
        """Move the threshold to the place for `frr` without a signal."""
        assert self._steps is not None
        self._step = self._steps.at_frr(frr)
        self._show_step()

    @property
    def frr(self) -> float:
        """The FRR of the present threshold, 0..1; at its calibrated place the one asked for."""
        return self._frr_of(self._step) if self._steps else 0.0

    @property
    def bits(self) -> float:
        """The threshold in bits."""
        return self._steps.bits(self._step) if self._steps else 0.0

    @property
    def over(self) -> str:
        """The disagreement above which an image is flagged, in words."""
        return self._over.text()

    @property
    def is_moved(self) -> bool:
        """Whether the threshold is away from its calibrated place."""
        return self._steps is not None and self._step != self._steps.home

    def reset(self) -> None:
        """Return the threshold to its calibrated place."""
        if self._steps:
            self._settle(self._steps.home)

    # -- made once -----------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = row(spacing=8)
        self._title = Label("", "section")
        self.reset_button = button(self.tr("Reset"), "undo", "flat")
        self.reset_button.setToolTip(self.tr("Return the threshold to its calibrated value"))
        head.addWidget(self._title)
        head.addWidget(help_link("frr"))
        head.addStretch()
        head.addWidget(self.reset_button)
        head.addWidget(self.plot.tools.button)
        self._over = ElidedLabel("", "small", "muted")
        self.promised = Label("", "small", "muted", wrap=True)
        self.body.addLayout(head)
        self._make_fields()
        self.body.addLayout(self._readouts())
        self.body.addWidget(self._over)
        self.body.addWidget(self.promised)
        self.body.addSpacing(6)
        self.body.addWidget(self.plot, 1)

    def _make_fields(self) -> None:
        self.bits_field = _BitsReadout(SPACE + self.tr("bits"), self.tr("Threshold in bits"))
        self.frr_field = _Readout(f"{SPACE}%", self.tr("FRR in percent"))
        self.bits_field.typed.connect(
            lambda value: self._type(lambda steps: steps.at_bits(value, self._step))
        )
        self.frr_field.typed.connect(
            lambda value: self._type(lambda steps: steps.at_frr(value / 100))
        )
        self.bits_field.stepped.connect(
            lambda ways: self._type(lambda steps: steps.moved(self._step, ways))
        )
        self.frr_field.stepped.connect(lambda ways: self._settle(self._step + ways))

    def _readouts(self) -> QGridLayout:
        self._note = ElidedLabel("", "small", "muted")
        grid = QGridLayout()
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(0)
        readouts = (
            (self.tr("Threshold"), self.bits_field, self.tr(
                "An image is flagged if its weighted entropy is below it: one class wins in every "
                "blend."
            )),
            (self.tr("FRR"), self.frr_field, self.tr(
                "The share of clean images that may be flagged on average, by all votes together. "
                "All thresholds follow from it."
            )),
        )  # fmt: skip
        for place, (title, field, explained) in enumerate(readouts):
            term = "weighted entropy" if field is self.bits_field else ""
            label = Term(title, term, "small") if term else Label(title, "small", "muted")
            grid.addWidget(label, 0, place)
            grid.addWidget(field, 1, place)
            for widget in (field,) if term else (label, field):
                widget.setToolTip(explained)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self._note, 1, 2, right)
        grid.setColumnStretch(2, 1)
        return grid

    def _frr_of(self, step: int) -> float:
        # What is asked for lies between two steps; the steps hold it, and flag a little less.
        assert self._steps is not None and self._goodnet is not None
        return self._goodnet.frr if step == self._steps.home else self._steps.frr(step)

    def _other_threshold(self) -> str:
        over = float(self._disagreement[self._step - 1])
        if over > 1:
            return self.tr("the disagreement alone never flags")
        words = self.tr("or its disagreement is above {share}")
        return words.format(share=percent(over))

    def _promise(self) -> str:
        assert self._goodnet is not None
        goodnet, moved = self._goodnet, self.is_moved
        promise = goodnet.calibration.promise(self.frr) if moved else goodnet.promise
        words = self.tr("flags {share}")
        return words.format(share=in_window_language(promise_words(promise)))

    # -- moving --------------------------------------------------------------------------

    def _move(self, step: int) -> None:
        if self._steps is None:
            return
        step = self._steps.within(step)
        changed = step != self._step
        self._step = step
        # Also if nothing moved: the line, or a typed number, returns to its step.
        self._show_step()
        if changed:
            self.moved.emit()

    def _settle(self, step: int) -> None:
        self._move(step)
        self.released.emit()

    def _type(self, step_of: Callable[[Steps], int]) -> None:
        if self._steps:
            self._settle(step_of(self._steps))

    def _show_step(self) -> None:
        assert self._steps is not None
        self.bits_field.show_value(self.bits)
        self.frr_field.show_value(100 * self.frr)
        self._over.setText(self._other_threshold())
        self.promised.setText(self._promise())
        self.plot.show_step(self._step)
        self.reset_button.setEnabled(self.is_moved)
        home = self._steps.home
        was = self.tr("was {bits}, {frr}").format(
            bits=bits_figure(self._steps.bits(home)), frr=percent(self._frr_of(home))
        )
        self._note.setText(was if self.is_moved else self.tr("drag the line"))


class _Readout(SpinBox):
    """A number in large type that a person can overwrite.

    Signals:
        typed: a person entered this value.
        stepped: the arrow keys requested this many steps.
    """

    typed = Signal(float)
    stepped = Signal(int)

    def __init__(self, suffix: str, name: str) -> None:
        super().__init__()
        self.setProperty("frameless", "true")
        self.setFont(font("readout", tabular=True))
        self.setDecimals(1)
        self.setSuffix(suffix)
        self.setAccessibleName(name)
        self.setKeyboardTracking(False)
        self.lineEdit().setAccessibleName(name)
        self.lineEdit().setTextMargins(-2, 0, 0, 0)  # aligned with the label above
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._shown, self._words, self._typing = 0.0, "", ""
        self.lineEdit().textEdited.connect(self._on_typing)
        self.editingFinished.connect(self._on_edited)

    def show_value(self, value: float) -> None:
        """Show `value` without a signal."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)
        self._shown, self._words, self._typing = value, self.text(), ""
        width = QFontMetrics(self.font()).horizontalAdvance(self._words)
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

    def _on_typing(self, text: str) -> None:
        self._typing = text

    def _on_edited(self) -> None:
        # The shown value is rounded: leaving the field unchanged must not move the threshold there.
        words, self._typing = self._typing or self.text(), ""
        if words.removesuffix(self.suffix()) != self._words.removesuffix(self.suffix()):
            self.typed.emit(self.value())


class _BitsReadout(_Readout):
    """Shows as many decimals as distinguish a threshold from its neighbours; accepts more."""

    def __init__(self, suffix: str, name: str) -> None:
        super().__init__(suffix, name)
        self.setDecimals(MOST_DIGITS)

    def textFromValue(self, value: float) -> str:
        return bits_figure(value)
