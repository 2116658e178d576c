"""The titles of the table of screened images."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.look.tables import paint_order
from gui.look.terms import read_about
from gui.look.theme import font, tokens
from gui.screening.column_widths import FIGURES, LEFT, WORDS
from gui.screening.rows import Column

EXPLAINED = {Column.BITS: "weighted entropy", Column.P_VALUE: "p-value"}
INDENTS = {Column.FILE: WORDS, Column.VERDICT: LEFT}


class VerdictHeader(QHeaderView):
    """Titles aligned with the cells below; an arrow after the title of the sorted column.

    A right-click on the name of a figure opens the guide.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(40)
        self.setFixedHeight(30)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        column = self.logicalIndexAt(event.pos())
        if term := EXPLAINED.get(Column(column)) if column >= 0 else None:
            read_about(term)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        now = tokens()
        column = Column(logicalIndex)
        painter.save()
        painter.fillRect(rect, now.color("sunken"))
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), now.color("border"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), now.color("border"))
        painter.setFont(font("body"))
        painter.setPen(now.color("muted"))
        title = self.model().headerData(logicalIndex, self.orientation())
        sorts = self.sortIndicatorSection() == logicalIndex
        width = painter.fontMetrics().horizontalAdvance(title)
        left = rect.left() + INDENTS.get(column, 0)
        if column in FIGURES:
            left = rect.right() - width - (14 if sorts else 0) + 1
        middle = QRectF(left, rect.top(), width + 2, rect.height())
        painter.drawText(middle, int(Qt.AlignmentFlag.AlignVCenter), title)
        if sorts:
            paint_order(painter, left + width + 3, rect.center().y(), self.sortIndicatorOrder())
        painter.restore()

    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        beyond = QRect(self.length(), 0, self.viewport().width() - self.length(), self.height())
        if beyond.width() > 0:
            now = tokens()
            painter.fillRect(beyond, now.color("border"))
            painter.fillRect(beyond.adjusted(0, 1, 0, -1), now.color("sunken"))
