"""A confusion matrix: a row for each class, a column for each answer, darker for more images."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from core.records import Measurement, confusion_matrix
from gui.look.theme import font, tokens
from gui.look.wording import count
from gui.session import Session

MARGIN = 30  # for the numbers of the classes
LEAST_FOR_FIGURES = 20  # the least width of a cell, in pixels


class ConfusionView(QWidget):
    """Right answers lie on the diagonal; wrong ones have another color."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._classes: tuple[int, ...] = ()
        self._matrix: list[list[int]] = []
        self.setMinimumSize(280, 280)

    def show_network(self, measured: Measurement, classes: Sequence[int]) -> None:
        """Show the answers of one network."""
        self._classes = tuple(classes)
        self._matrix = confusion_matrix(measured, classes)
        wrong = sum(map(sum, self._matrix)) - sum(
            line[place] for place, line in enumerate(self._matrix)
        )
        name = self.tr("Confusion matrix of {classes} classes: {wrong} wrong answers")
        self.setAccessibleName(name.format(classes=count(len(classes)), wrong=count(wrong)))
        self.update()

    def words_at(self, x: float, y: float) -> str:
        """The words for the cell at a position in pixels; empty outside the cells."""
        side = self.side()
        line, place = int((y - MARGIN) // side), int((x - MARGIN) // side)
        if not (0 <= line < len(self._matrix) and 0 <= place < len(self._matrix)):
            return ""
        said = self.tr("{images} of class {label} answered {answer}")
        return said.format(
            images=count(self._matrix[line][place]),
            label=self._session.numbered(self._classes[line]),
            answer=self._session.numbered(self._classes[place]),
        )

    def side(self) -> float:
        room = min(self.width(), self.height()) - MARGIN
        return max(2.0, room / max(1, len(self._matrix)))

    # Overrides of Qt

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            spot = event.pos()
            QToolTip.showText(event.globalPos(), self.words_at(spot.x(), spot.y()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side, now = QPainter(self), self.side(), tokens()
        painter.setFont(font("tick", tabular=True))
        middle = int(Qt.AlignmentFlag.AlignCenter)
        for line, counts in enumerate(self._matrix):
            along = MARGIN + line * side
            painter.setPen(now.color("muted"))
            label = str(self._classes[line])
            painter.drawText(QRectF(0, along, MARGIN - 4, side), middle, label)
            painter.drawText(QRectF(along, 0, side, MARGIN - 4), middle, label)
            total = max(1, sum(counts))
            for place, images in enumerate(counts):
                cell = QRectF(MARGIN + place * side, along, side - 1, side - 1)
                ink = now.color("series_clean" if place == line else "series_asr")
                painter.fillRect(cell, _blended(ink, images / total))
                if images and side >= LEAST_FOR_FIGURES:
                    dark = images / total > 0.5
                    painter.setPen(now.color("surface" if dark else "text"))
                    painter.drawText(cell, middle, str(images))


def _blended(ink: QColor, share: float) -> QColor:
    """The ink over the paper; a square root keeps single images visible."""
    paper, part = tokens().color("sunken"), share**0.5
    return QColor.fromRgbF(
        part * ink.redF() + (1 - part) * paper.redF(),
        part * ink.greenF() + (1 - part) * paper.greenF(),
        part * ink.blueF() + (1 - part) * paper.blueF(),
    )
