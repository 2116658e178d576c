"""The end of a long job asks for attention where the window is not in front."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow

from gui.job import Job, Lane
from gui.shell import attention
from gui.shell.attention import Attention


@pytest.mark.parametrize(
    ("seconds", "active", "asks"), [(60, False, True), (60, True, False), (2, False, False)]
)
def test_only_a_long_job_behind_another_window_asks(qtbot, monkeypatch, seconds, active, asks):
    window, lane = QMainWindow(), Lane()
    qtbot.addWidget(window)
    asked: list[QMainWindow] = []
    clock = iter([100.0, 100.0 + seconds])
    monkeypatch.setattr(attention.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(QApplication, "alert", asked.append)
    monkeypatch.setattr(window, "isActiveWindow", lambda: active)
    watched = Attention(window, lane)
    job = Job("Repairing", lambda: None)
    lane.started.emit(job)
    lane.ended.emit(job)
    assert asked == ([window] if asks else [])
    assert watched.parent() is window
