"""The BadNet's preprocessing, measured or chosen, and the choice of another."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from core.records import PreprocessingMeasured, PreprocessingTried
from gui import dialogs
from gui.look.widgets import Label, column, icon_button, row
from gui.look.wording import decimal, in_bits, percent

NAMES = ("0..1", "0..255", "-1..1", "caffe", "torch", "standardized")


class PreprocessingField(QWidget):
    """Shows how images are prepared for the network, and lets a person choose.

    Signals:
        chosen: a name or JSON, see `core.network.preprocessing`; None to measure it.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._words = {
            "0..1": self.tr("0 to 1"),
            "0..255": self.tr("0 to 255"),
            "-1..1": self.tr("−1 to 1"),
            "caffe": self.tr("caffe (BGR minus mean)"),
            "torch": self.tr("torch (ImageNet)"),
            "standardized": self.tr("each image standardized"),
        }
        self._text = ""
        layout = column(self, spacing=1)
        self._title = Label("", "small", "muted")
        self.value = Label("", "readout", tabular=True)
        self.evidence = Label("", "small", "muted", tabular=True)
        title = row(spacing=4)
        title.addWidget(self._title)
        title.addWidget(self._button())
        title.addStretch()
        layout.addLayout(title)
        layout.addWidget(self.value)
        layout.addStretch()
        layout.addWidget(self.evidence)

    def show_measured(self, measured: PreprocessingMeasured) -> None:
        """Show the preprocessing in use, and the evidence for it."""
        self._text = measured.preprocessing
        self.value.setText(self._words.get(measured.preprocessing, self.tr("given by hand")))
        if measured.by == "given":
            self._title.setText(self.tr("Preprocessing, chosen"))
            self.evidence.setText(self.tr("not measured"))
        else:
            self._title.setText(self.tr("Preprocessing, measured"))
            self.evidence.setText(self._said(measured))
        self.evidence.set_tone("muted" if measured.sure else "warning")

    def ask(self) -> None:
        """Let a person choose, also where none could be measured."""
        by_hand = self.tr("By hand…")
        words = self.tr("How does the network expect its images?")
        names = {word: name for name, word in self._words.items()}
        word = dialogs.pick(self, self.tr("Choose the preprocessing"), words, [*names, by_hand])
        if word == by_hand:
            self._ask()
        elif word is not None:
            self.chosen.emit(names[word])

    def _said(self, measured: PreprocessingMeasured) -> str:
        if not measured.sure:
            return self.tr("not sure: please choose")
        if measured.by == "layers":
            return self.tr("by its first layers")
        taken = next((t for t in measured.tried if t.name == measured.preprocessing), None)
        others = [t for t in measured.tried if t is not taken]
        if taken is None or not others:
            return ""
        if taken.accuracy is not None:
            next_best = max(others, key=lambda tried: tried.accuracy or 0.0)
            figures = percent(taken.accuracy), percent(next_best.accuracy or 0.0)
        elif measured.by == "statistics":
            next_best = min(others, key=_mismatch)
            figures = decimal(_mismatch(taken), 2), decimal(_mismatch(next_best), 2)
        else:
            next_best = max(others, key=lambda tried: tried.information)
            figures = in_bits(taken.information), in_bits(next_best.information)
        return self.tr("{taken}, against {other} at {name}").format(
            taken=figures[0], other=figures[1], name=self._words[next_best.name]
        )

    def _button(self) -> QWidget:
        made = icon_button("sliders", self.tr("Choose the preprocessing"), compact=True)
        menu = QMenu(made)
        for text, name in (
            (self.tr("As measured"), None),
            *((self._words[name], name) for name in NAMES),
        ):
            menu.addAction(text).triggered.connect(
                lambda _checked, name=name: self.chosen.emit(name)
            )
        menu.addAction(self.tr("By hand…")).triggered.connect(self._ask)
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft())))
        return made

    def _ask(self) -> None:
        """Let a person enter the range, channel order, mean and deviation as JSON."""
        text = dialogs.enter(
            self,
            self.tr("Preprocessing"),
            self.tr("As JSON, with some of range, order, mean, deviation and standardized:"),
            self._text if self._text.startswith("{") else EXAMPLE,
        )
        if text and text.strip():
            self.chosen.emit(text.strip())


EXAMPLE = '{"range": "0..1", "order": "RGB", "mean": [0.5], "deviation": [0.25]}'


def _mismatch(tried: PreprocessingTried) -> float:
    return float("inf") if tried.mismatch is None else tried.mismatch
