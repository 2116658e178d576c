"""The stages of a repair as a list: done, running or waiting, with their times."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from gui.look import icons
from gui.look.theme import GAP, Tone, font, grown, tokens
from gui.repair.run import Run, StageLine
from gui.repair.words import stage_detail, stage_title

Index = QModelIndex | QPersistentModelIndex

ROW = 42
LINE = Qt.ItemDataRole.UserRole
DETAIL = Qt.ItemDataRole.UserRole + 1
TIME = Qt.ItemDataRole.UserRole + 2
SIGNS: dict[str, tuple[str, Tone]] = {
    "done": ("clean", "clean"),
    "running": ("play", "accent"),
    "waiting": ("circle", "muted"),
}


def clock_time(seconds: float | None, *, expected: bool = False) -> str:
    """A time as "1:22", or "≈ 1:22" if it is expected; empty if it is unknown."""
    if seconds is None:
        return ""
    whole = round(seconds)
    shown = f"{whole // 60}:{whole % 60:02d}"
    return f"≈\u00a0{shown}" if expected else shown


class StageModel(QAbstractListModel):
    """Rows of `StageLine` with their words."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[StageLine, str, str]] = []

    def show_run(self, run: Run) -> None:
        """Use the present stages."""
        rows = [
            (line, stage_title(line.stage, run.layer), stage_detail(line, run))
            for line in run.stage_lines()
        ]
        if len(rows) != len(self._rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows != self._rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, title, detail = self._rows[index.row()]
        time = clock_time(line.seconds, expected=line.fate == "waiting")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            fates = {
                "done": self.tr("done"),
                "running": self.tr("running"),
                "waiting": self.tr("waiting"),
            }
            return ", ".join(part for part in (title, detail, fates[line.fate], time) if part)
        answers = {Qt.ItemDataRole.DisplayRole: title, LINE: line, DETAIL: detail, TIME: time}
        return answers.get(Qt.ItemDataRole(role) if role < LINE else role)


class StageList(QListView):
    """Shows all of a `StageModel`, without scrolling if there is room."""

    def __init__(self, model: StageModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_StageDelegate(self))
        self.setAccessibleName(self.tr("Stages of the repair"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._running = -1
        model.dataChanged.connect(self._on_changed)
        model.modelReset.connect(self._follow)

    def _on_changed(self) -> None:
        # Only when another stage runs: in between, a person may look at the other stages.
        if self._running != self._row_running():
            self._follow()

    def _follow(self) -> None:
        """Bring the running stage into view."""
        self._running = self._row_running()
        self.scrollTo(self.model().index(self._running, 0))

    def _row_running(self) -> int:
        model = self.model()
        rows = range(model.rowCount())
        fates = [model.index(row, 0).data(LINE).fate for row in rows]
        return fates.index("running") if "running" in fates else -1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()

    def sizeHint(self) -> QSize:
        return QSize(280, grown(ROW) * max(1, self.model().rowCount()))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 3 * grown(ROW))


class _StageDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, grown(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue]
        line: StageLine = index.data(LINE)
        painter.save()
        now = tokens()
        if line.fate == "running":
            painter.fillRect(rect, now.color("select"))
        name, tone = SIGNS[line.fate]
        icons.paint(
            painter, QRectF(rect.left() + GAP, rect.center().y() - 9, 18, 18), name, now.color(tone)
        )
        waits = line.fate == "waiting"
        painter.setPen(now.color("muted" if waits else "text"))
        painter.setFont(font("body" if waits else "strong"))
        words = rect.adjusted(GAP + 28, 4, -GAP - 52, -4)
        one = Qt.AlignmentFlag.AlignLeft
        detail = index.data(DETAIL)
        title = _elided(painter, index.data(), words.width())
        place = Qt.AlignmentFlag.AlignTop if detail else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(one | place), title)
        painter.setFont(font("small", tabular=True))
        time = rect.adjusted(0, 0, -GAP, 0)
        painter.drawText(
            time, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), index.data(TIME)
        )
        painter.setPen(now.color("muted"))
        painter.drawText(
            words,
            int(one | Qt.AlignmentFlag.AlignBottom),
            _elided(painter, detail, words.width()),
        )
        painter.restore()


def _elided(painter: QPainter, text: str, width: float) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
