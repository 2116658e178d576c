"""What has to be put right in others' code; each with its reason, so that it can go again."""

from __future__ import annotations

import ctypes
import sys

ENOUGH = 2**40


def keep_singletons_alive() -> None:
    """Give True, False and None more references than a session can lose.

    WORKAROUND: PySide6 6.12.0 hands these out as if they were immortal, which they are from
    Python 3.12 on: every `Signal.emit` drops a reference to True, every wrapped call that
    returns a null pointer one to None. Under Python 3.11 the program ends after some thousand
    calls with "none_dealloc: deallocating None". To see whether it is still needed, compare
    `sys.getrefcount(True)` before and after an emit.
    """
    if sys.version_info < (3, 12):
        for value in (True, False, None):
            # The reference count is the first word of every object in CPython.
            ctypes.c_ssize_t.from_address(id(value)).value += ENOUGH
