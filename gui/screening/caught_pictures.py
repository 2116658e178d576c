"""The flagged pictures that crowd a class, to look at and to take out if they are clean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from gui.port import Origin
from gui.screening.rows import Row
from gui.screening.thumbnails import Thumbnails

Index = QModelIndex | QPersistentModelIndex

SIDE = 88
CELL = QSize(136, 128)
CHECK = Qt.ItemDataRole.CheckStateRole


class CaughtPictures(QAbstractListModel):
    """Rows of the table, each with a mark that shows whether it will be learned from.

    Signals:
        choice_changed: a picture was taken out or put back.
    """

    choice_changed = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._rows: list[Row] = []
        self._out: set[Origin] = set()
        thumbnails.came.connect(self._on_pictures)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, at first without false alarms that a person marked in the table."""
        self.beginResetModel()
        self._rows = list(rows)
        self._out = {row.origin for row in rows if row.wrong}
        self.endResetModel()
        self.choice_changed.emit()

    @property
    def taken_out(self) -> frozenset[Origin]:
        """The pictures that a person knows to be clean."""
        return frozenset(self._out)

    @property
    def left(self) -> int:
        """How many pictures are left to learn from."""
        return len(self._rows) - len(self._out)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.name
        if role == Qt.ItemDataRole.DecorationRole:
            picture = self._thumbnails.get(row.origin)
            return picture if picture.isNull() else picture.scaled(SIDE, SIDE, _KEEP)
        if role == Qt.ItemDataRole.SizeHintRole:
            return CELL  # not that of a picture which may not have arrived yet
        if role == CHECK:
            out = row.origin in self._out
            return Qt.CheckState.Unchecked if out else Qt.CheckState.Checked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != CHECK:
            return False
        origin = self._rows[index.row()].origin
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._out.discard(origin)
        else:
            self._out.add(origin)
        self.dataChanged.emit(index, index)
        self.choice_changed.emit()
        return True

    def _on_pictures(self) -> None:
        if self._rows:
            decoration = [Qt.ItemDataRole.DecorationRole]
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), decoration)


_KEEP = Qt.AspectRatioMode.KeepAspectRatio


class CaughtView(QListView):
    """Shows `CaughtPictures` side by side; Space takes the selected one out or puts it back."""

    def __init__(self, pictures: CaughtPictures) -> None:
        super().__init__()
        self.setModel(pictures)
        self.setAccessibleName(self.tr("Flagged pictures to learn from"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setGridSize(CELL)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
