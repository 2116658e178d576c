"""Limits for a quarantined process on Linux and macOS: it may compute and answer, within bounds.

A limit that a system does not support is omitted there; the parent's timeout and size limits
remain.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path

# Linux's numbers, equal for all processors: landlock.h, sched.h and prctl.h in <linux/>.
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_RULESET_VERSION = 1
# The number of file access rights that each version of Landlock knows; from 4 on also TCP.
_FILE_ACCESSES = {1: 13, 2: 14, 3: 15, 4: 15}
_MOST_FILE_ACCESSES = 16
_TCP_SINCE, _TCP_BIND_CONNECT = 4, 3
_SCOPES_SINCE, _SOCKETS_AND_SIGNALS = 6, 3
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES = 38


def confine(memory: int, file_bytes: int) -> None:
    """Limit memory and written bytes; forbid core dumps, new files and connections.

    Open files stay open. Call it once, from the only thread, after all imports.
    """
    if sys.platform == "linux":
        _go_first()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing too much then fails as on a full disk
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_FSIZE, file_bytes)
    _bound(resource.RLIMIT_AS, memory)
    if sys.platform == "linux":
        _leave_network()
        _close_file_system()


def allow_seconds(seconds: int) -> None:
    """Let this process compute for `seconds` more; the system ends it afterwards."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _bound(kind: int, most: int) -> None:
    with suppress(ValueError, OSError):  # lower already, or not supported, as memory on macOS
        resource.setrlimit(kind, (most, most))


def _go_first() -> None:
    """If the system runs out of memory, make it end this process and not the app."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def _leave_network() -> None:
    """Move into a network namespace without connections; needs user namespaces or root."""
    libc = ctypes.CDLL(None)
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _close_file_system() -> None:
    """Make Landlock refuse every path, connection and signal from now on (Linux 5.13)."""
    libc = ctypes.CDLL(None)
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _RULESET_VERSION)
    if version < 1:
        return
    files = (1 << _FILE_ACCESSES.get(version, _MOST_FILE_ACCESSES)) - 1
    handled = struct.pack("=Q", files)
    if version >= _TCP_SINCE:
        handled += struct.pack("=Q", _TCP_BIND_CONNECT)
    if version >= _SCOPES_SINCE:
        handled += struct.pack("=Q", _SOCKETS_AND_SIGNALS)
    rules = libc.syscall(_CREATE_RULESET, handled, ctypes.c_size_t(len(handled)), 0)
    if rules >= 0:
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        libc.syscall(_RESTRICT_SELF, rules, 0)
        os.close(rules)
