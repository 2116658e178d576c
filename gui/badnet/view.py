"""The description of a safe BadNet: its checks, its layers, and its clean data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from gui.badnet.clean_data_card import CleanDataCard
from gui.badnet.layers_card import LayersCard
from gui.badnet.safety_card import SafetyCard
from gui.look.fit import SideBySide
from gui.look.theme import GAP
from gui.look.widgets import column
from gui.session import Session

if TYPE_CHECKING:
    from gui.badnet.graph_window import GraphWindow


class BadNetView(QWidget):
    """Three cards about the open BadNet.

    Attributes:
        graph: the window with the layers as a graph, while it is open.

    Signals:
        names_wanted, clean_wanted, poisoned_wanted: buttons that open a file dialog.
        cleared: a person removes the clean data.
        preprocessing_chosen: a person's choice, or None to measure it.
    """

    names_wanted = Signal()
    clean_wanted = Signal()
    poisoned_wanted = Signal()
    cleared = Signal()
    preprocessing_chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._safety = SafetyCard()
        self.layers = LayersCard()
        self.data = CleanDataCard()
        self.splitter = SideBySide(self.layers, self.data)
        self.splitter.setSizes([612, 452])
        # Both columns share the width of a wide window, so that the samples grow.
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        layout = column(self, spacing=GAP)
        layout.addWidget(self._safety)
        layout.addWidget(self.splitter, 1)
        self.graph: GraphWindow | None = None
        self.layers.names_wanted.connect(self.names_wanted)
        self.layers.graph_wanted.connect(self.show_graph)
        session.model_changed.connect(self.close_graph)
        self.data.clean_wanted.connect(self.clean_wanted)
        self.data.poisoned_wanted.connect(self.poisoned_wanted)
        self.data.cleared.connect(self.cleared)
        self.data.preprocessing_chosen.connect(self.preprocessing_chosen)

    def show_graph(self) -> None:
        """Show the layers as a graph in a separate window."""
        self.close_graph()
        # Imported here because pyqtgraph would hold up the window's first moment.
        from gui.badnet.graph_window import GraphWindow

        self.graph = GraphWindow(self._session, self)
        self.graph.show()
        self.graph.graph.show_all()

    def close_graph(self) -> None:
        """Close the window with the graph, if there is one."""
        if self.graph:
            self.graph.close()
            self.graph.deleteLater()
            self.graph = None

    def hideEvent(self, event: QHideEvent) -> None:  # called by Qt when another page is shown
        super().hideEvent(event)
        self.close_graph()

    def refresh(self) -> None:
        """Show the present state of the session."""
        inspection = self._session.inspection
        if inspection is None or not inspection.safe:
            return
        self._safety.show_checks(inspection)
        self.layers.show_network(inspection, self._session.class_names)
        self.data.show_data(self._session)
