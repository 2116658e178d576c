"""The network as a graph: a box for each layer and a line for each of its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from fast_sugiyama import from_edges
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsSceneMouseEvent,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from core.records import Layer
from gui.look.theme import font, theme, tokens
from gui.look.wording import times

BOX = QRectF(-95, -21, 190, 42)
ACROSS, DOWN = 215.0, 72.0  # from the middle of one box to the next
STEP, LEAST, MOST = 1.25, 0.05, 4.0
ARROW = 5.0
KEYS = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}
Point = tuple[float, float]


class GraphView(QGraphicsView):
    """Draws layers; the wheel, + and - zoom, 0 shows all, the arrow keys go from layer to layer.

    Signals:
        chosen: the name of the layer that a person chose.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setScene(QGraphicsScene(self))
        self.setAccessibleName(self.tr("Graph of the layers"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.boxes: dict[str, LayerBox] = {}
        self._order: list[str] = []
        self._lines: list[QGraphicsPathItem] = []
        self.current = ""
        theme().changed.connect(self._recolor)

    def show_layers(self, layers: Sequence[Layer], pruned: str) -> None:
        """Draw `layers`, the one that is `pruned` with its mark."""
        self.scene().clear()
        self._lines = []
        self._order = [layer.name for layer in layers]
        places, lines = placed(layers)
        for line in lines:
            self._lines.append(self.scene().addPath(_path(line)))
        self.boxes = {}
        for layer in layers:
            box = LayerBox(layer, layer.name == pruned)
            box.setPos(*places[layer.name])
            self.scene().addItem(box)
            self.boxes[layer.name] = box
        self._recolor()

    def choose(self, name: str) -> None:
        """Mark a layer as chosen and bring it into sight."""
        for box in self.boxes.values():
            box.set_chosen(box.layer.name == name)
        self.current = name
        self.ensureVisible(self.boxes[name], 40, 40)
        self.chosen.emit(name)

    def zoom_by(self, factor: float) -> None:
        """Zoom in, or out for a factor below 1."""
        scale = self.transform().m11() * factor
        if LEAST <= scale <= MOST:
            self.scale(factor, factor)

    def show_all(self) -> None:
        """Zoom so that every layer is in sight."""
        self.fitInView(self.scene().itemsBoundingRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def _recolor(self) -> None:
        pen = QPen(tokens().color("control"), 1.25)
        for line in self._lines:
            line.setPen(pen)
        self.setBackgroundBrush(tokens().color("sunken"))
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(STEP ** (event.angleDelta().y() / 120))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        ways = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        if key in KEYS:
            self.zoom_by(KEYS[key])
        elif key == Qt.Key.Key_0:
            self.show_all()
        elif key in ways and self._order:
            now = self._order.index(self.current) if self.current in self._order else 0
            self.choose(self._order[min(max(0, now + ways[key]), len(self._order) - 1)])
        else:
            super().keyPressEvent(event)


class LayerBox(QGraphicsItem):
    """One layer: its name, its type, and the shape of its output."""

    def __init__(self, layer: Layer, pruned: bool) -> None:
        super().__init__()
        self.layer = layer
        self._pruned, self._chosen = pruned, False
        self.setToolTip(layer.name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_chosen(self, chosen: bool) -> None:
        """Show that it is chosen, or not."""
        self._chosen = chosen
        self.update()

    def boundingRect(self) -> QRectF:
        return BOX.adjusted(-2, -2, 2, 2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        now, joins = tokens(), len(self.layer.inputs) > 1
        edge = "accent" if self._chosen else "warning" if joins else "control"
        painter.setPen(QPen(now.color(edge), 2.5 if self._chosen or joins else 1.25))
        painter.setBrush(now.color("select" if self._pruned else "surface"))
        painter.drawRoundedRect(BOX, 6, 6)
        lines = (
            (self.layer.name, "strong", "text", -17.0),
            (f"{self.layer.type}  {times(self.layer.output_shape)}", "small", "muted", 1.0),
        )
        for text, role, tone, top in lines:
            painter.setFont(font(role))  # pyright: ignore[reportArgumentType]
            painter.setPen(now.color(tone))
            room = QRectF(BOX.left() + 8, top, BOX.width() - 16, 17)
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideMiddle, int(room.width())
            )
            painter.drawText(room, int(Qt.AlignmentFlag.AlignHCenter), shown)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        view = self.scene().views()[0]
        if isinstance(view, GraphView):
            view.choose(self.layer.name)


def placed(layers: Sequence[Layer]) -> tuple[dict[str, Point], list[list[Point]]]:
    """Where each layer is drawn, and the lines between them; data flows downwards.

    Lines of several points go around boxes that lie between their ends.
    """
    numbers = {layer.name: k for k, layer in enumerate(layers)}
    edges = [
        (numbers[name], numbers[layer.name])
        for layer in layers
        for name in layer.inputs
        if name in numbers
    ]
    names = list(numbers)
    if not edges:
        return {name: (0.0, k * DOWN) for k, name in enumerate(names)}, []
    # The points of lines count as vertices too; their numbers follow those of the layers.
    (found, _width, _height, pieces), *_others = from_edges(
        edges, minimum_length=1, vertex_spacing=1, dummy_vertices=True, dummy_size=1
    )
    widest = max((y for _, (_x, y) in found), default=0.0)
    rows = sorted({round(y, 3) for _, (_x, y) in found})
    step = min((b - a for a, b in pairwise(rows)), default=1.0)
    points = {int(k): (x * ACROSS, (widest - y) / step * DOWN) for k, (x, y) in found}
    after: dict[int, list[int]] = {}
    for begin, end in pieces or ():
        after.setdefault(int(begin), []).append(int(end))
    lines = [
        [points[number], *_onwards(second, after, points, len(names))]
        for number in range(len(names))
        for second in after.get(number, ())
    ]
    shown = {name: points.get(number, (0.0, 0.0)) for name, number in numbers.items()}
    return shown, lines


def _onwards(
    number: int, after: dict[int, list[int]], points: dict[int, Point], layers: int
) -> list[Point]:
    """The points from `number` on, to the first that is a layer."""
    found = [points[number]]
    while number >= layers:
        (number,) = after[number]
        found.append(points[number])
    return found


def _path(line: Sequence[Point]) -> QPainterPath:
    """A line from the foot of one box to the top of another, with an arrow."""
    begin, *middle, end = line
    path = QPainterPath(QPointF(begin[0], begin[1] + BOX.bottom()))
    for x, y in middle:
        path.lineTo(x, y)
    tip = QPointF(end[0], end[1] + BOX.top())
    path.lineTo(tip)
    for side in (-ARROW, ARROW):
        path.moveTo(tip)
        path.lineTo(tip + QPointF(side, -1.5 * ARROW))
    return path
