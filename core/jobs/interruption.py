"""Ctrl-C and SIGTERM: asked for once, and never lost.

Python drops a KeyboardInterrupt that happens to be raised inside a callback of its own, such as a
finalizer's or an import lock's. So that one was asked for is remembered, and whoever works in
steps asks between them.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

_asked = threading.Event()
_patience = 0  # how many more requests are put off


class Interrupted(KeyboardInterrupt):
    """Ctrl-C or SIGTERM.

    WORKAROUND (Python 3.11): where a KeyboardInterrupt itself leaves a text that is executed, as
    data classes are made by, `python -m` kills itself at its end instead of answering its exit
    code, although it was caught long since.
    """


def listen() -> None:
    """Raise KeyboardInterrupt on Ctrl-C and SIGTERM from now on; only the main thread may."""
    _asked.clear()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _ask)


def check() -> None:
    """Raise KeyboardInterrupt if one was asked for since `listen`."""
    if _asked.is_set():
        raise Interrupted


@contextmanager
def held() -> Generator[None, None, None]:
    """Put one request off to the end of what must not be left half done; a second is heard."""
    global _patience
    _patience = 1
    try:
        yield
    finally:
        _patience = 0
    check()


def _ask(signum: int, frame: FrameType | None) -> None:
    global _patience
    _asked.set()
    if _patience:
        _patience -= 1
        return
    raise Interrupted
