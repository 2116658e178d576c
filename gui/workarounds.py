"""What has to be put right in others' code; each with its reason, so that it can go again."""

from __future__ import annotations

import ctypes
import sys

ENOUGH = 2**40


def keep_booleans_alive() -> None:
    """Give True and False more references than a session can lose.

    WORKAROUND: in PySide6 6.12.0 every `Signal.emit` drops a reference to the bool that it
    returns. Before Python 3.12 bools are counted, and after some 500 signals the program ends
    with "bool_dealloc: deallocating True or False". To see whether it is still needed, compare
    `sys.getrefcount(True)` before and after an emit.
    """
    if sys.version_info < (3, 12):
        for value in (True, False):
            # The reference count is the first word of every object in CPython.
            ctypes.c_ssize_t.from_address(id(value)).value += ENOUGH
