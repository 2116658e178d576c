"""The embedded demo in the real window over the real core, for end-to-end tests."""

from __future__ import annotations

from typing import Any, cast

from pyqtgraph import PlotDataItem
from pytestqt.qtbot import QtBot
from support.asking import drawn, named

from gui.look.fields import Choice
from gui.repair.page import RepairPage
from gui.shell.window import MainWindow

SECONDS = 1000  # ms
LONG = 90 * SECONDS


def open_demo(window: MainWindow, qtbot: QtBot) -> RepairPage:
    """Open the demo, wait until its clean data is measured, and go to the Repair page."""
    window.run("demo")
    qtbot.waitUntil(lambda: window.desk.session.examined is not None, timeout=LONG)
    window.go_to("repair")
    page = cast(RepairPage, window.page("repair"))
    # The quickest recipe that draws all curves.
    recipe = named(page.view.form, "Recipe", Choice)
    recipe.setCurrentIndex(recipe.findData("fine-pruning"))
    return page


def start_repair(window: MainWindow, qtbot: QtBot) -> Any:
    """The Repair page, with the demo's repair running and its sweep begun."""
    page = open_demo(window, qtbot)
    window.run("run")
    qtbot.waitUntil(lambda: page.run is not None and len(page.run.curve) > 1, timeout=LONG)
    return page


def points_drawn(page: RepairPage) -> int:
    """The number of points in the visible curves, including training."""
    plots = page.view.curves.sweep, page.view.curves.training
    curves = [curve for plot in plots for curve in drawn(plot, PlotDataItem)]
    xs = [curve.getData()[0] for curve in curves]
    return sum(len(x) for x in xs if x is not None)
