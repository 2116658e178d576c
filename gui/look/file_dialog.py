"""Chooses files: by the desktop's own dialog where it has one, otherwise by Qt's in our style."""

from __future__ import annotations

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHeaderView,
    QStyledItemDelegate,
    QToolButton,
    QTreeView,
    QWidget,
)

from gui.look.focus import FocusRing
from gui.look.icons import icon

# Qt's buttons by their names, with our icons. Both ways to list files are left out: one is enough.
BUTTONS = {
    "backButton": "chevron-left",
    "forwardButton": "chevron-right",
    "toParentButton": "chevron-up",
    "newFolderButton": "plus",
    "listModeButton": "",
    "detailModeButton": "",
}


class FileDialog(QFileDialog):
    """Chooses files or a folder; a desktop's own dialog looks as that desktop does."""

    def __init__(self, parent: QWidget, title: str, folder: str, filters: str = "") -> None:
        super().__init__(parent, title, folder, filters)
        self._icons = _Icons()
        self.setIconProvider(self._icons)
        for name, icon_name in BUTTONS.items():
            for made in self.findChildren(QToolButton, name):
                made.setIcon(icon(icon_name, "muted") if icon_name else QIcon())
                made.setVisible(bool(icon_name))
        for choice in self.findChildren(QComboBox):
            choice.setItemDelegate(QStyledItemDelegate(choice))
        for files in self.findChildren(QTreeView):
            files.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            files.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._ring = FocusRing(self)


class _Icons(QAbstractFileIconProvider):
    """Our icons for folders and files; Qt's are from another age."""

    def icon(self, about: QAbstractFileIconProvider.IconType | QFileInfo) -> QIcon:
        if isinstance(about, QFileInfo) and about.isFile():
            return icon("document", "muted")
        is_file = about is QAbstractFileIconProvider.IconType.File
        return icon("document", "muted") if is_file else icon("folder", "accent")
