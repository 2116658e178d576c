"""The menu bar, made from the tables of actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from gui.settings import Settings
from gui.shell.actions import MENUS, Item, Menu, make_action, translated


class Menus(QObject):
    """Fills the menu bar of a window.

    Attributes:
        actions: every action by its key.

    Signals:
        chosen: the key of an action that a person triggered.
        recent_chosen: the path of a recent file.
    """

    chosen = Signal(str)
    recent_chosen = Signal(str)

    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self.actions: dict[str, QAction] = {}
        for menu in MENUS:
            self._fill(window.menuBar().addMenu(translated(menu.text)), menu.items)

    def _fill(
        self, shown: QMenu, items: Sequence[Item | Menu | None], group: QActionGroup | None = None
    ) -> None:
        for item in items:
            if item is None:
                shown.addSeparator()
            elif isinstance(item, Menu):
                inner = shown.addMenu(translated(item.text))
                if item.key == "recent":
                    inner.aboutToShow.connect(lambda inner=inner: self._list_recent(inner))
                self._fill(inner, item.items, QActionGroup(inner) if item.exclusive else None)
            else:
                action = make_action(item, self._window)
                action.triggered.connect(lambda _checked, key=item.key: self.chosen.emit(key))
                shown.addAction(action)
                if group is not None:
                    group.addAction(action)
                self.actions[item.key] = action

    def _list_recent(self, menu: QMenu) -> None:
        menu.clear()
        for entry in self._settings.recent():
            action = menu.addAction(entry.path)
            action.triggered.connect(
                lambda _checked, path=entry.path: self.recent_chosen.emit(path)
            )
