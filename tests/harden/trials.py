"""Commands under the system's faults: what they were to write must be whole, old or absent.

    python -m harden.trials [--rounds N] [--seed N] [--commands NAME...]

prints a row of the table for each fault. Every command that writes meets every fault that can meet
it, in a fork of its own; it must say one sentence and answer with the exit code for it.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from harden import forks
from harden.commands import COMMANDS, Command
from harden.faults import FAULTS, Fault, Trial
from harden.table import Row, printed
from support import hostile, privileges

JUDGED = "judged.txt"
ALL = tuple(command.name for command in COMMANDS)
SOUND = Fault("none", frozenset({0}), lambda trial: None)


def attempted(trial: Trial, fault: Fault) -> int:
    """Run the command under the fault, in this fork; notes what was wrong in `JUDGED`."""
    trial.put_old()
    fault.arrange(trial)
    if trial.command.arguments:
        code = forks.command((*trial.command.arguments, *fault.more))
    else:
        code = forks.keep_settings(trial.out / "settings.ini")
    (trial.folder / JUDGED).write_text(
        "".join(f"{wrong}\n" for wrong in _wrongs(trial, fault, code))
    )
    return code


def _wrongs(trial: Trial, fault: Fault, code: int) -> Iterator[str]:
    allowed = fault.codes if trial.command.arguments else {0}
    if code not in allowed:
        yield f"it ended with {code}"
    for name, is_whole in trial.command.outputs.items():
        path = trial.out / name
        if not path.exists():
            if (name in trial.old and trial.out.exists()) or fault is SOUND:
                yield f"{name} is gone"
        elif not (_is_old(path, trial.old.get(name)) or is_whole(path)):
            yield f"{name} is half"
    for left in [*trial.out.rglob(".*"), *(trial.folder / "tmp").iterdir()]:
        yield f"{left.name} was left behind"


def _is_old(path: Path, old: bytes | None) -> bool:
    return path.is_file() and path.read_bytes() == old


def _misspoken(said: str, code: int) -> Iterator[str]:
    """What is wrong with what a command said on stderr."""
    sentences = [line for line in said.splitlines() if line.startswith("goodnet: ")]
    if "Traceback" in said or "Error" in said:
        yield f"it said {said[-600:]!r}"
    if len(sentences) != (1 if code else 0) or (code and said.splitlines()[-1] not in sentences):
        yield f"it ended with {code} and said {said[-600:]!r}"


class Stand:
    """A folder with the inputs, made once; each trial is given a copy."""

    def __init__(self, folder: Path, commands: Iterable[Command]) -> None:
        self._sound, self._here = folder / "sound", folder / "here"
        self._sound.mkdir(parents=True)
        (self._sound / "tmp").mkdir()
        forks.load()
        assert forks.joined(forks.started(lambda: forks.prepare(self._sound), self._sound)) == 0
        (self._sound / "models").mkdir()
        (self._sound / "out").mkdir()
        hostile.shape_bomb(self._sound / "models")
        self._room, self._old = {}, {}
        for command in commands:
            trial = self._fresh(command, {}, random.Random(0))
            assert self._run(trial, SOUND) == (0, []), command.name
            files = [path for path in trial.out.rglob("*") if path.is_file()]
            self._room[command.name] = sum(path.stat().st_size for path in files)
            self._old[command.name] = {
                name: (trial.out / name).read_bytes()
                for name in command.outputs if (trial.out / name).is_file()
            }  # fmt: skip

    def attempt(self, command: Command, fault: Fault, draw: random.Random) -> tuple[int, list[str]]:
        """The exit code of the command under the fault, and all that was wrong."""
        old = self._old[command.name] if draw.random() < 0.5 else {}
        return self._run(self._fresh(command, old, draw), fault)

    def _fresh(self, command: Command, old: Mapping[str, bytes], draw: random.Random) -> Trial:
        shutil.rmtree(self._here, ignore_errors=True)
        shutil.copytree(self._sound, self._here)
        return Trial(self._here, command, old, self._room.get(command.name, 0), draw)

    def _run(self, trial: Trial, fault: Fault) -> tuple[int, list[str]]:
        said, judged = trial.folder / "said.txt", trial.folder / JUDGED

        def work() -> int:
            if fault.mounts and not privileges.own_mounts():
                return 99
            return attempted(trial, fault)

        code = forks.joined(forks.started(work, trial.folder, said))
        if not judged.exists():
            return code, [f"it died with {code}: {said.read_text()[-600:]}"]
        spoken = _misspoken(said.read_text(), code) if trial.command.arguments else ()
        return code, [*judged.read_text().splitlines(), *spoken]


def may_mount() -> bool:
    """Whether a process may have disks of its own here."""
    child = forks.started(lambda: int(not privileges.own_mounts()), Path.cwd())
    return forks.joined(child) == 0


def run(rounds: int, seed: int, names: Collection[str] = ALL) -> tuple[list[Row], list[str]]:
    """Each command of `names` under each fault that meets it, `rounds` times.

    Returns:
        A row for each fault, and everything that was wrong in words.
    """
    found: list[str] = []
    rows: list[Row] = []
    mounts = may_mount()
    commands = [command for command in COMMANDS if command.name in names]
    with tempfile.TemporaryDirectory(prefix="harden-") as name:
        stand = Stand(Path(name), commands)
        for fault in FAULTS:
            possible = mounts or not fault.mounts
            row = Row(fault.name, 0, 0, 0, 0, "" if possible else "mounting is forbidden here")
            for command in filter(fault.meets, commands if possible else ()):
                for number in range(rounds):
                    draw = random.Random(f"{seed} {fault.name} {command.name} {number}")
                    code, wrongs = stand.attempt(command, fault, draw)
                    row = row.with_one(opened=code == 0, faulty=bool(wrongs))
                    found += [f"{fault.name}, {command.name}, {seed}-{number}: {w}" for w in wrongs]
            rows.append(row)
    return rows, found


def main() -> int:
    """The command line of this module; the exit code says whether there was a fault."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--commands", nargs="+", choices=ALL, default=ALL)
    options = parser.parse_args()
    rows, faults = run(options.rounds, options.seed, options.commands)
    print("\n".join([printed(rows), *faults]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
