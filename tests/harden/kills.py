"""Commands ended at random moments; what they were to write must be whole, old or absent.

    python -m harden.kills [--count N] [--seed N]

prints a row of the table for each command.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from harden import forks, whole
from harden.commands import Command
from harden.forks import CLEAN_IMAGES, REPAIR
from harden.table import Row, printed

_POLL_SECONDS = 0.001
_LATE_SECONDS = 60.0

COMMANDS = (
    Command(
        "repair, save, export",
        (*REPAIR, "--recipe", "fine-pruning", "--epochs", "1", "--out", "out.goodnet",
         "--export", "out.h5"),
        {"out.goodnet": whole.goodnet, "out.h5": whole.network},
    ),
    Command(
        "save, export",
        (*REPAIR, "--recipe", "none", "--out", "out.goodnet", "--export", "out.h5"),
        {"out.goodnet": whole.goodnet, "out.h5": whole.network},
    ),
    Command(
        "report", ("report", "made.goodnet", "--out", "out.html"), {"out.html": whole.report}
    ),
    Command(
        "screen", ("screen", "made.goodnet", "clean.h5", "--csv", "out.csv"),
        {"out.csv": lambda path: whole.csv(path, CLEAN_IMAGES)},
    ),
    Command("settings", ("settings",), {"settings.ini": whole.settings}),
)  # fmt: skip


class Zygote:
    """Has imported everything, and runs commands in forks in `folder`."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder, self._seed = folder, seed
        forks.load()
        self._run(lambda: forks.prepare(folder))
        self._seconds = {command.name: self._timed(command) for command in COMMANDS}
        self._old = {
            name: (folder / name).read_bytes()
            for command in COMMANDS for name in command.outputs
        }  # fmt: skip

    def trial(self, index: int) -> tuple[Command, str]:
        """Command number `index`, ended; and what was wrong, or nothing."""
        draw = random.Random(f"{self._seed} {index}")
        command = draw.choice(COMMANDS)
        sign = draw.choice((signal.SIGKILL, signal.SIGTERM))
        self._clear()
        before = draw.random() < 0.5
        for name in command.outputs if before else ():
            (self._folder / name).write_bytes(self._old[name])
        aimed = draw.random() < 0.5
        wait = draw.uniform(0, 0.05 if aimed else 1.1 * self._seconds[command.name])
        child = forks.started(lambda: _run_command(command), self._folder)
        if aimed:
            self._await_writing(child, command)
        time.sleep(wait)
        os.kill(child, sign)
        code = forks.joined(child)
        faults = [*self._faults(command, before), *self._misbehaviour(sign, code)]
        return command, "; ".join(faults)

    def _faults(self, command: Command, before: bool) -> Iterator[str]:
        for name, is_whole in command.outputs.items():
            path = self._folder / name
            if not path.exists():
                if before:
                    yield f"{name} is gone"
            elif path.read_bytes() != self._old[name] and not is_whole(path):
                yield f"{name} is half"

    def _misbehaviour(self, sign: signal.Signals, code: int) -> Iterator[str]:
        if sign is signal.SIGKILL:
            return
        if code not in (0, 130, -signal.SIGTERM):
            yield f"SIGTERM ended it with {code}"
        if code == 130:
            for left in [*self._folder.glob(".*"), *(self._folder / "tmp").iterdir()]:
                yield f"{left.name} was left behind"

    def _await_writing(self, child: int, command: Command) -> None:
        """Until an output's temporary file is there, or the command is over."""
        begun = time.monotonic()
        while time.monotonic() - begun < _LATE_SECONDS:
            if any(self._folder.glob(f".{name}.*") for name in command.outputs) or _is_over(child):
                return
            time.sleep(_POLL_SECONDS)

    def _timed(self, command: Command) -> float:
        begun = time.monotonic()
        self._run(lambda: _run_command(command))
        return time.monotonic() - begun

    def _run(self, work: Callable[[], int]) -> None:
        code = forks.joined(forks.started(work, self._folder))
        assert code == 0, f"it ended with {code} though nobody killed it"

    def _clear(self) -> None:
        for left in self._folder.glob(".*"):
            left.unlink()
        for name in self._old:
            (self._folder / name).unlink(missing_ok=True)
        shutil.rmtree(self._folder / "tmp")
        (self._folder / "tmp").mkdir()


def _run_command(command: Command) -> int:
    if command.name == "settings":
        return forks.keep_settings(Path("settings.ini"))
    return forks.command(command.arguments)


def _is_over(child: int) -> bool:
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def run(count: int, seed: int) -> tuple[list[Row], list[str]]:
    """End `count` commands; a row for each kind, and every fault in words."""
    with tempfile.TemporaryDirectory(prefix="harden-") as name:
        folder = Path(name)
        (folder / "tmp").mkdir()
        zygote = Zygote(folder, seed)
        tried = dict.fromkeys((command.name for command in COMMANDS), 0)
        faults: list[tuple[str, str]] = []
        for index in range(count):
            command, fault = zygote.trial(index)
            tried[command.name] += 1
            if fault:
                faults.append((command.name, f"{seed}-{index} {command.name}: {fault}"))
    rows = [
        Row(f"killed {name}", n, None, None, sum(each == name for each, _ in faults))
        for name, n in tried.items()
    ]
    return rows, [fault for _, fault in faults]


def main() -> int:
    """The command line of this module; the exit code says whether there was a fault."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rows, faults = run(options.count, options.seed)
    print("\n".join([printed(rows), *faults]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
