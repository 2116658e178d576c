"""The window comes at once, TensorFlow behind it; the command line's small answers."""

from __future__ import annotations

import subprocess
import sys
import time

from gui.__main__ import main


def test_window_shows_and_tensorflow_is_loaded_behind_it(run_main, core, qtbot):
    def script(window):
        assert window.isVisible()
        qtbot.waitUntil(lambda: core.warmed_up)

    assert run_main([], script) == 0


def test_version_needs_no_window(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("GoodNet ")


def test_nothing_heavy_is_imported_before_the_window_shows():
    code = (
        "import sys, gui.__main__, gui.shell.application, gui.shell.window, gui.badnet.page\n"
        "heavy = {'tensorflow', 'keras', 'h5py', 'cv2', 'pyqtgraph'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    started = time.monotonic()
    subprocess.run([sys.executable, "-c", code], check=True)
    assert time.monotonic() - started < 5
