"""A strip of images from the clean data, each with its class."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem

from gui.look.pictures import draw, pixmap
from gui.look.theme import font, tokens
from gui.port import Sample

Index = QModelIndex | QPersistentModelIndex

COLUMNS, ROWS = 6, 2
PICTURE, LARGEST = 60, 140
CAPTION = 40
PIXMAP = Qt.ItemDataRole.UserRole


TWO_LINES = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


def in_two_lines(metrics: QFontMetrics, text: str, width: float) -> str:
    """As much of `text` as fits into two lines of `width` pixels, the second one elided."""
    words, first = text.split(), ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    lines = [first] if first else []
    if words:
        mode = Qt.TextElideMode.ElideRight
        lines.append(metrics.elidedText(" ".join(words), mode, int(width)))
    return "\n".join(lines)


class SampleStrip(QListView):
    """Two rows of six pictures, or one row if there is no room for two."""

    def __init__(self) -> None:
        super().__init__()
        self._model = _SampleModel()
        self.setModel(self._model)
        self.setItemDelegate(_SampleDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(self.tr("Some images of the clean data"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(PICTURE + CAPTION)

    @property
    def picture(self) -> int:
        """How large each picture is, in pixels: the wider the strip, the larger."""
        return min(max(PICTURE, self.viewport().width() // COLUMNS - 14), LARGEST)

    def show_samples(self, samples: Sequence[Sample], name: Callable[[int], str]) -> None:
        """Show `samples`; `name` gives the name of a class."""
        shown = samples[: COLUMNS * ROWS]
        self._model.show_samples(shown, name)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = max(1, -(-self._model.rowCount() // COLUMNS))
        return QSize(super().sizeHint().width(), (self.picture + CAPTION) * rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # One pixel less than an exact sixth: Qt would wrap after five otherwise.
        high = self.picture + CAPTION
        self.setGridSize(QSize(self.viewport().width() // COLUMNS - 1, high))
        self.setMinimumHeight(high)
        self.updateGeometry()
        super().resizeEvent(event)


class _SampleModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QPixmap, str]] = []

    def show_samples(self, samples: Sequence[Sample], name: Callable[[int], str]) -> None:
        self.beginResetModel()
        self._rows = [
            (pixmap(sample.image), "" if sample.label is None else name(sample.label))
            for sample in samples
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        picture, caption = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return caption
        return picture if role == PIXMAP else None


class _SampleDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(PICTURE, PICTURE + CAPTION)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        strip = cast(SampleStrip, option.widget)  # pyright: ignore[reportAttributeAccessIssue]
        side = strip.picture
        if rect.bottom() > strip.height():
            return
        # The pictures fill the strip from edge to edge; a grid of equal cells cannot do this.
        room = strip.width() - side
        rect.moveLeft(index.row() % COLUMNS * room / (COLUMNS - 1))
        draw(painter, QRectF(rect.left(), rect.top(), side, side), index.data(PIXMAP))
        painter.save()
        painter.setFont(font("tick"))
        painter.setPen(tokens().color("muted"))
        words = QRectF(rect.left() - 4, rect.top() + side + 3, side + 8, CAPTION - 6)
        painter.drawText(
            words, int(TWO_LINES), in_two_lines(painter.fontMetrics(), index.data(), words.width())
        )
        painter.restore()
