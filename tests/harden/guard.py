"""What a worker may do while it opens strangers' files: limits, and a watch on its doings."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path
from typing import Any

from h5py import h5f  # pyright: ignore[reportAttributeAccessIssue]

MOST_MEMORY = 2 << 30
MOST_OUTPUT = 1 << 30
# Doings that no opening of a file has a reason for.
_FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.startfile",
    "ctypes.", "urllib.", "ftplib.", "smtplib.", "webbrowser.", "pickle.find_class",
)  # fmt: skip
_CHANGING = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "os.chmod")
_TELLING_OF_MEMORY = ("/proc/meminfo", "/proc/self/statm", "/proc/self/cgroup", "/sys/fs/cgroup/")


class Trespass(BaseException):
    """Something was touched that opening a file must not touch."""


class Watch:
    """Notes every forbidden event, even where the code that caused it catches what is raised."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._trespasses: list[str] = []
        self._on = False
        sys.addaudithook(self._on_event)

    def begin(self) -> None:
        """Look from now on."""
        self._trespasses.clear()
        self._on = True

    def end(self) -> None:
        """Look no longer; raises Trespass for what was seen."""
        self._on = False
        if self._trespasses:
            raise Trespass("; ".join(self._trespasses[:5]))

    def _on_event(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._on:
            return
        if event == "open":
            self._on_open(*arguments)
        elif event in _CHANGING:
            self._require_inside(event, arguments[0])
        elif event.startswith(_FORBIDDEN):
            self._trespasses.append(f"{event} {arguments!r:.200}")

    def _on_open(self, path: Any, mode: str | None, flags: int) -> None:
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND)
        if writes or not (_is_of_python(path) or _tells_of_memory(path)):
            self._require_inside("open", path)

    def _require_inside(self, event: str, path: Any) -> None:
        if isinstance(path, int):
            return
        place = os.path.abspath(os.fsdecode(path))
        if place not in (self._folder, os.devnull) and not place.startswith(self._folder + os.sep):
            self._trespasses.append(f"{event} {place}")


def _is_of_python(path: Any) -> bool:
    """Whether reading it is Python importing a module late."""
    text = os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else ""
    return text.endswith((".py", ".pyc", ".so", "/__pycache__"))


def _tells_of_memory(path: Any) -> bool:
    """Whether reading it is GoodNet looking how much memory is left."""
    return str(path).startswith(_TELLING_OF_MEMORY)


def limit_memory() -> None:
    """Let this process have no more than 2 GB of addresses and write no file above 1 GB."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_OUTPUT, MOST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def handles() -> int:
    """Files that are open now, by the system's count and HDF5's."""
    return len(os.listdir("/proc/self/fd")) + h5f.get_obj_count(h5f.OBJ_ALL, h5f.OBJ_ALL)


def set_trap(folder: Path) -> None:
    """A named pipe that hostile inputs point at: whoever opens it waits, and is caught so."""
    os.mkfifo(folder / "trap")
    os.chdir(folder)
