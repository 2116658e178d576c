"""The layers of the open network as a graph, with the facts about the chosen layer."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QSize
from PySide6.QtWidgets import QFormLayout, QWidget

from core.records import Layer, RepairRecord
from gui.badnet.graph_view import GraphView
from gui.look.controls import Scrolling
from gui.look.plot_frame import PlotView
from gui.look.plot_table import PlotTable
from gui.look.side_window import SideWindow
from gui.look.theme import GAP, MARGIN, tokens
from gui.look.widgets import Label, button, column, row
from gui.look.wording import count, decimal, short, times
from gui.session import Session

SIDE = 320
SIZE = QSize(1080, 720)


class GraphWindow(SideWindow):
    """A graph, and the facts of one layer.

    Attributes:
        graph: the picture.
        facts: the facts about the chosen layer, by title.
        channels: activations of its channels, where a repair has measured them.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        title = self.tr("Layers of {name}").format(name=session.model_name)
        super().__init__(parent, title, SIZE)
        assert session.inspection is not None
        self._record = session.goodnet.record if session.goodnet else None
        self._layers = {layer.name: layer for layer in session.inspection.layers}
        self.facts: dict[str, str] = {}
        self.graph = GraphView()
        self.channels = ChannelPlot()
        self._lay_out()
        self.graph.chosen.connect(self._on_chosen)
        pruned = self._record.layer if self._record else session.inspection.default_layer
        self.graph.show_layers(session.inspection.layers, pruned)
        first = pruned if pruned in self._layers else next(iter(self._layers), "")
        if first:
            self.graph.choose(first)
        self.graph.setFocus()

    def _lay_out(self) -> None:
        layout = row(self, margin=MARGIN, spacing=GAP)
        left = column(spacing=8)
        tools = row(spacing=8)
        tools.addWidget(Label(self.tr("The wheel zooms, dragging moves."), "small", "muted"))
        tools.addStretch()
        whole = button(self.tr("Show all"), kind="flat")
        whole.clicked.connect(self.graph.show_all)
        tools.addWidget(whole)
        left.addLayout(tools)
        left.addWidget(self.graph, 1)
        layout.addLayout(left, 1)
        side = QWidget()
        side.setFixedWidth(SIDE)
        right = column(side, spacing=8)
        self._name = Label("", "section", wrap=True)
        right.addWidget(self._name)
        inside = QWidget()
        self._form = QFormLayout(inside)
        self._form.setContentsMargins(0, 0, 0, 0)
        right.addWidget(Scrolling(inside), 1)
        head = row(spacing=8)
        head.addWidget(Label(self.tr("Activation of each channel"), "strong"))
        head.addStretch()
        head.addWidget(self.channels.tools.button)
        self._channels = QWidget()
        both = column(self._channels, spacing=4)
        both.addLayout(head)
        both.addWidget(self.channels, 1)
        self._pruned_line = Label("", "small", "muted", wrap=True)
        both.addWidget(self._pruned_line)
        right.addWidget(self._channels, 1)
        layout.addWidget(side)

    def _on_chosen(self, name: str) -> None:
        layer = self._layers[name]
        self._name.setText(name)
        self.facts = self._facts(layer)
        while self._form.rowCount():
            self._form.removeRow(0)
        for title, text in self.facts.items():
            self._form.addRow(Label(title, "body", "muted"), Label(text, "body", wrap=True))
        record = self._record
        measured = record is not None and record.layer == name and bool(record.mean_activation)
        self._channels.setVisible(measured)
        if measured and record:
            self.channels.show_record(record)
            said = self.tr("{pruned} of {all} channels were pruned; they are lighter.")
            if not record.channels_pruned:
                said = self.tr("None of the {all} channels was pruned.")
            pruned, channels = count(record.channels_pruned), count(record.channels)
            self._pruned_line.setText(said.format(pruned=pruned, all=channels))

    def _facts(self, layer: Layer) -> dict[str, str]:
        found = {
            self.tr("Type"): layer.type,
            self.tr("Inputs"): ", ".join(layer.inputs) or "–",
            self.tr("Output shape"): times(layer.output_shape),
            self.tr("Parameters"): count(layer.parameters),
        }
        if layer.weights:
            low, high = (short(value, 4) for value in layer.weights)
            found[self.tr("Weights")] = self.tr("{low} to {high}").format(low=low, high=high)
        return found | dict(layer.settings)


class ChannelPlot(PlotView):
    """A bar for each channel of the layer that was pruned."""

    def __init__(self) -> None:
        super().__init__("", "channels")
        self.setAccessibleName(self.tr("Plot of the channels' activations"))
        self._plot = self.add_plot(0, self.tr("activation"), self.tr("channel"))
        self._bars = pg.BarGraphItem(x=[], height=[], width=0.8)
        self._plot.addItem(self._bars)
        self._heights: tuple[float, ...] = ()
        self.pruned: frozenset[int] = frozenset()
        self.recolor()

    def show_record(self, record: RepairRecord) -> None:
        """Draw the mean activations on clean data, pruned channels lighter."""
        order = [step.channel for step in record.prune_curve if step.channel is not None]
        self.pruned = frozenset(order[: record.channels_pruned])
        self._heights = record.mean_activation
        self.show_x(self._plot, -0.5, max(1, len(self._heights)) - 0.5)
        self.show_y(self._plot, -0.001, 1.1 * (max(self._heights, default=0.0) or 1.0))
        self.recolor()

    def table(self) -> PlotTable:
        heads = (self.tr("channel"), self.tr("mean activation"), self.tr("pruned"))
        rows = [(k, v, int(k in self.pruned)) for k, v in enumerate(self._heights)]
        return PlotTable(heads, rows)

    def words_at(self, place: QPointF) -> str:
        number = round(place.x())
        if not 0 <= number < len(self._heights):
            return ""
        said = self.tr("channel {number}, pruned: {mean}")
        if number not in self.pruned:
            said = self.tr("channel {number}: {mean}")
        return said.format(number=number, mean=decimal(self._heights[number], 3))

    def recolor(self) -> None:
        super().recolor()
        solid, light = tokens().color("series_clean"), tokens().tinted("series_clean")
        places = range(len(self._heights))
        self._bars.setOpts(
            x=list(places),
            height=list(self._heights),
            brushes=[light if k in self.pruned else solid for k in places],
            pen=None,
        )
