"""The window comes at once, TensorFlow behind it; the command line's small answers."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from PySide6.QtWidgets import QLabel
from support.fitting import settle

from gui.__main__ import main
from gui.look.widgets import Label


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


@pytest.mark.parametrize("width", [1024, 1280])
def test_a_picture_of_the_demo_is_above_its_caption(run_main, width):
    def script(window):
        window.resize(width, 700)
        settle()
        start = window.pages.model_page().start
        pictures = [each for each in start.findChildren(QLabel) if not each.pixmap().isNull()]
        assert len(pictures) == 4
        for picture in pictures:
            caption = picture.parentWidget().findChild(Label)
            assert caption.text() == picture.accessibleName()
            assert abs(picture.geometry().center().x() - caption.geometry().center().x()) <= 1

    run_main([], script)
