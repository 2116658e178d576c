"""A crash leaves something behind that the next start can tell; a good end leaves nothing."""

from __future__ import annotations

import logging
import subprocess
import sys

from gui.logs import Logs

CRASH = """
import ctypes, sys
from pathlib import Path
from gui.logs import Logs
logs = Logs(Path(sys.argv[1]))
ctypes.string_at(0)
"""


def test_a_good_end_leaves_no_crash(tmp_path):
    Logs(tmp_path).close()
    again = Logs(tmp_path)
    assert again.crash == ""
    again.close()


def test_a_crash_is_told_at_the_next_start_and_only_then(tmp_path):
    ended = subprocess.run([sys.executable, "-c", CRASH, str(tmp_path)], capture_output=True)
    assert ended.returncode < 0
    after = Logs(tmp_path)
    assert "Segmentation fault" in after.crash
    after.close()
    later = Logs(tmp_path)
    assert later.crash == ""
    later.close()


def test_what_nobody_caught_is_logged_and_told(tmp_path):
    logs, told = Logs(tmp_path), []
    logs.watch_errors(told.append)
    error = ValueError("unexpected")
    sys.excepthook(ValueError, error, None)
    logs.close()
    assert told == [error]
    assert "unexpected" in (tmp_path / "goodnet.log").read_text()
    assert sys.excepthook is sys.__excepthook__
    assert not logging.getLogger("goodnet").handlers
