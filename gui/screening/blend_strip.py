"""Blends of one image with overlays, a few at a time, each with the BadNet's answer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from gui.backend import Blends
from gui.pictures import draw, pixmap
from gui.theme import font, tokens
from gui.widgets import ElidedLabel, Label, column, icon_button, row
from gui.wording import count

SHOWN = 4
GAP = 6
CAPTION = 24


class BlendStrip(QWidget):
    """Four blends, and arrows to the others."""

    def __init__(self, name: Callable[[int], str]) -> None:
        super().__init__()
        self._name = name
        self._blends: Blends | None = None
        self._target: int | None = None
        self._first = 0
        layout = column(self, spacing=6)
        head = row(spacing=4)
        self._line = ElidedLabel("", "small", "muted")
        self._back = icon_button("chevron-left", self.tr("Blends before these"), compact=True)
        self._on = icon_button("chevron-right", self.tr("More blends"), compact=True)
        for arrow in (self._back, self._on):
            arrow.setFixedWidth(24)
        self._back.clicked.connect(lambda: self._turn(-SHOWN))
        self._on.clicked.connect(lambda: self._turn(SHOWN))
        head.addWidget(Label(self.tr("Blends"), "strong"))
        head.addWidget(self._line)
        head.addStretch()
        head.addWidget(self._back)
        head.addWidget(self._on)
        self._pictures = _Pictures()
        layout.addLayout(head)
        layout.addWidget(self._pictures)

    @property
    def line(self) -> str:
        """What is said of the blends."""
        return self._line.text()

    def wait(self, text: str) -> None:
        """Show no blends, and why."""
        self._blends = None
        self._line.setText(text)
        self._turn(0)

    def show_blends(self, blends: Blends, target: int | None) -> None:
        """Show `blends`; answers of the class `target` are marked as the trigger's doing."""
        self._blends, self._target = blends, target
        answers, counts = np.unique(blends.badnet_classes, return_counts=True)
        most = int(answers[counts.argmax()])
        self._line.setText(
            self.tr("{most} of {all} answer “{name}”").format(
                most=count(int(counts.max())), all=count(int(counts.sum())), name=self._name(most)
            )
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
        self._pictures.show_cells(cells)


class _Pictures(QWidget):
    """Paints pictures side by side with their captions."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[tuple[QPixmap, str, bool]] = []
        self.setMinimumHeight(74 + CAPTION)

    def show_cells(self, cells: list[tuple[QPixmap, str, bool]]) -> None:
        self._cells = cells
        self.setAccessibleName(", ".join(caption for _, caption, _ in cells))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = min((self.width() - GAP * (SHOWN - 1)) / SHOWN, self.height() - CAPTION)
        step = (self.width() - side) / (SHOWN - 1)
        now = tokens()
        painter.setFont(font("tick"))
        metrics = QFontMetrics(font("tick"))
        for place in range(SHOWN):
            picture = QRectF(place * step, 0, side, side)
            if place >= len(self._cells):
                if not self._cells:
                    painter.fillRect(picture, now.color("sunken"))
                continue
            image, caption, wins = self._cells[place]
            draw(painter, picture, image)
            painter.setPen(now.color("poisoned" if wins else "muted"))
            words = QRectF(picture.left() - 3, side + 4, side + 6, CAPTION - 6)
            shown = metrics.elidedText(caption, Qt.TextElideMode.ElideRight, int(words.width()))
            painter.drawText(words, int(Qt.AlignmentFlag.AlignHCenter), shown)
