"""A crash leaves something behind that the next start can tell; a good end leaves nothing."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys

import pytest

from gui.shell.logs import Logs

CRASH = """
import ctypes, sys
from pathlib import Path
from gui.shell.logs import Logs
logs = Logs(Path(sys.argv[1]))
ctypes.string_at(0)
"""

KILLED = """
import os, signal, sys
from pathlib import Path
from gui.shell.logs import Logs
logs = Logs(Path(sys.argv[1]))
logs.note_jobs(["Measuring"])
logs.note_jobs(sys.argv[2:])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_good_end_leaves_no_crash(tmp_path):
    Logs(tmp_path).close()
    again = Logs(tmp_path)
    assert again.crash is None
    again.close()


def test_a_crash_is_shown_at_the_next_start_and_only_then(tmp_path):
    ended = subprocess.run([sys.executable, "-c", CRASH, str(tmp_path)], capture_output=True)
    assert ended.returncode < 0
    after = Logs(tmp_path)
    assert "Segmentation fault" in (after.crash or "")
    after.close()
    later = Logs(tmp_path)
    assert later.crash is None
    later.close()


@pytest.mark.parametrize("running", [[], ["Repairing"]])
def test_a_run_that_was_killed_is_shown_with_what_ran(tmp_path, running):
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), *running])
    assert killed.returncode == -signal.SIGKILL
    after = Logs(tmp_path)
    assert after.crash == "".join(f"{title}\n" for title in running)
    after.close()


def test_what_nobody_caught_is_logged_and_shown(tmp_path):
    logs, told = Logs(tmp_path), []
    logs.watch_errors(told.append)
    error = ValueError("unexpected")
    sys.excepthook(ValueError, error, None)
    logs.close()
    assert told == [error]
    assert "unexpected" in (tmp_path / "goodnet.log").read_text()
    assert sys.excepthook is sys.__excepthook__
    assert not logging.getLogger("goodnet").handlers
