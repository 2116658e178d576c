"""What a quarantined process may do on Linux and macOS: compute and answer, within bounds.

Every limit that a system does not know is left out there; the parent's clock and caps remain.
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

# Linux's numbers, the same for every processor: landlock.h, sched.h and prctl.h in <linux/>.
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_RULESET_VERSION = 1
# By version of Landlock, how many kinds of access to files it knows; from 4 on, TCP as well.
_FILE_ACCESSES = {1: 13, 2: 14, 3: 15, 4: 15}
_MOST_FILE_ACCESSES = 16
_TCP_SINCE, _TCP_BIND_CONNECT = 4, 3
_SCOPES_SINCE, _SOCKETS_AND_SIGNALS = 6, 3
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES = 38


def confine(memory: int, file_bytes: int) -> None:
    """Bound memory and what may be written, in bytes; no core dump, new file or connection.

    What is open stays open. To be called once, by the only thread, when all is imported.
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
    """Let this process compute for `seconds` more; then the system ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _bound(kind: int, most: int) -> None:
    with suppress(ValueError, OSError):  # lower already, or not known here, as memory on macOS
        resource.setrlimit(kind, (most, most))


def _go_first() -> None:
    """Where the system runs out of memory, have it end this process, and not the app."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def _leave_network() -> None:
    """Move into a network of our own, which has no connection; needs user namespaces or root."""
    libc = ctypes.CDLL(None)
    if libc.unshare(_CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _close_file_system() -> None:
    """Have Landlock refuse every path, connection and signal from here on (Linux 5.13)."""
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
