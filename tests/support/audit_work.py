"""Stand-ins for the work on one model, which workers can import; they open no network."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin

from core.audit.model_job import Audited, ModelTask
from core.cluster import parcels
from core.records import AuditRow, JobEvent, Plan, Progress, Stage


def quick(task: ModelTask) -> Generator[Progress, object, Audited]:
    """Return a row at once; its reason is the file's content, so tests see what was read."""
    yield Progress("open", 1, 1)
    said = task.model.read_text().partition("\n")[0]
    return Audited(AuditRow(task.shown, "no backdoor found", said), report=f"<p>{said}</p>")


def counted(task: ModelTask) -> Generator[Progress, object, Audited]:
    """Like `quick`, and append a line to `calls` beside the clean data."""
    with (task.clean[0].parent / "calls").open("a") as calls:
        calls.write(f"{task.shown}\n")
    return (yield from quick(task))


def deadly(task: ModelTask) -> Generator[Progress, object, Audited]:
    """End the process at once for a model that says "kill", like a crash in a library."""
    if task.model.read_text().startswith("kill"):
        os._exit(9)
    return (yield from quick(task))


def killed_once(task: ModelTask) -> Generator[Progress, object, Audited]:
    """Take long at the first attempt for a model that says "slow", and record the process."""
    mark = task.clean[0].parent / f"{task.model.stem}.pid"
    if task.model.read_text().startswith("slow") and not mark.exists():
        mark.with_suffix(".part").write_text(str(os.getpid()))
        mark.with_suffix(".part").rename(mark)
        time.sleep(60)
    return (yield from quick(task))


def zoo(folder: Path, *texts: str) -> Path:
    """A folder with a file for each text: a.keras, b.keras, ..."""
    folder.mkdir()
    for name, text in zip("abcdefghijklmnop", texts, strict=False):
        (folder / f"{name}.keras").write_text(f"{text}\n{name}")
    return folder


def where(task: ModelTask) -> Generator[Progress, object, Audited]:
    """Return a row whose reason is the folder in which the worker found the model."""
    yield Progress("open", 1, 1)
    return Audited(AuditRow(task.shown, "no backdoor found", str(task.model.parent)))


def inside(task: ModelTask) -> Generator[Progress, object, Audited]:
    """Return a row whose reason is the content of the clean data's folder."""
    yield Progress("open", 1, 1)
    found = sorted(each for each in task.clean[0].rglob("*") if each.is_file())
    said = " ".join(each.relative_to(task.clean[0]).as_posix() for each in found)
    return Audited(AuditRow(task.shown, "no backdoor found", said))


class Blind(WorkerPlugin):
    """Makes all workers, including later ones, report none of the sender's files as visible."""

    name = "blind"

    def setup(self, worker: Any) -> None:
        self._seeing = parcels._holds
        parcels._holds = lambda path, sha256: False

    def teardown(self, worker: Any) -> None:
        parcels._holds = self._seeing


def slowly(task: ModelTask) -> Generator[Progress, object, Audited]:
    """Like `counted`, but takes half a second."""
    time.sleep(0.5)
    return (yield from counted(task))


def telling(task: ModelTask) -> Generator[JobEvent, object, Audited]:
    """Report a model as half done for two seconds."""
    yield Plan((Stage("scan", "Scan", "", 1.0),))
    for _ in range(40):
        yield Progress("scan", 1, 2)
        time.sleep(0.05)
    return (yield from quick(task))
