"""A second start hands its files to the first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtNetwork import QLocalServer

from gui.shell.instance import Instance, hand_over

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gui.shell.instance import hand_over
app = QCoreApplication([])
sys.exit(not hand_over(Path(sys.argv[1]), sys.argv[2:]))
"""


def test_nobody_answers_where_nothing_runs(qapp, tmp_path):
    assert hand_over(tmp_path, ["/a.h5"]) is False


def start_second(folder, path: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", SECOND, str(folder), path])


def test_files_arrive_in_the_first(qtbot, tmp_path):
    first = Instance(tmp_path)
    with qtbot.waitSignal(first.files_came) as came:
        second = start_second(tmp_path, "/ä b.h5")
    first.close()
    assert came.args == [["/ä b.h5"]]
    assert second.wait(10) == 0


def test_what_a_crash_left_behind_is_no_obstacle(qtbot, tmp_path):
    dead = Instance(tmp_path)
    name = dead.findChildren(QLocalServer)[0].fullServerName()
    dead.close()
    Path(name).touch()
    alive = Instance(tmp_path)
    with qtbot.waitSignal(alive.files_came):
        second = start_second(tmp_path, "/b.h5")
    alive.close()
    assert second.wait(10) == 0
