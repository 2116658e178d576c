"""Ctrl-C and SIGTERM: asked for once, and never lost.

Python drops a KeyboardInterrupt that happens to be raised inside a callback of its own, such as a
finalizer's or an import lock's. So that one was asked for is remembered, and whoever works in
steps asks between them.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType

_asked = threading.Event()


def listen() -> None:
    """Raise KeyboardInterrupt on Ctrl-C and SIGTERM from now on; only the main thread may."""
    _asked.clear()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _ask)


def check() -> None:
    """Raise KeyboardInterrupt if one was asked for since `listen`."""
    if _asked.is_set():
        raise KeyboardInterrupt


def _ask(signum: int, frame: FrameType | None) -> None:
    _asked.set()
    raise KeyboardInterrupt
