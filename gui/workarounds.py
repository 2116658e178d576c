"""What has to be put right in others' code; each with its reason, so that it can go again."""

from __future__ import annotations

import ctypes
import sys

ENOUGH = 2**40


def keep_constants_alive() -> None:
    """Give None, True, False and NotImplemented more references than a session can lose.

    WORKAROUND: PySide6 6.12.0 is built as if these were immortal, as they are from Python 3.12 on,
    and drops a reference at every call that returns one of them: nearly all of Qt. Before 3.12
    they are counted, and a window that draws curves ends within a minute with "none_dealloc:
    deallocating None". To see whether it is still needed, compare `sys.getrefcount(None)` before
    and after a call such as `QPainter.drawLine`.
    """
    if sys.version_info < (3, 12):
        for value in (None, True, False, NotImplemented):
            # The reference count is the first word of every object in CPython.
            ctypes.c_ssize_t.from_address(id(value)).value += ENOUGH
