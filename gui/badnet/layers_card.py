"""The description of the file: hash, facts, the table of layers, class names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGridLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from core.records import Inspection, Layer
from gui.look.tables import side, side_of
from gui.look.theme import GAP, font, grown, tokens
from gui.look.widgets import Card, ElidedLabel, Label, button, icon_button, row, rule
from gui.look.wording import count, short_hash, times

Index = QModelIndex | QPersistentModelIndex

LEAST = 182  # height of five layers and their header, in pixels
AROUND_NAME, LONGEST = 56, 300  # pixels beside a layer's name, and beyond which it is elided
WIDTHS = (150, 125, 125)
FIGURES = 2  # the first column of figures
TAG = Qt.ItemDataRole.UserRole


class LayersCard(Card):
    """Shows one network as its file describes it.

    Signals:
        names_wanted: a person wants to load class names.
        graph_wanted: a person wants to see the layers as a graph.
    """

    names_wanted = Signal()
    graph_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(margin=0, spacing=0)
        self._sha256 = ""
        self.body.addWidget(self._head())
        self.body.addWidget(self._facts_grid())
        self.table = QTableView()
        self.model = LayerTable()
        self._set_up_table()
        self.table.setMinimumHeight(LEAST)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(rule())
        self.body.addWidget(self._foot())

    def show_network(self, inspection: Inspection, names: Sequence[str]) -> None:
        """Show the network of `inspection`; `names` are those of its classes."""
        self._sha256 = inspection.sha256
        self._hash.setText(short_hash(inspection.sha256))
        self._hash.setToolTip(inspection.sha256)
        facts = (
            times(inspection.input_shape),
            f"{count(inspection.classes)}, {inspection.output}",
            count(inspection.parameters),
            self.tr("{version}, as written").format(version=inspection.keras_version)
            if inspection.keras_version
            else self.tr("not written"),
        )
        for label, fact in zip(self._facts, facts, strict=True):
            label.setText(fact)
        self.model.show_layers(inspection.layers, inspection.default_layer)
        metrics = self.table.fontMetrics()
        longest = max((metrics.horizontalAdvance(x.name) for x in inspection.layers), default=0)
        self.least_width = sum(map(grown, WIDTHS)) + min(longest + AROUND_NAME, grown(LONGEST))
        self.updateGeometry()
        chosen = self.model.row_of(inspection.default_layer)
        if chosen >= 0:
            self.table.selectRow(chosen)
        self._names.setText(
            self.tr("{count} loaded").format(count=count(len(names)))
            if names
            else self.tr("none, classes are shown as numbers")
        )

    def _head(self) -> QWidget:
        head = QWidget()
        layout = row(head, spacing=8)
        layout.setContentsMargins(GAP, 9, 10, 6)
        layout.addWidget(Label(self.tr("What it is"), "section"))
        graph = button(self.tr("Graph…"), kind="flat")
        graph.clicked.connect(self.graph_wanted)
        layout.addWidget(graph)
        layout.addStretch()
        layout.addWidget(Label("SHA-256", "small", "muted"))
        self._hash = Label("", "fixed")
        layout.addWidget(self._hash)
        copy = icon_button("copy", self.tr("Copy the SHA-256"))
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self._sha256))
        layout.addWidget(copy)
        return head

    def _facts_grid(self) -> QWidget:
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(GAP, 0, GAP, 13)
        grid.setVerticalSpacing(4)
        self._facts: list[Label] = []
        titles = (
            self.tr("Input"),
            self.tr("Classes"),
            self.tr("Parameters"),
            self.tr("Keras version"),
        )
        for place, title in enumerate(titles):
            grid.addWidget(Label(title, "small", "muted"), 0, place)
            value = Label("", "strong", tabular=True)
            grid.addWidget(value, 1, place)
            grid.setColumnStretch(place, 1)
            self._facts.append(value)
        return whole

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Layers of the network"))
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column_number, width in enumerate(WIDTHS, 1):
            header.resizeSection(column_number, grown(width))
        header.setFixedHeight(30)
        table.setItemDelegate(_LayerDelegate(table))

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setFixedHeight(47)
        layout = row(foot, spacing=12)
        layout.setContentsMargins(GAP, 0, 10, 0)
        layout.addWidget(Label(self.tr("Class names"), "body", "muted"))
        self._names = ElidedLabel()
        layout.addWidget(self._names)
        layout.addStretch()
        load = button(self.tr("Load names…"), kind="flat")
        load.clicked.connect(self.names_wanted)
        layout.addWidget(load)
        return foot


class LayerTable(QAbstractTableModel):
    """A row for each layer; the layer that is pruned by default has a tag."""

    def __init__(self) -> None:
        super().__init__()
        self._layers: Sequence[Layer] = ()
        self._default = ""
        self._titles = (
            self.tr("Layer"),
            self.tr("Type"),
            self.tr("Output shape"),
            self.tr("Parameters"),
        )

    def show_layers(self, layers: Sequence[Layer], default: str) -> None:
        """Show these layers."""
        self.beginResetModel()
        self._layers, self._default = layers, default
        self.endResetModel()

    def row_of(self, name: str) -> int:
        """The row of the layer `name`, or -1."""
        names = [layer.name for layer in self._layers]
        return names.index(name) if name in names else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._layers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return side(section >= FIGURES)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        layer = self._layers[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            kind = " ".join((layer.type, layer.detail)).rstrip()
            cells = (layer.name, kind, times(layer.output_shape), count(layer.parameters))
            return cells[index.column()]
        if role == Qt.ItemDataRole.FontRole:
            return font("strong" if index.column() == 0 else "body", tabular=True)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 3:
            return tokens().color("text" if layer.parameters else "muted")
        if role == TAG and index.column() == 0 and layer.name == self._default:
            return QCoreApplication.translate("LayersCard", "pruned by default")
        return None


class _LayerDelegate(QStyledItemDelegate):
    """Keeps the margins of the card, and writes the tag after the name."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        selected = option.state & QStyle.StateFlag.State_Selected  # pyright: ignore[reportAttributeAccessIssue]
        ground = "select" if selected else "sunken" if index.row() % 2 else "surface"
        painter.fillRect(rect, tokens().color(ground))
        painter.setFont(index.data(Qt.ItemDataRole.FontRole))
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole) or tokens().color("text"))
        room = rect.adjusted(GAP, 0, -GAP, 0)
        shown = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, side_of(index), shown)
        tag = index.data(TAG)
        if not tag:
            return
        name = QFontMetrics(font("strong")).horizontalAdvance(index.data())
        width = QFontMetrics(font("tick")).horizontalAdvance(tag) + 16
        pill = QRectF(rect.left() + GAP + name + 9, rect.center().y() - 9, width, 20)
        if pill.right() > rect.right():
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color("surface"))
        painter.drawRoundedRect(pill, 10, 10)
        painter.setPen(tokens().color("accent"))
        painter.setFont(font("tick"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, tag)
        painter.restore()
