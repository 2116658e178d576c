"""Watch how much memory is left, so that a job can end with a message in time.

Later there is no chance for a message. If memory runs out, Linux kills a process without warning.
If addresses run out, TensorFlow or its compiler aborts at the first thread that it cannot start. So
jobs check between two records, and before they allocate much at once. Only Linux reports these
numbers; on other systems memory always seems sufficient.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from core.errors import out_of_memory
from core.jobs.generators import tapped

Record = TypeVar("Record")
Result = TypeVar("Result")

# The most that a step between two checks may take: compiling a screen takes 300 MB, and 18 threads
# with 64 MB of addresses each.
ROOM = 384 << 20
ROOM_OF_ADDRESSES = 1 << 30
_SECONDS_BETWEEN_LOOKS = 0.02
_PROC = Path("/proc")
_CGROUPS = Path("/sys/fs/cgroup")


def require(size: int = 0) -> None:
    """Ensure that `size` bytes are available, in addition to what a single step may take.

    Raises:
        OutOfMemory: they are not.
    """
    if not sys.platform.startswith("linux"):
        return
    if _memory_left() < ROOM + size or _addresses_left() < ROOM_OF_ADDRESSES + size:
        raise out_of_memory()


def guarded(job: Generator[Record, object, Result]) -> Generator[Record, object, Result]:
    """`job`, which ends with OutOfMemory between two records if there is too little memory."""
    looked = 0.0

    def look(_: Record) -> None:
        nonlocal looked
        if time.monotonic() - looked > _SECONDS_BETWEEN_LOOKS:
            require()
            looked = time.monotonic()

    return tapped(job, look)


def _memory_left() -> float:
    """Bytes that are left in the system, or in the control group that limits this process."""
    system = _numbers(_PROC / "meminfo")
    left = (system.get("MemAvailable", math.inf) + system.get("SwapFree", 0)) * 1024
    return min([left, *(group.left() for group in _limited_groups())])


def _addresses_left() -> float:
    """Bytes of addresses that this process may still take under `ulimit -v`."""
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit == resource.RLIM_INFINITY:
        return math.inf
    pages = int((_PROC / "self/statm").read_text().split()[0])
    return limit - pages * resource.getpagesize()


class _Group:
    """A control group with a memory limit, of version 1 or 2."""

    def __init__(self, limit: Path, used: Path) -> None:
        self._limit, self._used = limit, used
        self._stat = limit.with_name("memory.stat")

    def limit(self) -> float:
        """The limit for its processes, in bytes."""
        try:
            text = self._limit.read_text().strip()
        except OSError:
            return math.inf
        return math.inf if text == "max" else int(text)

    def left(self) -> float:
        """Bytes until the limit; file buffers do not count, because they are freed when needed."""
        stat = _numbers(self._stat)
        kinds = ("inactive_file", "active_file")
        files = sum(stat.get(f"total_{kind}", stat.get(kind, 0)) for kind in kinds)
        return self.limit() - int(self._used.read_text()) + files


@cache
def _limited_groups() -> tuple[_Group, ...]:
    """The control groups whose limit for this process is below the machine's memory."""
    machine = _numbers(_PROC / "meminfo").get("MemTotal", math.inf) * 1024
    return tuple(group for group in _groups() if group.limit() < machine)


def _groups() -> Iterator[_Group]:
    try:
        lines = (_PROC / "self/cgroup").read_text().splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controllers and "memory" not in controllers.split(","):
            continue
        root = _CGROUPS / "memory" if controllers else _CGROUPS
        names = ("memory.limit_in_bytes", "memory.usage_in_bytes")
        limit, used = names if controllers else ("memory.max", "memory.current")
        inner = Path(path.lstrip("/"))
        for folder in (inner, *inner.parents):
            yield _Group(root / folder / limit, root / folder / used)


def _numbers(path: Path) -> dict[str, int]:
    """A file with a name and a number on each line; empty if there is no such file."""
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return {}
    parts = (line.replace(":", " ").split() for line in lines)
    return {name: int(number) for name, number, *_ in parts}
