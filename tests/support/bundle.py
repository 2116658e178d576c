"""The packaged app in tests: it runs without access to the repository, and receives keys."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from support.x11 import Screen

REPOSITORY = Path(__file__).resolve().parents[2]
DIST = REPOSITORY / "dist"

# Covers the repository, including the virtual environment, with an empty folder; then runs "$@".
HIDING = 'mount -t tmpfs -o size=1m none "$0" && exec "$@"'
NAMESPACES = (["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"])


@cache
def hiding_command() -> list[str]:
    """The command prefix that hides the repository; empty if this is not permitted."""
    for namespace in NAMESPACES:
        command = [*namespace, "sh", "-c", HIDING, str(REPOSITORY)]
        if subprocess.run([*command, "true"], capture_output=True).returncode == 0:
            return command
    return []


@dataclass(frozen=True)
class Bundle:
    """A copy of the packaged app with its own home folder.

    Attributes:
        folder: the place of the copy.
        home: an empty HOME; the environment holds nothing else.
    """

    folder: Path
    home: Path

    def start(
        self, program: str, *arguments: object, environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Start `goodnet` or `goodnet-desktop` in /, with the repository hidden."""
        command = [*hiding_command(), str(self.folder / program), *map(str, arguments)]
        return subprocess.Popen(
            command,
            cwd="/",
            env={"HOME": str(self.home), **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, program: str, *arguments: object) -> tuple[int, str, str]:
        """Run a program to its end: exit code, standard output, standard error."""
        process = self.start(program, *arguments)
        out, err = process.communicate(timeout=300)
        return process.returncode, out, err


@dataclass
class Desktop:
    """The packaged window, operated by a test."""

    screen: Screen
    process: subprocess.Popen[str]
    window: Any

    def press(self, keys: str) -> None:
        """Press keys in the window."""
        self.screen.press(self.window, keys)

    def drop(self, paths: Sequence[Path]) -> None:
        """Drop files on the window."""
        assert self.screen.drop(self.window, paths), "the window did not take the files"

    def wait_for_title(self, part: str) -> None:
        """Wait until the window's title contains `part`."""
        wait_until(lambda: part in self.screen.title(self.window), f"no {part} in the title")

    def _decline_questions(self) -> None:
        """Decline open questions, which appear if `meanwhile` was pressed once too often."""
        for window in self.screen.windows(self.process.pid):
            if window.id != self.window.id and not self.screen.title(window).startswith("Save"):
                self.screen.press(window, "Escape")
                time.sleep(0.5)

    def save_as(self, keys: str, path: Path, meanwhile: str = "", seconds: float = 420) -> None:
        """Press `keys` until they open a file dialog, and type a path into it.

        The dialog opens only once the action is possible; `meanwhile` is pressed in between, and
        must do no harm where it is pressed once too often.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._decline_questions()
            open_before = self.screen.windows(self.process.pid)
            self.press(keys)
            try:
                dialog = self.screen.wait_for_window(self.process.pid, open_before, seconds=2)
            except TimeoutError:
                if meanwhile:
                    self.press(meanwhile)
                continue
            if not self.screen.title(dialog).startswith("Save"):
                continue
            self.screen.press(dialog, "ctrl+a")
            self.screen.type_text(dialog, str(path))
            # The first Return may only accept a suggestion of the dialog.
            while dialog.id in [window.id for window in self.screen.windows(self.process.pid)]:
                self.screen.press(dialog, "Return")
                time.sleep(0.5)
            wait_until(path.exists, f"{path} was not written")
            return
        raise TimeoutError(f"{keys} opened no dialog within {seconds} s")

    def close(self) -> int:
        """Close the window like a person; returns the exit code."""
        self.press("ctrl+q")
        return self.process.wait(30)


def wait_until(happened: Callable[[], object], otherwise: str, seconds: float = 30) -> None:
    """Wait until `happened` is true; fail with `otherwise` if it never is."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, otherwise
        time.sleep(0.05)


def processor_seconds(process: subprocess.Popen[str]) -> float:
    """The computing time of a running process, which does not depend on the machine's load."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def processor_seconds_of(act: Callable[[], object]) -> float:
    """The least computing time, of three runs, of the processes that `act` starts and waits for."""
    taken = []
    for _ in range(3):
        before = os.times()
        act()
        after = os.times()
        user = after.children_user - before.children_user
        taken.append(user + after.children_system - before.children_system)
    return min(taken)
