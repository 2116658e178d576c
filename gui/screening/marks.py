"""The marks of screened images in the plot: which there are, and what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QObject, QPointF, Signal

from gui.look.theme import tokens
from gui.screening.rows import Row

Kind = Literal["clean", "poisoned", "disagreement"]

SIZE = 7
NEAR = 6  # pixels


class Marks(QObject):
    """A dot for a clean image, a diamond for a poisoned one.

    The diamond is hollow if only the networks' disagreement flags the image, because the mark then
    lies on the clean side of the drawn threshold.

    Attributes:
        items: the marks of each kind.

    Signals:
        chosen: the row whose mark was clicked.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[Kind, list[Row]] = {"clean": [], "disagreement": [], "poisoned": []}
        self.items: dict[Kind, pg.ScatterPlotItem] = {
            kind: pg.ScatterPlotItem(
                symbol="o" if kind == "clean" else "d",
                size=SIZE if kind == "clean" else SIZE + 3,
                pxMode=True,
            )
            for kind in self._rows
        }
        for item in self.items.values():
            item.sigClicked.connect(self._on_clicked)

    def show(self, rows: Sequence[Row], frr: float, lanes: dict[str, float]) -> float:
        """Mark the rows that have a verdict, in the verdict's lane; returns how far they reach."""
        self._rows = {kind: [] for kind in self.items}
        for row in rows:
            if row.verdict:
                self._rows[_kind(row, frr)].append(row)
        right = 0.0
        for kind, item in self.items.items():
            bits = [row.verdict.weighted_bits for row in self._rows[kind] if row.verdict]
            item.setData(x=bits, y=[lanes["clean" if kind == "clean" else "poisoned"]] * len(bits))
            right = max(right, max(bits, default=0.0))
        return right

    def near(self, place: QPointF, pixel: tuple[float, float]) -> list[Row]:
        """The rows with marks at `place`, given with the size of a `pixel` in units of the plot."""
        found = []
        for kind, item in self.items.items():
            x, y = item.getData()
            if len(x):
                away = np.hypot((x - place.x()) / pixel[0], (y - place.y()) / pixel[1])
                found += [self._rows[kind][k] for k in np.flatnonzero(away <= NEAR)]
        return found

    def recolor(self) -> None:
        """Use the colors of the current theme."""
        now = tokens()
        for kind, item in self.items.items():
            hollow = kind == "disagreement"
            item.setBrush(now.color("surface" if hollow else kind))
            edge = ("poisoned", 1.5) if hollow else ("surface", 0.75)
            item.setPen(pg.mkPen(now.color(edge[0]), width=edge[1]))

    def _on_clicked(self, item: pg.ScatterPlotItem, points: Sequence, _event: object) -> None:
        for kind, rows in self._rows.items():
            if item is self.items[kind] and len(points):
                self.chosen.emit(rows[points[0].index()])


def _kind(row: Row, frr: float) -> Kind:
    assert row.verdict is not None
    if not row.is_poisoned:
        return "clean"
    return "poisoned" if "strip" in row.verdict.flagged_by(frr) else "disagreement"
