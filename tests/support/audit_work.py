"""Stand-ins for the work on one model, importable by workers: no network is opened."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin

from core.audit.model_job import Audited, ModelTask
from core.cluster import parcels
from core.records import AuditRow, Plan, Progress, Stage


def quick(task: ModelTask) -> Generator[Progress, object, Audited]:
    """A row at once; what the file holds is the reason, so that tests see what was read."""
    yield Progress("open", 1, 1)
    said = task.model.read_text().partition("\n")[0]
    return Audited(AuditRow(task.shown, "no backdoor found", said), report=f"<p>{said}</p>")


def counted(task: ModelTask) -> Generator[Progress, object, Audited]:
    """As `quick`, and a line more in `calls` beside the clean data."""
    with (task.clean[0].parent / "calls").open("a") as calls:
        calls.write(f"{task.shown}\n")
    return (yield from quick(task))


def deadly(task: ModelTask) -> Generator[Progress, object, Audited]:
    """A model that says "kill" ends its process at once, as a crash in a library does."""
    if task.model.read_text().startswith("kill"):
        os._exit(9)
    return (yield from quick(task))


def killed_once(task: ModelTask) -> Generator[Progress, object, Audited]:
    """A model that says "slow" takes long the first time, and says who is at it."""
    mark = task.clean[0].parent / f"{task.model.stem}.pid"
    if task.model.read_text().startswith("slow") and not mark.exists():
        mark.with_suffix(".part").write_text(str(os.getpid()))
        mark.with_suffix(".part").rename(mark)
        time.sleep(60)
    return (yield from quick(task))


def zoo(folder: Path, *texts: str) -> Path:
    """A folder with a file a text, each of another content: a.keras, b.keras, ..."""
    folder.mkdir()
    for name, text in zip("abcdefghijklmnop", texts, strict=False):
        (folder / f"{name}.keras").write_text(f"{text}\n{name}")
    return folder


def where(task: ModelTask) -> Generator[Progress, object, Audited]:
    """A row whose reason is the folder that the model lay in for whoever did it."""
    yield Progress("open", 1, 1)
    return Audited(AuditRow(task.shown, "no backdoor found", str(task.model.parent)))


def inside(task: ModelTask) -> Generator[Progress, object, Audited]:
    """A row whose reason is what the folder of clean data holds."""
    yield Progress("open", 1, 1)
    found = sorted(each for each in task.clean[0].rglob("*") if each.is_file())
    said = " ".join(each.relative_to(task.clean[0]).as_posix() for each in found)
    return Audited(AuditRow(task.shown, "no backdoor found", said))


class Blind(WorkerPlugin):
    """Makes workers believe that they see none of the sender's files, those that come later too."""

    name = "blind"

    def setup(self, worker: Any) -> None:
        self._seeing = parcels._holds
        parcels._holds = lambda path, sha256: False

    def teardown(self, worker: Any) -> None:
        parcels._holds = self._seeing


def slowly(task: ModelTask) -> Generator[Progress, object, Audited]:
    """As `counted`, in half a second."""
    time.sleep(0.5)
    return (yield from counted(task))


def telling(task: ModelTask) -> Generator[object, object, Audited]:
    """A model that is half done for two seconds."""
    yield Plan((Stage("scan", "Scan", "", 1.0),))
    for _ in range(40):
        yield Progress("scan", 1, 2)
        time.sleep(0.05)
    return (yield from quick(task))
