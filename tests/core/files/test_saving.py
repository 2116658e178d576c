"""Outputs are whole or absent, whatever happens while they are written."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from core.errors import GoodNetError
from core.files.saving import whole_file, write_text

SLOW_WRITER = """
import sys, time
from pathlib import Path
from core.files.saving import whole_file
with whole_file(Path(sys.argv[1])) as temporary:
    with temporary.open("wb") as file:
        for _ in range(10_000):
            file.write(b"new" * 1000)
            file.flush()
            print(".", flush=True)
            time.sleep(0.01)
"""


def test_a_file_is_written_whole_and_readable(tmp_path):
    write_text(tmp_path / "a.txt", "héllo")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "héllo"
    assert list(tmp_path.iterdir()) == [tmp_path / "a.txt"]
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o666 & ~umask


@pytest.mark.parametrize("before", [None, "old"])
def test_a_failure_midway_leaves_what_was_there(tmp_path, before):
    target = tmp_path / "out"
    if before:
        target.write_text(before)
    with pytest.raises(ZeroDivisionError), whole_file(target) as temporary:
        temporary.write_text("half")
        raise ZeroDivisionError
    assert [p.read_text() for p in tmp_path.iterdir()] == ([before] if before else [])


@pytest.mark.parametrize("before", [None, b"old"])
def test_killing_the_writer_leaves_what_was_there(tmp_path, before):
    target = tmp_path / "out"
    if before:
        target.write_bytes(before)
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", SLOW_WRITER, str(target)], cwd=root, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        for _ in range(5):
            child.stdout.readline()
        time.sleep(0.02)
        child.send_signal(signal.SIGKILL)
    assert (target.read_bytes() if target.exists() else None) == before


def test_a_full_disk_is_one_sentence(tmp_path):
    with pytest.raises(GoodNetError) as caught, whole_file(tmp_path / "out") as temporary:
        temporary.write_text("half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert str(caught.value) == (
        f"{tmp_path / 'out'} could not be written: No space left on device. Nothing was changed."
    )
    assert caught.value.exit_code == 1
    assert not list(tmp_path.iterdir())


def test_a_folder_that_may_not_be_written_is_one_sentence(tmp_path, monkeypatch):
    def refuse(*_: object, **__: object):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(tempfile, "mkstemp", refuse)  # root may write everywhere
    with pytest.raises(GoodNetError, match="could not be written: Permission denied"):
        write_text(tmp_path / "out", "text")


@pytest.mark.parametrize("place", ["nowhere/out", "file/out"])
def test_a_folder_that_is_none_is_one_sentence(tmp_path, place):
    (tmp_path / "file").touch()
    with pytest.raises(GoodNetError, match=r"could not be written: (No such file|Not a directory)"):
        write_text(tmp_path / place, "text")
