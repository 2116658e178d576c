"""The shortcut sheet (Ctrl+F1), made from the tables of actions, and the About box."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from core.version import VERSION
from gui import dialogs
from gui.look.controls import Scrolling
from gui.look.side_window import SideWindow
from gui.look.theme import GAP, MARGIN
from gui.look.widgets import Label, button, column, row
from gui.shell.actions import MENUS, Item, all_items, translated

COLUMNS = (("file", "view"), ("edit", "repair", "screening", "audit", "help"))
BAR, BELOW = 14, 80  # pixels of a scroll bar, and of what is below the list


class ShortcutSheet(SideWindow):
    """All actions that have a shortcut, by menu; on a small screen they scroll."""

    def __init__(self, parent: QWidget) -> None:
        inside = QWidget()
        sides = row(inside, margin=MARGIN, spacing=2 * MARGIN)
        for keys in COLUMNS:
            side = column(spacing=GAP)
            for menu in MENUS:
                if menu.key in keys:
                    side.addLayout(_section(translated(menu.text), all_items(menu.items)))
            side.addStretch()
            sides.addLayout(side)
        whole = inside.sizeHint() + QSize(BAR, BELOW)
        super().__init__(parent, self.tr("Shortcuts"), whole)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        listed = Scrolling(inside)
        listed.setMinimumWidth(whole.width())
        close = button(self.tr("Close"), kind="primary")
        close.clicked.connect(self.accept)
        layout = column(self)
        layout.addWidget(listed, 1)
        line = row(margin=MARGIN)
        line.addStretch()
        line.addWidget(close)
        layout.addLayout(line)


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
            place = grid.rowCount()
            grid.addWidget(Label(translated(item.text).replace("&", "")), place, 0)
            grid.addWidget(Label(keys, "body", "muted"), place, 1, Qt.AlignmentFlag.AlignRight)
    return grid
