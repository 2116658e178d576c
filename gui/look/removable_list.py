"""A list of chosen files and folders, from which each can be removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.controls import Scrolling
from gui.look.theme import font
from gui.look.widgets import ElidedLabel, clear, column, icon_button, row

ROW = 26
SHOWN = 3


@dataclass(frozen=True)
class Entry:
    """A file or folder.

    Attributes:
        text: the displayed part of the path.
        note: the words after it.
        tip: the tooltip.
    """

    path: str
    text: str
    note: str = ""
    tip: str = ""


class RemovableList(Scrolling):
    """One row for each entry; more than a few rows scroll.

    Args:
        name: for screen readers.
        shown: how many rows are visible.

    Attributes:
        entries: in the order of display.

    Signals:
        removed: the path that a person removes.
    """

    removed = Signal(str)

    def __init__(self, name: str, shown: int = SHOWN) -> None:
        inside = QWidget()
        super().__init__(inside)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._shown = shown
        self._rows = column(inside, spacing=0)
        self._buttons: list[QWidget] = []
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show `entries`; without any, the list is hidden."""
        if tuple(entries) == self.entries:
            return
        self.entries = tuple(entries)
        focused = next((k for k, each in enumerate(self._buttons) if each.hasFocus()), None)
        clear(self._rows)
        self._buttons = []
        for entry in entries:
            self._rows.addWidget(self._row(entry))
        self.setVisible(bool(entries))
        self.updateGeometry()
        self._put_in_order()
        if focused is not None and self._buttons:
            self._buttons[min(focused, len(self._buttons) - 1)].setFocus()

    def _put_in_order(self) -> None:
        """Let Tab reach the buttons here, and not behind all other controls of the window.

        WORKAROUND: QWidget.setTabOrder puts nothing behind a widget that never takes the focus, nor
        behind one that holds the button. The scroll bar is neither while this runs.
        """
        bar = self.verticalScrollBar()
        bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for before, after in pairwise([bar, *self._buttons]):
            self.setTabOrder(before, after)
        bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _row(self, entry: Entry) -> QWidget:
        made = QWidget()
        made.setFixedHeight(ROW)
        made.setToolTip(entry.tip)
        line = row(made, spacing=8)
        text = ElidedLabel(entry.text)
        text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        line.addWidget(text, 1)
        note = ElidedLabel(entry.note, "small", "muted")
        note.setFont(font("small", tabular=True))
        line.addWidget(note)
        said = self.tr("Remove {name}").format(name=Path(entry.path).name)
        take_away = icon_button("cross", said, compact=True)
        take_away.clicked.connect(lambda: self.removed.emit(entry.path))
        line.addWidget(take_away)
        self._buttons.append(take_away)
        return made

    def sizeHint(self) -> QSize:
        return QSize(200, ROW * min(self._shown, max(1, len(self.entries))))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())
