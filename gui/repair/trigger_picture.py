"""A picture of a trigger, alone or stamped on a clean image."""

from __future__ import annotations

import base64
import binascii

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from gui.look.pictures import draw
from gui.look.theme import font, grown, tokens

PICTURE = 144
CAPTION = 40  # two lines and what is above them, in pixels


class Picture(QWidget):
    """A small picture, enlarged without smoothing, with a caption."""

    def __init__(self, caption: str, size: int = PICTURE) -> None:
        super().__init__()
        self._picture = QPixmap()
        self._caption = caption
        self._size = (size + grown(size)) // 2  # beside larger figures there is less room
        self.setFixedSize(self._size, self._size + grown(CAPTION))
        self.setAccessibleName(caption)

    def show_png(self, encoded: str) -> None:
        """Show a PNG in base64; shows nothing for invalid data."""
        self._picture = QPixmap()
        try:
            self._picture.loadFromData(base64.b64decode(encoded), "PNG")
        except binascii.Error:
            return
        finally:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._picture.isNull():
            draw(painter, QRectF(0, 0, self._size, self._size), self._picture)
        painter.setFont(font("small"))
        painter.setPen(tokens().color("muted"))
        words = QRectF(0, self._size + 5, self._size, grown(CAPTION) - 5)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(words, int(flags), self._caption)
