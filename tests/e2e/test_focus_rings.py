"""Every widget that can have the keyboard gets a whole ring, in every page and side window."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget
from support.scenes import scenes
from support.side_windows import side_windows

from gui.look.focus import FocusRing
from gui.look.theme import tokens
from gui.look.widgets import Card
from gui.page import Page

CLOSE = 60  # of red, green and blue together: the ring is painted with soft edges


def test_every_widget_that_takes_the_keyboard_has_a_whole_ring(run_main, wait, tmp_path):
    found: list[str] = []
    seen: set[type] = set()

    def look(name: str, window: QWidget) -> None:
        window.activateWindow()
        wait(window.isActiveWindow)
        for widget in list(takes_keyboard(window)):
            seen.add(type(widget))
            found.extend(f"{name}: {described(widget)} {what}" for what in faults(window, widget))

    def script(window):
        window.resize(1024, 700)
        for name in scenes(window, wait, tmp_path):
            look(name, window)
            for beside, shown in side_windows(window, name, wait):
                look(beside, shown)

    run_main([], script)
    assert len(seen) >= 12
    assert not found, "\n".join(sorted(set(found)))


def takes_keyboard(window: QWidget) -> Iterator[QWidget]:
    """Every widget in `window` that a person can reach by Tab or by a click."""
    for widget in window.findChildren(QWidget):
        reached = widget.focusPolicy() & Qt.FocusPolicy.StrongFocus
        proxied = widget.focusProxy() is not None
        shown = widget.window() is window and widget.isVisibleTo(window) and widget.isEnabled()
        if shown and reached and not proxied and not widget.objectName().startswith("qt_"):
            yield widget


def faults(window: QWidget, widget: QWidget) -> Iterator[str]:
    """What is wrong with the ring of `widget`, if it has the keyboard."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(4):
        QApplication.processEvents()
    now = QApplication.focusWidget()
    if now is not widget:
        if not (widget.isEnabled() and widget.isVisible()):
            return  # the job went on, and the button with it
        if now is None or not widget.isAncestorOf(now):
            yield f"does not keep the keyboard: {described(now) if now else 'nothing'} has it"
        return
    if isinstance(widget, (Page, QScrollArea)):
        yield "takes the keyboard, and cannot use it"
    if isinstance(widget, Card):
        return  # it shows its own frame
    ring = next(each for each in window.findChildren(FocusRing) if each.parent() is window)
    if not ring.isVisible():
        yield "has no ring"
        return
    yield from clipped(window, widget, ring)
    picture = window.grab(ring.geometry()).toImage()
    right, bottom = picture.width() - 2, picture.height() - 2
    middle = QPoint(picture.width() // 2, picture.height() // 2)
    sides = ((middle.x(), 1), (middle.x(), bottom), (1, middle.y()), (right, middle.y()))
    covered = [side for side in sides if not is_accent(picture.pixelColor(*side))]
    if covered:
        yield f"has a ring that is covered at {covered} of {picture.width()}x{picture.height()}"


def clipped(window: QWidget, widget: QWidget, ring: FocusRing) -> Iterator[str]:
    if isinstance(widget, QAbstractItemView):
        inside = widget.viewport()
        whole = QRect(inside.mapTo(window, QPoint(0, 0)), inside.size())
        if not whole.contains(ring.geometry()):
            yield "has a ring outside of itself"
        return
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    if not ring.geometry().contains(place):
        yield f"has a clipped ring: {ring.geometry()} around {place}"


def is_accent(color: QColor) -> bool:
    wanted = tokens().color("accent")
    parts = QColor.red, QColor.green, QColor.blue
    return sum(abs(part(color) - part(wanted)) for part in parts) < CLOSE


def described(widget: QWidget) -> str:
    said = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{type(widget).__name__} {said!r}"
