"""A second start hands its files to the window that is open, and ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_files_of_a_second_start_open_in_the_first_window(run_main, qtbot, tmp_path: Path):
    model = tmp_path / "net.h5"
    model.touch()

    def script(window):
        second = subprocess.Popen([sys.executable, "-m", "gui", str(model)])
        qtbot.waitUntil(lambda: window.desk.session.is_safe, timeout=15_000)
        assert second.wait(15) == 0

    run_main([], script)
