"""While a repair runs nothing touches, jumps or goes back, however much time is left."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from support.asking import part
from support.scenes import scenes

from core.jobs.progress import TimeLeft
from gui.look.controls import ThinBar
from gui.look.fit import SideBySide
from gui.repair.settings_card import SettingsLine

ROUNDS = 12  # of layouts that ask each other for room


def settle() -> None:
    for _ in range(ROUNDS):
        QApplication.processEvents()


def place_of(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def test_nothing_touches_or_jumps_while_a_repair_runs(run_main, wait, tmp_path, monkeypatch):
    fractions: list[float] = []

    def script(window):
        page = window.pages.repair_page()
        page.progressed.connect(lambda _text, done: fractions.append(done or 0.0))
        for name in scenes(window, wait, tmp_path):
            if name == "repair-running":
                buttons_keep_away(window, page)
                splitter_stays(window, page, monkeypatch)
            if name == "repair-done":
                break

    assert run_main([], script) == 0
    running = fractions[: fractions.index(max(fractions)) + 1]
    assert len(set(running)) > 10 and running == sorted(running), "progress fell"


def buttons_keep_away(window, page) -> None:
    for width, height in ((960, 640), (1024, 700), (1280, 800)):
        window.resize(width, height)
        settle()
        top = place_of(part(page, SettingsLine), window).top()
        for made in page.head.findChildren(QPushButton):
            if made.isVisible():
                assert top - place_of(made, window).bottom() >= 8, made.text()


def splitter_stays(window, page, monkeypatch) -> None:
    splitter, bar = part(page, SideBySide), page.view.findChildren(ThinBar)[0]
    for width, height in ((1024, 700), (1280, 800)):
        window.resize(width, height)
        seen = set()
        for seconds in (None, 3.0, 59.0, 88.0, 88 * 60.0, 9.0):
            with monkeypatch.context() as patch:
                left = property(lambda _time, seconds=seconds: seconds)
                patch.setattr(TimeLeft, "seconds_left", left)
                page.view.show_running(page.run, False)
                page.view.show_curves(page.run)
                settle()
            seen.add((*splitter.sizes(), bar.width()))
        assert len(seen) == 1, seen
