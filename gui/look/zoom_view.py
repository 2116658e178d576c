"""A picture that can be zoomed and moved, with a layer and an outline over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView

from gui.look.pictures import pixmap
from gui.look.theme import tokens

if TYPE_CHECKING:
    import numpy as np

STEP = 1.25  # the factor for one notch of the wheel
MOST = 64.0  # screen pixels per pixel
OUTLINE = "#FFD600"  # visible on light pictures because of the dark line around it
KEYS = {
    Qt.Key.Key_Plus: STEP,
    Qt.Key.Key_Equal: STEP,
    Qt.Key.Key_Minus: 1 / STEP,
    Qt.Key.Key_0: 0.0,
}


class ZoomView(QGraphicsView):
    """Shows one picture. Wheel, + and - zoom; dragging moves; 0 and double-click show all of it.

    Signals:
        moved: a person zoomed or moved; another view can follow with `follow`.
        toggled: Space was pressed.
    """

    moved = Signal()
    toggled = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture = self.scene().addPixmap(QPixmap())
        self._veil = self.scene().addPixmap(QPixmap())
        self._veil.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        dark, bright = QPen(QColor("black"), 4), QPen(QColor(OUTLINE), 2)
        for pen in (dark, bright):
            pen.setCosmetic(True)
        self._outlines = [self.scene().addPath(QPainterPath(), pen) for pen in (dark, bright)]
        self._shows_all = True

    def show_picture(self, image: np.ndarray) -> None:
        """Show `image`, uint8 (h, w, c); zoom and position stay if the last image was as large."""
        shown = pixmap(image)
        same = shown.size() == self._picture.pixmap().size()
        self._picture.setPixmap(shown)
        self.scene().setSceneRect(QRectF(shown.rect()))
        self._veil.setPixmap(QPixmap())
        for outline in self._outlines:
            outline.setPath(QPainterPath())
        if not same:
            self.show_all()

    def show_map(self, veil: np.ndarray, places: np.ndarray) -> None:
        """Put a layer, RGBA uint8 (h, w, 4), over the picture, and a line around places, (h, w)."""
        self._veil.setPixmap(pixmap(veil))
        path = _around(places)
        for outline in self._outlines:
            outline.setPath(path)

    def set_map_visible(self, visible: bool) -> None:
        """Show or hide the layer and the line over the picture."""
        for item in (self._veil, *self._outlines):
            item.setVisible(visible)

    def is_map_visible(self) -> bool:
        """Whether the layer and the line may be seen."""
        return self._veil.isVisible()

    @property
    def zoom(self) -> float:
        """Screen pixels per pixel of the picture."""
        return self.transform().m11()

    def zoom_by(self, factor: float) -> None:
        """Zoom, at most from the whole picture up to `MOST`."""
        wanted = min(self.zoom * factor, MOST)
        if wanted <= self._whole():
            self.show_all()
        else:
            self._shows_all = False
            self.setTransform(QTransform.fromScale(wanted, wanted))
        self.moved.emit()

    def show_all(self) -> None:
        """Show the whole picture as large as fits."""
        self._shows_all = True
        whole = self._whole()
        self.setTransform(QTransform.fromScale(whole, whole))

    def follow(self, other: ZoomView) -> None:
        """Show what `other` shows."""
        self._shows_all = other._shows_all
        self.setTransform(other.transform())
        for mine, its in (
            (self.horizontalScrollBar(), other.horizontalScrollBar()),
            (self.verticalScrollBar(), other.verticalScrollBar()),
        ):
            mine.setValue(its.value())

    def _whole(self) -> float:
        shown, room = self._picture.pixmap().size(), self.viewport().size()
        if shown.isEmpty():
            return 1.0
        return max(0.01, min(room.width() / shown.width(), room.height() / shown.height()))

    # Qt's own

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(rect, tokens().color("sunken"))

    def sizeHint(self) -> QSize:
        return QSize(360, 360)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shows_all:
            self.show_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(STEP ** (event.angleDelta().y() / 120))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons():
            self.moved.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.show_all()
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            self.toggled.emit()
        elif key in KEYS:
            self.zoom_by(KEYS[key])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Escape):
            event.ignore()  # for the window
        else:
            super().keyPressEvent(event)
            self.moved.emit()


def _around(places: np.ndarray) -> QPainterPath:
    """The outline of all places of a map, bool (h, w)."""
    path = QPainterPath()
    for y, line in enumerate(places.tolist()):
        for x, inside in enumerate(line):
            if inside:
                path.addRect(QRectF(x, y, 1, 1))
    return path.simplified()
