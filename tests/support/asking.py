"""Queries a window as a person or a screen reader does: by names, words and drawn items."""

from __future__ import annotations

from typing import TypeVar

import pyqtgraph as pg
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QGraphicsItem, QGraphicsView, QLabel, QWidget
from support.reach import name_of

W = TypeVar("W", bound=QWidget)
Item = TypeVar("Item", bound=QGraphicsItem)


def named(root: QWidget, name: str, kind: type[W] = QWidget) -> W:
    """The one widget below `root` with this name; if there are several, the visible one."""
    found = [each for each in root.findChildren(kind) if name_of(each) == name]
    if len(found) > 1:
        found = [each for each in found if each.isVisibleTo(root)]
    assert len(found) == 1, f"{len(found)} widgets are named {name}"
    return found[0]


def part(root: QWidget, kind: type[W]) -> W:
    """The one part of this kind below `root`."""
    (found,) = root.findChildren(kind)
    return found


def press(root: QWidget, name: str) -> None:
    """Click the button of this name."""
    made = named(root, name, QAbstractButton)
    assert made.isVisibleTo(root) and made.isEnabled(), name
    made.click()


def said(root: QWidget) -> str:
    """The text of all labels below `root`, one line for each label."""
    labels = [each for each in root.findChildren(QLabel) if each.isVisibleTo(root)]
    return "\n".join(each.text() for each in labels)


def value_of(root: QWidget, title: str) -> QLabel:
    """The label that belongs to the label `title`."""
    (found,) = [each for each in root.findChildren(QLabel) if each.text() == title]
    value = found.buddy()
    assert isinstance(value, QLabel), title
    return value


def ticks(root: QWidget) -> bool:
    """Whether `root` itself has a running timer."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return any(timer.isActive() for timer in root.findChildren(QTimer, options=direct))


def drawn(plot: QGraphicsView, kind: type[Item]) -> list[Item]:
    """What a plot or a graph shows of one kind, such as its curves or its texts."""
    return [item for item in plot.scene().items() if isinstance(item, kind) and item.isVisible()]


def texts(plot: QGraphicsView) -> list[str]:
    """The words in a plot."""
    return [text.toPlainText().strip() for text in drawn(plot, pg.TextItem)]


def boxes(plot: QGraphicsView) -> list[pg.ViewBox]:
    """The areas that hold a plot's curves, from top to bottom."""
    return sorted(drawn(plot, pg.ViewBox), key=lambda box: box.sceneBoundingRect().top())
