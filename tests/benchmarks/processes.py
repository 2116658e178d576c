"""Run `goodnet` like a person, on a given number of cores, and measure its costs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Cost:
    """The cost of a command: seconds, and the memory of it and its children over time, in MB."""

    seconds: float
    memory: tuple[float, ...]

    def memory_at(self, start: float, stop: float) -> float:
        """The most memory between two shares of the time, 0..1."""
        count = len(self.memory)
        return max(self.memory[int(start * count) : max(int(stop * count), int(start * count) + 1)])


def goodnet(*arguments: object, cores: int, first: int = 0) -> Cost:
    """Run `goodnet` to its end on `cores` cores of this process, from number `first` on."""
    allowed = sorted(os.sched_getaffinity(0))[first : first + cores]
    started, memory = time.monotonic(), []
    process = subprocess.Popen(
        [sys.executable, "-m", "core", *map(str, arguments)],
        cwd=REPOSITORY,
        stdout=subprocess.DEVNULL,
        preexec_fn=lambda: os.sched_setaffinity(0, allowed),
    )
    while process.poll() is None:
        memory.append(_megabytes(process.pid))
        time.sleep(0.5)
    if process.returncode:
        raise SystemExit(f"goodnet {' '.join(map(str, arguments))}: exit {process.returncode}")
    return Cost(time.monotonic() - started, tuple(memory))


def _megabytes(pid: int) -> float:
    """Memory of a process and its descendants; shared memory counts once for each process."""
    try:
        first = psutil.Process(pid)
        return sum(_resident([first, *first.children(recursive=True)])) / 1e6
    except psutil.NoSuchProcess:
        return 0.0


def _resident(processes: Sequence[psutil.Process]) -> list[int]:
    found = []
    for process in processes:
        try:
            found.append(process.memory_info().rss)
        except psutil.NoSuchProcess:
            continue
    return found
