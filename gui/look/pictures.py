"""Convert images of core, uint8 (h, w, c), to Qt's pictures, and draw them without smoothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPixmap

if TYPE_CHECKING:
    import numpy as np


def pixmap(image: np.ndarray) -> QPixmap:
    """`image` with one to four channels as a pixmap; the second of two channels is left out."""
    height, width, channels = image.shape
    formats = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}
    if channels in formats:
        data, kind = image.tobytes(), formats[channels]
    else:
        data, kind = image[:, :, :1].tobytes(), QImage.Format.Format_Grayscale8
        channels = 1
    # The copy owns its pixels; the QImage only refers to them.
    return QPixmap.fromImage(QImage(data, width, height, channels * width, kind).copy())


def draw(painter: QPainter, rect: QRectF, picture: QPixmap) -> None:
    """Draw `picture` centered and as large as fits into `rect`, without smoothing."""
    if picture.isNull():
        return
    scale = min(rect.width() / picture.width(), rect.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    place = QRectF(0, 0, width, height)
    place.moveCenter(rect.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 1)
    painter.drawPixmap(place, picture, QRectF(picture.rect()))
    painter.restore()
