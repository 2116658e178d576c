"""The left side of the window: the pages with their states, and buttons for guide and shortcuts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.look import icons
from gui.look.theme import font, grown, tokens
from gui.look.widgets import Label, button, column, row
from gui.page import State

Index = QModelIndex | QPersistentModelIndex

WIDTH = 160
ROW, LINE = 64, 18  # heights of a page and of its name
INSIDE = (8, 0, -8, -4)  # from a row to the place that is painted
NAME, MARK = 48, 34  # where a name begins, and room for the mark behind it
KEY_GAP = 12  # pixels between the words of a button and its key
WRAPPED = Qt.TextFlag.TextWordWrap
STATE = Qt.ItemDataRole.UserRole
ICON = Qt.ItemDataRole.UserRole + 1


class PageList(QAbstractListModel):
    """The pages' names and icons, which are fixed, and their states, which change."""

    def __init__(self, pages: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._pages = pages
        self._states = [State("") for _ in pages]

    def set_state(self, row: int, state: State) -> None:
        """Show `state` for the page in `row`."""
        self._states[row] = state
        index = self.index(row)
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._pages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name, icon_name = self._pages[index.row()]
        state = self._states[index.row()]
        answers = {
            Qt.ItemDataRole.DisplayRole: name,
            Qt.ItemDataRole.ToolTipRole: state.line,
            Qt.ItemDataRole.AccessibleTextRole: f"{name}, {state.line}",
            STATE: state,
            ICON: icon_name,
        }
        return answers.get(Qt.ItemDataRole(role) if role < STATE else role)


class Navigation(QListView):
    """Shows the pages and marks the present one.

    Signals:
        chosen: the row of the page that a person selected.
    """

    chosen = Signal(int)

    def __init__(self, pages: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.pages = PageList(pages)
        self.setModel(self.pages)
        self.setItemDelegate(_PageDelegate(self))
        self.setAccessibleName(self.tr("Pages"))
        self.setFixedHeight(grown(ROW) * len(pages) + 4)
        self._names = [name for name, _icon in pages]
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(lambda now, _was: self.chosen.emit(now.row()))

    def least_width(self) -> int:
        """As wide as the longest name needs, in any language."""
        metrics = QFontMetrics(font("strong"))
        longest = max(metrics.horizontalAdvance(name) for name in self._names)
        return max(WIDTH - 1, longest + NAME + MARK)

    def show_row(self, row: int) -> None:
        """Mark the page in `row` as the present one."""
        self.setCurrentIndex(self.pages.index(row))


class SideBar(QWidget):
    """The navigation, and below it buttons for the guide and the keyboard shortcuts.

    Signals:
        chosen: the row of the page that a person selected.
        guide_wanted, shortcuts_wanted: a button was pressed.
    """

    chosen = Signal(int)
    guide_wanted = Signal()
    shortcuts_wanted = Signal()

    def __init__(self, pages: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._navigation = Navigation(pages)
        self._navigation.chosen.connect(self.chosen)
        guide = button(self.tr("Guide"), "help", "nav", tip="F1")
        guide.clicked.connect(self.guide_wanted)
        beside = row(guide)
        beside.setContentsMargins(0, 0, 18, 0)
        beside.addStretch()
        key = Label("F1", "body", "muted")
        beside.addWidget(key)
        sheet = button(self.tr("Shortcuts"), "keyboard", "nav", tip="Ctrl+F1")
        sheet.clicked.connect(self.shortcuts_wanted)
        left = column(self, spacing=0)
        left.setContentsMargins(0, 8, 0, 8)
        left.addWidget(self._navigation)
        left.addStretch()
        for foot in (guide, sheet):
            foot.setIconSize(QSize(29, 18))
            left.addWidget(foot)
        needed = guide.sizeHint().width() + KEY_GAP + key.sizeHint().width()
        feet = max(needed, sheet.sizeHint().width())
        self.setFixedWidth(max(self._navigation.least_width(), feet))

    def set_state(self, row: int, state: State) -> None:
        """Show `state` for the page in `row`."""
        self._navigation.pages.set_state(row, state)

    def show_row(self, row: int) -> None:
        """Mark the page in `row` as the present one."""
        self._navigation.show_row(row)

    def place_of(self, row: int) -> tuple[QWidget, QRect]:
        """Where the page in `row` is chosen: a widget, and the part of it."""
        navigation = self._navigation
        place = navigation.visualRect(navigation.pages.index(row))
        return navigation.viewport(), place.adjusted(*INSIDE)


def fitted(line: str, metrics: QFontMetrics, width: int) -> tuple[str, int]:
    """A state as it fits into `width` and two lines, and its height in pixels.

    Only what does not fit even so is elided.
    """

    def height(text: str) -> int:
        return metrics.boundingRect(QRect(0, 0, width, 10_000), WRAPPED, text).height()

    most, shown = height("one\ntwo"), line
    while height(shown) > most:
        shown = shown.removesuffix("…")[:-1] + "…"
    return shown, height(shown)


class _PageDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(1, grown(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # pyright: ignore[reportAttributeAccessIssue]
        state: State = index.data(STATE)
        now = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        place = QRectF(rect).adjusted(*INSIDE)
        if chosen:
            painter.setBrush(now.color("select"))
            painter.drawRoundedRect(place, 6, 6)
            painter.setBrush(now.color("accent"))
            painter.drawRoundedRect(QRectF(8, place.top() + 14, 3, place.height() - 28), 1.5, 1.5)
        ink = "accent" if chosen else ("text" if state.ready else "muted")
        width = rect.width() - NAME - 9
        line, height = fitted(state.line, QFontMetrics(font("tick")), width)
        # The icon stays; name and state stand in the middle, in one line or two.
        top = place.top() + (place.height() - grown(LINE) - height) / 2
        icon = QRectF(18, place.top() + (place.height() - 20) / 2, 20, 20)
        icons.paint(painter, icon, index.data(ICON), now.color(ink))
        painter.setPen(now.color("text" if chosen or state.ready else "muted"))
        painter.setFont(font("strong"))
        painter.drawText(QRectF(NAME, top, rect.width() - NAME - MARK, grown(20)), 0, index.data())
        painter.setPen(now.color("muted"))
        painter.setFont(font("tick"))
        painter.drawText(QRectF(NAME, top + grown(LINE), width, height), WRAPPED, line)
        if state.mark:
            tone = "clean" if state.mark == "check" else "poisoned"
            mark = QRectF(place.right() - 23, top + 1, 16, 16)
            icons.paint(painter, mark, state.mark, now.color(tone))
        painter.restore()
