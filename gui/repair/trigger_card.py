"""The triggers that inversion found: their pictures, and how suspicious each is."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from core.records import (
    ClassAccuracy,
    InvertedClass,
    RepairRecord,
    SuspectedTarget,
    perturbation_of_others,
)
from gui.look.chips import Chip
from gui.look.controls import EmptyState
from gui.look.pictures import draw
from gui.look.plot_frame import DOTTED, PlotView, pen
from gui.look.plot_table import PlotTable
from gui.look.theme import GAP, font, tokens
from gui.look.widgets import Card, Label, column, icon_button, row
from gui.look.wording import count, decimal, percent
from gui.session import Session

PICTURE = 144
UNUSUAL = 2.0
NOT_KNOWN = "–"


class TriggerCard(Card):
    """One suspected trigger at a time, most suspicious first; or why there is none."""

    def __init__(self, session: Session) -> None:
        super().__init__(spacing=12)
        self.setMinimumWidth(300)
        self._session = session
        self._targets: tuple[SuspectedTarget, ...] = ()
        self._record: RepairRecord | None = None
        self._shown = 0
        self.body.addLayout(self._head())
        self._stack = QStackedWidget()
        self._empty = QWidget()
        column(self._empty)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._found())
        self.body.addWidget(self._stack, 1)

    def show_record(self, record: RepairRecord) -> None:
        """Show the suspected triggers of `record`."""
        self._record = record
        self._targets = record.suspected_targets
        self._shown = 0
        if not self._targets:
            self._explain(record)
        else:
            self._stack.setCurrentIndex(1)
        self._show_target()

    # -- made once -----------------------------------------------------------------------

    def _head(self):
        head = row(spacing=8)
        head.addWidget(Label(self.tr("Suspected trigger"), "section"))
        head.addStretch()
        self._chip = Chip()
        head.addWidget(self._chip)
        self._previous = icon_button("chevron-left", self.tr("Previous suspected trigger"))
        self._next = icon_button("chevron-right", self.tr("Next suspected trigger"))
        for made, step in ((self._previous, -1), (self._next, 1)):
            made.clicked.connect(lambda _checked=False, step=step: self._on_step(step))
            head.addWidget(made)
        return head

    def _found(self) -> QWidget:
        made = QWidget()
        layout = column(made, spacing=8)
        line = row(spacing=GAP)
        self._trigger = Picture(self.tr("trigger"))
        self._stamped = Picture(self.tr("stamped on clean data"))
        line.addWidget(self._trigger, alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._stamped, alignment=Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._facts(), 1)
        layout.addLayout(line)
        self._class_accuracy = Label("", "body", "muted", wrap=True)
        layout.addWidget(self._class_accuracy)
        self._perturbation = Label("", "body", "muted", wrap=True)
        layout.addWidget(self._perturbation)
        layout.addSpacing(16)
        self.indices = IndexPlot()
        title = row(spacing=8)
        title.addWidget(Label(self.tr("Anomaly index of each class"), "strong"))
        title.addStretch()
        title.addWidget(self.indices.tools.button)
        layout.addLayout(title)
        layout.addWidget(self.indices, 1)
        return made

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        titles = (
            self.tr("After the repair"),
            self.tr("Anomaly index"),
            self.tr("Margin"),
            self.tr("Flip rate before"),
            self.tr("Flip rate after"),
        )
        self._values: list[Label] = []
        self._size = Label("", "body", "muted")
        names = [self._size, *(Label(title, "body", "muted") for title in titles)]
        for line, name in enumerate(names):
            grid.addWidget(name, line, 0)
            value = Label("", "strong", tabular=True)
            grid.addWidget(value, line, 1, Qt.AlignmentFlag.AlignRight)
            self._values.append(value)
        grid.setRowStretch(len(names), 1)
        return grid

    # -- shown ---------------------------------------------------------------------------

    def _explain(self, record: RepairRecord) -> None:
        layout = self._empty.layout()
        assert layout is not None
        while item := layout.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        if "scan" not in record.seconds:
            what = self.tr("No trigger was searched")
            why = self.tr(
                "This recipe looks for none. A scan suspects classes that an unusually small\n"
                "trigger leads to, or that the network is unusually sure of."
            )
        else:
            what = self.tr("No trigger is suspected")
            why = self.tr(
                "No class can be reached by an unusually small trigger, and the network is\n"
                "unusually sure of none. Source-specific and all-to-all attacks and warps\n"
                "may be missed."
            )
        layout.addWidget(EmptyState("search", what, why))
        self._stack.setCurrentIndex(0)

    def _show_target(self) -> None:
        several = len(self._targets) > 1
        for made in (self._previous, self._next):
            made.setVisible(several)
        if not self._targets:
            self._chip.set("", "")
            return
        target = self._targets[self._shown]
        self._previous.setEnabled(self._shown > 0)
        self._next.setEnabled(self._shown < len(self._targets) - 1)
        name = self._session.class_name(target.target_class)
        said = self.tr("target class {number}").format(number=target.target_class)
        self._chip.set("poisoned", f"{said}, {name}" if name else said)
        patch = target.kind == "patch"
        self._size.setText(self.tr("Mask size (px)") if patch else self.tr("Grey levels"))
        self._trigger.show_png(target.picture)
        self._stamped.show_png(target.stamped)
        assert self._record is not None
        self.indices.show_classes(
            [each for each in self._record.inverted if each.kind == target.kind] or self._targets,
            [each for each in self._targets if each.kind == target.kind],
            self._record.all_inverted,
        )
        after = self._record.after.suspected_attack_success
        facts = (
            decimal(target.mask_size, 1),
            NOT_KNOWN if target.mask_size_after is None else decimal(target.mask_size_after, 1),
            decimal(target.anomaly_index, 1),
            decimal(target.margin, 0),
            percent(target.flip_rate),
            NOT_KNOWN if after is None or self._shown else percent(after),
        )
        for label, fact in zip(self._values, facts, strict=True):
            label.setText(fact)
        self._show_class_accuracy(target.class_accuracy)
        least = perturbation_of_others(self._record.inverted, self._record.suspected_targets)
        self._show_perturbation(target.perturbation, least)
        # Only what gives the class away stands out.
        for place, reasons in ((2, ("size", "channels", "together")), (3, ("margin", "together"))):
            self._values[place].set_tone("poisoned" if target.by in reasons else "text")

    def _show_class_accuracy(self, own: ClassAccuracy | None) -> None:
        self._class_accuracy.setVisible(own is not None)
        if own is not None:
            text = self.tr("Accuracy of the class itself: {before} → {after} of {images} images")
            said = text.format(
                before=percent(own.before), after=percent(own.after), images=count(own.images)
            )
            self._class_accuracy.setText(said)

    def _show_perturbation(self, own: float | None, others: float | None) -> None:
        self._perturbation.setVisible(own is not None)
        if own is not None:
            text = self.tr("Least channel perturbation {own}, of other classes {others}")
            least = NOT_KNOWN if others is None else decimal(others, 2)
            self._perturbation.setText(text.format(own=decimal(own, 2), others=least))

    def _on_step(self, step: int) -> None:
        self._shown = min(max(0, self._shown + step), len(self._targets) - 1)
        self._show_target()


class Picture(QWidget):
    """A small picture enlarged without smoothing, and what it shows."""

    def __init__(self, caption: str, size: int = PICTURE) -> None:
        super().__init__()
        self._picture = QPixmap()
        self._caption = caption
        self._size = size
        self.setFixedSize(size, size + 24)
        self.setAccessibleName(caption)

    def show_png(self, encoded: str) -> None:
        """Show a PNG in base64; nothing where it is none."""
        self._picture = QPixmap()
        try:
            self._picture.loadFromData(base64.b64decode(encoded), "PNG")
        except binascii.Error:
            return
        finally:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._picture.isNull():
            draw(painter, QRectF(0, 0, self._size, self._size), self._picture)
        painter.setFont(font("small"))
        painter.setPen(tokens().color("muted"))
        words = QRectF(0, self._size + 5, self._size, 18)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft), self._caption)


class IndexPlot(PlotView):
    """The anomaly index of each class that was inverted; where all were, one above 2 is unusual."""

    def __init__(self) -> None:
        super().__init__("", "anomaly-indices")
        self.setAccessibleName(self.tr("Plot of anomaly indices"))
        self._plot = self.add_plot(0, self.tr("index"), self.tr("class"))
        self._bars = pg.BarGraphItem(x=[], height=[], width=0.56)
        self._line = pg.InfiniteLine(UNUSUAL, angle=0, movable=False)
        self._plot.addItem(self._bars)
        self._plot.addItem(self._line, ignoreBounds=True)
        self._words = self.add_text(self._plot, "text", anchor=(1, 1))
        self._classes: list[InvertedClass | SuspectedTarget] = []
        self._suspected: set[int] = set()
        self.recolor()

    def show_classes(
        self,
        classes: Sequence[InvertedClass | SuspectedTarget],
        suspected: Sequence[SuspectedTarget],
        all_inverted: bool,
    ) -> None:
        """Draw one bar for each of `classes`, the `suspected` ones in their colour.

        Args:
            classes: those that a trigger was searched for.
            suspected: some of them.
            all_inverted: whether they are all classes. A shortlist holds the smallest triggers of
                many: there the index alone gives no class away, and no line is drawn.
        """
        self._classes = sorted(classes, key=lambda each: each.target_class)
        self._suspected = {target.target_class for target in suspected}
        top = max([2 * UNUSUAL, *(each.anomaly_index for each in classes)])
        room = max(len(classes), 6)
        self.show_x(self._plot, -0.5, room - 0.5)
        self.show_y(self._plot, -0.001, 1.1 * top)
        ticks = [(k, str(each.target_class)) for k, each in enumerate(self._classes)]
        self._plot.getAxis("bottom").setTicks([ticks])
        self._words.setText(self.tr("unusual above 2"))
        self._words.setPos(room - 0.5, UNUSUAL)
        self._line.setVisible(all_inverted)
        self._words.setVisible(all_inverted)
        self.recolor()

    def table(self) -> PlotTable:
        heads = (
            self.tr("class"),
            self.tr("size of its trigger"),
            self.tr("anomaly index"),
            self.tr("flip rate"),
        )
        cells = ((c.target_class, c.mask_size, c.anomaly_index, c.flip_rate) for c in self._classes)
        return PlotTable(heads, tuple(cells))

    def told(self, place: QPointF) -> str:
        number = round(place.x())
        if not 0 <= number < len(self._classes):
            return ""
        said = self.tr("class {number}: anomaly index {index}")
        chosen = self._classes[number]
        return said.format(number=chosen.target_class, index=decimal(chosen.anomaly_index, 1))

    def recolor(self) -> None:
        super().recolor()
        self._line.setPen(pen("text", 1.25, DOTTED, 0.8))
        colors = {True: tokens().color("poisoned"), False: tokens().color("muted")}
        self._bars.setOpts(
            x=list(range(len(self._classes))),
            # A trigger larger than usual is as unsuspicious as can be.
            height=[max(0.0, each.anomaly_index) for each in self._classes],
            brushes=[colors[each.target_class in self._suspected] for each in self._classes],
            pen=None,
        )
