"""Where memory runs out a job ends with a sentence, and nothing else ends."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support import tiny

from core.cli.entry import main
from core.data.dataset import open_dataset
from core.errors import OutOfMemory
from core.files.images import encode_png
from core.jobs import memory
from core.jobs.memory import guarded, require
from core.quarantine import reader
from core.quarantine.reader import Reader

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="platform: only Linux tells what memory is left"
)

GB, MB = 1 << 30, 1 << 20
SENTENCE = "There is not enough memory for this; close other programs or use less data."
WITH_ADDRESSES = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(float(sys.argv[1])), resource.RLIM_INFINITY))
from core.cli.entry import main
sys.exit(main(sys.argv[2:]))
"""
IN_A_GROUP = """
import os, pathlib, sys
pathlib.Path(sys.argv[1], "cgroup.procs").write_text(str(os.getpid()))
from core.cli.entry import main
sys.exit(main(sys.argv[2:]))
"""
# The window's worker thread repairs in too little memory, and inspects when there is more again.
IN_THE_WINDOW = """
import resource, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from core.records import RepairOptions
from core.network.warm_up import load_tensorflow
from gui.port import Core
from gui.job import Job, Lane
app, lane, core = QCoreApplication([]), Lane(), Core()
load_tensorflow()
def run(work):
    job, ended = Job("", work), []
    job.failed.connect(lambda error: ended.append(type(error).__name__))
    job.succeeded.connect(lambda result: ended.append("done"))
    job.finished.connect(app.quit)
    lane.submit(job)
    app.exec()
    app.processEvents()
    print(*ended)
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (9 << 27), resource.RLIM_INFINITY))
options = RepairOptions(recipe="fine-pruning", epochs=1, overlay_count=20)
run(lambda: core.repair(sys.argv[1], [sys.argv[2]], [], options))
resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)
run(lambda: core.inspect(sys.argv[1]))
"""


def ended(code: str, *arguments: object) -> tuple[int, str, str]:
    """The exit code of a child process that runs `code`, and what it said on both streams."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=110)
    return run.returncode, run.stdout, run.stderr.strip()


def raises_memory_error(*_: object) -> None:
    raise MemoryError


def repair_of(badnet: Any, out: Path) -> tuple[object, ...]:
    options = ("--recipe", "fine-pruning", "--epochs", "1", "--overlay-count", "20")
    return ("repair", badnet.badnet, "--clean", badnet.clean, *options, "--json", "--out", out)


# Before it is begun, before TensorFlow is loaded, and while the network is worked on.
@pytest.mark.parametrize("limit", [0.8 * GB, 1.6 * GB, 2.9 * GB])
def test_a_repair_with_too_few_addresses_ends_with_a_sentence(tiny_badnet, tmp_path, limit):
    code, out, err = ended(WITH_ADDRESSES, limit, *repair_of(tiny_badnet, tmp_path / "o.goodnet"))
    assert (code, out, err.splitlines()[-1]) == (1, "", f"goodnet: {SENTENCE}")
    assert list(tmp_path.iterdir()) == []


def test_with_enough_addresses_the_same_repair_is_done(tiny_badnet, tmp_path):
    made = tmp_path / "made.goodnet"
    code, _, err = ended(WITH_ADDRESSES, 6 * GB, *repair_of(tiny_badnet, made))
    assert code == 0, err
    assert made.exists()


@pytest.fixture
def group() -> Iterator[Path]:
    """A control group that may be limited."""
    for parent in (Path("/sys/fs/cgroup/memory"), Path("/sys/fs/cgroup")):
        made = parent / f"goodnet-test-{os.getpid()}"
        try:
            made.mkdir()
        except OSError:
            continue
        if (made / "memory.limit_in_bytes").exists() or (made / "memory.max").exists():
            yield made
            made.rmdir()
            return
        made.rmdir()
    pytest.skip("platform: no control group can be made here")


@pytest.mark.parametrize("limit", [500 * MB, 1000 * MB])
def test_a_repair_in_a_small_control_group_is_not_killed(tiny_badnet, tmp_path, group, limit):
    old, new = group / "memory.limit_in_bytes", group / "memory.max"
    (old if old.exists() else new).write_text(str(limit))
    made = tmp_path / "made.goodnet"
    code, _, err = ended(IN_A_GROUP, group, *repair_of(tiny_badnet, made))
    assert code == (0 if limit > 500 * MB and made.exists() else 1), err
    assert code == 0 or err.endswith(SENTENCE)
    assert [path.name for path in tmp_path.iterdir()] == ["made.goodnet"] * (code == 0)


def test_in_the_window_the_job_ends_and_the_app_goes_on(tiny_badnet):
    code, out, err = ended(IN_THE_WINDOW, tiny_badnet.badnet, tiny_badnet.clean)
    assert (code, out) == (0, "OutOfMemory\ndone\n"), err


# -- what is left -------------------------------------------------------------------------


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine of 8 GB of which 4 are available, with 1 GB of swap, as files."""
    (tmp_path / "proc/self").mkdir(parents=True)
    kilobytes = "MemTotal: 8388608 kB\nMemAvailable: 4194304 kB\nSwapFree: 1048576 kB\n"
    (tmp_path / "proc/meminfo").write_text(kilobytes)
    monkeypatch.setattr(memory, "_PROC", tmp_path / "proc")
    monkeypatch.setattr(memory, "_CGROUPS", tmp_path / "cgroup")
    memory._limited_groups.cache_clear()
    yield tmp_path
    memory._limited_groups.cache_clear()


def write(folder: Path, **files: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(f"{content}\n")


def test_the_machine_gives_what_is_available_and_its_swap(system: Path) -> None:
    assert memory._memory_left() == 5 * GB


def test_a_group_of_version_2_gives_its_rest_and_what_buffers_files(system: Path) -> None:
    (system / "proc/self/cgroup").write_text("0::/app/worker\n")
    stat = f"anon {GB}\ninactive_file {100 * MB}\nactive_file {50 * MB}"
    top = {"memory__max": 2 * GB, "memory__current": GB, "memory__stat": stat}
    write(system / "cgroup/app", **top)
    write(system / "cgroup/app/worker", memory__max="max", memory__current=GB, memory__stat=stat)
    assert memory._memory_left() == GB + 150 * MB


def test_a_group_of_version_1_gives_its_rest(system: Path) -> None:
    (system / "proc/self/cgroup").write_text("9:cpu:/app\n4:memory:/app\n0::/\n")
    limits = {"memory__limit_in_bytes": 3 * GB, "memory__usage_in_bytes": 2 * GB}
    write(system / "cgroup/memory/app", **limits, memory__stat=f"total_inactive_file {MB}")
    unlimited = {"memory__limit_in_bytes": 2**63 - 4096, "memory__usage_in_bytes": 4 * GB}
    write(system / "cgroup/memory", **unlimited, memory__stat="")
    assert memory._memory_left() == GB + MB


def test_a_system_that_tells_nothing_is_taken_for_roomy(system: Path) -> None:
    (system / "proc/meminfo").unlink()
    assert memory._memory_left() == math.inf


def test_room_beside_what_is_asked_for_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_memory_left", lambda: memory.ROOM + 100)
    require(100)
    with pytest.raises(OutOfMemory):
        require(101)


# -- who looks ----------------------------------------------------------------------------


def test_a_job_is_closed_where_room_runs_out_between_two_records(monkeypatch) -> None:
    closed = []

    def job() -> Iterator[int]:
        try:
            yield from range(3)
        finally:
            closed.append(True)

    left = iter([math.inf, memory.ROOM - 1])
    monkeypatch.setattr(memory, "_memory_left", lambda: next(left))
    monkeypatch.setattr(memory, "_SECONDS_BETWEEN_LOOKS", -1)
    watched = guarded(job())  # type: ignore[arg-type]
    assert next(watched) == 0
    with pytest.raises(OutOfMemory):
        next(watched)
    assert closed == [True]


def test_a_network_that_is_too_large_for_what_is_left_is_not_begun(tiny_badnet, monkeypatch):
    from core.network.classifier import Classifier
    from core.repair.training_step import Schedule, training_step

    classifier = Classifier(tiny_badnet.model)
    once = Schedule(epochs=1, steps=1)
    monkeypatch.setattr(memory, "_memory_left", lambda: memory.ROOM)
    for begin in (
        lambda: Classifier(tiny_badnet.model),
        lambda: training_step(classifier, [], once),
    ):
        with pytest.raises(OutOfMemory):
            begin()


def test_no_file_is_blamed_for_memory_that_is_short(tmp_path, monkeypatch, capsys):
    path = tiny.write_clean(tmp_path / "clean.h5", 8)
    with open_dataset([path], tiny.SHAPE) as dataset:
        source: Any = dataset._sources[0]
        with monkeypatch.context() as patched:
            patched.setattr(type(source._rows), "_read", raises_memory_error)
            with pytest.raises(MemoryError):
                dataset.read([0])
    monkeypatch.setattr(memory, "_memory_left", lambda: 0)
    assert main(["inspect", str(path)]) == 1
    assert capsys.readouterr().err == f"goodnet: {SENTENCE}\n"


def test_half_an_answer_is_never_taken_for_the_next_one(monkeypatch) -> None:
    picture = encode_png(np.zeros((4, 4, 3), np.uint8))
    about = {"names": ["it"], "lengths": [len(picture)], "channels": 3, "size": None}
    with Reader("pictures", "it") as asked:
        monkeypatch.setattr(reader, "receive", raises_memory_error)
        with pytest.raises(MemoryError):
            asked.ask("pictures", picture, most=48, **about)
        assert not asked.alive


def test_the_system_ends_a_reader_before_the_app() -> None:
    with Reader("pictures", "it") as asked:
        with pytest.raises(Exception, match="picture"):
            asked.ask("pictures", b"", names=["it"], lengths=[0], channels=3, size=None)
        score = Path(f"/proc/{asked._process.pid}/oom_score_adj").read_text()
    assert int(score) == 1000
