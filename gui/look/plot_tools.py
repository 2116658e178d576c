"""Tools of every plot: show the values at the pointer, zoom, copy and save."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import QMenu, QToolButton

from gui.look import plot_files
from gui.look.plot_files import PlotFile
from gui.look.plot_table import PlotTable
from gui.look.widgets import Label, icon_button

AWAY = QPoint(14, 14)  # from the pointer to the reading, in pixels


Range = tuple[float, float]


class Zoom(QObject):
    """The full ranges of the plots in one view; a person cannot zoom out beyond them.

    Attributes:
        is_zoomed: whether only a part is visible.

    Signals:
        changed: `is_zoomed` may have changed.
    """

    changed = Signal()

    def __init__(self, view: pg.GraphicsView) -> None:
        super().__init__(view)
        self._wholes: dict[pg.ViewBox, tuple[Range, Range]] = {}
        self.is_zoomed = False

    def add(self, box: pg.ViewBox) -> None:
        """Enable the mouse to zoom and move `box`."""
        self._wholes[box] = ((0.0, 1.0), (0.0, 1.0))
        box.setMouseEnabled(True, True)
        box.sigRangeChangedManually.connect(self._on_zoomed)

    def whole(self, box: pg.ViewBox) -> tuple[Range, Range]:
        """The ranges of x and y that `box` shows without a zoom."""
        return self._wholes[box]

    def set_x(self, box: pg.ViewBox, low: float, high: float) -> None:
        """Show this part of the x axis, at once or after the zoom has ended."""
        self._set(box, (low, high), self._wholes[box][1])

    def set_y(self, box: pg.ViewBox, low: float, high: float) -> None:
        """Show this part of the y axis, at once or after the zoom has ended."""
        self._set(box, self._wholes[box][0], (low, high))

    def show_all(self) -> None:
        """End the zoom."""
        self.is_zoomed = False
        for box, (x, y) in self._wholes.items():
            box.setRange(xRange=x, yRange=y, padding=0)
        self.changed.emit()

    def _set(self, box: pg.ViewBox, x: Range, y: Range) -> None:
        if self._wholes[box] == (x, y):
            return  # otherwise the axes would be drawn anew
        self._wholes[box] = (x, y)
        # Set the limits first: a range outside the old ones would be cut to them.
        box.setLimits(xMin=x[0], xMax=x[1], yMin=y[0], yMax=y[1])
        if not self.is_zoomed:
            box.setRange(xRange=x, yRange=y, padding=0)

    def _on_zoomed(self, _axes: object) -> None:
        self.is_zoomed = any(
            now[1] - now[0] < 0.999 * (whole[1] - whole[0])
            for box, wholes in self._wholes.items()
            for now, whole in zip(box.viewRange(), wholes, strict=True)
        )
        self.changed.emit()


class PlotTools(QObject):
    """The reading, the menu and the button of one view.

    Args:
        view: the plot, or several in one picture.
        zoom: the full ranges of its plots.
        name: for files, in the file's language: "training".
        table: gives the numbers that are shown now.
        words_at: gives the words for a place, in the units of the axes; "" shows nothing.

    Attributes:
        button: opens the menu; it belongs beside the plot's title.
        reading: the values at the pointer.
    """

    def __init__(
        self,
        view: pg.GraphicsView,
        zoom: Zoom,
        name: str,
        table: Callable[[], PlotTable],
        words_at: Callable[[QPointF], str],
    ) -> None:
        super().__init__(view)
        self._view, self._zoom, self._name = view, zoom, name
        self._table, self._words_at = table, words_at
        self.reading = Reading(view)
        self.button: QToolButton = icon_button("more", self.tr("Plot: show all, copy, save"))
        self.button.clicked.connect(self._on_button)
        scene = view.scene()
        assert isinstance(scene, pg.GraphicsScene)
        scene.sigMouseMoved.connect(self._on_moved)
        view.viewport().installEventFilter(self)
        view.viewport().setMouseTracking(True)

    def menu(self) -> QMenu:
        """A new menu of everything that can be done with the plot now."""
        made = QMenu(self._view)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        whole = made.addAction(self.tr("Show all"), self._zoom.show_all)
        whole.setEnabled(self._zoom.is_zoomed)
        made.addSeparator()
        made.addAction(self.tr("Copy as PNG"), self.copy_png)
        made.addAction(self.tr("Copy as SVG"), self.copy_svg)
        made.addAction(self.tr("Copy values as CSV"), self.copy_csv)
        made.addSeparator()
        made.addAction(self.tr("Save as PNG, SVG or CSV…"), self.save)
        return made

    def copy_png(self) -> None:
        """Copy a picture to the clipboard."""
        plot_files.copy_image(plot_files.image_of(self._view))

    def copy_svg(self) -> None:
        """Copy the drawing to the clipboard."""
        plot_files.copy_text(plot_files.svg_of(self._view).decode(), "image/svg+xml")

    def copy_csv(self) -> None:
        """Copy the values to the clipboard."""
        plot_files.copy_text(self._table().as_csv(), "text/csv")

    def save(self) -> None:
        """Make the window ask where and in which form to save it."""
        forms = {
            ".png": lambda: plot_files.png_of(self._view),
            ".svg": lambda: plot_files.svg_of(self._view),
            ".csv": lambda: self._table().as_csv().encode(),
        }
        plot_files.plot_files().wanted.emit(PlotFile(self._name, forms))

    # -- inside --------------------------------------------------------------------------

    def _on_button(self) -> None:
        self.menu().popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _on_moved(self, place: QPointF) -> None:
        self.reading.show_at(self._view.mapFromScene(place), self._words_under(place))

    def _words_under(self, place: QPointF) -> str:
        for item in self._view.scene().items(place):
            if isinstance(item, pg.ViewBox):
                return self._words_at(item.mapSceneToView(place))
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent):
            self.menu().popup(event.globalPos())
            return True
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._zoom.show_all()
            return True
        zooms_out = isinstance(event, QWheelEvent) and event.angleDelta().y() < 0
        if zooms_out and not self._zoom.is_zoomed:  # all is shown: scroll the page
            event.ignore()
            return True
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Wheel, QEvent.Type.MouseButtonPress):
            self.reading.hide()
        return super().eventFilter(watched, event)


class Reading(Label):
    """A small sign beside the pointer, inside the plot."""

    def __init__(self, view: pg.GraphicsView) -> None:
        super().__init__("", "small", tabular=True)
        self.setParent(view)
        self.setProperty("reading", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, place: QPoint, words: str) -> None:
        """Show `words` beside `place`; empty words hide the sign."""
        self.setText(words)
        self.setVisible(bool(words))
        self.adjustSize()
        parent = self.parentWidget()
        assert parent
        right = place.x() + AWAY.x() + self.width() > parent.width()
        x = place.x() - AWAY.x() - self.width() if right else place.x() + AWAY.x()
        y = min(place.y() + AWAY.y(), parent.height() - self.height())
        self.move(max(0, x), max(0, y))
