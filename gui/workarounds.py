"""Corrections for faults in other code, each with its reason, so that it can be removed later."""

from __future__ import annotations

import ctypes
import importlib
import sys
from functools import lru_cache
from typing import Any

ENOUGH = 2**40


def keep_constants_alive() -> None:
    """Give None, True, False and NotImplemented more references than a session can lose.

    WORKAROUND: PySide6 6.12.0 is built as if these objects were immortal, as they are from Python
    3.12 on. It drops a reference at every call that returns one of them, which is most of Qt.
    Before 3.12 they are counted, and a window that draws curves ends within a minute with
    "none_dealloc: deallocating None". To check whether this is still needed, compare
    `sys.getrefcount(None)` before and after a call such as `QPainter.drawLine`.
    """
    if sys.version_info < (3, 12):
        for value in (None, True, False, NotImplemented):
            # The reference count is the first word of every object in CPython.
            ctypes.c_ssize_t.from_address(id(value)).value += ENOUGH


@lru_cache(maxsize=1)
def close_paths_by_coordinates() -> None:
    """Make pyqtgraph able to export plots as SVG.

    WORKAROUND: pyqtgraph 0.14 expects a point in each part of a path, and fails on the "Z" with
    which Qt 6.12 closes a path. The point before the "Z" is the start of the path, so "Z" adds
    nothing.
    """
    exporter = importlib.import_module("pyqtgraph.exporters.SVGExporter")
    correct = exporter.correctCoordinates

    def correct_open_paths(node: Any, *rest: Any) -> None:
        for path in node.getElementsByTagName("path"):
            path.setAttribute("d", path.getAttribute("d").replace("Z", ""))
        correct(node, *rest)

    vars(exporter)["correctCoordinates"] = correct_open_paths
