"""The plot of the anomaly index of each class."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF

from core.records import InvertedClass, SuspectedTarget
from gui.look.plot_frame import DOTTED, PlotView, pen
from gui.look.plot_table import PlotTable
from gui.look.theme import tokens
from gui.look.wording import decimal

UNUSUAL = 2.0
LEAST = 130  # pixels of height


class IndexPlot(PlotView):
    """The anomaly index of each inverted class; if all were inverted, above 2 is unusual."""

    def __init__(self) -> None:
        super().__init__("", "anomaly-indices")
        self.setMinimumHeight(LEAST)
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

    def words_at(self, place: QPointF) -> str:
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
