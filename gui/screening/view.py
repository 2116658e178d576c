"""The parts of the Screening page side by side, and what is shown while they are empty."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.look.controls import EmptyState
from gui.look.fit import Fitted, SideBySide, Stack
from gui.look.theme import GAP
from gui.look.widgets import Card, button, column, restyle
from gui.screening.entropy_card import EntropyCard
from gui.screening.image_panel import ImagePanel
from gui.screening.verdict_card import VerdictCard
from gui.settings import Settings

RIGHT = 344
COLUMNS = "screening_columns"


class ScreeningView(Stack):
    """The table at the left, the threshold and the chosen image at the right.

    Attributes:
        invitation: in place of the table while it has no rows.

    Signals:
        add_wanted: a person wants to choose images.
        repair_wanted: there is no GoodNet yet, and a person wants to make one.
    """

    add_wanted = Signal()
    repair_wanted = Signal()

    def __init__(
        self, card: VerdictCard, entropy: EntropyCard, panel: ImagePanel, settings: Settings
    ) -> None:
        super().__init__()
        self._left = Stack()
        self.invitation = self._invitation()
        self._left.addWidget(self.invitation)
        self._left.addWidget(card)
        right = Fitted()
        right.least_width = RIGHT
        cards = column(right, spacing=GAP)
        cards.addWidget(entropy, 1)
        cards.addWidget(panel, 1)
        columns = SideBySide(self._left, right)
        # Both columns share the width of a wide window, so that the chosen picture grows.
        columns.setStretchFactor(0, 3)
        columns.setStretchFactor(1, 1)
        columns.setSizes([2000, RIGHT])
        columns.restoreState(settings.blob(COLUMNS))
        columns.turn()
        columns.splitterMoved.connect(
            lambda: columns.is_beside and settings.set_blob(COLUMNS, columns.saveState())
        )
        self.addWidget(self._needs_goodnet())
        self.addWidget(columns)

    def show_state(self, *, has_goodnet: bool, has_rows: bool) -> None:
        """Show the table if there are rows, otherwise what to do."""
        self.setCurrentIndex(1 if has_goodnet else 0)
        self._left.setCurrentIndex(1 if has_rows else 0)

    def _needs_goodnet(self) -> QWidget:
        repair = button(self.tr("Go to Repair"), "curve")
        repair.clicked.connect(self.repair_wanted)
        return EmptyState(
            "scan",
            self.tr("Verdicts appear here"),
            self.tr("Repair a BadNet, or open a GoodNet, then drop images on the window."),
            repair,
            self.tr("Ctrl+O opens a .goodnet that you saved"),
        )

    def _invitation(self) -> QWidget:
        add = button(self.tr("Add images…"), "plus")
        add.clicked.connect(self.add_wanted)
        card = Card()
        restyle(card, "card", "drop")
        card.body.addWidget(
            EmptyState(
                "image",
                self.tr("Drop images here"),
                self.tr(
                    "Pictures, folders or .h5, also from a browser or the clipboard.\n"
                    "Each one gets a class, a p-value and a verdict."
                ),
                add,
                self.tr("Ctrl+I, or Ctrl+Shift+I for a folder, or paste with Ctrl+V"),
            )
        )
        return card
