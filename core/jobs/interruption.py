"""Requests by Ctrl-C and SIGTERM, of which none is lost.

Python drops a KeyboardInterrupt that is raised in one of its own callbacks, such as a finalizer's
or an import lock's. So each request is remembered, and code that works in steps checks for it
between them.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

_asked = threading.Event()
_patience = 0  # how many more requests are postponed


class Interrupted(KeyboardInterrupt):
    """An interruption by Ctrl-C or SIGTERM.

    WORKAROUND (Python 3.11): if a KeyboardInterrupt itself passes through code that is executed
    from a string, as dataclasses are created, `python -m` ends by killing itself instead of
    returning its exit code, even if the exception was caught long before.
    """


def listen() -> None:
    """Raise KeyboardInterrupt on Ctrl-C and SIGTERM from now on; only for the main thread."""
    _asked.clear()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _ask)


def check() -> None:
    """Raise KeyboardInterrupt if one was requested since `listen`."""
    if _asked.is_set():
        raise Interrupted


@contextmanager
def held() -> Generator[None, None, None]:
    """Postpone one request until the end of a block that must not stop halfway; not a second."""
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
