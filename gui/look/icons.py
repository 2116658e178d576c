"""Our own SVG icons, tinted from the tokens when painted, sharp at any scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.look.svgs import svg
from gui.look.theme import Tone, tokens


def icon(name: str, tone: Tone = "text", *, trailing: bool = False) -> QIcon:
    """The icon `name`; its color is looked up at every painting, so it follows the theme.

    In a box wider than high it is at the left, or at the right if `trailing`. So a button's icon
    size sets the distance to the words.
    """
    return QIcon(_TintedEngine(name, tone, trailing))


def paint(painter: QPainter, rect: QRect | QRectF, name: str, color: QColor) -> None:
    """Paint the icon `name` into `rect` in `color`."""
    _renderer(name, color.name()).render(painter, QRectF(rect))


@lru_cache(maxsize=256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg(name, color).encode()))


class _TintedEngine(QIconEngine):
    """Paints one SVG; disabled icons get the color of control edges."""

    def __init__(self, name: str, tone: Tone, trailing: bool) -> None:
        super().__init__()
        self._trailing = trailing
        self._name = name
        self._tone: Tone = tone

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._tone, self._trailing)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        disabled = mode is QIcon.Mode.Disabled
        side = min(rect.width(), rect.height())
        square = QRect(rect.left(), rect.top(), side, side)
        if self._trailing:
            square.moveRight(rect.right())
        paint(painter, square, self._name, tokens().color("control" if disabled else self._tone))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made
