"""Keeps what a long job of core said, so that another run of the window can be told it again."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.screen.goodnet import GoodNet
from core.screen.goodnet_file import open_goodnet, save
from gui.job import Records

FASTER = 20.0  # than the job was
LEAST_PAUSE = 0.1  # seconds between two points of a sweep, so that it can be halted in the middle
FILE = "records.pickle"


def kept(folder: Path, job: Callable[[], Records]) -> Records:
    """What `job` yields and returns; from `folder`, if it was kept there, otherwise into it.

    The records are those of the job, and so is the result. Only the pace differs.
    """
    return replayed(folder) if (folder / FILE).exists() else recorded(folder, job())


def recorded(folder: Path, work: Records) -> Records:
    """Do `work`, and keep each record with the seconds that it took."""
    said: list[tuple[Any, float]] = []
    wish, begun = None, time.monotonic()
    while True:
        try:
            record = work.send(wish)
        except StopIteration as end:
            _keep(folder, said, end.value)
            return end.value
        said.append((record, time.monotonic() - begun))
        wish = yield record
        begun = time.monotonic()


def replayed(folder: Path) -> Records:
    """Say again what was recorded in `folder`."""
    said, result = pickle.loads((folder / FILE).read_bytes())
    for record, seconds in said:
        least = LEAST_PAUSE if hasattr(record, "channels_pruned") else 0.0
        time.sleep(max(seconds / FASTER, least))
        yield record
    return open_goodnet(_goodnet(folder)) if result is None else result


def _keep(folder: Path, said: list[tuple[Any, float]], result: Any) -> None:
    """A GoodNet has a file format of its own; everything else is plain records."""
    folder.mkdir(parents=True, exist_ok=True)
    if isinstance(result, GoodNet):
        save(result, _goodnet(folder))
        result = None
    (folder / FILE).write_bytes(pickle.dumps((said, result)))


def _goodnet(folder: Path) -> Path:
    return folder / "result.goodnet"
