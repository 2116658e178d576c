"""Looks for faults in the layout of a window: clipped, overlapping or completely elided parts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTranslator
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QScrollBar,
    QSplitter,
    QStackedLayout,
    QStackedWidget,
    QTextBrowser,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.look.fit import PageScroll
from gui.look.following import Following
from gui.look.widgets import ElidedLabel

# The contents of these are not checked.
CLOSED = (QGraphicsView, QAbstractItemView, QLineEdit, QComboBox, QAbstractSpinBox)
# The least sizes that a style computes for these ignore the stylesheet.
OWN_SIZE = (QMainWindow, QAbstractScrollArea, QToolButton, QAbstractSpinBox)
ROUNDS = 12  # of layouts that ask each other for room
LEAST_WIDTH = 960  # from which on no long text is scrolled sideways
MOST_SHARED = 5  # pixels of two lines: what is above and below their letters
LEAST_SHOWN = 8  # characters that an elided text must show at least


def misfits(window: QWidget) -> list[str]:
    """Everything in `window` that does not fit, one line each."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if not _is_looked_at(widget, window):
            continue
        found += [f"{_name(widget)}: {what}" for what in _misfits_of(widget)]
        if isinstance(widget, PageScroll) and widget.horizontalScrollBar().maximum() > 0:
            found.append(f"a page scrolls sideways: by {widget.horizontalScrollBar().maximum()}")
        if isinstance(widget, QTextBrowser) and window.width() >= LEAST_WIDTH:
            sideways = widget.horizontalScrollBar().maximum()
            found += [f"{_name(widget)} scrolls sideways: by {sideways}"] if sideways else []
    return found + painted_misfits(window)


def settle() -> None:
    """Let layouts ask each other for room until none has anything to say."""
    for _ in range(ROUNDS):
        QApplication.processEvents()


def _is_looked_at(widget: QWidget, window: QWidget) -> bool:
    if widget.window() is not window or not widget.isVisibleTo(window):
        return False
    inside = widget.parentWidget()
    while inside is not None and inside is not window:
        if isinstance(inside, CLOSED):
            return False
        inside = inside.parentWidget()
    return not isinstance(widget, (Following, QScrollBar))


def _misfits_of(widget: QWidget) -> Iterator[str]:
    parent, box = widget.parentWidget(), widget.geometry()
    scrolls = parent is None or isinstance(parent.parentWidget(), QScrollArea)
    if parent is not None and not scrolls and not parent.rect().contains(box):
        yield f"reaches out of {_name(parent)}: {_box(box)} in {_box(parent.rect())}"
    least = widget.minimumSizeHint()
    tight = widget.width() < least.width() or widget.height() < least.height()
    if tight and least.isValid() and not isinstance(widget, OWN_SIZE):
        yield f"is {_size(widget.size())}, needs {_size(least)}"
    if isinstance(widget, ElidedLabel):
        yield from _elided(widget)
    elif isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, (QAbstractButton, QComboBox)):
        needed = widget.sizeHint().width()
        worded = isinstance(widget, QComboBox) or widget.text()
        if worded and widget.width() < needed - 1:
            yield f"is {widget.width()} wide, needs {needed}"
    yield from _overlaps(widget)


def _label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    if label.wordWrap():
        words = re.split(r"[\s\u200b]+", label.text())
        longest = max(label.fontMetrics().horizontalAdvance(word) for word in words)
        if longest > label.contentsRect().width():
            yield f"a word needs {longest}, has {label.contentsRect().width()}"
        needed = label.heightForWidth(label.width())
    else:
        needed = label.sizeHint().height()
        if label.width() < label.sizeHint().width() - 1:
            yield f"is {label.width()} wide, needs {label.sizeHint().width()}"
    if label.height() < needed - 1:
        yield f"is {label.height()} high, needs {needed}"


def _elided(label: ElidedLabel) -> Iterator[str]:
    text = label.text()
    shown = label.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, label.width())
    if shown != text and len(shown) - 1 < min(LEAST_SHOWN, len(text)):
        yield f"only {shown!r} is left"


def _overlaps(widget: QWidget) -> Iterator[str]:
    """Children of one layout that cover each other."""
    if isinstance(widget.layout(), QStackedLayout) or isinstance(
        widget, (QStackedWidget, QMainWindow, QSplitter)
    ):
        return
    children = [
        child
        for child in widget.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and not child.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    ]
    for number, one in enumerate(children):
        for other in children[number + 1 :]:
            shared = one.geometry().intersected(other.geometry())
            if shared.width() > 1 and shared.height() > 1:
                yield f"{_name(one)} and {_name(other)} overlap in {_box(shared)}"


# -- texts that Python paints -----------------------------------------------------------


def painted_misfits(window: QWidget) -> list[str]:
    """Texts that widgets paint themselves and that are cut off or elided to nothing."""
    found: list[str] = []
    with _watched_painting(found):
        window.grab()
    return found


class _Texts:
    """The texts that are painted in one widget, and those of them that cover each other."""

    def __init__(self) -> None:
        self._places: dict[int, list[tuple[QRectF, str]]] = {}

    def covered_by(self, painter: QPainter, place: QRectF, text: str) -> Iterator[str]:
        """The texts of the same widget that `text` covers."""
        place = painter.combinedTransform().mapRect(place)
        known = self._places.setdefault(id(painter.device()), [])
        for other, said in known:
            shared = other.intersected(place)
            if said != text and shared.width() > 1 and shared.height() > MOST_SHARED:
                yield said
        known.append((place, text))


@contextmanager
def _watched_painting(found: list[str]) -> Iterator[None]:
    draw, elide = QPainter.drawText, QFontMetrics.elidedText
    texts = _Texts()

    def watched_draw(painter: QPainter, *args):
        first, text = args[0], args[-1]
        if isinstance(first, (QRectF, QRect)) and isinstance(text, str) and text:
            room = QRectF(first)
            flags = args[1] if len(args) == 3 else 0
            needed = QRectF(painter.boundingRect(room, int(flags), text))
            if needed.width() > room.width() + 1.5 or needed.height() > room.height() + 4:
                found.append(
                    f"painted {text!r}: {_size(needed.size())} in a room of {_size(room.size())}"
                )
            for covered in texts.covered_by(painter, needed, text):
                found.append(f"painted {text!r} over {covered!r}")
        elif isinstance(first, (QPointF, QPoint)) and isinstance(text, str) and text:
            device = painter.device()
            right = QPointF(first).x() + painter.fontMetrics().horizontalAdvance(text)
            place = painter.combinedTransform().map(QPointF(right, 0)).x() if device else 0
            if isinstance(device, QWidget) and place > device.width() + 1:
                found.append(f"painted {text!r} past the edge")
        return draw(painter, *args)

    def watched_elide(metrics, text, mode, width, *more):
        shown = elide(metrics, text, mode, width, *more)
        if shown != text and len(shown) - 1 < min(LEAST_SHOWN, len(text)):
            found.append(f"painted {text!r} elided to {shown!r}")
        return shown

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QPainter, "drawText", watched_draw)
        patch.setattr(QFontMetrics, "elidedText", watched_elide)
        yield


class Longer(QTranslator):
    """A language in which every word is 40 % longer than in English."""

    def translate(self, context, source, disambiguation=None, n=-1) -> str:
        return longer(source)

    def isEmpty(self) -> bool:
        return False


def longer(text: str) -> str:
    """`text` with every word 40 % longer, except names in braces."""
    parts = re.split(r"(\{[^}]*\}|\([^)]*\*[^)]*\)|&?\w+)", text)
    return "".join(
        part + part[: math.ceil(0.4 * len(part))].replace("&", "").lower()
        if re.fullmatch(r"&?\w{2,}", part)
        else part
        for part in parts
    )


def _name(widget: QWidget) -> str:
    worded = isinstance(widget, (QLabel, QAbstractButton, QLineEdit))
    said = (worded and widget.text()) or widget.accessibleName()
    return f"{type(widget).__name__} {said[:60]!r}" if said else type(widget).__name__


def _size(size) -> str:
    return f"{size.width():.0f}x{size.height():.0f}"


def _box(rect: QRect) -> str:
    return f"{_size(rect)}+{rect.x()}+{rect.y()}"


def show_in_front(widget: QWidget, qtbot: QtBot) -> None:
    """Show a widget in a window of its own that has the keyboard."""
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
