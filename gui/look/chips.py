"""Chips: a tinted pill with an icon and a word, drawn the same in labels and tables."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.look import icons
from gui.look.theme import Tone, font, tokens

Sign = Literal["clean", "poisoned", "warning", ""]

HEIGHT = 22
ICON = 14


def chip_size(text: str) -> QSize:
    """The size of a chip for `text`."""
    return QSize(8 + ICON + 5 + QFontMetrics(_font()).horizontalAdvance(text) + 9, HEIGHT)


def paint_chip(painter: QPainter, rect: QRect, sign: Sign, text: str) -> None:
    """Paint a chip at the left of `rect`, vertically centered, with icon and color of `sign`."""
    tone: Tone = sign or "accent"
    size = chip_size(text)
    left = rect.left()
    pill = QRectF(left, rect.center().y() - HEIGHT / 2 + 1, size.width(), HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens().tinted(tone))
    painter.drawRoundedRect(pill, HEIGHT / 2, HEIGHT / 2)
    ink = tokens().color(tone)
    icons.paint(
        painter, QRectF(left + 8, pill.center().y() - ICON / 2, ICON, ICON), sign or "info", ink
    )
    painter.setPen(ink)
    painter.setFont(_font())
    words = pill.adjusted(8 + ICON + 5, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


class Chip(QWidget):
    """A chip beside a title or in a card."""

    def __init__(self, sign: Sign = "", text: str = "") -> None:
        super().__init__()
        self.set(sign, text)

    def set(self, sign: Sign, text: str) -> None:
        """Show `text` with the icon and color of `sign`; without text, show nothing."""
        self.sign: Sign = sign
        self.text = text
        self.setAccessibleName(text)
        self.setFixedSize(chip_size(text))
        if self.parent() is not None:
            self.setVisible(bool(text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), self.rect(), self.sign, self.text)


class ChipDelegate(QStyledItemDelegate):
    """Draws a table cell's text as a chip; the model answers `SIGN` with its sign."""

    SIGN = Qt.ItemDataRole.UserRole + 100

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        text = index.data(Qt.ItemDataRole.DisplayRole)
        self.initStyleOption(option, index)
        option.text = ""  # pyright: ignore[reportAttributeAccessIssue]
        style = option.widget.style()  # pyright: ignore[reportAttributeAccessIssue]
        style.drawControl(style.ControlElement.CE_ItemViewItem, option, painter, option.widget)  # pyright: ignore[reportAttributeAccessIssue]
        if text:
            paint_chip(painter, option.rect, index.data(self.SIGN) or "", text)  # pyright: ignore[reportAttributeAccessIssue]


def _font():
    return font("small")
