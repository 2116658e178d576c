"""The shortcut sheet (Ctrl+F1), made from the tables of actions, and the About box."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from core.version import VERSION
from gui import dialogs
from gui.look.focus import FocusRing
from gui.look.theme import GAP, MARGIN
from gui.look.widgets import Label, button, column
from gui.shell.actions import MENUS, Item, all_items, translated

COLUMNS = (("file", "audit"), ("view", "edit"), ("screening", "repair", "help"))


class ShortcutSheet(QDialog):
    """All actions that have a shortcut, by menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout(self)
        grid.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        grid.setHorizontalSpacing(2 * MARGIN)
        grid.setVerticalSpacing(MARGIN)
        for number, keys in enumerate(COLUMNS):
            side = column(spacing=GAP)
            for menu in MENUS:
                if menu.key in keys:
                    side.addLayout(_section(translated(menu.text), all_items(menu.items)))
            side.addStretch()
            grid.addLayout(side, 0, number)
        close = button(self.tr("Close"), kind="primary")
        close.clicked.connect(self.accept)
        grid.addWidget(close, 1, len(COLUMNS) - 1, alignment=Qt.AlignmentFlag.AlignRight)
        self._ring = FocusRing(self)


def about(parent: QWidget) -> None:
    """Show the name, version and licence of this program."""
    words = QCoreApplication.translate(
        "About", "Open, repair and guard a downloaded image classifier. MIT licence."
    )
    close = QCoreApplication.translate("About", "Close")
    dialogs.choose(parent, f"GoodNet {VERSION}", words, [dialogs.Answer("", close, "primary")])


def _section(title: str, items: list[Item]) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(4)
    grid.setHorizontalSpacing(MARGIN)
    grid.addWidget(Label(title.replace("&", ""), "section"), 0, 0, 1, 2)
    for item in items:
        if item.shortcut:
            keys = QKeySequence(item.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            row = grid.rowCount()
            grid.addWidget(Label(translated(item.text).replace("&", "")), row, 0)
            grid.addWidget(Label(keys, "body", "muted"), row, 1, Qt.AlignmentFlag.AlignRight)
    return grid
