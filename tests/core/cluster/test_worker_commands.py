"""Workers through the real command: Ctrl-C, kill -9, a scheduler that is restarted, resuming."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import psutil
import pytest
from support import tiny
from support.commands import Command, goodnet, running, waited_for

from core.screen.goodnet_file import save

pytestmark = pytest.mark.timeout(600)
READER = "core.quarantine.child"


@pytest.fixture
def models(tmp_path, tiny_badnet) -> list[Path]:
    """A network whose scan takes seconds, and three files that are done at once."""
    broken = [tmp_path / f"broken_{name}.h5" for name in "abc"]
    content = tiny_badnet.badnet.read_bytes()
    for number, path in enumerate(broken, 4000):
        path.write_bytes(content[:number])
    return [tiny_badnet.badnet, *broken]


def rows_in(out: Path) -> list[str]:
    """The names of the models that have a row in the table, sorted."""
    document = json.loads((out / "audit.json").read_text())
    return sorted(Path(row["path"]).name for row in document["models"])


def journal_of(out: Path) -> list[str]:
    """The key of each finished row that was ever written."""
    lines = (out / "rows.jsonl").read_text().splitlines()
    return [json.loads(line)["key"] for line in lines if line]


def names(paths: list[Path]) -> list[str]:
    return sorted(path.name for path in paths)


def scanning(command: Command) -> list[psutil.Process]:
    """Workers that are reading data for a scan."""
    found = []
    for reader in command.processes():
        with suppress(psutil.NoSuchProcess):  # a reader may end while it is looked at
            worker = reader.parent() if READER in " ".join(reader.cmdline()) else None
            if worker and "spawn_main" in " ".join(worker.cmdline()):
                found.append(worker)
    return found


def assert_interrupted(command: Command) -> None:
    """It ended as Ctrl-C ends it: no traceback, no process and no file left."""
    code, said = command.end()
    assert code == 130
    *hints, last = said.splitlines()
    assert last.startswith("goodnet: Interrupted")
    assert all("again to continue" in hint for hint in hints) and len(hints) <= 1
    waited_for(lambda: not command.processes())
    assert not list(command.temporary.iterdir())


def test_an_audit_is_interrupted_resumed_and_loses_a_worker(tmp_path, models, tiny_badnet):
    out = tmp_path / "out"
    arguments = ("audit", *models, "--clean", tiny_badnet.clean, "--out", out, "--workers", 2)
    with goodnet(tmp_path, *arguments) as command:
        command.read(3)
        command.press_ctrl_c()
        assert_interrupted(command)
    assert rows_in(out) == names(models[1:])
    with goodnet(tmp_path, *arguments) as command:
        waited_for(lambda: scanning(command))
        scanning(command)[0].kill()
        code, said = command.end()
    assert (code, said) == (0, "")
    assert rows_in(out) == names(models)
    assert len(journal_of(out)) == len(set(journal_of(out))) == len(models)


def test_screening_is_interrupted_and_leaves_no_half_table(tmp_path, tiny_goodnet):
    guard, table = tmp_path / "tiny.goodnet", tmp_path / "verdicts.csv"
    save(tiny_goodnet, guard)
    pictures, _ = tiny.pictures(500, seed=60)
    images = tiny.write_data(tmp_path / "images.h5", np.tile(pictures, (120, 1, 1, 1)))
    arguments = ("screen", guard, images, "--csv", table, "--workers", 2)
    with goodnet(tmp_path, *arguments) as command:
        command.read(1)
        command.press_ctrl_c()
        assert_interrupted(command)
    assert not table.exists()


def test_ctrl_c_while_workers_start_ends_them_too(tmp_path, models, tiny_badnet):
    out = tmp_path / "out"
    arguments = ("audit", *models, "--clean", tiny_badnet.clean, "--out", out, "--workers", 2)
    with goodnet(tmp_path, *arguments) as command:
        waited_for(lambda: len(command.processes()) > 2)
        command.press_ctrl_c()
        assert_interrupted(command)


def test_the_scheduler_is_killed_and_a_new_one_goes_on(tmp_path, models, tiny_badnet):
    out = tmp_path / "out"
    audit = ("audit", *models, "--clean", tiny_badnet.clean, "--out", out, "--scheduler")
    impatient = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s"}
    with (
        cluster(tmp_path, "first") as (address, scheduler),
        goodnet(tmp_path, *audit, address, **impatient) as command,
    ):
        command.read(3)
        scheduler.kill()
        code, said = command.end()
    assert code == 1 and "again to continue" in said and len(said.splitlines()) == 1
    assert rows_in(out) == names(models[1:])
    with (
        cluster(tmp_path, "second") as (address, _),
        goodnet(tmp_path, *audit, address) as command,
    ):
        assert command.end() == (0, "")
    assert rows_in(out) == names(models)
    assert len(journal_of(out)) == len(set(journal_of(out))) == len(models)


@contextmanager
def cluster(folder: Path, name: str) -> Iterator[tuple[str, Command]]:
    """The address of a scheduler with two workers, as Dask's own commands start them."""
    known = ("--scheduler-file", folder / f"{name}.json", "--no-dashboard", "--host", "127.0.0.1")
    with running(folder, "dask", "scheduler", "--port", 0, *known) as scheduler:
        waited_for((folder / f"{name}.json").exists)
        with running(folder, "dask", "worker", "--nworkers", 2, "--nthreads", 1, *known):
            yield json.loads((folder / f"{name}.json").read_text())["address"], scheduler
