"""Strange files by the hundred thousand, in worker processes with limits.

An input is named by a seed and a number, so a run can be continued (`first`) and every fault
made again. A fault's bytes and what was wrong are kept in the run's folder.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harden.attempt import MOST_SECONDS, Outcome, attempt, chosen, made, opened
from harden.guard import MOST_MEMORY, Watch, limit_memory, set_trap
from harden.table import Row
from harden.targets import targets
from support.in_process import install

_SPAWN = multiprocessing.get_context("spawn")
_PAGE = os.sysconf("SC_PAGE_SIZE")
PATIENCE = 6
# On a worker's board: its input's number, when that began by the
# clock and by the processor's time, and then three counts a target.
_INDEX, _BEGAN, _BEGAN_CPU, _COUNTS = 0, 1, 2, 3
_TRIED, _REFUSED, _OPENED = range(3)


@dataclass(frozen=True)
class Plan:
    """Which inputs to try, and where faults are kept."""

    folder: Path
    seed: int = 0
    first: int = 0
    count: int = 100_000
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)


def run(plan: Plan, tell: Callable[[str], None] = lambda line: None) -> list[Row]:
    """Try all inputs of `plan`; a row for each kind of file."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    for kept in plan.folder.glob(f"{plan.seed}-*"):
        if plan.first <= int(kept.name.split("-")[1]) < plan.first + plan.count:
            kept.unlink()
    shares = [
        range(plan.first + k, plan.first + plan.count, plan.workers) for k in range(plan.workers)
    ]
    workers = [_Worker(plan, share) for share in shares]
    told = time.monotonic()
    try:
        while any(worker.is_busy() for worker in workers):
            time.sleep(0.1)
            if time.monotonic() - told > 30:
                told = time.monotonic()
                tell(f"{sum(worker.tried() for worker in workers):,} files tried")
    finally:
        for worker in workers:
            worker.stop()
    return _rows(plan, workers)


def replay(path: Path, confined: bool = False) -> tuple[Outcome, str]:
    """Open one file, its target told by the end of its name, in a worker of its own.

    `confined` as the app does: parsing is left to a process that may crash or hang.
    """
    receiving, sending = _SPAWN.Pipe(duplex=False)
    child = _SPAWN.Process(target=_replay, args=(path, sending, confined))
    child.start()
    sending.close()
    try:
        if not receiving.poll(PATIENCE * MOST_SECONDS):
            return "fault", "the process hung"
        return receiving.recv()
    except EOFError:
        return "fault", "the process died"
    finally:
        child.kill()
        child.join()


def _replay(path: Path, sending: Any, confined: bool) -> None:
    target = next(each for each in targets() if path.stem.endswith(each.slug))
    answer = opened(target, path) if confined else attempt(target, path, _guarded(path.parent))
    sending.send(answer)


def _rows(plan: Plan, workers: Sequence[_Worker]) -> list[Row]:
    rows = []
    for k, target in enumerate(targets()):
        tried, refused, opened = (sum(w.counts(k)[i] for w in workers) for i in range(3))
        faults = len(list(plan.folder.glob(f"*-{target.slug}.txt")))
        rows.append(Row(f"fuzzed {target.name}", tried, refused, opened, faults))
    return rows


class _Worker:
    """A child process that works through a share of the inputs; begun again where it dies."""

    def __init__(self, plan: Plan, share: range) -> None:
        self._plan = plan
        self._share = share
        self._board: Any = _SPAWN.RawArray("d", _COUNTS + 3 * len(targets()))
        self._folder = Path(tempfile.mkdtemp(prefix="harden-"))
        self._begin(share)

    def is_busy(self) -> bool:
        """Whether there is more to do; what killed the child or hung it is noted."""
        code, index = self._child.exitcode, int(self._board[_INDEX])
        if code == 0:
            return False
        late = bool(self._board[_BEGAN]) and self._is_late()
        large = code is None and _resident(self._child.pid) > MOST_MEMORY
        if code is None and not late and not large:
            return True
        self._child.kill()
        self._child.join()
        why = "hung" if late else "took too much memory" if large else f"died with {code}"
        path = _keep(self._plan, index, f"the process {why}")
        # HDF5 itself may crash or hang, and that is what the app confines it for.
        if not large and replay(path, confined=True)[0] == "refused":
            path.unlink()
            path.with_suffix(".txt").unlink()
            every = targets()
            target = every.index(chosen(every, self._plan.seed, index))
            _count(self._board, target, _REFUSED)
        self._begin(self._share[self._share.index(index) + 1 :])
        return True

    def _is_late(self) -> bool:
        # By the clock a busy machine may take long for anything, and sleeping costs no time else.
        waited = time.monotonic() - self._board[_BEGAN]
        computed = _processor_seconds(self._child.pid) - self._board[_BEGAN_CPU]
        return computed > MOST_SECONDS or waited > PATIENCE * MOST_SECONDS

    def tried(self) -> int:
        """How many inputs are done."""
        return sum(self.counts(k)[_TRIED] for k in range((len(self._board) - _COUNTS) // 3))

    def counts(self, target: int) -> list[int]:
        """Tried, refused and opened inputs of the target of that number."""
        start = _COUNTS + 3 * target
        return [int(count) for count in self._board[start : start + 3]]

    def stop(self) -> None:
        """End the child and what it left."""
        self._child.kill()
        self._child.join()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _begin(self, share: range) -> None:
        shutil.rmtree(self._folder)
        self._folder.mkdir()
        self._board[_BEGAN] = 0
        arguments = (self._plan, share, self._folder, self._board)
        self._child = _SPAWN.Process(target=_work, args=arguments, daemon=True)
        self._child.start()


def _work(plan: Plan, share: range, folder: Path, board: Any) -> None:
    every = targets()
    watch = _guarded(folder)
    parent = os.getppid()
    for index in share:
        if os.getppid() != parent:
            return  # nobody counts any more
        target = chosen(every, plan.seed, index)
        content = made(target, plan.seed, index)
        path = folder / f"input{target.suffix}"
        path.write_bytes(content)
        board[_INDEX], board[_BEGAN_CPU] = index, time.process_time()
        board[_BEGAN] = time.monotonic()
        outcome, why = attempt(target, path, watch)
        board[_BEGAN] = 0
        number = every.index(target)
        if outcome == "fault":
            board[_COUNTS + 3 * number + _TRIED] += 1
            _keep(plan, index, why)
        else:
            _count(board, number, _OPENED if outcome == "opened" else _REFUSED)


def _count(board: Any, target: int, outcome: int) -> None:
    """One more input of the target of that number, refused or opened."""
    place = _COUNTS + 3 * target
    board[place + _TRIED] += 1
    board[place + outcome] += 1


def _guarded(folder: Path) -> Watch:
    """Confine this process to `folder`, and to silence: decoders complain of broken pictures."""
    tempfile.tempdir = str(folder)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    install()  # a hundred thousand processes would take days; this one stands in for them
    limit_memory()
    set_trap(folder)
    return Watch(folder)


def _keep(plan: Plan, index: int, why: str) -> Path:
    """Write a fault's input, made once more, and what was wrong with its opening."""
    target = chosen(targets(), plan.seed, index)
    path = plan.folder / f"{plan.seed}-{index}-{target.slug}{target.suffix}"
    path.write_bytes(made(target, plan.seed, index))
    path.with_suffix(".txt").write_text(f"{why}\n", encoding="utf-8")
    return path


def _processor_seconds(pid: int | None) -> float:
    """Time that the process has computed."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError):
        return 0.0


def _resident(pid: int | None) -> int:
    """Bytes of memory that the process holds."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
