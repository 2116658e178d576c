"""What the system can do to a command: no room, no permission, and files that change meanwhile."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from harden.commands import Command
from support import privileges, tiny

PAGE = 4096
EARLY_RECORD, LATE_RECORD = 5, 60


@dataclass(frozen=True)
class Trial:
    """One command, about to be run in a fork in `folder`; `old` holds the outputs that are there.

    Attributes:
        room: what the outputs need on a disk, in bytes.
    """

    folder: Path
    command: Command
    old: Mapping[str, bytes]
    room: int
    draw: random.Random

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def put_old(self) -> None:
        """Have the outputs of an earlier run there."""
        for name, content in self.old.items():
            (self.out / name).write_bytes(content)

    def any_input(self) -> Path:
        return self.folder / self.draw.choice(self.command.inputs)


@dataclass(frozen=True)
class Fault:
    """Something that the system does to a command.

    Attributes:
        codes: the exit codes that answer it.
        arrange: brings it about, in the command's process, before or while that runs.
        meets: whether a command can meet it.
        more: arguments to be added.
    """

    name: str
    codes: frozenset[int]
    arrange: Callable[[Trial], None]
    meets: Callable[[Command], bool] = lambda command: True
    more: tuple[str, ...] = ()
    mounts: bool = False


def _disk_without_room(trial: Trial) -> None:
    held = sum(-(-len(content) // PAGE) * PAGE for content in trial.old.values())
    room = trial.draw.choice((1, 3, max(1, trial.room // PAGE // 2))) * PAGE
    privileges.mount_disk(trial.out, held + room)
    trial.put_old()


def _disk_that_is_read_only(trial: Trial) -> None:
    privileges.mount_disk(trial.out, 64 << 20)
    trial.put_old()
    privileges.make_read_only(trial.out)


def _folder_without_permission(trial: Trial) -> None:
    trial.out.chmod(0o555)
    privileges.obey_permissions()


def _input_without_permission(trial: Trial) -> None:
    trial.any_input().chmod(0)
    privileges.obey_permissions()


def _no_room_for_temporary_files(trial: Trial) -> None:
    privileges.mount_disk(trial.folder / "tmp", trial.draw.choice((1, 3, 10)) * PAGE)


def _input_removed(trial: Trial) -> None:
    _meanwhile(trial, trial.any_input().unlink)


def _input_cut_short(trial: Trial) -> None:
    path = trial.any_input()
    _meanwhile(trial, lambda: os.truncate(path, path.stat().st_size // 2))


def _input_replaced(trial: Trial) -> None:
    path = trial.any_input()
    other = trial.folder / "other"
    tiny.write_clean(other, 30, seed=9)
    _meanwhile(trial, lambda: other.replace(path))


def _folder_removed(trial: Trial) -> None:
    _meanwhile(trial, lambda: shutil.rmtree(trial.out))


def _output_that_takes_nothing(trial: Trial) -> None:
    os.dup2(os.open("/dev/full", os.O_WRONLY), 1)


def _meanwhile(trial: Trial, act: Callable[[], object]) -> None:
    """Have `act` called between two records of the job, for good: this process ends with it."""
    from core.cli.terminal import Terminal
    from core.jobs.generators import tapped

    latest = trial.draw.choice((EARLY_RECORD, LATE_RECORD))
    number, moment, watch = count(), trial.draw.randrange(latest), Terminal.watch

    def tap(_: object) -> None:
        if next(number) == moment:
            act()

    def watched(self: Terminal, job: Any, names: Any = None) -> Any:
        return watch(self, tapped(job, tap), names)

    Terminal.watch = watched


def _is_job(command: Command) -> bool:
    return command.watched


def _reads(command: Command) -> bool:
    return bool(command.inputs)


FAULTS = (
    Fault("disk full", frozenset({1}), _disk_without_room, mounts=True),
    Fault("disk read-only", frozenset({1}), _disk_that_is_read_only, mounts=True),
    Fault("folder not permitted", frozenset({1}), _folder_without_permission),
    Fault("no temporary room", frozenset({0, 1}), _no_room_for_temporary_files, mounts=True),
    Fault("input not permitted", frozenset({4}), _input_without_permission, _reads),
    Fault("input removed", frozenset({0, 4}), _input_removed, _is_job),
    Fault("input cut short", frozenset({0, 4}), _input_cut_short, _is_job),
    Fault("input replaced", frozenset({0, 4}), _input_replaced, _is_job),
    Fault("folder removed", frozenset({0, 1}), _folder_removed, _is_job),
    Fault(
        "standard output full", frozenset({1}), _output_that_takes_nothing,
        lambda command: bool(command.arguments), ("--json",),
    ),
)  # fmt: skip
