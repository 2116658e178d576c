"""Run `goodnet` like a person in a terminal: read lines as they come, Ctrl-C, leave nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

REPOSITORY = Path(__file__).resolve().parents[2]
MARK = "GOODNET_TEST_RUN"
PATIENCE = 250.0  # long enough for a busy machine


class Command:
    """A running Python module in its own process group, as a shell would start it.

    Attributes:
        lines: the lines on stdout so far.
    """

    def __init__(self, folder: Path, module: str, *arguments: object, **environment: str) -> None:
        self._mark = uuid.uuid4().hex
        self.temporary = folder / f"tmp-{self._mark}"
        self.temporary.mkdir()
        self.lines: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *map(str, arguments)],
            cwd=REPOSITORY,
            env={**os.environ, **environment, MARK: self._mark, "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.pid = self._process.pid

    def read(self, count: int) -> list[str]:
        """The lines of stdout once there are at least `count`."""
        assert self._process.stdout
        while len(self.lines) < count:
            line = self._process.stdout.readline()
            assert line, f"it ended after {self.lines}: {self.end()}"
            self.lines.append(line)
        return self.lines

    def press_ctrl_c(self) -> None:
        """Interrupt every process of the group, as a terminal does."""
        os.killpg(self.pid, signal.SIGINT)

    def kill(self) -> None:
        """End it and all its descendants, if they still run."""
        for process in self.processes():
            process.kill()
        with self._process:  # closes its pipes and waits
            pass

    def end(self) -> tuple[int, str]:
        """Its exit code and its stderr; the rest of stdout is read."""
        rest, said = self._process.communicate(timeout=PATIENCE)
        self.lines += rest.splitlines(keepends=True)
        return self._process.returncode, said

    def processes(self) -> list[psutil.Process]:
        """The process and all its descendants, whatever their parent is by now."""
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get(MARK) == self._mark and process.status() != "zombie":
                    found.append(process)
            except psutil.Error:
                continue
        return found


@contextmanager
def running(folder: Path, module: str, *arguments: object, **environment: str) -> Iterator[Command]:
    """A `Command`; at the end none of its processes runs any more."""
    command = Command(folder, module, *arguments, **environment)
    try:
        yield command
    finally:
        command.kill()


def goodnet(folder: Path, *arguments: object, **environment: str):
    """`goodnet`, running with these arguments."""
    return running(folder, "core", *arguments, **environment)


def waited_for(found: Callable[[], object]) -> None:
    """Return once `found` returns something true."""
    started = time.monotonic()
    while not found():
        assert time.monotonic() - started < PATIENCE
        time.sleep(0.05)
