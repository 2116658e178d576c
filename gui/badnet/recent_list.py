"""The list of recently opened files: icon, name, folder, kind, and time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QDate,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.look import icons
from gui.look.i18n import N
from gui.look.theme import Tone, font, grown, tokens
from gui.look.wording import from_home
from gui.settings import Recent

Index = QModelIndex | QPersistentModelIndex

ROW, LINE, DATE = 56, 17, 130  # pixels: heights of a file and a line, width of a date
LEAST_ROWS = 3  # that are seen where the page itself scrolls
ENTRY = Qt.ItemDataRole.UserRole
KINDS: dict[str, tuple[str, Tone]] = {
    N("RecentList", "GoodNet"): ("clean", "clean"),
    N("RecentList", "Refused"): ("poisoned", "poisoned"),
    N("RecentList", "BadNet"): ("layers", "muted"),
}


class RecentList(QListView):
    """Opens a file on click or Enter.

    Signals:
        chosen: the path of the file.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._model = _RecentModel()
        self.setModel(self._model)
        self.setItemDelegate(_RecentDelegate(self))
        self.setAccessibleName(self.tr("Recent files"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def show_files(self, entries: Sequence[Recent]) -> None:
        """List `entries`, the newest first; at least some of them are seen without scrolling."""
        self._model.show_files(entries)
        self.setMinimumHeight(grown(ROW) * min(len(entries), LEAST_ROWS))

    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(ENTRY).path)


class _RecentModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._entries: Sequence[Recent] = ()

    def show_files(self, entries: Sequence[Recent]) -> None:
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return Path(entry.path).name
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.path
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{Path(entry.path).name}, {entry.kind}, {when(entry.opened)}"
        return entry if role == ENTRY else None


class _RecentDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, grown(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        entry: Recent = index.data(ENTRY)
        sign, tone = KINDS.get(entry.kind, KINDS["BadNet"])
        now = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("select"))
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 4, 0, -4), 6, 6)
        middle = rect.center().y()
        icons.paint(painter, QRectF(rect.left(), middle - 9, 18, 18), sign, now.color(tone))
        date, high = grown(DATE), grown(LINE)
        first = QRectF(rect.left() + 30, middle + 1 - high, rect.width() - date - 10, high)
        last = QRectF(rect.right() - date, first.top(), date, high)
        _write(painter, first, index.data(), "strong")
        folder = from_home(str(Path(entry.path).parent))
        _write(painter, first.translated(0, high), folder, "small", "muted")
        side = Qt.AlignmentFlag.AlignRight
        kind = QCoreApplication.translate("RecentList", entry.kind)
        _write(painter, last, kind, "small", tone, side)
        _write(painter, last.translated(0, high), when(entry.opened), "small", "muted", side)
        painter.restore()


def when(opened: float) -> str:
    """A time in everyday form: "Yesterday, 16:40" or "18 November"."""
    moment, today = QDateTime.fromSecsSinceEpoch(int(opened)), QDate.currentDate()
    clock = QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)
    if moment.date() == today:
        return QCoreApplication.translate("RecentList", "Today, {clock}").format(clock=clock)
    if moment.date() == today.addDays(-1):
        return QCoreApplication.translate("RecentList", "Yesterday, {clock}").format(clock=clock)
    return QLocale().toString(moment.date(), "d MMMM")


def _write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: Any,
    tone: Tone = "text",
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    painter.setFont(font(role))
    painter.setPen(tokens().color(tone))
    shown = QFontMetrics(font(role)).elidedText(
        text, Qt.TextElideMode.ElideMiddle, int(rect.width())
    )
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)
