"""The controls that a person can reach in a window, and how they present themselves."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QMenuBar,
    QPlainTextEdit,
    QSlider,
    QWidget,
)

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
)


def interactive(window: QMainWindow) -> Iterator[QWidget]:
    """All visible widgets that a person can operate."""
    for widget in window.findChildren(QWidget):
        is_part = isinstance(widget, QHeaderView) or isinstance(
            widget.parent(), (QAbstractSpinBox, QComboBox, QMenuBar)
        )
        # Qt's internal parts of a widget, such as a scroll area's corner, have qt_ names.
        is_part = is_part or widget.objectName().startswith("qt_") or _is_viewport(widget)
        wanted = isinstance(widget, INTERACTIVE) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if wanted and not is_part and widget.isVisibleTo(window):
            yield widget


def _is_viewport(widget: QWidget) -> bool:
    parent = widget.parent()
    return isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget


def name_of(widget: QWidget) -> str:
    """The name that a screen reader uses for a widget."""
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def described(widget: QWidget) -> str:
    """The description of a widget in a failing test."""
    parents = []
    step: QWidget | None = widget
    while step:
        parents.append(type(step).__name__)
        step = step.parentWidget()
    return " in ".join(parents[:5])
