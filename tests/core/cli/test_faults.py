"""Disks that are full, folders that may not be written, files that go away, memory that ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from harden import kills, whole
from support import tiny

from core.cli.entry import main
from core.data.dataset import open_dataset
from core.errors import OutOfMemory, Unreadable, understood

FOLDERS = [str(Path(__file__).parents[2]), str(Path(__file__).parents[3])]
WITH_TESTS = {**os.environ, "PYTHONPATH": os.pathsep.join(FOLDERS)}
REPAIR = ("--recipe", "none", "--overlay-count", "20")
# Runs a command where files may not grow beyond so many bytes, as on a disk that is full.
ON_A_FULL_DISK = """
import resource, signal, sys
from core.cli.entry import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.exit(main(sys.argv[2:]))
"""
REMEMBERING_ON_A_FULL_DISK = """
import sys
from pathlib import Path
import numpy as np
from core.errors import understood
from core.network.tail import Remembered
from support.privileges import mount_disk, own_mounts
if not own_mounts(): sys.exit(99)
mount_disk(Path(sys.argv[1]), 1 << 16)
try: Remembered(None, Path(sys.argv[1]), 100).append(np.ones((4, 100, 1000), np.float32), [])
except OSError as error: print(understood(error), file=sys.stderr)
"""
# Runs a command that asks for more memory than there is, of NumPy or of TensorFlow.
IN_LITTLE_MEMORY = """
import resource, sys
import numpy
from core import cli
from core.cli import commands
from core.network.warm_up import load_tensorflow
load_tensorflow()
import tensorflow
resource.setrlimit(resource.RLIMIT_AS, (16 << 30,) * 2)
ask = {"numpy": numpy.ones, "tensorflow": tensorflow.zeros}[sys.argv[1]]
commands.run = lambda arguments: ask((1 << 33,))
sys.exit(cli.main(["inspect", "x.h5"]))
"""


def ended(code: str, *arguments: object) -> tuple[int, str]:
    """The exit code of a child process that runs `code`, and what it said last on stderr."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    run = subprocess.run(command, env=WITH_TESTS, capture_output=True, text=True, timeout=100)
    assert "Traceback" not in run.stderr
    return run.returncode, run.stderr.strip().splitlines()[-1]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "arguments",
    [
        ("harden.kills", "--count", "8", "--seed", "5"),
        ("harden.trials", "--rounds", "1", "--commands", "report", "audit", "settings"),
    ],
    ids=["killed", "under faults"],
)
def test_commands_leave_no_half_output_and_say_one_sentence(arguments: tuple[str, ...]) -> None:
    """In a process of its own, because it forks."""
    command = [sys.executable, "-m", *arguments]
    run = subprocess.run(command, env=WITH_TESTS, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr[-2000:]


@pytest.mark.parametrize("room", [4096, 20_000])
def test_a_full_disk_is_one_sentence_and_leaves_what_was_there(tiny_badnet, tmp_path, room):
    out = tmp_path / "out.goodnet"
    out.write_bytes(b"old")
    arguments = ("repair", tiny_badnet.badnet, "--clean", tiny_badnet.clean, *REPAIR, "--out", out)
    code, said = ended(ON_A_FULL_DISK, room, *arguments)
    assert code == 1
    assert said.startswith("goodnet: ") and "File too large" in said
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_a_disk_without_room_for_activations_is_shown_and_ends_no_process(tmp_path):
    """Written to by a map, what is not on the disk would end the process with SIGBUS."""
    code, said = ended(REMEMBERING_ON_A_FULL_DISK, tmp_path)
    if code == 99:
        pytest.skip("platform: a process may not mount here")
    assert (code, said) == (0, "The disk is full; free some space and try again.")


@pytest.mark.parametrize("library", ["numpy", "tensorflow"])
def test_memory_that_ends_is_one_sentence(library):
    assert ended(IN_LITTLE_MEMORY, library) == (
        1,
        "goodnet: There is not enough memory for this; close other programs or use less data.",
    )


def test_what_libraries_say_of_memory_is_understood():
    class ResourceExhaustedError(Exception):
        """As TensorFlow's, which is not imported for its name."""

    assert isinstance(understood(MemoryError()), OutOfMemory)
    assert isinstance(understood(ResourceExhaustedError("OOM when allocating")), OutOfMemory)
    other = ValueError("no")
    assert understood(other) is other


def test_a_log_that_cannot_be_written_is_no_second_error(monkeypatch, capsys, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("core.cli.commands.run", lambda arguments: 1 / 0)
    assert main(["inspect", "x.h5"]) == 1
    assert "no log: Not a directory" in capsys.readouterr().err


@pytest.mark.parametrize("change", ["removed", "replaced"])
def test_a_data_file_that_goes_while_it_is_open_still_gives_its_images(tmp_path, change):
    path = tiny.write_clean(tmp_path / "clean.h5", 300)
    expected, _ = tiny.pictures(300, 2)
    with open_dataset([path], tiny.SHAPE) as dataset:
        if change == "removed":
            path.unlink()
        else:
            tiny.write_clean(tmp_path / "other.h5", 10, seed=9).replace(path)
        assert (dataset.read(range(300)) == expected).all()


def test_a_data_file_that_is_truncated_while_it_is_open_is_refused(tmp_path):
    path = tiny.write_clean(tmp_path / "clean.h5", 300)
    with open_dataset([path], tiny.SHAPE) as dataset:
        os.truncate(path, path.stat().st_size // 2)
        with pytest.raises(Unreadable):
            dataset.read(range(300))


def test_a_picture_that_is_gone_is_one_sentence(tmp_path):
    from core.files.images import encode_png

    path = tmp_path / "a.png"
    path.write_bytes(encode_png(tiny.pictures(1, 0)[0][0]))
    with open_dataset([path], tiny.SHAPE) as dataset:
        path.unlink()
        with pytest.raises(Unreadable, match="There is no file"):
            dataset.read([0])


def test_half_outputs_would_be_noticed(tiny_badnet, tmp_path):
    """The judge of the kills can say no."""
    assert whole.network(tiny_badnet.badnet)
    half = tmp_path / "half.h5"
    half.write_bytes(tiny_badnet.badnet.read_bytes()[:5000])
    assert not whole.network(half)
    assert not whole.goodnet(half)
    assert {name for command in kills.COMMANDS for name in command.outputs} == {
        "out.goodnet", "out.h5", "out.html", "out.csv", "settings.ini",
    }  # fmt: skip
