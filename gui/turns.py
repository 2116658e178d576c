"""Parts of a window that are shown in turn, so that it answers a person between any two of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

from PySide6.QtCore import QObject, QTimer


class Turns(QTimer):
    """Shows one of several parts at each timeout, each in its turn.

    What a part changes is laid out and painted before the next part is shown. A single step for
    all of them would keep the window busy for the sum of their times.

    Args:
        apart: milliseconds between two parts.
        parts: each shows one part of the window.
    """

    def __init__(self, parent: QObject, apart: int, *parts: Callable[[], object]) -> None:
        super().__init__(parent, interval=apart)
        self._parts = cycle(parts)
        self.timeout.connect(self._show_next)

    def _show_next(self) -> None:
        next(self._parts)()
