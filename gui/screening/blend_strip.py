"""Blends of one image with overlays, a few at a time, each with the BadNet's answer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from gui.look.pictures import draw, pixmap
from gui.look.theme import font, tokens
from gui.look.widgets import column, icon_button
from gui.look.wording import count
from gui.port import Blends

SHOWN = 4
GAP = 6
CAPTION = 22
LEAST = 50
MOST = 96


class BlendStrip(QWidget):
    """Four blends, and arrows to the others.

    Attributes:
        arrows: the two buttons, to be placed above.
    """

    def __init__(self, name: Callable[[int], str]) -> None:
        super().__init__()
        self._name = name
        self._blends: Blends | None = None
        self._all: Blends | None = None
        self._target: int | None = None
        self._line = ""
        self._first = 0
        self._back = icon_button("chevron-left", self.tr("Blends before these"), compact=True)
        self._on = icon_button("chevron-right", self.tr("More blends"), compact=True)
        self.arrows = (self._back, self._on)
        for arrow in self.arrows:
            arrow.setFixedWidth(24)
        self._back.clicked.connect(lambda: self._turn(-SHOWN))
        self._on.clicked.connect(lambda: self._turn(SHOWN))
        self._pictures = _Pictures()
        column(self).addWidget(self._pictures)

    @property
    def line(self) -> str:
        """The words about the blends."""
        return self._line

    def wait(self, text: str) -> None:
        """Show no blends, and why."""
        self._blends, self._all, self._line = None, None, text
        self._turn(0)

    def show_blends(self, blends: Blends, target: int | None) -> None:
        """Show `blends`; answers of the class `target` are marked as caused by the trigger."""
        self._all, self._target = blends, target
        self._show(blends)

    def show_views(self, vote: str) -> None:
        """Show the images that a vote made from the image, if it made any; otherwise the blends."""
        if self._all is not None:
            self._show(self._all.views.get(vote, self._all))

    def _show(self, blends: Blends) -> None:
        self._blends = blends
        answers, counts = np.unique(blends.badnet_classes, return_counts=True)
        most = int(answers[counts.argmax()])
        self._line = self.tr("{most} of {all} answer “{name}”").format(
            most=count(int(counts.max())), all=count(int(counts.sum())), name=self._name(most)
        )
        self._first = 0
        self._turn(0)

    def _turn(self, by: int) -> None:
        blends = self._blends
        total = len(blends.images) if blends else 0
        self._first = max(0, min(self._first + by, total - 1))
        self._back.setEnabled(self._first > 0)
        self._on.setEnabled(self._first + SHOWN < total)
        shown = range(self._first, min(self._first + SHOWN, total))
        cells = []
        if blends:
            for place in shown:
                answer = int(blends.badnet_classes[place])
                cells.append(
                    (pixmap(blends.images[place]), self._name(answer), answer == self._target)
                )
        self._pictures.show_cells(cells, self._line)


class _Pictures(QWidget):
    """Paints pictures side by side with captions, or why there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[tuple[QPixmap, str, bool]] = []
        self._line = ""
        self.setMinimumHeight(LEAST + CAPTION)
        self.setMaximumHeight(MOST + CAPTION)

    def show_cells(self, cells: list[tuple[QPixmap, str, bool]], line: str) -> None:
        self._cells, self._line = cells, line
        captions = ", ".join(caption for _, caption, _ in cells)
        self.setAccessibleName(captions or line)
        self.setToolTip(line)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = (self.width() - GAP * (SHOWN - 1)) / SHOWN
        high = min(width, self.height() - CAPTION)
        if not self._cells:
            self._paint_line(painter, QRectF(0, 0, self.width(), high))
        painter.setFont(font("tick"))
        for place, (image, caption, wins) in enumerate(self._cells):
            cell = QRectF(place * (width + GAP), 0, width, high)
            draw(painter, cell, image)
            painter.setPen(tokens().color("poisoned" if wins else "muted"))
            words = QRectF(cell.left(), high + 4, width, CAPTION - 4)
            mode = Qt.TextElideMode.ElideMiddle
            shown = painter.fontMetrics().elidedText(caption, mode, int(words.width()))
            painter.drawText(words, int(Qt.AlignmentFlag.AlignHCenter), shown)

    def _paint_line(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, tokens().color("sunken"))
        painter.setFont(font("small"))
        painter.setPen(tokens().color("muted"))
        how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(rect.adjusted(8, 0, -8, 0), int(how), self._line)
