"""Work shared among processes: nothing lost, nothing twice, nothing open to others."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dask import config  # pyright: ignore[reportPrivateImportUsage]
from distributed import LocalCluster
from support.audit_work import (
    Blind,
    deadly,
    inside,
    killed_once,
    quick,
    slowly,
    telling,
    where,
    zoo,
)
from support.tiny import records_of, write_clean, write_poisoned

from core import cluster
from core.audit.auditing import audit
from core.cluster.engine import Done
from core.cluster.machine import remote_client
from core.cluster.parcels import seal
from core.cluster.pool import Pool
from core.errors import GoodNetError, WrongUsage
from core.files.images import encode_png
from core.jobs.generators import result_of
from core.records import AuditRow, Progress, RepairOptions
from core.screen.goodnet_file import open_goodnet, save
from core.screen.screening import screen
from core.screen.sharding import screen_shards

OPTIONS = RepairOptions()


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """Two workers on this machine."""
    with cluster.opened(2, None) as engine:
        assert isinstance(engine, Pool)
        yield engine


@pytest.fixture
def clean(tmp_path) -> Path:
    path = tmp_path / "clean.npz"
    path.write_bytes(b"clean data")
    return path


def names(rows) -> list[str]:
    return [Path(row.path).name for row in rows]


def test_workers_find_what_one_process_finds(tmp_path, clean, pool):
    models = zoo(tmp_path / "zoo", "one", "two", "three", "four", "five")
    alone = result_of(audit([models], [clean], tmp_path / "alone", OPTIONS, work=quick))
    job = audit([models], [clean], tmp_path / "out", OPTIONS, work=quick, engine=pool)
    records, record = records_of(job)
    assert record.models == alone.models
    told = [r for r in records if isinstance(r, AuditRow)]
    assert sorted(names(told)) == names(record.models)


def test_a_worker_that_is_killed_costs_a_retry_and_no_row(tmp_path, clean, pool):
    models = zoo(tmp_path / "zoo", "one", "slow", "three", "four")
    told = []
    for record in audit(
        [models], [clean], tmp_path / "out", OPTIONS, work=killed_once, engine=pool
    ):
        mark = tmp_path / "b.pid"
        if mark.exists() and mark.read_text():
            os.kill(int(mark.read_text()), signal.SIGKILL)
            mark.write_text("")
        if isinstance(record, AuditRow):
            told.append(record)
    assert (tmp_path / "b.pid").read_text() == ""
    assert sorted(names(told)) == ["a.keras", "b.keras", "c.keras", "d.keras"]
    assert {row.outcome for row in told} == {"no backdoor found"}


def test_a_model_that_kills_its_worker_twice_becomes_a_row_and_the_rest_go_on(
    tmp_path, clean, pool
):
    models = zoo(tmp_path / "zoo", "one", "kill", "three", "four", "five", "six")
    record = result_of(
        audit([models], [clean], tmp_path / "out", OPTIONS, work=deadly, engine=pool)
    )
    outcomes = {name: row.outcome for name, row in zip("abcdef", record.models, strict=True)}
    assert outcomes.pop("b") == "lost"
    assert set(outcomes.values()) == {"no backdoor found"}
    assert "twice" in record.models[1].reason


def test_how_far_a_running_model_is_shows_in_the_progress(tmp_path, clean, pool):
    # Of two models, each on a worker of its own, it depends on chance whether one is ahead.
    models = zoo(tmp_path / "zoo", "one")
    records, _ = records_of(
        audit([models], [clean], tmp_path / "out", OPTIONS, work=telling, engine=pool)
    )
    audited = [r for r in records if isinstance(r, Progress) and r.stage == "audit"]
    told = [round(r.done / r.total, 2) for r in audited]
    assert told == sorted(told) and set(told) == {0.0, 0.5, 1.0}


@pytest.fixture
def sending(pool) -> Iterator[Pool]:
    """The same workers, as if they were on machines without these files."""
    blind = Blind()
    pool._client.register_plugin(blind)
    yield Pool(pool._client, shares_files=False)
    pool._client.unregister_worker_plugin(blind.name)


def test_files_that_workers_cannot_see_are_sent_once(tmp_path, clean, sending, monkeypatch):
    models = zoo(tmp_path / "zoo", "one", "two", "three")
    sealed = []
    run = sending._client.run

    def noting(function, parcel, *given, workers, **more):
        if function is seal:
            sealed.append((parcel.path.name, *workers))
        return run(function, parcel, *given, workers=workers, **more)

    monkeypatch.setattr(sending._client, "run", noting)
    job = audit([models], [clean], tmp_path / "out", OPTIONS, work=where, engine=sending)
    places = {row.reason for row in result_of(job).models}
    assert len(places) == 3 and all("goodnet-files" in place for place in places)
    assert sorted(name for name, _ in sealed if name != clean.name) == [
        "a.keras", "b.keras", "c.keras",
    ]  # fmt: skip
    job = audit([models], [clean], tmp_path / "again", OPTIONS, work=quick, engine=sending)
    assert [row.reason for row in result_of(job).models] == ["one", "two", "three"]
    assert len(set(sealed)) == len(sealed)  # nothing goes to a worker that has it


def test_a_folder_is_sent_whole(tmp_path, sending):
    data = tmp_path / "data"
    (data / "7").mkdir(parents=True)
    (data / "7" / "a.png").write_bytes(b"one")
    (data / "b.png").write_bytes(b"two")
    models = zoo(tmp_path / "zoo", "one")
    job = audit([models], [data], tmp_path / "out", OPTIONS, work=inside, engine=sending)
    assert result_of(job).models[0].reason == "7/a.png b.png"


@pytest.fixture
def impatient() -> Iterator[None]:
    """A client that does not wait half a minute for a scheduler that is gone."""
    with config.set({"distributed.comm.timeouts.connect": "3s"}):
        yield


def scheduler() -> Any:
    """One of a cluster with one worker, as somebody else may have started it."""
    return LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address="127.0.0.1:0")


@pytest.mark.usefixtures("impatient")
def test_the_scheduler_is_stopped_and_a_new_one_goes_on(tmp_path, clean):
    models = zoo(tmp_path / "zoo", "one", "two", "three", "four")
    out = tmp_path / "out"
    with scheduler() as first, remote_client(first.scheduler_address) as client:
        job = audit(
            [models], [clean], out, OPTIONS, work=slowly, engine=Pool(client, shares_files=False)
        )
        told = [next(record for record in job if isinstance(record, AuditRow))]
        first.close()
        with pytest.raises(GoodNetError, match="again to continue"):
            told += [record for record in job if isinstance(record, AuditRow)]
    with scheduler() as second, remote_client(second.scheduler_address) as client:
        engine = Pool(client, shares_files=False)
        record = result_of(audit([models], [clean], out, OPTIONS, work=slowly, engine=engine))
    assert names(record.models) == ["a.keras", "b.keras", "c.keras", "d.keras"]
    done = [Path(line).name for line in (tmp_path / "calls").read_text().splitlines()]
    assert all(done.count(name) == 1 for name in names(told))


def test_only_this_run_and_this_machine_reach_the_workers(pool):
    assert pool._client.scheduler.address.startswith("tls://127.0.0.1:")
    assert all(address.startswith("tls://127.0.0.1:") for address in pool._client.nthreads())
    assert set(pool._client.nthreads().values()) == {1}
    threads = pool._client.run(os.getenv, "TF_NUM_INTRAOP_THREADS")
    assert set(threads.values()) == {str(max(1, len(os.sched_getaffinity(0)) // 2))}


def test_sharded_screening_is_equal_to_one_process(tmp_path, tiny_goodnet, pool, monkeypatch):
    """To the last bit, in the same order, whatever is broken among the inputs."""
    monkeypatch.setattr("core.screen.sharding.SHARD", 32)
    file = tmp_path / "tiny.goodnet"
    save(tiny_goodnet, file)
    inputs = mixed_inputs(tmp_path)
    goodnet = open_goodnet(file)
    alone, summary = records_of(screen(goodnet, inputs))
    shared, shared_summary = records_of(screen_shards(goodnet, file, inputs, pool))
    assert rows_of(shared) == rows_of(alone)
    assert shared_summary == summary


def rows_of(records) -> list[object]:
    return [record for record in records if type(record).__name__ in ("Verdict", "Unscreened")]


def mixed_inputs(folder: Path) -> list[Path]:
    """Labelled and poisoned sets, a file that is none, and class folders with a broken picture."""
    from support.tiny import pictures

    images, labels = pictures(70, seed=50)
    for k, (image, label) in enumerate(zip(images, labels, strict=True)):
        of_class = folder / "pictures" / str(label)
        of_class.mkdir(parents=True, exist_ok=True)
        (of_class / f"{k:03}.png").write_bytes(encode_png(image) if k != 20 else b"broken")
    (folder / "none.h5").write_bytes(b"nothing")
    clean = write_clean(folder / "clean.h5", 100, seed=51)
    poisoned = write_poisoned(folder / "poisoned.h5", 45, seed=52)
    return [clean, folder / "none.h5", folder / "pictures", poisoned, folder / "missing.npz"]


def test_results_in_order_wait_for_the_first(pool, tmp_path, clean):
    from core.audit.model_job import ModelTask

    models = zoo(tmp_path / "zoo", "slow", "two", "three", "four")
    tasks = [ModelTask(model, str(model), (clean,), OPTIONS) for model in sorted(models.iterdir())]
    done = [r for r in pool.run(slowly, tasks, in_order=True) if isinstance(r, Done)]
    assert [record.number for record in done] == [0, 1, 2, 3]


@pytest.mark.parametrize("missing", ["distributed", "cryptography"])
def test_without_the_extra_one_sentence_says_what_to_install(missing, monkeypatch, capsys):
    from core.cli.entry import main

    monkeypatch.setitem(__import__("sys").modules, missing, None)
    with pytest.raises(WrongUsage), cluster.opened(2, None):
        pass
    arguments = ["audit", "zoo", "--clean", "clean.h5", "--out", "out", "--workers", "2"]
    assert main(arguments) == 2
    assert "pip install 'goodnet[cluster]'" in capsys.readouterr().err


def test_nobody_at_the_address_is_shown(monkeypatch):
    monkeypatch.setattr("core.cluster.machine.PATIENCE", 1)
    opened = cluster.opened(None, "tcp://127.0.0.1:9")
    with pytest.raises(GoodNetError, match="No Dask scheduler answers"), opened:
        pass
