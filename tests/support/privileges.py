"""Permissions that apply to root, and disks for a single test; Linux only, by system calls."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# <linux/capability.h>, <sched.h>, <sys/mount.h>
_VERSION_3 = 0x20080522
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2
_NEWNS, _NEWUSER = 0x00020000, 0x10000000
_RDONLY, _REMOUNT, _PRIVATE, _RECURSIVE = 1, 32, 1 << 18, 1 << 14


@contextmanager
def obeying_permissions() -> Iterator[None]:
    """Make file modes apply to this thread and to those that it starts, even for root."""
    if not sys.platform.startswith("linux"):
        yield  # other users have no such privileges
        return
    before = _capabilities()
    obey_permissions()
    try:
        yield
    finally:
        _set_capabilities(*before)


def obey_permissions() -> None:
    """Like `obeying_permissions`, but for good."""
    effective, *others = _capabilities()
    _set_capabilities(effective & ~(1 << _DAC_OVERRIDE | 1 << _DAC_READ_SEARCH), *others)


def own_mounts() -> bool:
    """Let this process mount without effect on others; False if the system forbids that.

    Call it in a process with one thread that soon ends.
    """
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_NEWNS) != 0:
        if libc.unshare(_NEWNS | _NEWUSER) != 0:
            return False
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    return libc.mount(b"none", b"/", None, _RECURSIVE | _PRIVATE, None) == 0


def mount_disk(folder: Path, size: int) -> None:
    """Mount an empty disk of `size` bytes, by pages, on `folder`."""
    _mount(folder, 0, f"size={size}")


def make_read_only(folder: Path) -> None:
    """Mount the disk on `folder` again as read-only."""
    _mount(folder, _REMOUNT | _RDONLY, "")


def enlarge(folder: Path, size: int) -> None:
    """Change the size of the disk on `folder`."""
    _mount(folder, _REMOUNT, f"size={size}")


def _mount(folder: Path, flags: int, options: str) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"none", os.fsencode(folder), b"tmpfs", flags, options.encode()) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))


def _capabilities() -> tuple[int, ...]:
    """This thread's capabilities below 32: effective, permitted, inheritable; and those above."""
    data = (ctypes.c_uint32 * 6)()
    _call("capget", data)
    return tuple(data)


def _set_capabilities(*sets: int) -> None:
    _call("capset", (ctypes.c_uint32 * 6)(*sets))


def _call(name: str, data: object) -> None:
    header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(header, data) != 0:
        raise OSError(ctypes.get_errno(), name)
