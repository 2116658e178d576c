"""The two curves of a repair as pictures for paper, always light, whatever the window shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

from core.records import Epoch, Measure, Pruned, RepairRecord
from core.text.epochs import epoch_numbers
from gui.look.theme import LIGHT
from gui.repair.words import accuracy_name

SIZE = QSize(620, 260)
SHARPNESS = 3
FIELD = QRectF(48, 28, 552, 190)


@dataclass(frozen=True)
class Curve:
    """Shares 0..1 by position; `tone` is the token of its color."""

    name: str
    tone: str
    xs: Sequence[float]
    shares: Sequence[float]


def prune_chart(record: RepairRecord) -> QImage:
    """Clean accuracy and ASR against pruned channels, with the chosen point marked."""
    xs = [step.channels_pruned for step in record.prune_curve]
    drawn = curves(xs, record.prune_curve, record.measure)
    return _chart(drawn, _tr("channels pruned"), record.channels_pruned)


def training_chart(record: RepairRecord) -> QImage:
    """Clean accuracy and ASR against epochs."""
    drawn = curves(epoch_numbers(record.epochs), record.epochs, record.measure)
    return _chart(drawn, _tr("epoch"), None)


def curves(
    xs: Sequence[float], steps: Sequence[Pruned] | Sequence[Epoch], measure: Measure
) -> list[Curve]:
    """Clean accuracy (or agreement, if that was measured) first, then each ASR."""
    name = accuracy_name(measure)
    clean = Curve(name, "series_clean", xs, [s.clean_accuracy for s in steps])
    names = steps[0].attack_success if steps else {}
    attacks = [
        Curve(f"ASR {name}", "series_asr", xs, [s.attack_success[name] for s in steps])
        for name in names
    ]
    return [clean, *attacks]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReportPdf", text)


def _chart(curves: Sequence[Curve], x_label: str, chosen: int | None) -> QImage:
    image = QImage(SIZE * SHARPNESS, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SHARPNESS, SHARPNESS)
    font = QFont()
    font.setPixelSize(11)
    painter.setFont(font)
    last = max((max(curve.xs, default=0) for curve in curves), default=0) or 1
    _axes(painter, last, x_label)
    if chosen is not None:
        painter.setPen(QPen(LIGHT.color("text"), 1.25))
        x = FIELD.left() + FIELD.width() * chosen / last
        painter.drawLine(QPointF(x, FIELD.top()), QPointF(x, FIELD.bottom()))
    left = FIELD.left()
    for curve in curves:
        painter.setPen(QPen(LIGHT.color(curve.tone), 2))
        points = [
            QPointF(
                FIELD.left() + FIELD.width() * x / last,
                FIELD.bottom() - FIELD.height() * share,
            )
            for x, share in zip(curve.xs, curve.shares, strict=True)
        ]
        painter.drawPolyline(QPolygonF(points))
        painter.drawText(QPointF(left, 16), curve.name)
        left += painter.fontMetrics().horizontalAdvance(curve.name) + 24
    painter.end()
    return image


def _axes(painter: QPainter, last: float, x_label: str) -> None:
    muted, grid = LIGHT.color("muted"), QColor(0, 0, 0, 26)
    for share in range(0, 101, 20):
        y = FIELD.bottom() - FIELD.height() * share / 100
        painter.setPen(QPen(grid, 1))
        painter.drawLine(QPointF(FIELD.left(), y), QPointF(FIELD.right(), y))
        painter.setPen(muted)
        painter.drawText(QRectF(0, y - 8, 40, 16), Qt.AlignmentFlag.AlignRight, f"{share} %")
    painter.setPen(QPen(LIGHT.color("control"), 1))
    painter.drawLine(FIELD.bottomLeft(), FIELD.bottomRight())
    painter.drawLine(FIELD.topLeft(), FIELD.bottomLeft())
    painter.setPen(muted)
    below = QRectF(FIELD.left(), FIELD.bottom() + 4, FIELD.width(), 16)
    painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0")
    painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"{last:g}")
    painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, x_label)
